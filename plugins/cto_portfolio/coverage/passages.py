"""Passages: what an entry says in its author's own words, sentence by sentence, each with its line.

Code, addresses and quotations are left out, since they are not what the author says.
"""

import bisect
import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cto_portfolio.content import unanswered
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.text import prose, validation


class PassagePlace(enum.Enum):
    """Where a sentence stands; the first says most about the whole entry."""

    TITLE = enum.auto()
    HEADING = enum.auto()
    """A heading of the body, or a key that sums up the entry."""
    TEXT = enum.auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence, a heading or a value of the front matter."""

    sentence: str
    """The whole sentence, as readers see it."""
    said: str
    """The sentence without code, addresses and quotations."""
    line: int
    """Counted from 1, in the author's own file."""
    place: PassagePlace


# What might never be closed is looked for no further than it ever reaches.
_UNSAID = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)", 0),
        (r"(?<=\])\[[^\]\n]*\]", 0),
        (r"^[ \t]*\[[^\]\n]+\]:[^\n]*(?:\n[ \t]+[^\n]+)*", re.MULTILINE),
        (r"<blockquote\b.{0,4000}?</blockquote>", re.DOTALL | re.IGNORECASE),
        (r"<(?:script|style)\b.{0,4000}?</(?:script|style)>", re.DOTALL | re.IGNORECASE),
        (r"</?[a-zA-Z][^<>]*>", 0),
        (r"\{%.{0,400}?%\}|\{\{.{0,400}?\}\}", re.DOTALL),
        (r"https?://[^\s)>\]]+", 0),
    )
)
_QUOTED = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"^[ \t]*>[^\n]*", re.MULTILINE),
        (r"“[^”\n]{40,}”", 0),
        (r"(?<!\w)\"[^\"\n]{40,}\"(?!\w)", 0),
    )
)
_BREAK = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=#)|(?<=[=-]{2})[ \t]*\n|\|",
    re.MULTILINE,
)
_END = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<=[a-z0-9)\]”’\"'*_][.!?])[\"'”’)*_]*\s+(?=\S)"
)
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]|.*\n[=-]{2,}[ \t]*\Z", re.DOTALL)
_SILENT = ("evidence", "links", "organization", "with", "from", "alt", "image")
"""Keys whose words say nothing about the entry's subject, or repeat what is declared."""
_PLACES: Mapping[str | int, PassagePlace] = {
    "title": PassagePlace.TITLE,
    "summary": PassagePlace.HEADING,
    "business_value": PassagePlace.HEADING,
    "decision": PassagePlace.HEADING,
}


def of(entry: Entry) -> Iterator[Passage]:
    """Yield each passage of an entry once, its title first; none that we asked with."""
    seen = set(unanswered.PROMPTS)
    for passage in (*_front_matter(entry), *_body(entry)):
        if passage.sentence not in seen:
            seen.add(passage.sentence)
            yield passage


def _front_matter(entry: Entry) -> Iterator[Passage]:
    texts = sorted(validation.placed_words(entry.meta), key=lambda one: one[0] != ("title",))
    for key, text in texts:
        if key[0] in _SILENT:
            continue
        line = entry.lines.get(key, entry.lines.get(key[:1], 1))
        sentence = prose.plain(text)
        said = f"{key[0]} {sentence}"  # an event is one by the name of its key
        place = _PLACES.get(key[0], PassagePlace.TEXT)
        yield Passage(sentence=sentence, said=said, line=line, place=place)


def _body(entry: Entry) -> Iterator[Passage]:
    body = entry.body
    said = prose.without_code(body)
    for pattern in _UNSAID if entry.kind.role is KindRole.VOUCHER else (*_UNSAID, *_QUOTED):
        said = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), said)
    breaks = [line_end.start() for line_end in re.finditer("\n", body)]
    for start, end in _blocks(said):
        is_heading = bool(_HEADING.match(said, start, end))
        for first, last in [(start, end)] if is_heading else _sentences(said, start, end):
            sentence = _shown(body[first:last])
            if not sentence:
                continue
            yield Passage(
                sentence=sentence,
                said=said[first:last],
                line=entry.file_line(bisect.bisect_left(breaks, first) + 1),
                place=PassagePlace.HEADING if is_heading else PassagePlace.TEXT,
            )


def _shown(markdown: str) -> str:
    """Return a sentence as plain text, without the half of a pair that its other part closes."""
    return prose.plain(markdown.strip(" \t\n#*+-=")).replace("**", "").removeprefix("_").strip()


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        yield from _trimmed(text, start, found.start())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _END.finditer(text, start, end):
        yield from _trimmed(text, start, found.start())
        start = found.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch without the white space around it, unless nothing is left."""
    part = text[start:end]
    if part.strip():
        start += len(part) - len(part.lstrip())
        yield start, start + len(part.strip())
