"""Architecture trade-offs: the options, what they were weighed by, and how it turned out."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds.architecture_tradeoff import (
    KIND,
    ArchitectureTradeoff,
    Criterion,
    flips,
    totals,
)
from cto_portfolio.site import linked_data
from cto_portfolio.site.kinds import sensitivity
from cto_portfolio.site.kinds.presentation import Credential, Fact, Presentation
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import DayView, LinkView


class ScoreView(TypedDict):
    """An option's score by one criterion."""

    option: str
    """The option's name, where it stands in no head of a column."""
    text: str
    width: str
    """Of its bar, in per cent of the longest."""
    chosen: bool
    """Whether it is the chosen option's."""


class CriterionView(TypedDict):
    """What options were weighed by: a row of `partials/options.html`."""

    name: str
    weight: str
    share: str
    """Of all weights, in per cent."""
    width: str
    """Of its bar, in per cent of the longest."""
    scores: list[ScoreView]
    """Of each option, in their order; none where they are not scored."""


class OptionView(TypedDict):
    """A way to go: a column of `partials/options.html`."""

    name: str
    summary: str | None
    total: str
    """The weighted mean of its scores; empty where it has none."""
    total_width: str
    chosen: bool
    leads: bool


class FlipView(TypedDict):
    """How far one weight must move for another option to come out first."""

    criterion: str
    text: str


class HindsightView(DayView):
    """What a decision turned out to be worth, as `partials/hindsight.html` reads it."""

    verdict: str
    learnt: str | None


class ReplacedView(LinkView, DayView):
    """One of the decisions that replaced one another."""


class LineageStepView(TypedDict):
    """Those that stand at one step of their line, as `partials/lineage.html` reads it."""

    place: str
    """Before or after the one that is shown."""
    current: bool
    decisions: list[ReplacedView]


class DecisionView(TypedDict):
    """A decision as `partials/decision.html` reads it."""

    text: str | None
    status: str | None
    status_name: str | None
    chosen: str | None
    basis_name: str | None
    confidence: str | None
    confidence_width: str | None
    reversible: str | None
    criteria: list[CriterionView]
    options: list[OptionView]
    is_scored: bool
    margin: str | None
    """By how much the first option leads."""
    closeness: str | None
    """What would have had to count otherwise for another to win."""
    flips: list[FlipView]
    outcome: HindsightView | None
    lineage: list[LineageStepView]


class TradeoffView(TypedDict):
    """What `architecture-tradeoff.html` reads besides."""

    decision: DecisionView


def _meta(entry: Entry) -> ArchitectureTradeoff:
    assert isinstance(entry.meta, ArchitectureTradeoff)  # noqa: S101 - the kind's own model
    return entry.meta


def _basis(meta: ArchitectureTradeoff) -> str | None:
    return labels.of(f"based_on_{meta.basis}") if meta.basis else None


def _undoing(meta: ArchitectureTradeoff) -> str | None:
    if meta.reversible is None:
        return None
    return labels.of("to_undo_easy" if meta.reversible else "to_undo_hard")


def _criteria(meta: ArchitectureTradeoff) -> list[CriterionView]:
    heaviest = max((criterion.counts for criterion in meta.criteria), default=0) or 1
    whole = sum(criterion.counts for criterion in meta.criteria) or 1
    return [
        {
            "name": criterion.name,
            "weight": wording.number(criterion.counts),
            "share": f"{round(100 * criterion.counts / whole)}%",
            "width": f"{100 * criterion.counts / heaviest:.1f}",
            "scores": _scores(criterion, meta) if totals(meta) else [],
        }
        for criterion in meta.criteria
    ]


def _scores(criterion: Criterion, meta: ArchitectureTradeoff) -> list[ScoreView]:
    best = max(abs(score) for option in meta.options for score in option.scores.values()) or 1
    return [
        {
            "option": option.name,
            "text": wording.number(option.scores[criterion.name]),
            "width": f"{100 * abs(option.scores[criterion.name]) / best:.1f}",
            "chosen": option is meta.chosen,
        }
        for option in meta.options
    ]


def _options(meta: ArchitectureTradeoff) -> list[OptionView]:
    sums = totals(meta)
    longest = max((abs(total) for total in sums.values()), default=0) or 1
    return [
        {
            "name": option.name,
            "summary": option.summary,
            "total": wording.number(round(sums[option.name], 2)) if sums else "",
            "total_width": f"{100 * abs(sums[option.name]) / longest:.1f}" if sums else "",
            "chosen": option is meta.chosen,
            "leads": bool(sums) and sums[option.name] == max(sums.values()),
        }
        for option in meta.options
    ]


def _steps(
    entry: Entry, onward: Mapping[PurePosixPath, tuple[Entry, ...]]
) -> Iterator[tuple[Entry, ...]]:
    """Yield the decisions one step on, then those one more, each where it is last come to."""
    steps = [onward.get(entry.path, ())]
    while steps[-1]:
        once = {next_: None for at in steps[-1] for next_ in onward.get(at.path, ())}
        steps.append(tuple(once))
    later = set[Entry]()
    last: list[tuple[Entry, ...]] = []
    for step in reversed(steps):
        last.insert(0, tuple(one for one in step if one not in later))
        later |= {*step}
    return filter(None, last)


def _lineage(entry: Entry, site: Site) -> list[LineageStepView]:
    """Return the decisions that came to be replaced by one another, the oldest first."""
    older = [(labels.of("earlier"), step) for step in _steps(entry, site.predecessors)]
    newer = [(labels.of("later"), step) for step in _steps(entry, site.successors)]
    if not older and not newer:
        return []
    steps = [*reversed(older), (labels.of("this_decision"), (entry,)), *newer]
    return [
        {
            "place": place,
            "current": entry in step,
            "decisions": [
                {
                    "title": site.title(decision),
                    "url": site.entry_url(decision),
                    "date": decision.span.name,
                    "datetime": decision.span.latest.iso,
                }
                for decision in step
            ],
        }
        for place, step in steps
    ]


def _view(entry: Entry, site: Site) -> TradeoffView:
    meta = _meta(entry)
    confidence = None if meta.confidence is None else wording.number(meta.confidence)
    return {
        "decision": {
            "text": meta.decision,
            "status": meta.status.word if meta.status else None,
            "status_name": meta.status.name if meta.status else None,
            "chosen": meta.chosen.name if meta.chosen else None,
            "basis_name": _basis(meta),
            "confidence": f"{confidence}%" if confidence else None,
            "confidence_width": confidence,
            "reversible": _undoing(meta),
            "criteria": _criteria(meta),
            "options": _options(meta),
            "is_scored": bool(totals(meta)),
            "margin": sensitivity.first(meta),
            "closeness": sensitivity.hinge(meta),
            "flips": [
                {"criterion": flip.criterion, "text": sensitivity.exactly(flip)}
                for flip in flips(meta)
            ],
            "outcome": (
                {
                    "date": meta.outcome.date.name,
                    "datetime": meta.outcome.date.iso,
                    "verdict": meta.outcome.verdict,
                    "learnt": meta.outcome.learnt,
                }
                if meta.outcome
                else None
            ),
            "lineage": _lineage(entry, site),
        }
    }


def _facts(entry: Entry, site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    sums = totals(meta)
    scored = (
        f"{option.name} ({wording.number(round(sums[option.name], 2))})" if sums else option.name
        for option in meta.options
    )
    told = {
        labels.of("decision"): meta.decision,
        labels.of("status"): meta.status.name if meta.status else None,
        labels.of("options_with_totals") if sums else labels.of("options"): ", ".join(scored),
        labels.of("how_close"): sensitivity.first(meta),
        labels.of("confidence_at_the_time"): (
            None if meta.confidence is None else f"{wording.number(meta.confidence)}%"
        ),
        labels.of("based_on"): _basis(meta),
        labels.of("to_undo"): _undoing(meta),
        labels.of("in_hindsight"): meta.outcome.verdict if meta.outcome else None,
        labels.of("lesson"): meta.outcome.learnt if meta.outcome else None,
    }
    yield from (Fact(name=name, text=text) for name, text in told.items() if text)
    for name, others in _replacements(entry, site).items():
        for other in others:
            yield Fact(name=name, text=site.title(other), url=site.entry_url(other))


def _replacements(entry: Entry, site: Site) -> dict[str, tuple[Entry, ...]]:
    """Return what it came in the place of, and what came in its own."""
    return {
        labels.of("supersedes"): site.predecessors.get(entry.path, ()),
        labels.of("superseded_by"): site.successors.get(entry.path, ()),
    }


def _remarks(entry: Entry, site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    if meta.status and meta.status.word != "accepted":
        yield Fact(name=labels.of("status"), text=meta.status.name)
    for name, others in _replacements(entry, site).items():
        if others:
            titles = [f"“{site.title(other)}”" for other in others]
            yield Fact(name=name, text=wording.enumeration(titles))
    if meta.outcome:
        yield Fact(name=labels.of("in_hindsight"), text=meta.outcome.verdict)


def _credential(entry: Entry) -> Credential:
    chosen = entry.kind.detail(entry)
    points = (chosen,) if chosen else ()
    return Credential(section="projects", points=points, item={"type": "decision"})


def _linked_data(entry: Entry, site: Site) -> Node:
    abstract = _meta(entry).decision or entry.meta.business_value
    return linked_data.work(
        entry,
        site,
        "TechArticle",
        abstract=abstract,
        isBasedOn=linked_data.works(site.predecessors.get(entry.path, ()), site),
        mentions=linked_data.works(site.successors.get(entry.path, ()), site),
    )


PRESENTATION = Presentation(
    kind=KIND,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
)
