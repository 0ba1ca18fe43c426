"""Pictures: their bytes without those that stand for points, in which no text can be read."""

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cto_portfolio.publishing.confidential.archives import Take
from cto_portfolio.publishing.confidential.unreadable import UnreadableError

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SCAN = b"\xff\xda"
"""After which the points of a JPEG begin."""
_ZLIB = b"\x78"
"""What is compressed begins with it."""
_TEXTS = (b"zTXt", b"iTXt", b"iCCP")
"""Parts of a PNG in which something may be compressed."""
_LONGEST_NUMBERS = 768
_LARGEST = 16 << 20
"""Bytes of what is compressed in one of them."""
_POINTS = frozenset({b"IDAT", b"fdAT", b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})
_NUMBERS = frozenset(
    b"IHDR PLTE IEND tRNS cHRM gAMA sRGB sBIT bKGD hIST pHYs tIME acTL fcTL cICP VP8X ANIM".split()
)
"""Parts of a picture that hold numbers of a known length."""


def bare(content: bytes) -> bytes | None:
    """Return what is no point of a picture; None if it is no picture of a kind known here."""
    if content.startswith(_PNG):
        return b"\n".join(_said(_chunks(content)))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return b"\n".join(_said(_riff(content)))
    if content.startswith(_JPEG):
        return b"\n".join(_segments(content))
    return None


def _said(parts: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    for name, part in parts:
        is_known = name in _NUMBERS and len(part) <= _LONGEST_NUMBERS
        if name not in _POINTS and not is_known:
            yield part


def packed(content: bytes, take: Take) -> Iterator[bytes]:
    """Yield what is compressed in a picture and is no point of it, and pictures within a file."""
    if not content.startswith(_PNG):
        starts = [found.start() for found in re.finditer(re.escape(_PNG), content)]
        yield from (content[start:end] for start, end in pairwise([*starts, len(content)]))
        return
    for name, part in _chunks(content):
        if name in _TEXTS:
            keyword_end = part.find(b"\x00")
            for start in range(keyword_end + 1, min(len(part), keyword_end + 200)):
                if part.startswith(_ZLIB, start):
                    try:
                        text = zlib.decompressobj().decompress(part[start:], _LARGEST + 1)
                    except zlib.error:
                        continue
                    take(len(text))
                    if len(text) > _LARGEST:
                        raise UnreadableError("too much is packed into it")
                    yield text
                    break


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        yield name, content[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IEND":
            break
    yield b"", content[at:]


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        yield name, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    yield b"", content[at:]


def _segments(content: bytes) -> Iterator[bytes]:
    """Yield what stands before the points of a JPEG, and behind its last mark of an end."""
    at = 2
    while at + 4 <= len(content) and content[at] == _JPEG[0]:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if content.startswith(_SCAN, at):
            break
        yield content[at + 4 : at + 2 + length]
        at += 2 + length
    yield content[content.rfind(b"\xff\xd9") + 2 :]
