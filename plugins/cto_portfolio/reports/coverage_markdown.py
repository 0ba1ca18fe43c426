"""The coverage as tables, for an author's notes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.changes import Changes
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.reports import coverage as words
from cto_portfolio.reports import nearest
from cto_portfolio.reports.coverage import Report

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~$])")


def build(report: Report) -> str:
    """Return the tables, what comes first on top."""
    parts = [
        f"# CTO coverage on {wording.date(report.today)}",
        f"{words.headline(report)}: {words.total(report.rows)}.",
        _table(
            ("Area", "Covered", "Expects"),
            (
                (area.name, _share(report.of_area(area)), area.expects.value)
                for area in report.areas
            ),
        ),
    ]
    if report.shortfalls:
        parts += ["## See to first", _first(report)]
    if report.near:
        parts += ["## Nearest to what has little evidence", _nearest(report)]
    if report.changes:
        parts += _changes(report.changes)
    for area in report.areas:
        rows = report.of_area(area)
        parts += [f"## {_escaped(area.name)}", _requirements(rows, report)]
    if report.concentrations:
        said = (words.concentrated(one, report) for one in report.concentrations)
        parts += ["## Concentration", "\n".join(f"- {_escaped(one)}" for one in said)]
    if report.ahead:
        parts += ["## Not counted yet", _entries(report.ahead)]
    if report.verdicts:
        parts += ["## Thresholds", _thresholds(report)]
    return "\n\n".join(parts)


def _share(rows: Sequence[Row]) -> str:
    return f"{sum(row.is_covered for row in rows)} of {len(rows)}"


def _first(report: Report) -> str:
    return _table(
        ("Requirement", "What", "Why", "What to do"),
        (
            (one.row.requirement.id, one.lack.value, one.reason, one.remedy)
            for one in report.shortfalls
        ),
    )


def _nearest(report: Report) -> str:
    return _table(
        ("Requirement", "Sentence", "To declare it"),
        (
            (requirement, nearest.place(near), nearest.command(near))
            for requirement, some in report.near.items()
            for near in some
        ),
    )


def _requirements(rows: Sequence[Row], report: Report) -> str:
    head = ("Requirement", "Status", "Strength", "Newest", "Age", "Channel", "Entries")
    body = (
        (
            row.requirement.name,
            f"{row.status.value}, stale" if row.is_stale else row.status.value,
            words.strength(row),
            row.newest.span.latest.short_name if row.newest else "",
            words.age(row, report.today),
            words.channels(row),
            "; ".join(
                f"{one.entry.meta.title}, {one.entry.path}{words.marks(one)}"
                for one in row.evidence
            ),
        )
        for row in rows
    )
    return _table(head, body)


def _changes(changes: Changes) -> Iterator[str]:
    before, after = (round(one, 1) for one in (changes.share_before, changes.share_after))
    yield f"## Since {wording.date(changes.since)}"
    yield f"{wording.number(before)}% covered then, {wording.number(after)}% now."
    if changes.requirements:
        rows = ((one.after.requirement.id, words.turned(one)) for one in changes.requirements)
        yield _table(("Requirement", "What happened"), rows)
    if changes.entries:
        yield _entries(changes.entries)


def _entries(entries: Iterable[Entry]) -> str:
    rows = (
        (one.span.latest.name, one.meta.title, f"{one.path}{words.mark(one)}") for one in entries
    )
    return _table(("Date", "Entry", "File"), rows)


def _thresholds(report: Report) -> str:
    return _table(
        ("Of", "Asked", "Reached", "Met"),
        (
            (one.of, one.asked, one.reached, "yes" if one.is_met else "no")
            for one in report.verdicts
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in rows),
    ]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
