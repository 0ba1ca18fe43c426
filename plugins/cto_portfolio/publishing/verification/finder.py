"""A finder: which of thousands of runs of words a file holds, in time that grows with the file.

RE2 looks for a few words of each run in the bytes as they are, in all runs at once: a word that is
rare, or the two in a row that have the most letters. Only what they find is compared in full, by
`plain`. Patterns let through more than they should rather than less, and what markup or an encoding
hides is searched, too (`veiled`).
"""

import functools
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping

import re2

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.verification import plain, veiled

_LEAST_RARE = 5
"""Letters of a word that stands for a whole run: shorter ones are parts of others."""
_PATIENCE = 400
"""How many finds may mean nothing before it is looked for less or more; then twice as many."""
_TOGETHER = 20_000
"""How many patterns are compiled into one; more might not fit in the memory it may use."""
_BETWEEN = r"(?:(?-i:[^A-Za-z0-9])|[&%\\][#a-z0-9;]*)*"
"""What may stand between two words, in any form in which `plain` reads over it."""
_LONGEST = 200
"""Letters of a word, encoded."""
_IN_WORDS = string.ascii_letters.encode() + rb"0123456789\%&#;" + bytes(range(0x80, 0x100))
_FAR = 4096
"""Bytes of a tag."""
_TAG = re.compile(rb"</?[a-zA-Z]|<[?!](?!--)")
_VALUE = re.compile(rb"""\s(?!class|role|rel|type)[\w:-]+=(?:"[^"]*|'[^']*)\Z""")


class Finder:
    """Looks for runs of words; `common` are words that are no sign of any of them."""

    def __init__(self, runs: Collection[str], common: Iterable[str] = ()) -> None:
        self.wanted = set(runs)
        """What is still looked for."""
        self._patterns = dict(_patterns(runs, frozenset(common)))
        self._sets: tuple[_Set, ...] | None = None
        self._vague: set[str] = set()
        """Of which a part has been found, and not the whole."""
        self._lengths: dict[str, int] = {}
        """How many words of a run are looked for, where that is more than two."""
        self._in_vain = 0
        self._patience = _PATIENCE

    def find(self, content: bytes, *, is_encoded: bool) -> set[str]:
        """Return the runs that a text in UTF-8 holds; letters in it may be encoded or not."""
        if self._sets is None:
            self._sets = tuple(_sets(self._patterns))
        found: set[str] = set()
        for text in veiled.readings(content, is_encoded=is_encoded):
            matched = {run for one in self._sets for run in one.match(text)}
            wanted = (matched & self.wanted) - found
            there = {run for run in wanted if holds(text, run)}
            self._vague |= wanted - there
            self._in_vain += len(matched) - len(there)
            found |= there
        if self._in_vain > self._patience:
            self._refine()
        return found

    def forget(self, run: str) -> None:
        """Look for a run no longer."""
        self.wanted.discard(run)

    def _refine(self) -> None:
        """Leave out what was forgotten; look for more of what a part was found of in vain."""
        vague = {}
        for run in self._vague:
            self._lengths[run] = 2 * self._lengths.get(run, 2)
            vague[run] = _pattern(_longest(run.split(), self._lengths[run]))
        every = {**self._patterns, **vague}
        self._patterns = {run: every[run] for run in every if run in self.wanted}
        self._sets = None
        self._vague = set()
        self._in_vain, self._patience = 0, 2 * self._patience


def holds(content: bytes, run: str) -> bool:
    """Whether a text that veils nothing holds a run of words, and not merely what looks like it."""
    padded = f" {run} "
    for start, end in _finds(content, run):
        passage = content[start:end].decode("utf-8", "replace")
        if padded in f" {plain.of_text(passage)} ":
            return True
    return False


@functools.lru_cache(maxsize=4096)
def _expression(run: str) -> "re2._Regexp[bytes]":
    return re2.compile(_pattern(run.split()).encode(), veiled.options(is_longest=True))


def _finds(content: bytes, run: str) -> Iterator[tuple[int, int]]:
    """Yield where something looks like a run, with the rest of its first word and its last."""
    for match in _expression(run).finditer(content):
        start, end = match.span()
        if tag := _tag_around(content, start, end):
            yield tag
            continue
        before, after = content[max(0, start - _LONGEST) : start], content[end : end + _LONGEST]
        start -= len(before) - len(before.rstrip(_IN_WORDS))
        end += len(after) - len(after.lstrip(_IN_WORDS))
        yield start, end


def _tag_around(content: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return the tag in which a find stands, unless it stands in a text: a value, or a comment."""
    tag = content.rfind(b"<", max(0, start - _FAR), start)
    if tag < 0 or content.find(b">", tag, start) >= 0:
        return None
    if not _TAG.match(content, tag) or _VALUE.search(content, tag, start):
        return None
    return tag, content.find(b">", end, end + _FAR) + 1 or end


class _Set:
    """Patterns that are looked for at once, and the runs that each stands for."""

    def __init__(self, runs: Mapping[str, list[str]]) -> None:
        self._runs = tuple(runs.values())
        self._set = re2.Set.SearchSet(veiled.options())
        for pattern in runs:
            self._set.Add(pattern.encode())
        self._set.Compile()

    def match(self, content: bytes) -> Iterator[str]:
        """Yield the runs that a text may hold."""
        for index in self._set.Match(content) or ():
            yield from self._runs[index]

    @property
    def works(self) -> bool:
        """Whether it finds what it must: RE2 finds nothing, in silence, where memory is short."""
        first, last = self._runs[0][0], self._runs[-1][0]
        found = set(self.match(f"{first} {last}".encode()))
        return {first, last} <= found


def _sets(patterns: Mapping[str, str]) -> Iterator[_Set]:
    by_pattern: dict[str, list[str]] = {}
    for run, pattern in patterns.items():
        by_pattern.setdefault(pattern, []).append(run)
    items = tuple(by_pattern.items())
    for start in range(0, len(items), _TOGETHER):
        yield from _working(items[start : start + _TOGETHER])


def _working(items: tuple[tuple[str, list[str]], ...]) -> Iterator[_Set]:
    made = _Set(dict(items))
    if made.works:
        yield made
    elif len(items) == 1:
        message = "a hidden passage is too long to be looked for; break it into lines"
        raise PortfolioError(message)
    else:
        yield from _working(items[: len(items) // 2])
        yield from _working(items[len(items) // 2 :])


def _patterns(runs: Iterable[str], common: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield for each run what to look for first."""
    every = " ".join(sorted(common))
    rare = functools.cache(
        lambda word: len(word) >= _LEAST_RARE and word not in common and word not in every
    )
    chosen: set[str] = set()
    for run in runs:
        words = run.split()
        signs = chosen.intersection(words) or set(filter(rare, words) if common else ())
        if signs:
            sign = max(signs, key=lambda word: (len(word), word))
            chosen.add(sign)
            yield run, _pattern([sign])
        else:
            yield run, _pattern(_longest(words, 2))


def _longest(words: list[str], count: int) -> list[str]:
    """Return the words in a row, as many, that have the most letters."""
    starts = range(max(1, len(words) - count + 1))
    start = max(starts, key=lambda at: sum(map(len, words[at : at + count])))
    return words[start : start + count]


def _pattern(words: Iterable[str]) -> str:
    return _BETWEEN.join(word.replace("ss", "(?:ss|ß)") for word in words)
