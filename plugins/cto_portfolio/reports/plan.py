"""A plan and how it goes, for the author: in a terminal, and for machines."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.content.plan import Cadence, Horizon
from cto_portfolio.coverage.nearest import Near
from cto_portfolio.coverage.progress import Due, MilestoneProgress, Pace, Progress, State
from cto_portfolio.periods import CalendarPeriod, Every
from cto_portfolio.reports import nearest

_WIDTH = 80
_MOST_NEAR = 6
_BOXES = {State.OPEN: "[ ]", State.DONE: "[x]", State.SLIPPED: "[!]"}
_ALWAYS_SAID = {Every.WEEK, Every.MONTH, Every.YEAR}


def as_text(progress: Progress, near: Iterable[Near]) -> str:
    """Return what slipped, what is due, every milestone, and streaks; within 80 columns.

    Then what comes `near` to requirements that have little evidence.
    """
    lines: list[str] = []
    slipped = [*map(_missed, progress.slipped_paces), *map(_marked, progress.slipped_milestones)]
    lines += _section("Slipped", slipped)
    for due in progress.due:
        what = [*map(_lacking, due.paces), *map(_marked, due.milestones)]
        if what or due.period.every in _ALWAYS_SAID:
            until = wording.date(due.period.end)
            title = f"Due this {due.period.every.value}, until {until}"
            lines += _section(title, what or ["nothing"])
    for horizon in Horizon:
        marks = [one for one in progress.milestones if one.milestone.horizon is horizon]
        lines += _section(horizon.heading, [f"{_BOXES[one.state]} {_marked(one)}" for one in marks])
    lines += _section("Streaks", [_streak(one) for one in progress.paces if one.longest])
    lines += _nearest(list(near))
    return "\n".join([*lines, _total(progress)])


def as_json(progress: Progress, near: Iterable[Near], *, source: str) -> str:
    """Return all there is to know; `source` says where the plan comes from."""
    paces = {id(one): _pace(one) for one in progress.paces}
    marks = {id(one): _mark(one) for one in progress.milestones}

    def due(one: Due) -> dict[str, object]:
        return {
            **_period(one.period),
            "cadences": [paces[id(pace)] for pace in one.paces],
            "milestones": [marks[id(mark)] for mark in one.milestones],
        }

    return json.dumps(
        {
            "date": progress.today.isoformat(),
            "source": source,
            "due": {one.period.every.value: due(one) for one in progress.due},
            "slipped": {
                "cadences": [paces[id(one)] for one in progress.slipped_paces],
                "milestones": [marks[id(one)] for one in progress.slipped_milestones],
            },
            "cadences": list(paces.values()),
            "milestones": list(marks.values()),
            "nearest": [
                {"requirement": one.requirement.id, **found}
                for one in near
                for found in nearest.as_objects([one])
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _section(title: str, items: Iterable[str]) -> list[str]:
    wrapped = [line for item in items for line in _wrapped(item)]
    return [title, *wrapped, ""] if wrapped else []


def _wrapped(item: str) -> Iterator[str]:
    yield from textwrap.wrap(
        item,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="      ",
        break_on_hyphens=False,
    )


def _nearest(near: Sequence[Near]) -> list[str]:
    """Return for some requirements what may be declared; the coverage has all."""
    lines = []
    for one in near[:_MOST_NEAR]:
        lines += list(_wrapped(f"{one.requirement.id}: {nearest.place(one)}"))
        lines.append(f"      {nearest.command(one)}")
    more = len(near) - _MOST_NEAR
    if more > 0:
        lines.append(f"  and {more} more: cto-portfolio coverage")
    return ["Nearest to what has little evidence", *lines, ""] if lines else []


def _goal(cadence: Cadence) -> str:
    often = f"{cadence.goal} every {cadence.every.value}" if cadence.every else f"{cadence.goal}"
    return f"{cadence.name}, {often}{'' if cadence.every else ' in all'}"


def _lacking(pace: Pace) -> str:
    by = f", by {wording.date(pace.until)}" if pace.until and not pace.cadence.every else ""
    return f"{pace.cadence.name}: {len(pace.entries)} of {pace.cadence.goal}{by}"


def _missed(pace: Pace) -> str:
    if not pace.missed:
        return _lacking(pace)
    latest = f"{_goal(pace.cadence)}: missed {pace.missed[-1].name}"
    earlier = len(pace.missed) - 1
    return f"{latest}, and {wording.count(earlier, 'time')} before" if earlier else latest


def _marked(mark: MilestoneProgress) -> str:
    one = mark.milestone
    if mark.state is State.DONE and one.done:
        when = f"done {wording.date(one.done)}"
    else:
        when = f"{'was due' if mark.state is State.SLIPPED else 'due'} {wording.date(one.due)}"
    shown = f"; {one.evidence}" if one.evidence else ""
    return f"{one.id}: {one.name} ({when}{shown})"


def _streak(pace: Pace) -> str:
    every = pace.cadence.every.value if pace.cadence.every else ""
    now = f"{wording.count(pace.streak, every)} in a row" if pace.streak else "broken"
    longest = f"; the longest was {pace.longest}" if pace.longest > pace.streak else ""
    return f"{_goal(pace.cadence)}: {now}{longest}"


def _total(progress: Progress) -> str:
    done = sum(one.state is State.DONE for one in progress.milestones)
    kept = sum(not one.lacking for one in progress.paces)
    slipped = len(progress.slipped_paces) + len(progress.slipped_milestones)
    milestones = f"{done} of {wording.count(len(progress.milestones), 'milestone')} done"
    paces = f"{kept} of {wording.count(len(progress.paces), 'cadence')} kept for now"
    return f"{paces}, {milestones}, {slipped or 'nothing'} slipped."


def _period(period: CalendarPeriod) -> dict[str, object]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "name": period.name}


def _pace(pace: Pace) -> dict[str, object]:
    cadence = pace.cadence
    return {
        "requirement": cadence.requirement.id if cadence.requirement else None,
        "kind": cadence.kind.id if cadence.kind else None,
        "every": cadence.every.value if cadence.every else None,
        "goal": cadence.goal,
        "start": cadence.start.isoformat() if cadence.start else None,
        "until": pace.until.isoformat() if pace.until else None,
        "count": len(pace.entries),
        "lacking": pace.lacking,
        "slipped": pace.slipped,
        "streak": pace.streak,
        "longest_streak": pace.longest,
        "missed": [_period(one) for one in pace.missed],
        "entries": [str(one.path) for one in pace.entries],
    }


def _mark(mark: MilestoneProgress) -> dict[str, object]:
    one = mark.milestone
    return {
        "id": one.id,
        "name": one.name,
        "horizon": one.horizon.value,
        "due": one.due.isoformat(),
        "done": one.done.isoformat() if one.done else None,
        "state": mark.state.value,
        "evidence": str(one.evidence) if one.evidence else None,
    }
