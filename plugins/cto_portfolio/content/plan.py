"""The plan: what an author means to do how often, and what to reach by when, from `plan.yml`.

It is nobody else's business: like every data file, it never reaches the site.
"""

import datetime as dt
import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import periods
from cto_portfolio.content import plan_file
from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.missing_files import entry_at
from cto_portfolio.content.plan_file import PATH, MilestoneMeta, PlanMeta
from cto_portfolio.frameworks import Framework, Requirement
from cto_portfolio.periods import Every
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import validation, yaml_files
from cto_portfolio.text.frontmatter import Document


class Horizon(enum.StrEnum):
    """How far ahead a milestone lies."""

    NEAR = "next-3-months"
    MIDDLE = "next-6-12-months"
    FAR = "next-2-3-years"

    @property
    def months(self) -> tuple[int, int]:
        """From when and until when, counted from the plan's start."""
        return {Horizon.NEAR: (0, 3), Horizon.MIDDLE: (6, 12), Horizon.FAR: (24, 36)}[self]

    @property
    def heading(self) -> str:
        """As it stands above its milestones."""
        return {
            Horizon.NEAR: "Next 3 months",
            Horizon.MIDDLE: "Next 6 to 12 months",
            Horizon.FAR: "Next 2 to 3 years",
        }[self]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cadence:
    """Entries that are wanted: so many in each period, or so many in all."""

    requirement: Requirement | None
    kind: Kind | None
    every: Every | None
    """None: the goal is a total."""
    goal: int
    start: dt.date | None
    due: dt.date | None

    @property
    def name(self) -> str:
        """What is wanted, as an author wrote it."""
        parts = (self.kind.id if self.kind else "", self.requirement.id if self.requirement else "")
        return " for ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone:
    """Something to reach once."""

    id: str
    name: str
    horizon: Horizon
    due: dt.date
    done: dt.date | None
    evidence: PurePosixPath | None
    """Relative to the portfolio's folder."""
    line: int
    """Where it stands in its file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What an author means to do."""

    cadences: tuple[Cadence, ...]
    milestones: tuple[Milestone, ...]


def parse(
    content: str | bytes | None, framework: Framework, entries: Collection[PurePosixPath]
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Return the plan that a file stands for, and everything wrong with it.

    `entries` are the paths that milestones may name.
    """
    document, unread = yaml_files.read(content, PATH)
    if document is None:
        return None, unread
    value, found = yaml_files.validate(PlanMeta, document, PATH, is_private=True)
    faults = plan_file.faults(value or plan_file.readable(document), framework, entries)
    placed = (validation.place(fault, document, PATH) for fault in faults)
    problems = tuple(sorted([*found, *placed]))
    if not problems and not (value and (value.cadences or value.milestones)):
        problems = (validation.place(plan_file.EMPTY, document, PATH),)
    if value is None or any(problem.is_error for problem in problems):
        return None, problems
    return _resolved(value, document, framework, entries), problems


def _resolved(
    said: PlanMeta, document: Document, framework: Framework, entries: Collection[PurePosixPath]
) -> Plan:
    known = {one.id: one for one in framework.requirements}
    return Plan(
        cadences=tuple(
            Cadence(
                requirement=known[one.requirement] if one.requirement else None,
                kind=KINDS[one.kind] if one.kind else None,
                every=Every(one.every) if one.every else None,
                goal=one.total or one.target or 1,
                start=one.start or said.start,
                due=one.due,
            )
            for one in said.cadences
        ),
        milestones=tuple(
            _milestone(one, said.start, document.line(("milestones", index)), entries)
            for index, one in enumerate(said.milestones)
        ),
    )


def _milestone(
    one: MilestoneMeta, start: dt.date | None, line: int, entries: Collection[PurePosixPath]
) -> Milestone:
    start = one.start or start
    if one.horizon is None:
        assert one.due  # noqa: S101 - milestones with neither are refused
        horizon = _reached(start or one.due, one.due)
    else:
        horizon = Horizon(one.horizon)
    return Milestone(
        id=one.id,
        name=one.name,
        horizon=horizon,
        due=one.due or periods.later(start or dt.date.max, horizon.months[1]),
        done=one.done,
        evidence=entry_at(one.evidence, PATH, entries) if one.evidence else None,
        line=line,
    )


def _reached(start: dt.date, due: dt.date) -> Horizon:
    """Return the first horizon that reaches as far as the due date."""
    ends = ((one, periods.later(start, one.months[1])) for one in Horizon)
    return next((one for one, end in ends if due <= end), Horizon.FAR)


def premature(plan: Plan, today: dt.date) -> Iterator[Problem]:
    """Yield the milestones that are said to have been reached on a day yet to come."""
    for one in plan.milestones:
        if one.done and one.done > today:
            message = f"'{one.id}' is done on {one.done.isoformat()}, which is in the future"
            yield Problem(
                path=PATH,
                line=one.line,
                code="future-date",
                message=f"{message}; it counts as open until then",
                severity=Severity.WARNING,
            )
