"""Evidence as another framework reads it, for the author: text, tables, or all there is to know."""

import datetime as dt
import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.coverage.crosswalk import (
    FrameworkReading,
    PartReading,
    Reading,
    Standing,
    Support,
)
from cto_portfolio.frameworks import Requirement

_MARKS = {
    Standing.STRONG: "*",
    Standing.PARTIAL: "o",
    Standing.UNREACHED: "-",
    Standing.UNMAPPED: "?",
}
_WIDTH = 80
_LISTED = 4
"""Entries of one grade that the text names; tables and JSON name all."""


def as_text(read: FrameworkReading) -> str:
    """Return each item with the entries that reach it, then the gaps, within 80 columns."""
    lines = [read.framework.name, *_wrapped(f"Source: {read.framework.source}", "  ")]
    for part in read.parts:
        lines += ["", part.part.name]
        for reading in part.readings:
            lines += _item(reading)
        lines += _balance(part)
    lines += ["", *_gaps(read), _total(read)]
    return "\n".join(lines)


def as_markdown(read: FrameworkReading) -> str:
    """Return a table for each part."""
    lines = [f"# {_cell(read.framework.name)}", ""]
    for part in read.parts:
        lines += [
            f"## {_cell(part.part.name)}",
            "",
            "| Item | Evidence | Strongly | Partially |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| {_cell(one.item.name)} | {one.standing} | {_cited(one.strong)} "
            f"| {_cited(one.partial)} |"
            for one in part.readings
        ]
        lines.append("")
        if part.shares:
            lines += ["| Item | Asked | Evidence |", "| --- | ---: | ---: |"]
            lines += [
                f"| {_cell(one.item.name)} | {one.asked}% | {one.found:.0f}% |"
                for one in part.shares
            ]
            lines.append("")
    lines.append(_total(read))
    return "\n".join(lines)


def as_json(read: FrameworkReading, today: dt.date) -> str:
    """Return everything that is known of each item, private entries among it."""
    return json.dumps(
        {
            "date": today.isoformat(),
            "framework": read.framework.id,
            "name": read.framework.name,
            "source": read.framework.source,
            "parts": [
                {
                    "id": part.part.id,
                    "name": part.part.name,
                    "items": [_as_object(one) for one in part.readings],
                    "balance": [
                        {"id": one.item.id, "asked": one.asked, "found": round(one.found, 1)}
                        for one in part.shares
                    ],
                }
                for part in read.parts
            ],
            "background": read.framework.background,
        },
        indent=2,
        ensure_ascii=False,
    )


def _as_object(reading: Reading) -> dict[str, object]:
    return {
        "id": reading.item.id,
        "name": reading.item.name,
        "standing": reading.standing.value,
        "newest": reading.newest.date.isoformat() if reading.newest else None,
        "evidence": [
            {
                "path": str(one.entry.path),
                "title": one.entry.meta.title,
                "date": one.entry.date.isoformat(),
                "visibility": one.entry.visibility.value,
                "grade": "strong" if one.is_strong else "partial",
                "requirements": _ids(one.requirements),
            }
            for one in reading.supports
        ],
        "reached_by": {
            "strong": _ids(reading.strong_by),
            "partial": _ids(reading.partial_by),
        },
    }


def _item(reading: Reading) -> list[str]:
    mark = _MARKS[reading.standing]
    lines = textwrap.wrap(
        reading.item.name, _WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    "
    )
    for name, supports in (("strong", reading.strong), ("partial", reading.partial)):
        for one in supports[:_LISTED]:
            lines += _wrapped(f"{one.entry.path} ({', '.join(_ids(one.requirements))})", name)
        if len(supports) > _LISTED:
            rest = wording.count(len(supports) - _LISTED, "more entry", "more entries")
            lines += _wrapped(f"and {rest}", name)
    return lines


def _balance(part: PartReading) -> Iterator[str]:
    if part.shares:
        yield "  The evidence, each entry counted once (partial half of strong):"
    for one in part.shares:
        yield f"    {one.found:3.0f}% of {one.asked}% asked  {one.item.name}"


def _gaps(read: FrameworkReading) -> list[str]:
    lines: list[str] = []
    if unreached := read.of(Standing.UNREACHED):
        lines.append("Asked, and no evidence reaches it")
        for one in unreached:
            lines += _wrapped(_said(one), "  - ")
            by = wording.enumeration(_ids(one.strong_by or one.partial_by), last="or")
            lines += _wrapped(f"shown by {by}", "      ")
        lines.append("")
    if partial := [one for one in read.of(Standing.PARTIAL) if not one.strong_by]:
        lines.append("Reached in part, and no requirement answers it whole")
        for one in partial:
            lines += _wrapped(_said(one), "  o ")
        lines.append("")
    if unmapped := read.of(Standing.UNMAPPED):
        lines.append("Asked, and no requirement leads to it: prepare it apart")
        for one in unmapped:
            lines += _wrapped(_said(one), "  ? ")
        lines.append("")
    return lines


def _said(reading: Reading) -> str:
    return (
        f"{reading.item.name} ({reading.item.means})" if reading.item.means else reading.item.name
    )


def _total(read: FrameworkReading) -> str:
    counts = {standing: len(read.of(standing)) for standing in Standing}
    parts = [f"{counts[standing]} {standing.value}" for standing in reversed(Standing)]
    return f"{wording.count(len(read.readings), 'item')}: {wording.enumeration(parts)}."


def _wrapped(text: str, lead: str) -> list[str]:
    """Wrap a text behind its lead: the name of a grade, or an indent."""
    head = lead if lead.startswith(" ") else f"      {lead:8}"
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _cited(supports: Sequence[Support]) -> str:
    return "<br>".join(
        f"{_cell(one.entry.meta.title)} ({', '.join(_ids(one.requirements))})" for one in supports
    )


def _ids(requirements: Iterable[Requirement]) -> list[str]:
    return [one.id for one in requirements]


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
