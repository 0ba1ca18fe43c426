"""Suggestions: which requirements an entry may be evidence for, as far as its own text says so.

They are shown to the author with the sentence that speaks for them, and never count.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import passages
from cto_portfolio.coverage.passages import Passage, PassagePlace
from cto_portfolio.frameworks import Framework, Requirement, cues
from cto_portfolio.frameworks.vocabulary import Vocabulary

MOST = 3
"""How many are made of one entry: a text that speaks for everything speaks for nothing."""

_FACTOR = {PassagePlace.TITLE: 2.5, PassagePlace.HEADING: 1.5, PassagePlace.TEXT: 1.0}
_OPENING = 8
"""How many of the first sentences say what the text is about, and count as headings do."""
_LONG = 60
"""Sentences; in a longer text more cues stand by chance."""
_FADES = (1.0, 0.6, 0.4, 0.3, 0.2, 0.2)
"""What each further sentence with the same cue adds."""
_NEAR_THE_BEST = 0.3
"""The least share of the best finding's weight; what weighs less is not the text's subject."""
_PLACES = {
    "anywhere": frozenset(PassagePlace),
    "heading": frozenset((PassagePlace.TITLE, PassagePlace.HEADING)),
    "title": frozenset((PassagePlace.TITLE,)),
}

_Heard = dict[str, dict[int, list[tuple[float, Passage]]]]
"""By requirement and cue, the passages that give it and what each is worth."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A requirement that an entry may be evidence for."""

    requirement: Requirement
    sentence: str
    """The sentence that says so best."""
    line: int
    """Where it stands, counted from 1 in the author's own file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Finding:
    """What speaks for a requirement."""

    requirement: str
    weight: float
    best: Passage


def of(entry: Entry, framework: Framework, vocabulary: Vocabulary) -> tuple[Suggestion, ...]:
    """Return what an entry's text says it is evidence for and does not declare, best first."""
    declared = {trace.requirement for trace in entry.meta.evidence}
    known = {requirement.id: requirement for requirement in framework.requirements}
    findings = sorted(_findings(entry, vocabulary), key=lambda finding: -finding.weight)
    return tuple(
        Suggestion(
            requirement=known[finding.requirement],
            sentence=finding.best.sentence,
            line=finding.best.line,
        )
        for finding in findings[:MOST]
        if finding.weight >= findings[0].weight * _NEAR_THE_BEST
        if finding.requirement in known and finding.requirement not in declared
    )


def _findings(entry: Entry, vocabulary: Vocabulary) -> Iterator[_Finding]:
    """Yield the requirements about which the entry says enough, each with its multiple of that."""
    read = tuple(passages.of(entry))
    needed = 1 + 0.25 * max(0.0, math.log2(max(1, len(read)) / _LONG))
    for requirement, by_cue in _heard(entry, read, vocabulary).items():
        weight = sum(_sum(weight for weight, _ in some) for some in by_cue.values())
        share = weight / vocabulary.enough[requirement] / needed
        if share >= 1:
            yield _Finding(requirement=requirement, weight=share, best=_best(by_cue))


def _heard(entry: Entry, read: Sequence[Passage], vocabulary: Vocabulary) -> _Heard:
    heard: _Heard = {}
    for at, passage in enumerate(read):
        factor = _FACTOR[passage.place]
        if at < _OPENING:
            factor = max(factor, _FACTOR[PassagePlace.HEADING])
        words = cues.words(passage.said)
        for index in sorted(vocabulary.heard(words)):
            cue = vocabulary.cues[index]
            if cue.kinds and entry.kind.id not in cue.kinds:
                continue
            if passage.place in _PLACES[cue.place] and cue.holds(words):
                weighed = (cue.weight * factor, passage)
                heard.setdefault(cue.requirement, {}).setdefault(index, []).append(weighed)
    return heard


def _sum(weights: Iterable[float]) -> float:
    ranked = sorted(weights, key=abs, reverse=True)
    return sum(weight * fade for weight, fade in zip(ranked, _FADES, strict=False))


def _best(by_cue: Mapping[int, Sequence[tuple[float, Passage]]]) -> Passage:
    """Return the sentence in which most is said; a heading or title only where no sentence is."""
    weights: dict[Passage, float] = {}
    for some in by_cue.values():
        for weight, passage in some:
            weights[passage] = weights.get(passage, 0.0) + weight
    return max(
        weights,
        key=lambda passage: (passage.place is PassagePlace.TEXT, weights[passage], -passage.line),
    )
