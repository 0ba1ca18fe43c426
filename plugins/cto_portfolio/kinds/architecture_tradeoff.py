"""Architecture trade-offs: the options, what they were weighed by, and how it turned out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from cto_portfolio import linked_data, wording
from cto_portfolio.entries import Credential, Entry, EntryMeta, Fact, Kind, View
from cto_portfolio.frontmatter import Key
from cto_portfolio.problems import Severity, near_miss
from cto_portfolio.site import Site
from cto_portfolio.validation import Authored, Date, Fault, Line, Name, Number

_CLOSE, _CLEAR = 25, 75
"""Per cent by which a weight must move: up to the one a result is close, from the other on clear.
Weights are judgements, and two people seldom agree on one by less than a quarter."""
_BASES = {"data": "Data", "gut": "Gut feeling", "both": "Data and gut feeling"}
_REVERSIBLE = {True: "Reversible", False: "Hard to reverse", None: None}


class Criterion(Authored):
    """What options were weighed by."""

    name: Line
    """What matters."""
    weight: Number
    """How much it counts, beside the others."""


class Option(Authored):
    """One of the ways to go, with a score for each criterion."""

    name: Line
    """What it is called."""
    scores: dict[Line, Number] = Field(default_factory=dict)
    """By the names of the criteria."""
    summary: Line | None = None
    """What it would have meant."""


class Outcome(Authored):
    """What the decision turned out to be worth."""

    date: Date
    """When it was judged."""
    verdict: Line
    """How it turned out."""
    learnt: Line | None = None
    """What you would do otherwise."""


class ArchitectureTradeoff(EntryMeta):
    """The keys of an architecture trade-off."""

    kind: Literal["architecture-tradeoff"]
    status: Literal["proposed", "accepted", "rejected", "deprecated", "superseded"] | None = None
    """Where the decision stands."""
    decision: Line | None = None
    """The name of the chosen option, or a sentence that holds it."""
    criteria: tuple[Criterion, ...] = ()
    """What the options were weighed by."""
    options: tuple[Option, ...] = ()
    """The ways there were to go."""
    confidence: Annotated[Number | None, Field(ge=0, le=100)] = None
    """In per cent, at the time."""
    basis: Literal["data", "gut", "both"] | None = None
    """What it was decided on."""
    reversible: bool | None = None
    """Whether there was a way back."""
    supersedes: Name | None = None
    """The path of the other entry's file, relative to this one."""
    outcome: Outcome | None = None
    """What came of it."""

    @property
    def predecessor(self) -> str | None:
        """The path of the trade-off that this one supersedes."""
        return self.supersedes

    @property
    def chosen(self) -> Option | None:
        """The option that the decision names."""
        decision = (self.decision or "").casefold()
        exact = [one for one in self.options if one.name.casefold() == decision]
        named = exact or [one for one in self.options if one.name.casefold() in decision]
        return max(named, key=lambda one: len(one.name), default=None)

    def faults(self) -> Iterator[Fault]:
        """Yield also what keeps the options from being weighed."""
        yield from super().faults()
        yield from _doubled("criteria", [one.name for one in self.criteria])
        yield from _doubled("options", [one.name for one in self.options])
        yield from self._faults_of_weights()
        yield from self._faults_of_scores()
        if self.confidence is not None and 0 < self.confidence < 1:
            message = f"'confidence' is in per cent; write {100 * self.confidence:g}"
            yield Fault(("confidence",), "bad-value", message)
        if self.options and self.decision and not self.chosen:
            names = ", ".join(f"'{one.name}'" for one in self.options)
            message = f"the decision names none of the options ({names})"
            yield Fault(("decision",), "unknown-option", message, Severity.WARNING)
        if self.outcome and self.date and self.outcome.date < self.date:
            message = "the outcome is earlier than the decision"
            yield Fault(("outcome", "date"), "bad-date", message)

    def _faults_of_weights(self) -> Iterator[Fault]:
        for index, one in enumerate(self.criteria):
            if one.weight < 0:
                message = f"the weight of '{one.name}' is negative; turn its scores around instead"
                yield Fault(("criteria", index, "weight"), "unusable-weights", message)
        if self.criteria and not any(one.weight for one in self.criteria):
            message = "all weights are 0; give at least one criterion a weight"
            yield Fault(("criteria",), "unusable-weights", message)

    def _faults_of_scores(self) -> Iterator[Fault]:
        known = [one.name for one in self.criteria]
        is_scored = any(option.scores for option in self.options)
        for index, option in enumerate(self.options):
            key: Key = ("options", index, "scores")
            for name in option.scores:
                if name not in known:
                    message = f"no criterion '{name}'{near_miss(name, known)}"
                    yield Fault((*key, name), "unknown-criterion", message)
            missing = [name for name in known if name not in option.scores]
            if is_scored and missing:
                message = f"'{option.name}' has no score for {wording.enumeration(missing)}"
                yield Fault(key, "missing-score", f"{message}; all options need all scores")


@dataclass(frozen=True, slots=True)
class Flip:
    """How far one weight must move for another option to come out first."""

    criterion: str
    weight: float
    flips_at: float
    winner: str


def totals(meta: ArchitectureTradeoff) -> dict[str, float]:
    """Return each option's weighted mean score, on the author's own scale; empty if unscored."""
    weight = sum(one.weight for one in meta.criteria)
    if not weight or not any(option.scores for option in meta.options):
        return {}
    return {
        option.name: sum(one.weight * option.scores[one.name] for one in meta.criteria) / weight
        for option in meta.options
    }


def flips(meta: ArchitectureTradeoff) -> tuple[Flip, ...]:
    """Return, for each criterion that can flip the result alone, the nearest weight that does.

    With the lead D = sum(weight x difference in scores) > 0 over another option, and d their
    difference on one criterion, D becomes 0 when that weight moves by -D / d.
    """
    sums = totals(meta)
    if len(sums) < 2:  # noqa: PLR2004 - one option cannot be overtaken
        return ()
    best = max(meta.options, key=lambda option: sums[option.name])
    weights = sum(one.weight for one in meta.criteria)
    found: list[Flip] = []
    for criterion in meta.criteria:
        moves: list[Flip] = []
        for other in meta.options:
            lead = (sums[best.name] - sums[other.name]) * weights
            difference = best.scores[criterion.name] - other.scores[criterion.name]
            if other is best or difference == 0:
                continue
            flips_at = criterion.weight - lead / difference
            if flips_at >= 0:
                moves.append(Flip(criterion.name, criterion.weight, flips_at, other.name))
        if moves:
            found.append(min(moves, key=lambda move: abs(move.flips_at - move.weight)))
    return tuple(sorted(found, key=_relative_move))


def _relative_move(flip: Flip) -> float:
    return abs(flip.flips_at - flip.weight) / flip.weight if flip.weight else float("inf")


def _doubled(key: str, names: Sequence[str]) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name in names[:index]:
            message = f"'{name}' stands there twice; give each its own name"
            yield Fault((key, index), "duplicate-name", message)


def _meta(entry: Entry) -> ArchitectureTradeoff:
    assert isinstance(entry.meta, ArchitectureTradeoff)  # noqa: S101 - the kind's own model
    return entry.meta


def _detail(entry: Entry) -> str:
    meta = _meta(entry)
    if meta.chosen is None:
        return meta.decision or ""
    others = [f"“{option.name}”" for option in meta.options if option is not meta.chosen]
    over = f" over {wording.enumeration(others)}" if others else ""
    return f"Chose “{meta.chosen.name}”{over}"


def _margin(meta: ArchitectureTradeoff) -> str | None:
    sums = totals(meta)
    if len(sums) < 2:  # noqa: PLR2004 - nothing to lead by
        return None
    ranked = sorted(meta.options, key=lambda option: -sums[option.name])
    lead = sums[ranked[0].name] - sums[ranked[1].name]
    first, second = (f"“{option.name}”" for option in ranked[:2])
    if wording.number(round(lead, 2)) == "0":
        sentence = f"{first} and {second} come out level"
    else:
        sentence = f"{first} leads {second} by {wording.number(round(lead, 2))}"
    if meta.chosen and meta.chosen is not ranked[0] and lead > 0:
        sentence += f"; “{meta.chosen.name}” was chosen against the score"
    return f"{sentence}."


def _flip_text(flip: Flip) -> str:
    move = flip.flips_at - flip.weight
    to = wording.number(round(flip.flips_at, 2))
    if move == 0:
        return f"“{flip.winner}” is level already"
    way = "rise above" if move > 0 else "fall below"
    share = f", {wording.signed(round(100 * move / flip.weight))}%" if flip.weight else ""
    now = wording.number(flip.weight)
    return f"must {way} {to} (from {now}{share}) for “{flip.winner}” to win"


def _closeness(meta: ArchitectureTradeoff) -> str | None:
    """Say how much the result hangs on one weight."""
    if not (found := flips(meta)):
        return "No single weight could change that." if len(totals(meta)) > 1 else None
    nearest = found[0]
    move = 100 * _relative_move(nearest)
    if move <= _CLOSE:
        said = "A close call"
    elif move < _CLEAR:
        said = "Neither close nor clear-cut"
    else:
        said = "A clear lead"
    share = f" by {wording.number(round(move))}%" if nearest.weight else " from nothing"
    return f"{said}: the weight of “{nearest.criterion}” would have to move{share} to change it."


def _matrix(meta: ArchitectureTradeoff) -> tuple[list[View], list[View]]:
    sums = totals(meta)
    best = max((abs(one) for option in meta.options for one in option.scores.values()), default=0)
    heaviest = max((one.weight for one in meta.criteria), default=0)
    weight = sum(one.weight for one in meta.criteria) or 1
    longest = max((abs(total) for total in sums.values()), default=0) or 1
    criteria: list[View] = [
        {
            "name": one.name,
            "weight": wording.number(one.weight),
            "share": f"{round(100 * one.weight / weight)}%",
            "width": f"{100 * one.weight / (heaviest or 1):.1f}",
        }
        for one in meta.criteria
    ]
    options: list[View] = [
        {
            "name": option.name,
            "summary": option.summary,
            "total": wording.number(round(sums[option.name], 2)) if sums else None,
            "total_width": f"{100 * abs(sums[option.name]) / longest:.1f}" if sums else None,
            "chosen": option is meta.chosen,
            "leads": bool(sums) and sums[option.name] == max(sums.values()),
            "scores": [
                {
                    "text": wording.number(option.scores[one.name]),
                    "width": f"{100 * abs(option.scores[one.name]) / (best or 1):.1f}",
                }
                for one in meta.criteria
                if sums
            ],
        }
        for option in meta.options
    ]
    return criteria, options


def _line(entry: Entry, site: Site) -> list[Entry]:
    """Return the decisions that came to be replaced by one another, this one's, oldest first."""
    line = [entry]
    while older := site.predecessors.get(line[0].path):
        line.insert(0, older)
    while newer := site.successors.get(line[-1].path):
        line.append(newer)
    return line


def _lineage(entry: Entry, site: Site) -> View:
    line = _line(entry, site)
    if len(line) == 1:
        return []
    at = line.index(entry)
    return [
        {
            "title": one.meta.title,
            "url": site.entry_url(one),
            "date": wording.date(one.date),
            "datetime": one.date.isoformat(),
            "place": "This decision" if one is entry else ("Earlier" if n < at else "Later"),
            "current": one is entry,
        }
        for n, one in enumerate(line)
    ]


def _view(entry: Entry, site: Site) -> Mapping[str, View]:
    meta = _meta(entry)
    criteria, options = _matrix(meta)
    confidence = None if meta.confidence is None else wording.number(meta.confidence)
    return {
        "decision": {
            "text": meta.decision,
            "status": meta.status,
            "status_name": meta.status.capitalize() if meta.status else None,
            "chosen": meta.chosen.name if meta.chosen else None,
            "basis_name": _BASES[meta.basis] if meta.basis else None,
            "confidence": f"{confidence}%" if confidence else None,
            "confidence_width": confidence,
            "reversible": _REVERSIBLE[meta.reversible],
            "criteria": criteria,
            "options": options,
            "is_scored": bool(totals(meta)),
            "margin": _margin(meta),
            "closeness": _closeness(meta),
            "flips": [
                {"criterion": flip.criterion, "text": _flip_text(flip)} for flip in flips(meta)
            ],
            "outcome": (
                {
                    "date": wording.date(meta.outcome.date),
                    "datetime": meta.outcome.date.isoformat(),
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
        f"{one.name} ({wording.number(round(sums[one.name], 2))})" if sums else one.name
        for one in meta.options
    )
    told = {
        "Decision": meta.decision,
        "Status": meta.status.capitalize() if meta.status else None,
        "Options, with their weighted totals" if sums else "Options": ", ".join(scored),
        "How close": _margin(meta),
        "Confidence then": (
            None if meta.confidence is None else f"{wording.number(meta.confidence)}%"
        ),
        "Decided on": _BASES[meta.basis] if meta.basis else None,
        "Way back": _REVERSIBLE[meta.reversible],
        "In hindsight": meta.outcome.verdict if meta.outcome else None,
        "Learnt": meta.outcome.learnt if meta.outcome else None,
    }
    yield from (Fact(name=name, text=text) for name, text in told.items() if text)
    others = {
        "Supersedes": site.predecessors.get(entry.path),
        "Superseded by": site.successors.get(entry.path),
    }
    for name, other in others.items():
        if other:
            yield Fact(name=name, text=other.meta.title, url=site.entry_url(other))


def _remarks(entry: Entry) -> Iterator[Fact]:
    meta = _meta(entry)
    if meta.status and meta.status != "accepted":
        yield Fact(name="Status", text=meta.status.capitalize())
    if meta.outcome:
        yield Fact(name="In hindsight", text=meta.outcome.verdict)


def _credential(entry: Entry) -> Credential:
    chosen = _detail(entry)
    points = (chosen,) if chosen else ()
    return Credential(section="projects", points=points, item={"type": "decision"})


def _linked_data(entry: Entry, site: Site) -> Mapping[str, View]:
    abstract = _meta(entry).decision or entry.meta.business_value
    return linked_data.work(entry, site, "TechArticle", abstract=abstract)


KIND = Kind(
    id="architecture-tradeoff",
    name="Decision",
    plural="decisions",
    path=PurePosixPath("decisions.md"),
    list_name="Decisions",
    intro="The options, what they were weighed by, and how it turned out.",
    model=ArchitectureTradeoff,
    detail=_detail,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
    prompts="""\
# organization:
# status: accepted         # or proposed, rejected, deprecated, superseded
# decision:                # the name of the chosen option, or a sentence that holds it
# criteria:
#   - name: Cost to run
#     weight: 3
# options:
#   - name: PostgreSQL
#     scores: {Cost to run: 4}
#     summary:             # the option in one line
# confidence: 70           # per cent, as you felt then
# basis: both              # or data, gut
# reversible: true
# supersedes: older.md     # the file of the decision that this one replaces
# outcome:                 # when you know it
#   date: 2027-01-31
#   verdict:
#   learnt:
""",
    questions="""\
## The question

## Why this option

## What it cost us
""",
)
