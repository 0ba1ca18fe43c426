"""Everything that is wrong with the author's files, what withholds them first."""

from cto_portfolio.problems import Problem
from cto_portfolio.site.pages.review.review import Review, Section
from cto_portfolio.site.view import View


def build(review: Review) -> Section:
    """Return the section."""
    found = sorted(review.problems, key=lambda problem: not problem.is_error)
    return {
        "id": "problems",
        "title": "Problems",
        "count": str(len(found)),
        "problems": [_problem(problem) for problem in found],
    }


def _problem(problem: Problem) -> View:
    return {
        "place": f"{problem.path}:{problem.line}",
        "code": problem.code,
        "severity": problem.severity.value,
        "severity_name": "Error: withheld" if problem.is_error else "Warning",
        "message": problem.message,
    }
