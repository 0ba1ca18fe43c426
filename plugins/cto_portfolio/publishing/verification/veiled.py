"""Veiled words: what markup and encodings hide from a search of bytes, made plain to see.

Punctuation is encoded everywhere, letters hardly ever; what is there is decoded, with the passage
around it. Sentences go on through links and emphasis: they are given once more without these.
"""

import functools
import html
import html.entities
import re
from collections.abc import Iterator
from urllib.parse import unquote

import re2

from cto_portfolio.publishing.verification import plain

AROUND = 1500
"""How much of a file, to both sides, is looked at together with what is veiled."""
MEMORY = 128 << 20
"""What RE2 may use to stay fast."""

_DECIMAL = r"&#0*(?:4[89]|5[0-7]|6[5-9]|[78][0-9]|90|9[7-9]|[1-9][0-9]{2,})"
_HEX = r"&#x0*(?:3[0-9]|[46][1-9a-f]|[57][0-9a]|[89a-f][0-9a-f]|[1-9a-f][0-9a-f]{2,})"
_PERCENT = r"%(?:3[0-9]|[46][1-9a-f]|[57][0-9a]|[c-f][0-9a-f])"
_ESCAPE = (
    r"\\(?:u00|x)(?:3[0-9]|[46][1-9a-f]|[57][0-9a]|[a-f])"
    r"|\\u(?:0[1-9a-f]|[13-9a-f]|2[1-9a-f])"
)
_TAG = (
    rf"(?:</?(?:{plain.INLINE})\b[^>]*>"
    rf"|&(?:amp;)*lt;/?(?:{plain.INLINE})\b[^<>]*?&(?:amp;)*gt;"
    rf"|\\u003c/?(?:{plain.INLINE})\b[^<>]*?\\u003e)"
)
_INLINE = re.compile(_TAG.encode(), re.IGNORECASE)


def options() -> re2.Options:
    """Return how bytes are searched: without regard to case."""
    chosen = re2.Options()
    chosen.log_errors = False
    chosen.max_mem = MEMORY
    chosen.case_sensitive = False
    chosen.dot_nl = True
    return chosen


def readings(content: bytes) -> Iterator[bytes]:
    """Yield a text in UTF-8 as it stands, and what is veiled in it."""
    yield content
    if through := b"\n\x1f\n".join(one[0] for one in _through().finditer(content)):
        yield _INLINE.sub(b"", through)
    if decoded := _decoded(content):
        yield decoded


def _decoded(content: bytes) -> bytes:
    """Return what letters are encoded in, decoded; nothing where none are."""
    if _veil().search(content) is None:
        return b""
    passages = (content[start:end].decode("utf-8", "replace") for start, end in _spans(content))
    ways = (way for passage in passages for way in _ways(_trimmed(passage)))
    return plain.BREAK.join(ways).encode("utf-8", "replace")


def _spans(content: bytes) -> Iterator[tuple[int, int]]:
    start = end = 0
    for veiled in _veil().finditer(content):
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
    chosen = options()
    chosen.longest_match = True
    return re2.compile(rf"[\pL\pN][^<>]*(?:{_TAG}[^<>]*)+[\pL\pN]".encode(), chosen)


@functools.cache
def _veil() -> "re2._Regexp[bytes]":
    folding = "".join(_folded_to_several())
    named = "|".join(sorted(_named_letters()))
    parts = (_DECIMAL, _HEX, _PERCENT, _ESCAPE, f"[{folding}]", f"&(?:{named})\\b")
    return re2.compile("|".join(parts).encode(), options())


def _folded_to_several() -> Iterator[str]:
    """Yield the letters that become several without their case, but for the one of German."""
    for start, end in ((0xE0, 0x600), (0x1E90, 0x2000), (0xFB00, 0xFB20)):
        letters = map(chr, range(start, end))
        yield from (one for one in letters if len(one.casefold()) > 1 and one != "ẞ")


def _named_letters() -> Iterator[str]:
    """Yield the names by which HTML knows letters."""
    for name, text in html.entities.html5.items():
        if any(one.isalnum() for one in text):
            yield re.escape(name.removesuffix(";"))
