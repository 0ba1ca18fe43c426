"""Defaults: a usual plan for who has none, and which requirements a kind of entry suits.

They are read from the data in `plans/`, with what its source says of them.
"""

import datetime as dt
import fnmatch
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import PurePosixPath
from typing import Any, Literal

from cto_portfolio import periods
from cto_portfolio.content import plan
from cto_portfolio.content.entry import Kind, KindRole
from cto_portfolio.content.plan import Cadence, Horizon, Plan
from cto_portfolio.frameworks import Framework, Requirement
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, Count, Name

_HEAD = """\
# What you mean to do how often, and what to reach by when. It is for you alone and never
# reaches the site. 'cto-portfolio plan' says what is due, what slipped, and for how long
# you have kept it up. What is here is a usual plan: change it, and take out what is not yours.

start: {start}          # nothing before this day can slip; horizons are counted from it

# Entries count that are evidence for the requirement (or of the 'kind', such as article or
# talk; or both), by their date. Either every week, month, quarter or year, or a total.
# Where the source of the framework names a figure, that is noted; the others are our choice.
"""
_FITS: Mapping[KindRole, tuple[str, ...]] = {
    KindRole.OUTCOME: ("achievement", "story"),
    KindRole.DECISION: ("tradeoff",),
    KindRole.TALK: ("talk",),
    KindRole.WRITING: ("post", "document", "opinion"),
    KindRole.VOUCHER: ("recommendation",),
}
"""What kinds of a role are called in the data."""


class _Cadence(Authored):
    requirement: Name
    every: Literal["week", "month", "quarter", "year"] | None = None
    target: Count | None = None
    total: Count | None = None
    from_source: bool
    source_says: Name | None = None


class _Item(Authored):
    id: Name
    name: Name


class _Horizon(Authored):
    id: Name
    months: tuple[int, int]
    items: tuple[_Item, ...]


class _Defaults(Authored):
    cadence: tuple[_Cadence, ...]
    horizons: tuple[_Horizon, ...]
    entry_kind_fit: dict[str, tuple[str, ...]]


def usual_plan(framework: Framework, *, today: dt.date) -> Plan:
    """Return the plan for who has none: it begins today, so that nothing of it can have slipped.

    All that was done before counts towards totals, and what was done in the periods that go on
    towards their targets.
    """
    usual, problems = plan.parse(plan_text(framework, today=today), framework, ())
    assert usual, problems  # noqa: S101 - our own data
    return replace(usual, cadences=tuple(_around(one, today) for one in usual.cadences))


def _around(cadence: Cadence, today: dt.date) -> Cadence:
    """Return a cadence that begins with the period of today; a total has no beginning."""
    every = cadence.every
    return replace(cadence, start=periods.around(today, every).start if every else None)


def plan_text(framework: Framework, *, today: dt.date) -> str:
    """Return a commented `plan.yml`, without cadences that the framework does not know."""
    known = {one.id for one in framework.requirements}
    cadences = [one for one in _data().cadence if one.requirement in known]
    lines = ["cadences:", *_cadence_lines(cadences)] if cadences else []
    lines += ["", "# Each is due at the end of its horizon, or on its own 'due' date."]
    lines += ["milestones:", *_milestone_lines(_data().horizons)]
    return _HEAD.format(start=today.isoformat()) + "\n".join(lines) + "\n"


def suited(kind: Kind, requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return those for which entries of a kind are the usual evidence, the most usual first."""
    patterns = [one for name in _FITS[kind.role] for one in _data().entry_kind_fit[name]]
    ranks = {one: _rank(one.id, patterns) for one in requirements}
    found = (one for one, rank in ranks.items() if rank >= 0)
    return tuple(sorted(found, key=lambda one: ranks[one]))


def _rank(requirement_id: str, patterns: Iterable[str]) -> int:
    fits = (fnmatch.fnmatchcase(requirement_id, pattern) for pattern in patterns)
    return next((rank for rank, is_fit in enumerate(fits) if is_fit), -1)


@functools.cache
def _data() -> _Defaults:
    folder = resources.files(__package__) / "data"
    found: dict[str, Any] = {}
    for name in ("defaults.yml", "action-plan.yml"):
        meta = frontmatter.load((folder / name).read_text(encoding="utf-8")).meta
        found |= {key: meta[key] for key in _Defaults.model_fields if key in meta}
    document = Document(meta=found, body="", body_line=1, lines={})
    data, problems = validation.validate(_Defaults, document, PurePosixPath("defaults.yml"))
    assert data, problems  # noqa: S101 - our own data
    return data


def _cadence_lines(cadences: Iterable[_Cadence]) -> Iterator[str]:
    for one in cadences:
        said = f"The source says: {one.source_says}." if one.source_says else ""
        yield f"  - requirement: {one.requirement}" + (f"  # {said}" if said else "")
        if one.total:
            yield f"    total: {one.total}"
            yield "    # due: 2027-12-31     # by when, if there is a day"
        else:
            yield f"    every: {one.every}"
            yield f"    target: {one.target}"


def _milestone_lines(horizons: Iterable[_Horizon]) -> Iterator[str]:
    is_first = True
    for horizon in horizons:
        yield f"  # {Horizon(horizon.id).heading}"
        for item in horizon.items:
            yield f"  - id: {item.id}"
            yield f"    name: {json.dumps(item.name, ensure_ascii=False)}"
            yield f"    horizon: {horizon.id}"
            if is_first:
                yield "    # due: 2027-03-31            # a day of its own"
                yield "    # done: 2027-03-14           # when it has been reached"
                yield "    # evidence: entries/x.md     # the entry that shows it"
            is_first = False
