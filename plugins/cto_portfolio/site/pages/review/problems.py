"""Everything that is wrong with the author's files, what withholds them first."""

from typing import TypedDict

from cto_portfolio.problems import Problem
from cto_portfolio.site.pages.review.review import Review, SectionView


class ProblemView(TypedDict):
    """Something to mend."""

    place: str
    code: str
    severity: str
    severity_name: str
    message: str


class ProblemsView(SectionView):
    """The section as `partials/problems.html` reads it."""

    problems: list[ProblemView]


def build(review: Review) -> ProblemsView:
    """Return the section."""
    problems = sorted(review.problems, key=lambda problem: not problem.is_error)
    return {
        "id": "problems",
        "title": "Problems",
        "count": str(len(problems)),
        "problems": [_problem(problem) for problem in problems],
    }


def _problem(problem: Problem) -> ProblemView:
    return {
        "place": f"{problem.path}:{problem.line}",
        "code": problem.code,
        "severity": problem.severity.value,
        "severity_name": "Error: withheld" if problem.is_error else "Warning",
        "message": problem.message,
    }
