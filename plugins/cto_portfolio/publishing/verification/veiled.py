"""Veiled words: what markup and encodings hide from a search of bytes, made plain to see.

Punctuation is encoded everywhere, letters hardly ever; what is there is decoded, with the passage
around it. Sentences go on through links and emphasis: they are given once more without these.
"""

import functools
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

import re2

from cto_portfolio.publishing.confidential import encoded_letters
from cto_portfolio.publishing.verification import plain

AROUND = 1500
"""How much of a file, to both sides, is looked at together with what is veiled."""
MEMORY = 128 << 20
"""What RE2 may use to stay fast."""

_TAG = (
    rf"(?:</?(?:{plain.INLINE})\b[^>]*>"
    rf"|&(?:amp;)*lt;/?(?:{plain.INLINE})\b[^<>]*?&(?:amp;)*gt;"
    rf"|\\u003c/?(?:{plain.INLINE})\b[^<>]*?\\u003e)"
)
_INLINE = re.compile(_TAG.encode(), re.IGNORECASE)


@functools.cache
def options(*, is_longest: bool = False) -> re2.Options:
    """Return how bytes are searched: without regard to case; not to be changed."""
    chosen = re2.Options()
    chosen.log_errors = False
    chosen.max_mem = MEMORY
    chosen.case_sensitive = False
    chosen.dot_nl = True
    chosen.longest_match = is_longest
    return chosen


def readings(content: bytes, *, is_encoded: bool) -> Iterator[bytes]:
    """Yield a text in UTF-8 as it stands, and what is veiled in it; letters only if any may be."""
    yield content
    if through := b"\n\x1f\n".join(one[0] for one in _through().finditer(content)):
        yield _INLINE.sub(b"", through)
    if is_encoded and (decoded := _decoded(content)):
        yield decoded


def _decoded(content: bytes) -> bytes:
    """Return what letters are encoded in, decoded; nothing where none are."""
    if encoded_letters.expression().search(content) is None:
        return b""
    passages = (content[start:end].decode("utf-8", "replace") for start, end in _spans(content))
    ways = (way for passage in passages for way in _ways(_trimmed(passage)))
    return plain.BREAK.join(ways).encode("utf-8", "replace")


def _spans(content: bytes) -> Iterator[tuple[int, int]]:
    start = end = 0
    for veiled in encoded_letters.expression().finditer(content):
        if veiled.start() - AROUND > end:
            if end:
                yield start, end
            start = max(0, veiled.start() - AROUND)
        end = veiled.end() + AROUND
    yield start, end


def _trimmed(passage: str) -> str:
    """Return a passage without the halves of tags at its ends, unless that is nearly all of it."""
    start = passage.find(">", 0, AROUND // 2) + 1
    end = passage.rfind("<", -AROUND // 2)
    first, last = passage.find("<", 0, start), passage.rfind(">", max(end, 0))
    start = start if first < 0 else 0
    return passage[start : end if end > 0 and last < 0 else None]


def _ways(passage: str) -> Iterator[str]:
    """Yield a passage with one more encoding undone at a time, with tags in words and without."""
    ways: dict[str, None] = {}
    for escaped in (passage, plain.unescaped(passage)):
        for text in (escaped, plain.without_inline_tags(escaped)):
            once = html.unescape(text)
            twice = html.unescape(once)
            ways |= dict.fromkeys((once, unquote(once), plain.without_inline_tags(twice)))
    yield from (way.casefold() for way in ways)


@functools.cache
def _through() -> "re2._Regexp[bytes]":
    """Return what finds texts with tags in them through which sentences go on."""
    return re2.compile(rf"[\pL\pN][^<>]*(?:{_TAG}[^<>]*)+[\pL\pN]".encode(), options())
