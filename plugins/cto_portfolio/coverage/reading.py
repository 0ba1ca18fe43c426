"""A reading: what the sentences of an entry say of each requirement, and of the text as a whole.

All of it are figures that a person can check with the text in hand.
"""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.coverage import passages
from cto_portfolio.coverage.passages import Passage, PassagePlace
from cto_portfolio.frameworks import cues, traits
from cto_portfolio.frameworks.cues import Pattern
from cto_portfolio.frameworks.vocabulary import Vocabulary
from cto_portfolio.text import prose

OPENING = 8
"""How many of the first sentences say what the text is about."""
_FEW = 6
"""Sentences added to each text, so that the share of one in a short text is not all."""
_LEAST_WORDS = 5
"""What has fewer is a name or a cell, and no sentence to show."""
_PLACES = {
    "anywhere": frozenset(PassagePlace),
    "heading": frozenset((PassagePlace.TITLE, PassagePlace.HEADING)),
    "title": frozenset((PassagePlace.TITLE,)),
}
_FIRST_PERSON = frozenset(
    (
        *("we", "i", "our", "my", "us", "me", "ours", "mine"),
        *("we've", "i've", "we're", "i'm", "we'd", "i'd", "we'll", "i'll"),
    )
)
_READER = frozenset(("you", "your", "you're", "you'll", "yours"))
_REGULAR = re.compile(r"\w{3,}ed")
_IRREGULAR = frozenset(
    (
        *("built", "wrote", "made", "chose", "led", "ran", "met", "found", "went", "gave", "took"),
        *("began", "grew", "held", "kept", "left", "lost", "sent", "spent", "taught", "thought"),
        *("told", "won", "became", "brought", "bought", "came", "did", "had", "felt", "heard"),
        *("knew", "saw", "said", "spoke", "set", "put", "cut", "were", "was"),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A passage that speaks of a requirement, with the cues it gives."""

    passage: Passage
    at: int
    """Its place among all passages."""
    cues: Mapping[int, AbstractSet[Pattern]]
    """By the place of the cue in the vocabulary, the patterns that stand there."""
    is_act: bool
    is_own: bool
    """Whether it speaks in the first person."""

    @property
    def strength(self) -> tuple[bool, float, bool]:
        """Sentences before headings, then by how much is said, and by whom."""
        said = sum(len(patterns) for patterns in self.cues.values())
        is_sentence = len(self.passage.said.split()) >= _LEAST_WORDS
        is_text = is_sentence and self.passage.place is PassagePlace.TEXT
        return is_text, said + 1.5 * self.is_act + self.is_own, self.at < OPENING


@dataclass(frozen=True, kw_only=True)
class TextReading:
    """What was read. Not slotted: what is derived is worked out once and kept."""

    entry: Entry
    passages: tuple[Passage, ...]
    hits: Mapping[str, Sequence[Hit]]
    """By requirement, in the order of the text."""
    sentences: Mapping[str, int]
    """By trait, and by who is spoken of, in how many passages."""

    @property
    def is_decision(self) -> bool:
        """Whether one of several ways was chosen."""
        return self.entry.kind.role is KindRole.DECISION

    def share(self, amount: int) -> float:
        """Return what so many passages are of all."""
        return amount / (len(self.passages) + _FEW)

    @functools.cached_property
    def figures(self) -> Mapping[str, float]:
        """What the text is as a whole."""
        words = sum(len(passage.said.split()) for passage in self.passages)
        shares = {trait: min(1.0, 2 * self.share(self.sentences[trait])) for trait in TRAITS}
        persons = {person: self.share(self.sentences[person]) for person in PERSONS}
        return {**shares, **persons, "length": math.log(words + 20), "code": _code(self.entry.body)}


PERSONS = ("first-person", "told-in-past", "reader")
TRAITS = traits.load().ids
OF_TEXT = (*TRAITS, *PERSONS, "length", "code")
"""The names of the figures of a text as a whole."""
OF_REQUIREMENT = (
    *("acts", "own-acts", "subject", "title", "headings", "opening", "ways-of-acts"),
    "ways-of-subject",
)
"""The names of the figures that a text has for each requirement."""


@dataclass(kw_only=True, slots=True)
class _Notes:
    """What is noted while reading."""

    hits: dict[str, list[Hit]] = field(default_factory=dict)
    sentences: Counter[str] = field(default_factory=Counter)


def read(entry: Entry, vocabulary: Vocabulary) -> TextReading:
    """Read an entry with a vocabulary."""
    read_passages = tuple(passages.of(entry))
    notes = _Notes()
    for at, passage in enumerate(read_passages):
        words = cues.words(passage.said)
        persons = tuple(_persons(words))
        notes.sentences.update(persons)
        notes.sentences.update(TRAITS[at] for at in traits.load().index.heard(words))
        for requirement, heard in _heard(passage, words, entry, vocabulary).items():
            hit = Hit(
                passage=passage,
                at=at,
                cues=heard,
                is_act=any(vocabulary.cues[index].is_act for index in heard),
                is_own=PERSONS[0] in persons,
            )
            notes.hits.setdefault(requirement, []).append(hit)
    return TextReading(
        entry=entry, passages=read_passages, hits=notes.hits, sentences=notes.sentences
    )


def figures(reading: TextReading, requirement: str, vocabulary: Vocabulary) -> dict[str, float]:
    """Return what a text says of one requirement, as figures."""
    hits = reading.hits.get(requirement, ())
    acts = [hit for hit in hits if hit.is_act]
    subject = sum(any(not vocabulary.cues[index].is_act for index in hit.cues) for hit in hits)
    ways = Counter(
        vocabulary.cues[index].is_act
        for index, _ in {
            (index, way) for hit in hits for index, ways in hit.cues.items() for way in ways
        }
    )
    places = Counter(hit.passage.place for hit in hits)
    values = (
        min(1.0, 4 * reading.share(len(acts))),
        math.log1p(sum(hit.is_own for hit in acts)),
        min(1.0, 4 * reading.share(subject)),
        math.log1p(places[PassagePlace.TITLE]),
        math.log1p(places[PassagePlace.HEADING]),
        math.log1p(sum(hit.at < OPENING for hit in hits)),
        math.log1p(ways[True]),
        math.log1p(ways[False]),
    )
    return dict(zip(OF_REQUIREMENT, values, strict=True))


def _heard(
    passage: Passage, words: Sequence[str], entry: Entry, vocabulary: Vocabulary
) -> dict[str, dict[int, AbstractSet[Pattern]]]:
    heard: dict[str, dict[int, AbstractSet[Pattern]]] = {}
    for index, patterns in sorted(vocabulary.index.heard(words).items()):
        cue = vocabulary.cues[index]
        if cue.kinds and entry.kind.id not in cue.kinds:
            continue
        if passage.place in _PLACES[cue.place] and cue.holds(words):
            heard.setdefault(cue.requirement, {})[index] = patterns
    return heard


def _persons(words: Sequence[str]) -> Iterator[str]:
    """Yield of whom a sentence speaks, by the names of the figures."""
    if not _FIRST_PERSON.isdisjoint(words):
        yield PERSONS[0]
        if any(word in _IRREGULAR or _REGULAR.fullmatch(word) for word in words):
            yield PERSONS[1]
    if not _READER.isdisjoint(words):
        yield PERSONS[2]


def _code(body: str) -> float:
    """Return the share of code in a body."""
    whole = len("".join(body.split()))
    return 1 - len("".join(prose.without_code(body).split())) / whole if whole else 0.0
