"""Architecture trade-offs: the options, what they were weighed by, and how it turned out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from cto_portfolio import periods, wording
from cto_portfolio.content.decision_status import Status
from cto_portfolio.content.entry import Entry, EntryMeta, Kind, KindRole
from cto_portfolio.problems import Severity, near_miss
from cto_portfolio.text.frontmatter import Key
from cto_portfolio.text.validation import Authored, Fault, Line, Moment, Name, Number

OUTCOME_DUE_MONTHS = 12
"""After this time a decision has turned out well or badly."""

_SETTLED = {"accepted", "deprecated", "superseded"}


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value or ()


class Criterion(Authored):
    """What options were weighed by."""

    name: Line
    """What matters."""
    weight: Number | None = None
    """How much it counts, beside the others; options can be scored once all criteria have one."""

    @property
    def counts(self) -> float:
        """Its weight; nothing while it has none."""
        return self.weight or 0.0


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

    date: Moment
    """When it was judged: a day, a month or a year."""
    verdict: Line
    """How it turned out."""
    learnt: Line | None = None
    """What you would do otherwise."""


class ArchitectureTradeoff(EntryMeta):
    """The keys of an architecture trade-off."""

    kind: Literal["architecture-tradeoff"]
    status: Status | None = None
    """Where the decision stands; also `superseded by [ADR-0005](0005-queue.md)`, as records of
    decisions say it."""
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
    supersedes: Annotated[
        tuple[Name, ...],
        BeforeValidator(_listed, json_schema_input_type=Name | tuple[Name, ...] | None),
    ] = ()
    """The path of the other entry's file, relative to this one, or a list of several."""
    outcome: Outcome | None = None
    """What came of it."""

    @property
    def predecessors(self) -> tuple[str, ...]:
        """The paths of the trade-offs that this one supersedes."""
        return self.supersedes

    @property
    def successors(self) -> tuple[str, ...]:
        """What its status says that came in its place."""
        return self.status.successors if self.status else ()

    @property
    def chosen(self) -> Option | None:
        """The option that the decision names."""
        decision = (self.decision or "").casefold()
        exact = [one for one in self.options if one.name.casefold() == decision]
        named = exact or [one for one in self.options if one.name.casefold() in decision]
        return max(named, key=lambda one: len(one.name), default=None)

    @property
    def is_scored(self) -> bool:
        """Whether an option has a score."""
        return any(option.scores for option in self.options)

    @property
    def result_key(self) -> str | None:
        """Its outcome, once there is one."""
        return "outcome" if self.outcome else None

    @property
    def gives_something_up(self) -> bool:
        """Whether another option has a better score on one of the criteria."""
        chosen = self.chosen
        return chosen is not None and any(
            score > chosen.scores.get(name, score)
            for option in self.options
            for name, score in option.scores.items()
        )

    def hints(self, *, date: dt.date, today: dt.date) -> Iterator[Fault]:
        """Yield also an outcome that is overdue."""
        yield from super().hints(date=date, today=today)
        age = periods.months_between(date, today)
        is_settled = self.decision and (not self.status or self.status.word in _SETTLED)
        if is_settled and not self.outcome and age >= OUTCOME_DUE_MONTHS:
            message = f"decided {age} months ago; say in 'outcome' what came of it"
            yield Fault(("decision",), "no-outcome", message, Severity.HINT)
        unweighed = [one.name for one in self.criteria if one.weight is None]
        if unweighed and not self.is_scored:
            amount = wording.count(len(unweighed), "criterion has", "criteria have")
            message = (
                f"{amount} no weight; weigh them and score the options by them, and the page "
                "compares these"
            )
            yield Fault(("criteria",), "no-weights", message, Severity.HINT)

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
            warning = Severity.WARNING
            yield Fault(("decision",), "unknown-option", message, warning, rests_on=("options",))
        if self.outcome and self.first_day and self.outcome.date.last < self.first_day:
            message = "the outcome is earlier than the decision"
            yield Fault(("outcome", "date"), "bad-date", message, rests_on=("date", "period"))

    def _faults_of_weights(self) -> Iterator[Fault]:
        for index, one in enumerate(self.criteria):
            if one.counts < 0:
                message = f"the weight of '{one.name}' is negative; turn its scores around instead"
                yield Fault(("criteria", index, "weight"), "unusable-weights", message)
            if one.weight is None and self.is_scored:
                message = f"'{one.name}' has no 'weight', and options have scores; give it one"
                yield Fault(("criteria", index), "missing-key", message)
        if self.criteria and all(one.weight == 0 for one in self.criteria):
            message = "all weights are 0; give at least one criterion a weight"
            yield Fault(("criteria",), "unusable-weights", message)

    def _faults_of_scores(self) -> Iterator[Fault]:
        known = [one.name for one in self.criteria]
        for index, option in enumerate(self.options):
            key: Key = ("options", index, "scores")
            for name in option.scores:
                if name not in known:
                    message = f"no criterion '{name}'{near_miss(name, known)}"
                    yield Fault((*key, name), "unknown-criterion", message, rests_on=("criteria",))
            missing = [name for name in known if name not in option.scores]
            if self.is_scored and missing:
                message = f"'{option.name}' has no score for {wording.enumeration(missing)}"
                message = f"{message}; all options need all scores"
                yield Fault(key, "missing-score", message, rests_on=("criteria",))


@dataclass(frozen=True, slots=True)
class Flip:
    """How far one weight must move for another option to come out first."""

    criterion: str
    weight: float
    flips_at: float
    winner: str

    @property
    def relative_move(self) -> float:
        """By what share of itself the weight must move; infinite where it is nothing."""
        return abs(self.flips_at - self.weight) / self.weight if self.weight else float("inf")


def totals(meta: ArchitectureTradeoff) -> dict[str, float]:
    """Return each option's weighted mean score, on the author's own scale; empty if unscored."""
    weight = sum(one.counts for one in meta.criteria)
    is_weighed = all(one.weight is not None for one in meta.criteria)
    if not weight or not is_weighed or not meta.is_scored:
        return {}
    return {
        option.name: sum(one.counts * option.scores[one.name] for one in meta.criteria) / weight
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
    weights = sum(one.counts for one in meta.criteria)
    found: list[Flip] = []
    for criterion in meta.criteria:
        moves: list[Flip] = []
        for other in meta.options:
            lead = (sums[best.name] - sums[other.name]) * weights
            difference = best.scores[criterion.name] - other.scores[criterion.name]
            if other is best or difference == 0:
                continue
            flips_at = criterion.counts - lead / difference
            if flips_at >= 0:
                moves.append(Flip(criterion.name, criterion.counts, flips_at, other.name))
        if moves:
            found.append(min(moves, key=lambda move: abs(move.flips_at - move.weight)))
    return tuple(sorted(found, key=lambda flip: flip.relative_move))


def _doubled(key: str, names: Sequence[str]) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name in names[:index]:
            message = f"'{name}' is used twice; give each its own name"
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


KIND = Kind(
    id="architecture-tradeoff",
    role=KindRole.DECISION,
    name="Decision",
    plural="decisions",
    path=PurePosixPath("decisions.md"),
    list_name="Decisions",
    intro="The options, what they were weighed by, and how it turned out.",
    model=ArchitectureTradeoff,
    detail=_detail,
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
# supersedes: older.md     # the file of the decision that this one replaces, or [a.md, b.md]
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
