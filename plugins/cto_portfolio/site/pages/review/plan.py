"""What of the plan slipped, what is due in the periods that go on, and what has been kept up."""

from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content import plan_defaults, plan_file
from cto_portfolio.content.plan import Cadence
from cto_portfolio.coverage import progress
from cto_portfolio.coverage.progress import Due, MilestoneProgress, Pace
from cto_portfolio.site.pages.review.review import Review, SectionView, anchor


class WantedView(TypedDict):
    """Entries or a milestone that are wanted, as `partials/wanted.html` reads it."""

    name: str
    id: str | None
    """Of the requirement's row on the page."""
    said: str
    """How it stands."""
    path: str | None
    """The file of the entry that shows a milestone."""


class DueView(TypedDict):
    """What is due in a period that goes on."""

    name: str
    until: str
    datetime: str
    wanted: list[WantedView]


class PlanView(SectionView):
    """The section as `partials/plan.html` reads it."""

    broken: bool
    """Whether the plan's file has errors."""
    usual: bool
    """Whether it is the usual plan, for want of one of the author's."""
    slipped: list[WantedView]
    due: list[DueView]
    streaks: list[WantedView]


def build(review: Review) -> PlanView:
    """Return the section; the usual plan stands in where there is none."""
    portfolio = review.site.portfolio
    is_broken = any(
        problem.path == plan_file.PATH and problem.is_error for problem in portfolio.problems
    )
    plan = portfolio.plan or plan_defaults.usual_plan(portfolio.framework, today=review.today)
    held = progress.measure(plan, portfolio.entries, portfolio.framework, today=review.today)
    slipped = [
        *map(_missed, held.slipped_paces),
        *(_mark(milestone, review) for milestone in held.slipped_milestones),
    ]
    periods = [_due(due, review) for due in held.due]
    amount = sum(len(due.paces) + len(due.milestones) for due in held.due)
    return {
        "id": "plan",
        "title": "The plan",
        "count": "" if is_broken else str(len(slipped) + amount),
        "broken": is_broken,
        "usual": portfolio.plan is None,
        "slipped": slipped,
        "due": periods,
        "streaks": [_streak(pace) for pace in held.paces if pace.longest],
    }


def _due(due: Due, review: Review) -> DueView:
    return {
        "name": f"This {due.period.every.value}",
        "until": wording.date(due.period.end),
        "datetime": due.period.end.isoformat(),
        "wanted": [
            *map(_lacking, due.paces),
            *(_mark(milestone, review) for milestone in due.milestones),
        ],
    }


def _cadence(cadence: Cadence, said: str) -> WantedView:
    """Return what is wanted, with where the matrix speaks of it, and how it stands."""
    requirement, kind = cadence.requirement, cadence.kind
    names = [wanted.name for wanted in (kind, requirement) if wanted]
    return {
        "name": " for ".join(names),
        "id": anchor(requirement) if requirement else None,
        "said": said,
        "path": None,
    }


def _goal(cadence: Cadence) -> str:
    every = f"every {cadence.every.value}" if cadence.every else "in all"
    return f"{cadence.goal} {every}"


def _lacking(pace: Pace) -> WantedView:
    goal = pace.cadence.goal
    until = pace.until if pace.cadence.every is None else None
    by = f", by {wording.date(until)}" if until else ""
    return _cadence(pace.cadence, f"{len(pace.entries)} of {goal}{by}")


def _missed(pace: Pace) -> WantedView:
    if not pace.missed:
        return _lacking(pace)
    earlier = len(pace.missed) - 1
    before = f", and {wording.count(earlier, 'time')} before" if earlier else ""
    said = f"{_goal(pace.cadence)}: missed {pace.missed[-1].name}{before}"
    return _cadence(pace.cadence, said)


def _mark(mark: MilestoneProgress, review: Review) -> WantedView:
    milestone = mark.milestone
    due = "was due" if milestone.due < review.today else "due"
    return {
        "name": milestone.name,
        "id": None,
        "said": f"{due} {wording.date(milestone.due)}",
        "path": str(review.folder / milestone.evidence) if milestone.evidence else None,
    }


def _streak(pace: Pace) -> WantedView:
    every = pace.cadence.every.value if pace.cadence.every else ""
    now = f"{wording.count(pace.streak, every)} in a row" if pace.streak else "broken"
    longest = f"; the longest was {pace.longest}" if pace.longest > pace.streak else ""
    return _cadence(pace.cadence, f"{_goal(pace.cadence)}: {now}{longest}")
