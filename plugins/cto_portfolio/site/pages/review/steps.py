"""What to write next: the kind of entry that helps most, then requirement by requirement."""

from collections.abc import Iterator
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.coverage import next_steps
from cto_portfolio.coverage.nearest import Near
from cto_portfolio.coverage.next_steps import Need, Step
from cto_portfolio.coverage.shortfalls import Lack
from cto_portfolio.frameworks import Channel
from cto_portfolio.site.pages.review.review import (
    EntryLinkView,
    Review,
    SectionView,
    StatusView,
    anchor,
    status,
)

MAX_SHOWN = 6
"""How many requirements stand open; more are a click away."""

_HOW = {
    Channel.SHOWN: "publish one, or write one that can be",
    Channel.TOLD: "keep one as a story for the interview, 'visibility: private'",
    Channel.VOUCHED: "ask somebody who was there for a recommendation",
}


class StepView(TypedDict):
    """A kind of entry to write."""

    kind_name: str
    serves: str
    """How many requirements it could serve, and how many of them are gaps."""
    names: str
    command: str


class CommandView(TypedDict):
    """What to type to begin an entry."""

    kind_name: str
    command: str


class NearView(EntryLinkView):
    """An entry that comes near to a requirement, and the sentence for which it does."""

    sentence: str
    place: str
    command: str
    """What to type to declare it."""


class NeedView(StatusView):
    """A requirement that needs an entry, as `partials/need.html` reads it."""

    id: str
    name: str
    area: str
    asks: str
    tip: str | None
    advice: list[str]
    drafts: list[EntryLinkView]
    near: list[NearView]
    commands: list[CommandView]


class StepsView(SectionView):
    """The section as `partials/steps.html` reads it."""

    steps: list[StepView]
    needs: list[NeedView]
    more: list[NeedView]
    more_from: str
    """The number of the first of them."""
    more_name: str


def build(review: Review) -> StepsView:
    """Return the section."""
    needs = [_need(need, review) for need in review.needs]
    return {
        "id": "next",
        "title": "What to write next",
        "count": str(len(needs)),
        "steps": [_step(step) for step in next_steps.steps(review.needs)],
        "needs": needs[:MAX_SHOWN],
        "more": needs[MAX_SHOWN:],
        "more_from": str(MAX_SHOWN + 1),
        "more_name": wording.count(len(needs) - MAX_SHOWN, "more requirement"),
    }


def _step(step: Step) -> StepView:
    gaps = sum(need.row.is_gap for need in step.needs)
    return {
        "kind_name": step.kind.name,
        "serves": _serves(len(step.needs), gaps),
        "names": wording.enumeration([need.row.requirement.name for need in step.needs]),
        "command": step.command,
    }


def _serves(needs: int, gaps: int) -> str:
    """Say it in few words, also to a newcomer, to whom all of them are gaps."""
    if gaps == needs:
        return f"could fill {wording.count(gaps, 'gap')}"
    serves = f"could serve {wording.count(needs, 'requirement')}"
    return f"{serves}, {wording.count(gaps, 'gap')} among them" if gaps else serves


def _need(need: Need, review: Review) -> NeedView:
    row = need.row
    return {
        "id": anchor(row.requirement),
        "name": row.requirement.name,
        "area": row.area.name,
        "asks": row.requirement.asks,
        "tip": row.requirement.tip,
        **status(row),
        "advice": list(_advice(need, review)),
        "drafts": [review.link(draft) for draft in need.drafts],
        "near": [_near(near, review) for near in review.near.get(row.requirement.id, ())],
        "commands": [
            {"kind_name": kind.name, "command": next_steps.command(kind)} for kind in need.kinds
        ],
    }


def _near(near: Near, review: Review) -> NearView:
    return {
        **review.link(near.entry),
        "sentence": near.sentence,
        "place": f"{review.path(near.entry)}:{near.line}",
        "command": review.acceptance(near.entry, near.requirement),
    }


def _advice(need: Need, review: Review) -> Iterator[str]:
    row = need.row
    if Lack.THIN in need.lacks:
        newest = review.path(row.evidence[0].entry)
        if all(trace.is_implied for trace in row.evidence):
            yield f"Only its kind says so: declare it in {newest}, with a claim."
        else:
            yield (
                f"Your own word alone: give {newest} figures with their source or a link "
                "to proof, or write a second entry."
            )
    if row.is_stale and row.newest:
        months = row.area.fresh_months
        newest = row.newest.span.latest.short_name
        yield f"The newest is from {newest}; this area wants something within {months} months."
    if Lack.CHANNEL in need.lacks:
        reached = wording.enumeration([channel.value for channel in row.channels])
        expected = row.area.expects
        yield f"So far {reached}; this area expects it to be {expected.value}: {_HOW[expected]}."
