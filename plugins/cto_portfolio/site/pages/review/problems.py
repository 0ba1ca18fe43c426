"""Everything that is wrong with the author's files, what withholds them first."""

from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.problems import Problem
from cto_portfolio.site.pages.review.review import Review, SectionView

MAX_SHOWN = 20
"""How many stand open; more are a click away."""


class ProblemView(TypedDict):
    """Something to mend."""

    place: str
    url: str | None
    """Where the preview shows the file."""
    code: str
    severity: str
    severity_name: str
    message: str


class ProblemsView(SectionView):
    """The section as `partials/problems.html` reads it."""

    problems: list[ProblemView]
    more: list[ProblemView]
    more_name: str


def build(review: Review) -> ProblemsView:
    """Return the section."""
    problems = sorted(review.problems, key=lambda problem: not problem.is_error)
    views = [view(problem, _url(problem, review)) for problem in problems]
    more = views[MAX_SHOWN:]
    return {
        "id": "problems",
        "title": "Problems",
        "count": str(len(views)),
        "problems": views[:MAX_SHOWN],
        "more": more,
        "more_name": wording.count(len(more), "more problem"),
    }


def view(problem: Problem, url: str | None = None) -> ProblemView:
    """Return a problem as pages for the author show it, with the address of its file's page."""
    return {
        "place": f"{problem.path}:{problem.line}",
        "url": url,
        "code": problem.code,
        "severity": problem.severity.value,
        "severity_name": _severity_name(problem),
        "message": problem.message,
    }


def _severity_name(problem: Problem) -> str:
    if problem.leaves_out:
        return f"Error: '{problem.leaves_out}' is left out"
    return "Error: withheld" if problem.is_error else "Warning"


def _url(problem: Problem, review: Review) -> str | None:
    path = problem.path
    return (
        review.url(path.relative_to(review.folder)) if path.is_relative_to(review.folder) else None
    )
