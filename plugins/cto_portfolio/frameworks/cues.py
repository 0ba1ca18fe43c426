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

    @property
    def letters(self) -> frozenset[str]:
        """Which letters it may begin with."""
        return frozenset(start[:1] for start in (*self.exact, *self.stems))

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
        for place in range(at, min(at + word.reach + 1, len(text))):
            if word.fits(text[place]) and self._goes_on(text, place + 1, index + 1):
                return True
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class _KnownWord:
    """What a word of a text may be part of."""

    begins: Sequence[tuple[int, Pattern, int | None]]
    goes_on: frozenset[int]
    """The numbers of the second words that it may be."""


@dataclass(frozen=True)
class Index:
    """Patterns by their first words. Not slotted: what is derived is worked out once and kept.

    Most sentences hold the first word of many patterns and the second of few, so both are asked
    for before a pattern is followed.
    """

    groups: tuple[tuple[Pattern, ...], ...]

    def heard(self, text: Sequence[str]) -> dict[int, set[Pattern]]:
        """Return which patterns stand in the words of a sentence, by the place of their group."""
        known = [self._of_word(word) for word in text]
        going_on = frozenset().union(*(word.goes_on for word in known))
        heard: dict[int, set[Pattern]] = {}
        for start, word in enumerate(known):
            for group, pattern, second in word.begins:
                if second is None or (second in going_on and pattern.goes_on_at(text, start)):
                    heard.setdefault(group, set()).add(pattern)
        return heard

    def _of_word(self, word: str) -> _KnownWord:
        known = self._known.get(word)
        if known is None:
            begins = self._firsts.get(word[:1], ())
            goes_on = self._seconds.get(word[:1], ())
            known = _KnownWord(
                begins=tuple(one for one in begins if one[1].words[0].fits(word)),
                goes_on=frozenset(number for number, second in goes_on if second.fits(word)),
            )
            self._known[word] = known
        return known

    @functools.cached_property
    def _known(self) -> dict[str, _KnownWord]:
        """The words met so far."""
        return {}

    @functools.cached_property
    def _numbers(self) -> Mapping[Word, int]:
        """A number for each second word."""
        patterns = (pattern for patterns in self.groups for pattern in patterns)
        seconds = dict.fromkeys(one.words[1] for one in patterns if len(one.words) > 1)
        return {second: number for number, second in enumerate(seconds)}

    @functools.cached_property
    def _firsts(self) -> Mapping[str, Sequence[tuple[int, Pattern, int | None]]]:
        """By the letter that they begin with, all patterns, each with its group and second word."""
        by_letter: dict[str, dict[tuple[int, Pattern, int | None], None]] = {}
        for group, patterns in enumerate(self.groups):
            for pattern in patterns:
                second = self._numbers[pattern.words[1]] if len(pattern.words) > 1 else None
                for letter in pattern.words[0].letters:
                    by_letter.setdefault(letter, {})[group, pattern, second] = None
        return {letter: tuple(some) for letter, some in by_letter.items()}

    @functools.cached_property
    def _seconds(self) -> Mapping[str, Sequence[tuple[int, Word]]]:
        by_letter: dict[str, list[tuple[int, Word]]] = {}
        for second, number in self._numbers.items():
            for letter in second.letters:
                by_letter.setdefault(letter, []).append((number, second))
        return by_letter


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
