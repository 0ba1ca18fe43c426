"""Cues: the words by which a text says what it is evidence for, as authors may write them.

A pattern is words in a row: `hir* .. engineer*|developer*`. A star stands for any ending, a bar
for "or", two dots for a few words between. Case and punctuation do not count.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cto_portfolio.text.validation import Authored, Fault, Line, Name, Number

GAP = 5
"""How many words two dots may stand for."""

ENOUGH = 2.1

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ALTERNATIVE = re.compile(r"(?:[^\W_]|['’])+\*?")
_GAP_MARK = ".."


class CueMeta(Authored):
    """Patterns that say the same, and what they are worth."""

    says: tuple[Line, ...]
    """One of these stands there."""
    act: bool = False
    """Whether whoever says so did what the requirement asks; all else is only its subject."""
    near: tuple[Line, ...] = ()
    """And one of these, in the same sentence."""
    unless: tuple[Line, ...] = ()
    """But none of these."""
    weight: Number = 1.0
    """Less than nothing speaks against."""
    kinds: tuple[Name, ...] = ()
    """The only kinds of entries in which it counts; in all unless they are named."""
    place: Literal["anywhere", "title", "heading"] = "anywhere"
    """Titles stand for headings, too."""


class CuesMeta(Authored):
    """The cues of one requirement."""

    requirement: Name
    enough: Number | None = None
    """The weight that a text must gather before anything is suggested; `ENOUGH` unless said."""
    cues: tuple[CueMeta, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One place of a pattern."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    reach: int
    """How many words may stand before it."""

    def fits(self, word: str) -> bool:
        """Whether a word of a text is one of those meant."""
        return word in self.exact or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row."""

    words: tuple[Word, ...]

    def fits_at(self, text: Sequence[str], start: int) -> bool:
        """Whether it stands in the words of a text, beginning with a certain one."""
        return self.words[0].fits(text[start]) and self.goes_on_at(text, start)

    def goes_on_at(self, text: Sequence[str], start: int) -> bool:
        """Whether the rest of it follows, where its first word is known to stand."""
        return self._goes_on(text, start + 1, 1)

    def is_in(self, text: Sequence[str]) -> bool:
        """Whether it stands anywhere in the words of a text."""
        return any(self.fits_at(text, start) for start in range(len(text)))

    def _goes_on(self, text: Sequence[str], at: int, index: int) -> bool:
        if index == len(self.words):
            return True
        word = self.words[index]
        return any(
            word.fits(text[place]) and self._goes_on(text, place + 1, index + 1)
            for place in range(at, min(at + word.reach + 1, len(text)))
        )


@dataclass(frozen=True)
class Index:
    """Patterns by their first words. Not slotted: what is derived is worked out once and kept."""

    groups: tuple[tuple[Pattern, ...], ...]

    def heard(self, text: Sequence[str]) -> dict[int, set[Pattern]]:
        """Return which patterns stand in the words of a sentence, by the place of their group."""
        heard: dict[int, set[Pattern]] = {}
        for start, word in enumerate(text):
            for group, pattern in self._beginning(word):
                if pattern.goes_on_at(text, start):
                    heard.setdefault(group, set()).add(pattern)
        return heard

    def _beginning(self, word: str) -> tuple[tuple[int, Pattern], ...]:
        known = self._known
        if word not in known:
            known[word] = tuple(
                pair for pair in self._by_letter.get(word[:1], ()) if pair[1].words[0].fits(word)
            )
        return known[word]

    @functools.cached_property
    def _known(self) -> dict[str, tuple[tuple[int, Pattern], ...]]:
        """Which patterns begin with the words met so far: most words begin none."""
        return {}

    @functools.cached_property
    def _by_letter(self) -> Mapping[str, tuple[tuple[int, Pattern], ...]]:
        by_letter: dict[str, dict[tuple[int, Pattern], None]] = {}
        for group, patterns in enumerate(self.groups):
            for pattern in patterns:
                first = pattern.words[0]
                for start in (*first.exact, *first.stems):
                    by_letter.setdefault(start[:1], {})[group, pattern] = None
        return {letter: tuple(pairs) for letter, pairs in by_letter.items()}


def words(text: str) -> list[str]:
    """Return the words of a text as patterns see them."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def faults(said: Iterable[CuesMeta]) -> Iterator[Fault]:
    """Yield the patterns that are none, and weights that any text gathers."""
    for at, one in enumerate(said):
        if one.enough is not None and one.enough <= 0:
            message = f"'enough' must be more than 0, not {one.enough:g}"
            yield Fault(("vocabulary", at, "enough"), "bad-value", message)
        for index, cue in enumerate(one.cues):
            for name in ("says", "near", "unless"):
                for place, text in enumerate(getattr(cue, name)):
                    if reason := _why_none(text):
                        key = ("vocabulary", at, "cues", index, name, place)
                        yield Fault(key, "bad-cue", f"'{text}' {reason}")


@functools.cache
def pattern(text: str) -> Pattern:
    """Return what a text without faults stands for."""
    found: list[Word] = []
    reach = 0
    for part in _parts(text):
        if part == _GAP_MARK:
            reach = GAP
            continue
        alternatives = part.casefold().replace("’", "'").split("|")
        found.append(
            Word(
                exact=frozenset(one for one in alternatives if not one.endswith("*")),
                stems=tuple(one[:-1] for one in alternatives if one.endswith("*")),
                reach=reach,
            )
        )
        reach = 0
    return Pattern(tuple(found))


def _parts(text: str) -> list[str]:
    return text.replace("-", " ").split()


def _why_none(text: str) -> str | None:
    parts = _parts(text)
    if not parts or _GAP_MARK in (parts[0], parts[-1]):
        return "must begin and end with a word; take away the dots"
    for part in parts:
        if part != _GAP_MARK and not all(map(_ALTERNATIVE.fullmatch, part.split("|"))):
            return f"is no pattern, because of '{part}'; use words, *, | and .."
    return None
