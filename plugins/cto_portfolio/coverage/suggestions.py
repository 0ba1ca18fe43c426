"""Suggestions: which requirements an entry may be evidence for, as far as its own text says so.

They are shown to the author with the sentence that speaks for them, and never count.
"""

import enum
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import likelihood, reasons
from cto_portfolio.coverage import reading as readings
from cto_portfolio.coverage.passages import Passage, PassagePlace
from cto_portfolio.coverage.reading import Hit, TextReading
from cto_portfolio.coverage.reasons import SuggestionReason
from cto_portfolio.frameworks import Framework, Requirement
from cto_portfolio.frameworks.vocabulary import Vocabulary

MOST = 3
"""How many are made of one entry: a text that speaks for everything speaks for nothing."""

_FACTOR = {PassagePlace.TITLE: 2.5, PassagePlace.HEADING: 1.5, PassagePlace.TEXT: 1.0}
_LONG = 60
"""Passages; in a longer text more cues stand by chance."""
_FADES = (1.0, 0.6, 0.4, 0.3, 0.2, 0.2)
"""What each further passage with the same cue adds."""
_LEAST_HITS = 2
"""How many passages must speak of a requirement: one word in passing is not enough."""
_ENOUGH_TO_BE_LIKELY = 2
"""How many times what is enough, where nothing is learnt of a requirement."""


class Grade(enum.StrEnum):
    """How sure a suggestion is, from the surest."""

    LIKELY = "likely"
    PERHAPS = "perhaps"


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A requirement that an entry may be evidence for."""

    requirement: Requirement
    grade: Grade
    sentence: str
    """The sentence that says so best."""
    line: int
    """Where it stands, counted from 1 in the author's own file."""
    reasons: tuple[SuggestionReason, ...]
    """What speaks for it and against it, the weightiest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a text says of one requirement, whether or not that is enough to suggest it."""

    requirement: str
    probability: float
    grade: Grade | None
    best: Passage
    reasons: tuple[SuggestionReason, ...]


def of(entry: Entry, framework: Framework, vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """Return what an entry's text says it is evidence for and does not declare, surest first."""
    return made_of(findings(entry, vocabulary), entry, framework)


def made_of(found: Iterable[Finding], entry: Entry, framework: Framework) -> tuple[Suggestion, ...]:
    """Return the suggestions that findings in an entry are enough for, surest first."""
    declared = {trace.requirement for trace in entry.meta.evidence}
    known = {requirement.id: requirement for requirement in framework.requirements}
    graded = [(finding.grade, finding) for finding in found if finding.grade is not None]
    return tuple(
        Suggestion(
            requirement=known[finding.requirement],
            grade=grade,
            sentence=finding.best.sentence,
            line=finding.best.line,
            reasons=finding.reasons,
        )
        for grade, finding in graded[:MOST]
        if finding.requirement in known and finding.requirement not in declared
    )


def findings(entry: Entry, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Return what an entry says of each requirement that it speaks of, the most probable first."""
    reading = readings.read(entry, vocabulary)
    found = (_finding(reading, requirement, vocabulary) for requirement in reading.hits)
    return tuple(sorted(found, key=lambda finding: (-finding.probability, finding.requirement)))


def _finding(reading: TextReading, requirement: str, vocabulary: Vocabulary) -> Finding:
    weights = vocabulary.weights
    best = max(reading.hits[requirement], key=lambda hit: (hit.strength, -hit.at)).passage
    if weights is None or requirement not in weights.requirements:
        share = _share(reading, requirement, vocabulary)
        return Finding(
            requirement=requirement,
            probability=share / (share + 1),
            grade=_grade(share, likely=_ENOUGH_TO_BE_LIKELY, perhaps=1),
            best=best,
            reasons=reasons.of_cues(share),
        )
    found = likelihood.of(reading, requirement, vocabulary, weights)
    is_enough = len(reading.hits[requirement]) >= _LEAST_HITS
    grade = _grade(
        found.probability if is_enough else 0.0, likely=weights.likely, perhaps=weights.perhaps
    )
    return Finding(
        requirement=requirement,
        probability=found.probability,
        grade=grade,
        best=best,
        reasons=reasons.of(found, reading, requirement) if grade else (),
    )


def _grade(amount: float, *, likely: float, perhaps: float) -> Grade | None:
    if amount >= likely:
        return Grade.LIKELY
    return Grade.PERHAPS if amount >= perhaps else None


def _share(reading: TextReading, requirement: str, vocabulary: Vocabulary) -> float:
    """Return what the cues of a requirement weigh in a text, as a multiple of what is enough."""
    weighed: dict[int, list[float]] = {}
    for hit in reading.hits[requirement]:
        for index in hit.cues:
            weighed.setdefault(index, []).append(vocabulary.cues[index].weight * _factor(hit))
    needed = 1 + 0.25 * max(0.0, math.log2(len(reading.passages) / _LONG))
    total = sum(map(_faded, weighed.values()))
    return max(0.0, total / vocabulary.enough[requirement] / needed)


def _factor(hit: Hit) -> float:
    factor = _FACTOR[hit.passage.place]
    is_opening = hit.at < readings.OPENING
    return max(factor, _FACTOR[PassagePlace.HEADING]) if is_opening else factor


def _faded(weights: Sequence[float]) -> float:
    ranked = sorted(weights, key=abs, reverse=True)
    return sum(weight * fade for weight, fade in zip(ranked, _FADES, strict=False))
