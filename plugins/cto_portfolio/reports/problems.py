"""Problems as text, as JSON, or as annotations of a code review."""

import json
from collections.abc import Sequence

from cto_portfolio import wording
from cto_portfolio.problems import Problem, Severity

_LEVELS = {Severity.HINT: "notice", Severity.NOTICE: "notice"}
"""What GitHub calls by another name."""


def as_text(problems: Sequence[Problem]) -> str:
    """Return a line for each problem, as editors and `grep` know them."""
    return "\n".join(map(str, problems))


def as_json(
    problems: Sequence[Problem],
    entries: int,
    *,
    notices: Sequence[Problem],
    hints: Sequence[Problem] | None = None,
) -> str:
    """Return all there is to know of each problem, and the number of entries understood.

    Notices, and hints if they were asked for, stand apart, so that nobody counts them as problems.
    """
    report: dict[str, object] = {
        "entries": entries,
        "errors": sum(problem.is_error for problem in problems),
        "warnings": sum(not problem.is_error for problem in problems),
        "problems": [_as_object(problem) for problem in problems],
        "notices": [_as_object(notice) for notice in notices],
    }
    if hints is not None:
        report["hints"] = [_as_object(hint) for hint in hints]
    return json.dumps(report, indent=2, ensure_ascii=False)


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub shows beside the lines they speak of."""
    return "\n".join(
        f"::{_LEVELS.get(problem.severity, problem.severity.value)} "
        f"file={_property(str(problem.path))},line={problem.line},"
        f"title={_property(problem.code)}::{_data(problem.message)}"
        for problem in problems
    )


def summary(problems: Sequence[Problem], entries: int, hints: Sequence[Problem] = ()) -> str:
    """Return one line that says how things stand."""
    errors = sum(problem.is_error for problem in problems)
    found = [wording.count(errors, "error")] if errors else []
    if len(problems) > errors:
        found.append(wording.count(len(problems) - errors, "warning"))
    withheld = len({problem.path for problem in problems if _withholds(problem)})
    held = f"; {wording.count(withheld, 'file')} withheld from the site" if withheld else ""
    good = wording.count(entries, "entry", "entries")
    said = f"; {wording.count(len(hints), 'hint')}" if hints else ""
    return f"{good}, {wording.enumeration(found) or 'no problems'}{held}{said}."


def _withholds(problem: Problem) -> bool:
    """Whether a file stays at home because of a problem, and not all of them."""
    return problem.withholds and problem.path.suffix not in {".yml", ".yaml"}


def _as_object(problem: Problem) -> dict[str, object]:
    return {
        "path": str(problem.path),
        "line": problem.line,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
