"""What an import will do or has done, as text for people and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import wording
from cto_portfolio.coverage import matrix
from cto_portfolio.coverage.matrix import Coverage
from cto_portfolio.coverage.suggestions import Suggestion
from cto_portfolio.importing.incoming import Account, Refusal
from cto_portfolio.importing.plan import WRITTEN, Action, ImportPlan, Planned
from cto_portfolio.periods import PartialDate, Span
from cto_portfolio.problems import Problem

_LONGEST = 160
_MOST_TRACES = 5
_SAID = {
    Action.NEW: "new",
    Action.ADDED: "added to: what you have written stays as it is",
    Action.UPDATED: "updated: it has changed at its source, and you have not touched it",
    Action.UNCHANGED: "there already",
    Action.YOURS: "left as it is: you have changed it since",
    Action.BOTH: "left as it is: you have changed it, and so has its source",
    Action.GONE: "not brought again: you have removed or renamed it",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What there is to say once an import is done."""

    refused: tuple[Refusal, ...]
    """What could not be written, beside what the plan refuses."""
    problems: tuple[Problem, ...]
    """Of the new entries, with their paths as the author would type them."""
    before: Coverage
    after: Coverage
    suggestions: Sequence[tuple[PurePosixPath, Sequence[Suggestion]]]
    """For the new entries, by their paths as the author would type them."""
    accepting: str
    """The command that accepts them all."""


def plan_text(plan: ImportPlan) -> str:
    """Return a line for each document: what becomes of it, its kind, date and title."""
    return "\n".join(_plan_lines(plan))


def _plan_lines(plan: ImportPlan) -> Iterator[str]:
    for planned in plan.planned:
        meta = planned.incoming.meta
        said = [str(meta.get("kind", planned.path.stem)), _date(meta), str(meta.get("title", ""))]
        draft = " (draft)" if meta.get("draft") else ""
        line = f"{planned.action.value:9} {planned.path}: {' · '.join(filter(None, said))}{draft}"
        yield wording.shortened(line, _LONGEST)
    for refusal in plan.refused:
        label = "refused" if refusal.is_fault else "left out"
        yield f"{label:9} {refusal.origin}:{refusal.line}: {refusal.message}"


def _date(meta: Mapping[str, object]) -> str:
    value = meta.get("date", meta.get("period", ""))
    return value.written if isinstance(value, PartialDate | Span) else str(value)


def plan_summary(plan: ImportPlan) -> str:
    """Return how many documents there are, and what becomes of them."""
    counts = Counter(planned.action for planned in plan.planned)
    parts = [f"{counts[action]} {action.value}" for action in Action if counts[action]]
    for is_fault, name in ((True, "refused"), (False, "left out")):
        amount = sum(refusal.is_fault is is_fault for refusal in plan.refused)
        parts += [f"{amount} {name}"] if amount else []
    documents = wording.count(len(plan.planned) + len(plan.refused), "document")
    return f"{documents}: {', '.join(parts)}" if parts else documents


def account_text(plan: ImportPlan) -> str:
    """Return, for each document that is written, what was guessed, dropped, and is to be done."""
    return "\n".join(line for planned in plan.planned for line in _of_document(planned))


def _of_document(planned: Planned) -> Iterator[str]:
    if planned.action not in WRITTEN:
        if planned.action is not Action.UNCHANGED:
            yield f"{planned.path}: {_SAID[planned.action]}"
        if not planned.there:
            return
    lines = list(_account_lines(planned.incoming.account))
    if lines:
        yield f"{planned.path} (from {planned.incoming.id}):"
        yield from (f"    {line}" for line in lines)


def _account_lines(account: Account) -> Iterator[str]:
    for gap in account.fill_in:
        yield f"fill in '{gap.key}': {_short(gap.hint)}"
    for guess in account.guessed:
        yield f"guessed '{guess.key}': {_short(guess.reason)}"
    for dropped in account.dropped:
        yield f"dropped '{dropped.what}' (line {dropped.line}): {_short(dropped.quotation)}"
    for change in account.changed:
        yield f"changed (line {change.line}): {_short(change.before)} -> {_short(change.after)}"
    for remark in account.remarks:
        yield f"look at line {remark.line}: {_short(remark.message)}"


def _short(text: str) -> str:
    return wording.shortened(" ".join(text.split()), _LONGEST)


def result_text(result: Result, areas: Mapping[str, str]) -> str:
    """Return what the new entries lack, and may be evidence for; `areas` has names by id."""
    return "\n".join([*map(str, result.problems), *_suggested(result, areas)])


def _suggested(result: Result, areas: Mapping[str, str]) -> Iterator[str]:
    by_area: dict[str, list[str]] = {}
    for path, suggestions in result.suggestions:
        for suggestion in suggestions:
            identity = suggestion.requirement.id
            line = f"{path}:{suggestion.line}: {identity}\n      {_short(suggestion.sentence)}"
            by_area.setdefault(identity.partition("/")[0], []).append(line)
    for area, lines in by_area.items():
        yield f"{areas.get(area, area)}: {wording.count(len(lines), 'suggestion')}"
        yield from (f"    {line}" for line in lines[:_MOST_TRACES])
        if len(lines) > _MOST_TRACES:
            yield f"    and {len(lines) - _MOST_TRACES} more; see 'cto-portfolio suggest'"


def coverage_line(result: Result) -> str:
    """Return how much was covered before, and is now."""
    total = len(result.after.rows)
    gaps = [sum(row.is_gap for row in one.rows) for one in (result.before, result.after)]
    covered = [sum(row.is_covered for row in one.rows) for one in (result.before, result.after)]
    return (
        f"Of {total} requirements, {covered[0]} were covered before, and {covered[1]} are now; "
        f"{gaps[0]} had no evidence at all, and {gaps[1]} have none now."
    )


def as_json(plan: ImportPlan, *, reason: str, result: Result | None) -> str:
    """Return everything: of each document what was kept, guessed and dropped; None before it is."""
    report: dict[str, object] = {
        "format": plan.format,
        "reason": reason,
        "written": result is not None,
        "documents": [_as_object(planned) for planned in plan.planned],
        "refused": [
            {"source": str(one.origin), "line": one.line, "message": one.message}
            for one in (*plan.refused, *(result.refused if result else ()))
        ],
    }
    if result:
        report |= _result_as_object(result)
    return json.dumps(report, indent=2, ensure_ascii=False, default=_plain)


def _as_object(planned: Planned) -> dict[str, object]:
    account, incoming = planned.incoming.account, planned.incoming
    return {
        "source": incoming.id,
        "entry": str(planned.path),
        "action": planned.action.value,
        "keys": {**incoming.meta},
        "files": {str(to): str(source) for to, source in planned.beside.items()},
        "kept": [{"key": one.key, "source": one.source} for one in account.kept],
        "guessed": [{"key": one.key, "reason": one.reason} for one in account.guessed],
        "dropped": [
            {"what": one.what, "line": one.line, "quotation": one.quotation}
            for one in account.dropped
        ],
        "changed": [
            {"line": one.line, "before": one.before, "after": one.after} for one in account.changed
        ],
        "look_at": [{"line": one.line, "message": one.message} for one in account.remarks],
        "fill_in": [{"key": one.key, "hint": one.hint} for one in account.fill_in],
    }


def _result_as_object(result: Result) -> dict[str, object]:
    return {
        "problems": [
            {
                "path": str(one.path),
                "line": one.line,
                "code": one.code,
                "message": one.message,
                "severity": one.severity.value,
            }
            for one in result.problems
        ],
        "coverage": {
            "before": round(matrix.covered_share(result.before.rows), 1),
            "after": round(matrix.covered_share(result.after.rows), 1),
        },
        "suggestions": [
            {
                "path": str(path),
                "line": one.line,
                "requirement": one.requirement.id,
                "sentence": one.sentence,
            }
            for path, suggestions in result.suggestions
            for one in suggestions
        ],
        "accepting": result.accepting,
    }


def _plain(value: object) -> str:
    return value.written if isinstance(value, PartialDate | Span) else str(value)
