"""Shortfalls: what a requirement lacks, and what an author can do about it."""

import datetime as dt
import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Channel, Framework, Status


class Lack(enum.StrEnum):
    """What may be missing, the worst first."""

    GAP = "gap"
    THIN = "thin"
    STALE = "stale"
    CHANNEL = "channel"
    """Nothing recent reaches a reader in the way the area is judged."""


_WAYS = {
    Channel.SHOWN: "publish one of these entries, or write one that may be public",
    Channel.TOLD: "write the story down for the interview, with 'visibility: private'",
    Channel.VOUCHED: "ask somebody who was there for a recommendation",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortfall:
    """One thing that a requirement lacks."""

    row: Row
    lack: Lack
    reason: str
    remedy: str


Waiting = Mapping[str, Sequence[Entry]]
"""By requirement, the entries that do not count yet: drafts, and what is dated in the future."""


def waiting(entries: Sequence[Entry], framework: Framework, *, today: dt.date) -> Waiting:
    """Return the entries that will be evidence once they are finished, or once their day comes."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=matrix.newest_first):
        if entry.meta.draft or entry.date > today:
            for trace in evidences.of(entry, framework):
                found.setdefault(trace.requirement.id, []).append(entry)
    return found


def find(rows: Sequence[Row], waits: Waiting, *, today: dt.date) -> tuple[Shortfall, ...]:
    """Return everything that is missing, in the order in which to see to it.

    The area that weighs most comes first; within it, gaps before what is thin, stale or unseen.
    """
    order = list(Lack)
    shortfalls = (
        shortfall
        for row in rows
        for shortfall in _of(row, waits.get(row.requirement.id, ()), today)
    )
    return tuple(
        sorted(
            shortfalls,
            key=lambda shortfall: (-shortfall.row.area.weight, order.index(shortfall.lack)),
        )
    )


def _of(row: Row, waits: Sequence[Entry], today: dt.date) -> Iterator[Shortfall]:
    def lacks(lack: Lack, reason: str, remedy: str) -> Shortfall:
        return Shortfall(row=row, lack=lack, reason=reason, remedy=remedy)

    area = row.area
    awaited = _awaited(waits)
    refreshed = _awaited([entry for entry in waits if matrix.is_fresh(entry, area, today)])
    if row.is_gap:
        yield lacks(Lack.GAP, "no evidence", awaited or f"write of it: {row.requirement.asks}")
        return
    if row.status is Status.THIN:
        reason, remedy = _thin(row)
        yield lacks(Lack.THIN, reason, awaited or remedy)
    if row.is_stale:
        since = f"nothing within {wording.count(area.fresh_months, 'month')}"
        yield lacks(Lack.STALE, since, refreshed or "write down what you did of it since")
    if row.lacks_channel:
        reached = wording.enumeration([channel.value for channel in row.channels])
        reason = f"{reached} only; this area is judged by what is {area.expects}"
        yield lacks(Lack.CHANNEL, reason, _WAYS[area.expects])
    elif not row.is_stale and area.expects not in row.fresh_channels(today):
        reason = f"nothing {area.expects} within {wording.count(area.fresh_months, 'month')}"
        yield lacks(Lack.CHANNEL, reason, _WAYS[area.expects])


def _thin(row: Row) -> tuple[str, str]:
    path = row.evidence[0].entry.path
    if all(trace.is_implied for trace in row.evidence):
        return "only implied by the kind of entry", f"declare it, with a claim, in {path}"
    if len(row.evidence) == 1 and evidences.has_lost_proof(row.evidence[0].entry):
        return "its proof is gone", f"find another proof of {path}; or write a second entry"
    if len(row.evidence) == 1:
        way = f"give {path} figures with a source, or a link to proof; or write a second entry"
        return "one entry's own word", way
    return "too little yet", "write another entry, with figures and their source, or with proof"


def _awaited(waits: Sequence[Entry]) -> str:
    """Return the quickest remedy: what an entry that does not count yet still needs."""
    for entry in waits:
        if entry.meta.draft:
            return f"finish the draft {entry.path}"
    for entry in waits:
        return f"{entry.path} will count from its date on, {wording.date(entry.date)}"
    return ""
