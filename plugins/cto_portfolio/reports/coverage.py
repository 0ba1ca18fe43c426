"""What an author should know of the coverage, before it becomes text, JSON or Markdown."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cto_portfolio import periods, wording
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.coverage import (
    changes,
    concentration,
    matrix,
    nearest,
    shortfalls,
    thresholds,
)
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage.changes import Changes
from cto_portfolio.coverage.concentration import Concentration
from cto_portfolio.coverage.evidence import Evidence, Strength
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.coverage.nearest import Near
from cto_portfolio.coverage.shortfalls import Shortfall
from cto_portfolio.coverage.thresholds import Threshold, Verdict
from cto_portfolio.frameworks import Area, Status
from cto_portfolio.frameworks.vocabulary import Vocabulary

MARKS = {Status.GAP: "-", Status.THIN: "o", Status.COVERED: "+", Status.STRONG: "*"}
_STRENGTHS = {
    Strength.CLAIMED: "own words only",
    Strength.MEASURED: "measured",
    Strength.CORROBORATED: "corroborated",
    Strength.BOTH: "measured and corroborated",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The matrix as of a day, and what follows from it."""

    today: dt.date
    rows: tuple[Row, ...]
    """Those of the areas asked for, in the framework's order."""
    shortfalls: tuple[Shortfall, ...]
    """In the order in which to see to them."""
    concentrations: tuple[Concentration, ...]
    ahead: tuple[Entry, ...]
    """Dated after today; they do not count yet."""
    changes: Changes | None
    near: Mapping[str, tuple[Near, ...]]
    """By requirement, the entries that come closest where there is little evidence."""
    verdicts: tuple[Verdict, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas asked for, the heaviest first."""
        areas = {row.area.id: row.area for row in self.rows}.values()
        return tuple(sorted(areas, key=lambda area: -area.weight))

    def of_area(self, area: Area) -> tuple[Row, ...]:
        """Return the rows of one area."""
        return tuple(row for row in self.rows if row.area.id == area.id)

    def lacked_by(self, row: Row) -> tuple[Shortfall, ...]:
        """Return what one requirement lacks."""
        return tuple(one for one in self.shortfalls if one.row.requirement.id == row.requirement.id)


def build(  # noqa: PLR0913 - what an author may ask for, all of it named
    read: Portfolio,
    vocabulary: Vocabulary,
    *,
    today: dt.date,
    area_ids: Sequence[str] = (),
    since: dt.date | None = None,
    asked: Sequence[Threshold] = (),
) -> Report:
    """Measure a portfolio; without areas, all of them are meant."""
    framework = read.framework
    chosen = area_ids or [area.id for area in framework.areas]
    measured = matrix.measure(matrix.as_of(read.entries, today), framework, today=today)
    rows = tuple(row for row in measured.rows if row.area.id in chosen)
    waits = shortfalls.waiting(read.entries, framework, today=today)
    ahead = (one for one in read.entries if one.date > today and not one.meta.draft)
    return Report(
        today=today,
        rows=rows,
        shortfalls=shortfalls.find(rows, waits, today=today),
        concentrations=concentration.measure(rows, framework.status_rules),
        ahead=tuple(sorted(ahead, key=matrix.newest_first)),
        changes=(
            changes.measure(read.entries, framework, since=since, today=today, area_ids=chosen)
            if since
            else None
        ),
        near=nearest.of(rows, nearest.find(read.entries, vocabulary)),
        verdicts=thresholds.judge(asked, measured.rows, shown=rows),
    )


def age(row: Row, today: dt.date) -> str:
    """Return how old the newest evidence is: `9 months`, `ongoing`, or nothing for a gap."""
    if row.newest is None:
        return ""
    if any(one.entry.is_ongoing for one in row.evidence):
        return "ongoing"
    return wording.age(periods.months_between(row.newest.date, today))


def strength(row: Row) -> str:
    """Return the best that stands behind the evidence, in words."""
    return _STRENGTHS[row.strength] if row.strength else ""


def channels(row: Row) -> str:
    """Return how the evidence reaches a reader, against what the area expects."""
    if row.is_gap:
        return ""
    reached = wording.enumeration([channel.value for channel in row.channels])
    return f"{reached}; not {row.area.expects}" if row.lacks_channel else reached


def marks(evidence: Evidence) -> str:
    """Return what a title does not say: ` (private, its proof is gone)`."""
    visibility = evidence.entry.visibility
    found = [visibility.value] if visibility is not Visibility.PUBLIC else []
    found += ["implied"] if evidence.is_implied else []
    found += ["its proof is gone"] if evidences.has_lost_proof(evidence.entry) else []
    return f" ({', '.join(found)})" if found else ""


def mark(entry: Entry) -> str:
    """Return who may not see an entry: ` (private)`, or nothing."""
    visibility = entry.visibility
    return "" if visibility is Visibility.PUBLIC else f" ({visibility})"


def share(rows: Sequence[Row]) -> str:
    """Return how many requirements are covered, as `64.3%`."""
    return f"{wording.number(round(matrix.covered_share(rows), 1))}%"


def evidence_strength(evidence: Evidence) -> str:
    """Return what stands behind one entry, in words."""
    return _STRENGTHS[evidences.strength(evidence.entry)]


def headline(report: Report) -> str:
    """Return how things stand, in a sentence."""
    covered = sum(row.is_covered for row in report.rows)
    total = wording.count(len(report.rows), "requirement")
    return f"{covered} of {total} covered ({share(report.rows)})"


def total(rows: Sequence[Row]) -> str:
    """Return how many requirements have which status."""
    counts = {status: sum(row.status is status for row in rows) for status in Status}
    parts = [f"{counts[status]} {status.value}" for status in reversed(Status)]
    stale = sum(row.is_stale for row in rows)
    return wording.enumeration([*parts, *([f"{stale} stale"] if stale else [])])


def first(report: Report) -> tuple[Shortfall, ...]:
    """Return the first shortfall of each requirement that has any, in order."""
    return tuple({one.row.requirement.id: one for one in reversed(report.shortfalls)}.values())[
        ::-1
    ]


def concentrated(one: Concentration, report: Report) -> str:
    """Return what rests on an entry or an organization, and what that would mean."""
    evidenced = sum(not row.is_gap for row in report.rows)
    covered = sum(row.is_covered for row in report.rows)
    name = f"'{one.title}'" if one.bearer is concentration.Bearer.ENTRY else one.name
    said = (
        f"{name} is evidence for {len(one.filled)} of "
        f"{wording.count(evidenced, 'requirement')} with any."
    )
    if not one.fallen:
        return said
    fall = ", ".join(row.requirement.id for row in one.fallen)
    rest = "rests" if len(one.fallen) == 1 else "rest"
    return (
        f"{said} {len(one.fallen)} of {covered} covered {rest} on it alone or mostly; "
        f"if it is questioned, these fall: {fall}"
    )


def turned(change: changes.Change) -> str:
    """Return what happened to a requirement, in words."""
    row = change.after
    expects = row.area.expects
    words = {
        changes.Turn.ROSE: f"rose from {change.before.status} to {row.status}",
        changes.Turn.WENT_STALE: f"fell: {row.status}, and now stale",
        changes.Turn.IS_FRESH_AGAIN: "is fresh again",
        changes.Turn.LOST_CHANNEL: f"fell: nothing recent is {expects} any more",
        changes.Turn.REACHED_CHANNEL: f"is now {expects}, as expected",
    }
    return "; ".join(words[turn] for turn in change.turns)
