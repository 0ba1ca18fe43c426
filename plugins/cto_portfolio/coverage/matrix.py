"""Coverage: which requirements have evidence, how much of it, and how fresh it is."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import periods
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage.evidence import Evidence, Strength
from cto_portfolio.frameworks import Area, Channel, Framework, Requirement, Status, StatusRule, Way


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A requirement with its evidence."""

    area: Area
    requirement: Requirement
    evidence: tuple[Evidence, ...]
    """Newest entry first."""
    status: Status
    is_stale: bool
    """Whether the newest evidence is older than the area allows."""

    @property
    def is_gap(self) -> bool:
        """Whether there is no evidence at all."""
        return self.status is Status.GAP

    @property
    def newest(self) -> Entry | None:
        """The entry with the latest date."""
        return self.evidence[0].entry if self.evidence else None

    @property
    def strength(self) -> Strength | None:
        """The best that stands behind any of the entries."""
        order = list(Strength)
        found = {evidences.strength(trace.entry) for trace in self.evidence}
        return max(found, key=order.index, default=None)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """How the evidence reaches a reader, in the order of the enumeration."""
        found = {evidences.channel(trace.entry) for trace in self.evidence}
        return tuple(channel for channel in Channel if channel in found)

    @property
    def lacks_channel(self) -> bool:
        """Whether there is evidence, but none of the sort the area is judged by."""
        return bool(self.evidence) and self.area.expects not in self.channels

    @property
    def is_covered(self) -> bool:
        """Whether it is at least covered."""
        return self.status.is_covered

    def fresh_channels(self, today: dt.date) -> tuple[Channel, ...]:
        """Return how evidence reaches a reader that the area does not yet call stale."""
        found = {
            evidences.channel(trace.entry)
            for trace in self.evidence
            if is_fresh(trace.entry, self.area, today)
        }
        return tuple(channel for channel in Channel if channel in found)

    def of_kind(self, kind_id: str) -> tuple[Evidence, ...]:
        """Return the evidence from entries of one kind."""
        return tuple(trace for trace in self.evidence if trace.entry.kind.id == kind_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The matrix, one row per requirement in the order of the framework."""

    rows: tuple[Row, ...]

    def of_area(self, area: Area) -> tuple[Row, ...]:
        """Return the rows of one area."""
        return tuple(row for row in self.rows if row.area.id == area.id)


def measure(entries: Iterable[Entry], framework: Framework, *, today: dt.date) -> Coverage:
    """Hold entries against a framework; `today` decides what is stale, and nothing else.

    Drafts do not count, and neither does what is not to be published yet.
    """
    found: dict[str, list[Evidence]] = {one.id: [] for one in framework.requirements}
    for entry in sorted(entries, key=newest_first):
        if entry.meta.draft or entry.appears:
            continue
        for trace in evidences.of(entry, framework):
            found[trace.requirement.id].append(trace)
    return Coverage(
        rows=tuple(
            Row(
                area=area,
                requirement=requirement,
                evidence=tuple(found[requirement.id]),
                status=status(found[requirement.id], framework.status_rules),
                is_stale=_is_stale(found[requirement.id], area, today),
            )
            for area in framework.areas
            for requirement in area.requirements
        )
    )


def as_of(entries: Iterable[Entry], day: dt.date) -> tuple[Entry, ...]:
    """Return the entries dated up to a day: what is dated after it is no evidence yet."""
    return tuple(entry for entry in entries if entry.date <= day)


def covered_share(rows: Sequence[Row]) -> float:
    """Return how many of the requirements are covered or strong, in per cent."""
    return 100 * sum(row.is_covered for row in rows) / len(rows) if rows else 0.0


def newest_first(entry: Entry) -> tuple[object, ...]:
    """Sort entries by date and time, the newest first, and by path where these are the same."""
    moment = entry.span.moment
    return -moment.first.toordinal(), -moment.second, _in_numbers(entry.path)


def oldest_first(entry: Entry) -> tuple[object, ...]:
    """Sort entries by date and time, the oldest first, and by path where these are the same."""
    moment = entry.span.moment
    return moment.first.toordinal(), moment.second, _in_numbers(entry.path)


def _in_numbers(path: PurePosixPath) -> tuple[str | int, ...]:
    """Return a path by which `part-2.md` comes before `part-10.md`."""
    parts = re.split("([0-9]+)", str(path))
    return tuple(int(part) if part.isdigit() else part for part in parts)


def is_fresh(entry: Entry, area: Area, today: dt.date) -> bool:
    """Whether an area still counts an entry as recent; work that goes on always is."""
    return entry.is_ongoing or periods.months_between(entry.date, today) < area.fresh_months


def status(evidence: Sequence[Evidence], rules: Iterable[StatusRule]) -> Status:
    """Return what some evidence amounts to by the rules of a framework."""
    counted = Way(
        entries=len(evidence),
        organizations=len(
            {trace.entry.meta.organization for trace in evidence if trace.entry.meta.organization}
        ),
        backed=sum(evidences.strength(trace.entry).is_backed for trace in evidence),
        declared=sum(not trace.is_implied for trace in evidence),
    )
    for rule in rules:
        if evidence and any(_reaches(counted, way) for way in rule.ways):
            return rule.status
    return Status.GAP


def _reaches(counted: Way, asked: Way) -> bool:
    return (
        counted.entries >= asked.entries
        and counted.organizations >= asked.organizations
        and counted.backed >= asked.backed
        and counted.declared >= asked.declared
    )


def _is_stale(evidence: Sequence[Evidence], area: Area, today: dt.date) -> bool:
    return bool(evidence) and not any(is_fresh(trace.entry, area, today) for trace in evidence)
