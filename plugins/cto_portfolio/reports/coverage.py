"""The coverage matrix with its gaps, for the author: in a terminal, for machines, in notes."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence

from cto_portfolio import wording
from cto_portfolio.coverage import Row
from cto_portfolio.frameworks import Status
from cto_portfolio.kinds import KINDS

_MARKS = {Status.GAP: "-", Status.THIN: "o", Status.COVERED: "+", Status.STRONG: "*"}
_SHORT = {"achievement": "W", "architecture-tradeoff": "D", "talk": "T", "article": "A"}
_NAME_WIDTH = 34


def covered_share(rows: Sequence[Row]) -> float:
    """Return how many of the requirements are covered or strong, in per cent."""
    good = sum(row.status.rank >= Status.COVERED.rank for row in rows)
    return 100 * good / len(rows) if rows else 0.0


def as_text(rows: Sequence[Row]) -> str:
    """Return the matrix and what is missing in it, no wider than 80 columns."""
    lines: list[str] = []
    for area_rows in _by_area(rows):
        area = area_rows[0].area
        covered = sum(row.status.rank >= Status.COVERED.rank for row in area_rows)
        heads = " ".join(f"{_letter(kind_id):>2}" for kind_id in KINDS)
        title = f"{area.name} ({covered} of {len(area_rows)} covered; expects: {area.expects})"
        lines += [f"{title}", f"  {'':{_NAME_WIDTH + 10}}{heads}  newest"]
        lines += [_line(row) for row in area_rows]
        lines.append("")
    legend = ", ".join(f"{_letter(kind.id)} {kind.plural}" for kind in KINDS.values())
    lines += [f"{legend}", ""]
    lines += _missing(rows)
    lines.append(_total(rows))
    return "\n".join(lines)


def as_markdown(rows: Sequence[Row]) -> str:
    """Return a table for each area."""
    kinds = list(KINDS.values())
    lines: list[str] = []
    for area_rows in _by_area(rows):
        lines += [
            f"## {area_rows[0].area.name}",
            "",
            f"| Requirement | Status | {' | '.join(kind.list_name for kind in kinds)} | Newest |",
            f"| --- | --- | {' | '.join('---:' for _ in kinds)} | --- |",
        ]
        for row in area_rows:
            counts = " | ".join(str(len(row.of_kind(kind.id)) or "") for kind in kinds)
            lines.append(f"| {row.requirement.name} | {_status(row)} | {counts} | {_newest(row)} |")
        lines.append("")
    lines.append(_total(rows))
    return "\n".join(lines)


def as_json(rows: Sequence[Row], today: dt.date) -> str:
    """Return everything that is known of each requirement, private entries among it."""
    return json.dumps(
        {
            "date": today.isoformat(),
            "covered_percent": round(covered_share(rows), 1),
            "requirements": [
                {
                    "id": row.requirement.id,
                    "area": row.area.id,
                    "name": row.requirement.name,
                    "asks": row.requirement.asks,
                    "status": row.status.value,
                    "stale": row.is_stale,
                    "strength": row.strength.value if row.strength else None,
                    "channels": [channel.value for channel in row.channels],
                    "expects": row.area.expects.value,
                    "newest": row.newest.date.isoformat() if row.newest else None,
                    "evidence": [
                        {
                            "path": str(one.entry.path),
                            "title": one.entry.meta.title,
                            "kind": one.entry.kind.id,
                            "date": one.entry.date.isoformat(),
                            "visibility": one.entry.visibility.value,
                            "implied": one.is_implied,
                            "claim": one.claim,
                        }
                        for one in row.evidence
                    ],
                }
                for row in rows
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _by_area(rows: Sequence[Row]) -> list[list[Row]]:
    areas: dict[str, list[Row]] = {}
    for row in rows:
        areas.setdefault(row.area.id, []).append(row)
    return list(areas.values())


def _letter(kind_id: str) -> str:
    return _SHORT.get(kind_id, kind_id[0].upper())


def _line(row: Row) -> str:
    counts = " ".join(f"{len(row.of_kind(kind_id)) or '.':>2}" for kind_id in KINDS)
    name = wording.shortened(row.requirement.name, _NAME_WIDTH)
    return (
        f"  {_MARKS[row.status]} {name:{_NAME_WIDTH}}{row.status.value:8}{counts}  {_newest(row)}"
    )


def _newest(row: Row) -> str:
    if row.newest is None:
        return ""
    when = "ongoing" if row.newest.is_ongoing else wording.month(row.newest.date)
    return f"{when}, stale" if row.is_stale else when


def _status(row: Row) -> str:
    return f"{row.status.value}, stale" if row.is_stale else row.status.value


def _missing(rows: Iterable[Row]) -> list[str]:
    """Return what an author should see to, requirement by requirement."""
    lines: list[str] = []
    for row in rows:
        wants: list[str] = []
        if row.is_gap:
            wants.append(f"gap: {row.requirement.asks}")
        elif row.status is Status.THIN:
            only_implied = all(one.is_implied for one in row.evidence)
            why = (
                "only implied; declare it with a claim" if only_implied else "one entry's own word"
            )
            wants.append(f"thin: {why}")
        if row.is_stale:
            wants.append(f"stale: nothing within {row.area.fresh_months} months")
        if row.lacks_channel:
            reached = wording.enumeration([channel.value for channel in row.channels])
            wants.append(f"{reached}, but this area expects evidence to be {row.area.expects}")
        lines += [f"  {row.requirement.id}: {want}" for want in wants]
    return ["What is missing", *lines, ""] if lines else []


def _total(rows: Sequence[Row]) -> str:
    counts = {status: sum(row.status is status for row in rows) for status in Status}
    parts = [f"{counts[status]} {status.value}" for status in reversed(Status)]
    stale = sum(row.is_stale for row in rows)
    share = wording.number(round(covered_share(rows), 1))
    said = wording.enumeration([*parts, *([f"{stale} stale"] if stale else [])])
    return f"{wording.count(len(rows), 'requirement')}: {said}; {share}% covered."
