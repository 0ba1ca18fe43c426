"""The file `plan.yml`: what an author may write in it, and what is wrong with it taken together."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.missing_files import entry_at
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Severity, near_file, near_miss
from cto_portfolio.text import validation
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, AuthoredT, Count, Fault, FirstDay, LastDay, Name

FILE_NAME = "plan.yml"
PATH = PurePosixPath(FILE_NAME)
EMPTY = Fault(
    (),
    "empty-plan",
    "the plan asks for nothing; add 'cadences' or 'milestones', or remove the file",
    Severity.WARNING,
)


class CadenceMeta(Authored):
    """Something to do again and again (`every`), or a number to reach (`total`)."""

    requirement: Name | None = None
    """Entries count that are evidence for this requirement, declared or implied."""
    kind: Name | None = None
    """Entries of this kind count; beside `requirement`, only those that are both."""
    every: Literal["week", "month", "quarter", "year"] | None = None
    """The period in which the target is to be met."""
    target: Count | None = None
    """How many entries in each period; 1 if it is left out."""
    total: Count | None = None
    """How many entries in all, instead of so many in each period."""
    start: FirstDay | None = None
    """The first day that counts; the plan's own if it is left out."""
    due: LastDay | None = None
    """The day by which the total is to be reached."""


class MilestoneMeta(Authored):
    """Something to reach once."""

    id: Name
    """A short name of its own."""
    name: Name
    """What will have been reached."""
    horizon: Literal["next-3-months", "next-6-12-months", "next-2-3-years"] | None = None
    """How far ahead it lies; its end is the due date unless `due` says otherwise."""
    start: FirstDay | None = None
    """The day from which the horizon is counted; the plan's own if it is left out."""
    due: LastDay | None = None
    """The last day for it."""
    done: FirstDay | None = None
    """The day on which it was reached."""
    evidence: Name | None = None
    """The file of the entry that shows it, such as `entries/deploys.md`."""


class PlanMeta(Authored):
    """What an author means to do how often, and what to reach by when. Never published."""

    start: FirstDay | None = None
    """The day on which the plan begins: what was left undone before has not slipped."""
    cadences: tuple[CadenceMeta, ...] = ()
    """What to do how often."""
    milestones: tuple[MilestoneMeta, ...] = ()
    """What to reach by when."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """What could be read of a plan; None stands in the place of an item that could not."""

    start: dt.date | None
    cadences: tuple[CadenceMeta | None, ...]
    milestones: tuple[MilestoneMeta | None, ...]


def readable(document: Document) -> Items:
    """Return what of a plan with errors can be understood, so that all of it is looked at."""

    def one(model: type[AuthoredT], meta: object) -> AuthoredT | None:
        if not isinstance(meta, dict):
            return None
        part = Document(meta=meta, body="", body_line=1, lines={})
        return validation.validate(model, part, PATH)[0]

    def some(model: type[AuthoredT], key: str) -> tuple[AuthoredT | None, ...]:
        items = document.meta.get(key)
        return tuple(one(model, item) for item in items) if isinstance(items, list) else ()

    head = one(PlanMeta, {"start": document.meta.get("start")})
    return Items(
        start=head.start if head else None,
        cadences=some(CadenceMeta, "cadences"),
        milestones=some(MilestoneMeta, "milestones"),
    )


def faults(
    said: PlanMeta | Items, framework: Framework, entries: Collection[PurePosixPath]
) -> Iterator[Fault]:
    """Yield what is wrong with items that are well formed one by one."""
    for index, cadence in enumerate(said.cadences):
        if cadence is None:
            continue
        for fault in _cadence_faults(cadence, said.start, framework):
            yield Fault(("cadences", index, *fault.key), fault.code, fault.message)
        if cadence in said.cadences[:index]:
            message = "this cadence is listed twice; keep one of them"
            yield Fault(("cadences", index), "duplicate-cadence", message, Severity.WARNING)
    ids: set[str] = set()
    for index, milestone in enumerate(said.milestones):
        if milestone is None:
            continue
        for fault in _milestone_faults(milestone, said.start, entries):
            yield Fault(("milestones", index, *fault.key), fault.code, fault.message)
        if milestone.id in ids:
            message = f"the id '{milestone.id}' is used twice; choose another one"
            yield Fault(("milestones", index, "id"), "duplicate-id", message)
        ids.add(milestone.id)


def _cadence_faults(
    one: CadenceMeta, start: dt.date | None, framework: Framework
) -> Iterator[Fault]:
    if one.requirement and (why := framework.why_unknown(one.requirement)):
        yield Fault(("requirement",), "unknown-requirement", why)
    if one.kind and one.kind not in KINDS:
        guess = near_miss(one.kind, KINDS) or f"; the kinds are: {', '.join(KINDS)}"
        yield Fault(("kind",), "unknown-kind", f"no kind '{one.kind}'{guess}")
    if not one.requirement and not one.kind:
        message = "it does not say which entries count; add a 'requirement' or a 'kind'"
        yield Fault((), "missing-key", message)
    if not one.every and not one.total:
        message = "it does not say how many; add 'every' and 'target', or a 'total'"
        yield Fault((), "missing-key", message)
    if one.total and (one.every or one.target):
        message = "'total' and 'every' with 'target' exclude each other; keep one"
        yield Fault(("total",), "bad-value", message)
    if one.due and one.every and not one.total:
        yield Fault(("due",), "bad-value", "'due' goes with a 'total'; take it out")
    yield from _wrong_way_round(one.start or start, one.due)


def _milestone_faults(
    one: MilestoneMeta, start: dt.date | None, entries: Collection[PurePosixPath]
) -> Iterator[Fault]:
    if not one.due and not (one.horizon and (one.start or start)):
        message = "it does not say when it is due; add 'due', or a 'horizon' and a 'start'"
        yield Fault((), "missing-key", message)
    yield from _wrong_way_round(one.start or start, one.due)
    if one.evidence and not entry_at(one.evidence, PATH, entries):
        near = near_miss if one.evidence.endswith("/index.md") else near_file
        guess = near(one.evidence, map(str, entries)) or "; write the path of its file"
        yield Fault(("evidence",), "unknown-entry", f"there is no entry '{one.evidence}'{guess}")


def _wrong_way_round(start: dt.date | None, due: dt.date | None) -> Iterator[Fault]:
    if start and due and due < start:
        message = f"it is due before it starts, on {start.isoformat()}; mend one of the dates"
        yield Fault(("due",), "bad-date", message)
