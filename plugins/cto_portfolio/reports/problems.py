"""Problems as text, as JSON, or as annotations of a code review."""

import json
from collections.abc import Sequence

from cto_portfolio import wording
from cto_portfolio.problems import Problem


def as_text(problems: Sequence[Problem]) -> str:
    """Return a line for each problem, as editors and `grep` know them."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem], entries: int) -> str:
    """Return all there is to know of each problem, and the number of entries understood."""
    return json.dumps(
        {
            "entries": entries,
            "errors": sum(problem.is_error for problem in problems),
            "warnings": sum(not problem.is_error for problem in problems),
            "problems": [
                {
                    "path": str(problem.path),
                    "line": problem.line,
                    "code": problem.code,
                    "severity": problem.severity.value,
                    "message": problem.message,
                }
                for problem in problems
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub shows beside the lines they speak of."""
    return "\n".join(
        f"::{problem.severity.value} file={_property(str(problem.path))},line={problem.line},"
        f"title={_property(problem.code)}::{_data(problem.message)}"
        for problem in problems
    )


def summary(problems: Sequence[Problem], entries: int) -> str:
    """Return one line that says how things stand."""
    errors = sum(problem.is_error for problem in problems)
    found = [wording.count(errors, "error")] if errors else []
    if len(problems) > errors:
        found.append(wording.count(len(problems) - errors, "warning"))
    withheld = len({problem.path for problem in problems if problem.is_error})
    held = f"; {wording.count(withheld, 'file')} withheld from the site" if withheld else ""
    good = wording.count(entries, "entry", "entries")
    return f"{good}, {wording.enumeration(found) or 'no problems'}{held}."


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
