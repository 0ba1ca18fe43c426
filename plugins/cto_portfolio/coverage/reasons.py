"""Reasons: why something is suggested, in words that a person can check with the text in hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio import wording
from cto_portfolio.coverage import likelihood
from cto_portfolio.coverage import reading as readings
from cto_portfolio.coverage.likelihood import Likelihood
from cto_portfolio.coverage.passages import PassagePlace
from cto_portfolio.coverage.reading import Hit, TextReading
from cto_portfolio.frameworks import traits

_LEAST = 0.1
"""What weighs less is not worth a word."""
_PERSONS = {
    "first-person": "speak in the first person",
    "told-in-past": "tell in the first person of what was",
    "reader": "speak to the reader",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestionReason:
    """Something that speaks for a suggestion, or against it."""

    says: str
    weight: float
    """What it adds to the logarithm of the odds, or takes away from it."""


def of(found: Likelihood, reading: TextReading, requirement: str) -> tuple[SuggestionReason, ...]:
    """Return what a likelihood is made of, the weightiest first; the least are left out."""
    words = dict(_words(reading, requirement))
    ranked = sorted(found.parts.items(), key=lambda part: -abs(part[1]))
    return tuple(
        SuggestionReason(says=words[name], weight=round(weight, 2))
        for name, weight in ranked
        if abs(weight) >= _LEAST
    )


def of_cues(share: float) -> tuple[SuggestionReason, ...]:
    """Return the reason where nothing is learnt: what its words weigh."""
    return (
        SuggestionReason(says=f"its words weigh {share:.1f} times what is enough", weight=share),
    )


def _words(reading: TextReading, requirement: str) -> Iterator[tuple[str, str]]:
    yield likelihood.BASE, "how often any text shows it"
    yield likelihood.DECISION, "it is a decision record"
    hits = reading.hits[requirement]
    acts = [hit for hit in hits if hit.is_act]
    yield "acts", f"{_of_all(len(acts), reading)} tell of doing it"
    yield "own-acts", f"{sum(hit.is_own for hit in acts)} of them do so in the first person"
    yield "subject", f"{_of_all(len(hits), reading)} speak of it"
    speaks = "speaks" if _in(hits, PassagePlace.TITLE) else "does not speak"
    yield "title", f"its title {speaks} of it"
    headings = wording.count(_in(hits, PassagePlace.HEADING), "heading")
    yield "headings", f"{headings} or summing-up keys speak of it"
    opening = sum(hit.at < readings.OPENING for hit in hits)
    yield "opening", f"{opening} of its first {readings.OPENING} sentences speak of it"
    yield "ways-of-acts", "in how many ways it tells of doing it"
    yield "ways-of-subject", "in how many ways it speaks of it"
    yield from _of_text(reading)


def _of_text(reading: TextReading) -> Iterator[tuple[str, str]]:
    known = traits.load()
    for trait, means in zip(known.ids, known.means, strict=True):
        yield trait, f"{means}: {_of_all(reading.sentences[trait], reading)}"
    for person, means in _PERSONS.items():
        yield person, f"{_of_all(reading.sentences[person], reading)} {means}"
    yield "length", f"it has {wording.count(len(reading.passages), 'sentence')}"
    yield "code", f"{reading.figures['code']:.0%} of it is code"


def _of_all(amount: int, reading: TextReading) -> str:
    return f"{amount} of {wording.count(len(reading.passages), 'sentence')}"


def _in(hits: Sequence[Hit], place: PassagePlace) -> int:
    return sum(hit.passage.place is place for hit in hits)
