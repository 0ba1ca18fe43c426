"""Progress: what of a plan is due, what slipped, and how long its targets have been met."""

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio import periods
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.plan import Cadence, Milestone, Plan
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix
from cto_portfolio.frameworks import Framework
from cto_portfolio.periods import CalendarPeriod, Every


class State(enum.StrEnum):
    """How a milestone stands."""

    OPEN = "open"
    DONE = "done"
    SLIPPED = "slipped"
    """Not done by the day it was due."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """A cadence, and the entries that count for it."""

    cadence: Cadence
    entries: tuple[Entry, ...]
    """Newest first; those of the current period where there is one."""
    until: dt.date | None
    """The last day of the current period, or the day a total is due."""
    has_begun: bool
    missed: tuple[CalendarPeriod, ...] = ()
    """The whole periods that are over, and in which the target was not met."""
    slipped: bool = False
    """Whether the latest whole period was missed, or a total's due date has passed."""
    streak: int = 0
    """Consecutive periods with the target met, up to now; the current one does not break it."""
    longest: int = 0

    @property
    def lacking(self) -> int:
        """How many entries are still wanted."""
        return max(0, self.cadence.goal - len(self.entries)) if self.has_begun else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneProgress:
    """A milestone, and how it stands."""

    milestone: Milestone
    state: State


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What is due in a period that goes on, and in none shorter."""

    period: CalendarPeriod
    paces: tuple[Pace, ...]
    milestones: tuple[MilestoneProgress, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """A plan held against the entries of a portfolio on one day."""

    today: dt.date
    paces: tuple[Pace, ...]
    milestones: tuple[MilestoneProgress, ...]

    @property
    def slipped_paces(self) -> tuple[Pace, ...]:
        """The paces whose target was missed in the latest period."""
        return tuple(pace for pace in self.paces if pace.slipped)

    @property
    def slipped_milestones(self) -> tuple[MilestoneProgress, ...]:
        """Milestones not done in time, the one due first before the others."""
        found = (milestone for milestone in self.milestones if milestone.state is State.SLIPPED)
        return tuple(sorted(found, key=lambda one: one.milestone.due))

    @property
    def due(self) -> tuple[Due, ...]:
        """What is due this week, month, quarter and year, each thing once."""
        found: list[Due] = []
        since = self.today
        for every in Every:
            period = periods.around(self.today, every)
            marks = (
                mark
                for mark in self.milestones
                if mark.state is State.OPEN and since <= mark.milestone.due <= period.end
            )
            found.append(
                Due(
                    period=period,
                    paces=tuple(pace for pace in self.paces if _is_due(pace, since, period)),
                    milestones=tuple(sorted(marks, key=lambda one: one.milestone.due)),
                )
            )
            since = max(since, periods.day_after(period.end))
        return tuple(found)


def measure(
    plan: Plan, entries: Iterable[Entry], framework: Framework, *, today: dt.date
) -> Progress:
    """Hold a plan against entries. Drafts do not count, and neither does what is yet to come."""
    counted = sorted(
        (one for one in entries if not one.meta.draft and one.date <= today),
        key=matrix.newest_first,
    )
    shows = {
        entry.path: {trace.requirement.id for trace in evidences.of(entry, framework)}
        for entry in counted
    }

    def counts(entry: Entry, cadence: Cadence) -> bool:
        return (cadence.kind is None or cadence.kind is entry.kind) and (
            cadence.requirement is None or cadence.requirement.id in shows[entry.path]
        )

    return Progress(
        today=today,
        paces=tuple(
            _pace(cadence, [one for one in counted if counts(one, cadence)], today)
            for cadence in plan.cadences
        ),
        milestones=tuple(
            MilestoneProgress(milestone=milestone, state=_state(milestone, today))
            for milestone in plan.milestones
        ),
    )


def _state(milestone: Milestone, today: dt.date) -> State:
    if milestone.done and milestone.done <= today:
        return State.DONE
    return State.SLIPPED if milestone.due < today else State.OPEN


def _is_due(pace: Pace, since: dt.date, period: CalendarPeriod) -> bool:
    if not pace.lacking:
        return False
    if pace.cadence.every:
        return pace.cadence.every is period.every
    if pace.until is None:
        return period.every is Every.YEAR
    return since <= pace.until <= period.end


def _pace(cadence: Cadence, entries: Sequence[Entry], today: dt.date) -> Pace:
    entries = [entry for entry in entries if cadence.start is None or entry.date >= cadence.start]
    has_begun = cadence.start is None or cadence.start <= today
    if cadence.every is None:
        is_late = cadence.due is not None and cadence.due < today
        return Pace(
            cadence=cadence,
            entries=tuple(entries),
            until=cadence.due,
            has_begun=has_begun,
            slipped=is_late and len(entries) < cadence.goal,
        )
    current = periods.around(today, cadence.every)
    judged = tuple(_judged(cadence, cadence.every, entries, current))
    missed = tuple(period for period, is_met in judged if not is_met and period != current)
    runs = tuple(_runs([is_met for period, is_met in judged if is_met or period != current]))
    return Pace(
        cadence=cadence,
        entries=tuple(entry for entry in entries if entry.date >= current.start),
        until=current.end,
        has_begun=has_begun,
        missed=missed,
        slipped=bool(missed) and periods.day_after(missed[-1].end) == current.start,
        streak=runs[-1] if runs else 0,
        longest=max(runs, default=0),
    )


def _judged(
    cadence: Cadence, every: Every, entries: Sequence[Entry], current: CalendarPeriod
) -> Iterator[tuple[CalendarPeriod, bool]]:
    """Yield the periods since the start, or the first entry, and whether the target was met.

    The first one counts against nobody who began in the middle of it.
    """
    first = cadence.start or (entries[-1].date if entries else current.start)
    found = Counter(periods.around(entry.date, every).start for entry in entries)
    for period in periods.between(first, current.end, every):
        is_met = found[period.start] >= cadence.goal
        is_whole = cadence.start is None or period.start >= cadence.start
        if is_met or is_whole:
            yield period, is_met


def _runs(met: Sequence[bool]) -> Iterator[int]:
    """Yield the length of the streak after each period."""
    run = 0
    for is_met in met:
        run = run + 1 if is_met else 0
        yield run
