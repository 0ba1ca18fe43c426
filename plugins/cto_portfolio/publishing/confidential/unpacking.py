"""Unpacking: the texts within the bytes of a file, however they are packed into it."""

import codecs
import re
from collections.abc import Iterator, Sequence

from cto_portfolio.publishing.confidential import (
    archives,
    boilerplate,
    encoded_runs,
    pictures,
    wrapped,
)
from cto_portfolio.publishing.confidential.unreadable import DamagedError, UnreadableError

DEEPEST = 6
"""How many files may be packed into one another."""
LARGEST = 256 << 20
"""How much may come out of one file, and of what is packed into it."""

_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){5,}|(?:[\xc2-\xf4][\x80-\xbf]{1,3}){2,}"
    rb"|(?:(?<=[\x00-\x08])|\A)[\x20-\x7e]{2,4}(?=[\x00-\x08]|\Z)"
)
"""What is no accident between bytes that are no text; less where lengths or ends stand around."""
_WIDE = re.compile(rb"(?:[^\x00]\x00){2}|(?:\x00[^\x00]){2}")
_WIDER = re.compile(rb"(?:[^\x00]\x00{3}){4}|(?:\x00{3}[^\x00]){4}")
_DRAWING = re.compile(rb"<svg\b|<x:xmpmeta\b|<\?xpacket\b|\bbegincmap\b")
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_JAPANESE_MAIL = b"\x1b$"


class Torn(str):
    """A text in which spaces may stand within words, since letters were placed one by one."""

    __slots__ = ()


def texts(content: bytes, ending: str = "", *, encodings: Sequence[str] = ()) -> Iterator[str]:
    """Yield every text in a file; `encodings` are those, besides the usual, that may be meant.

    Raises:
        UnreadableError: if something in it cannot be unpacked, and so not be looked at.
    """
    return _Unpacking(encodings).texts(content, ending, depth=0)


class _Unpacking:
    """What has come out of one file so far."""

    def __init__(self, encodings: Sequence[str]) -> None:
        self._encodings = encodings
        self._left = LARGEST

    def texts(self, content: bytes, ending: str = "", *, depth: int) -> Iterator[str]:
        """Yield the texts in a file, and in those that are packed into it."""
        if depth > DEEPEST:
            raise UnreadableError(f"files are packed into one another more than {DEEPEST} deep")
        archives.refuse(content, ending)
        parts = archives.parts(content, self._take)
        if parts is not None:
            for name, part in parts:
                yield from _names(name)
                yield from self.texts(part, name[name.rfind(".") :], depth=depth + 1)
            return
        yield from self._of_document(content, depth)

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise UnreadableError("too much is packed into it")

    def _of_document(self, content: bytes, depth: int) -> Iterator[str]:
        if b"%PDF-" in content[:1024]:
            for text, part in _of_pdf(content):
                yield from (text,) if part is None else self.texts(part, depth=depth + 1)
            return
        bare = pictures.bare(content)
        if bare is None:
            for said in wrapped.texts(content):
                yield from self.texts(said, depth=depth + 1) if isinstance(said, bytes) else (said,)
        is_drawn = bare is not None or _DRAWING.search(content) is not None
        for text in self._decoded(content) if bare is None else self._of_picture(bare):
            yield boilerplate.of_file(text) if is_drawn else text
            yield from self._encoded(text, depth)
        for packed in pictures.packed(content, self._take):
            yield from self.texts(packed, depth=depth + 1)

    def _of_picture(self, bare: bytes) -> Iterator[str]:
        return self._decoded(bare, is_picked=True) if bare.strip() else iter(())

    def _encoded(self, text: str, depth: int) -> Iterator[str]:
        for found in encoded_runs.certain(text):
            yield from self.texts(found, depth=depth + 1)
        for found in encoded_runs.likely(text) if depth < DEEPEST else ():
            try:
                yield from self.texts(found, depth=depth + 1)
            except DamagedError:
                continue

    def _decoded(self, content: bytes, *, is_picked: bool = False) -> Iterator[str]:
        """Yield it in the encodings it may have; all of it, or what looks like text in it."""
        if b"\x00" not in content:
            yield from self._of_text(content)
            return
        if content.startswith(_UTF_32):
            yield content.decode("utf-32", "replace")
        if self._encodings or _WIDE.search(
            content
        ):  # other letters than those of ASCII hold no NUL
            for start in (0, 1):
                yield content[start:].decode("utf-16-le", "replace")
                yield content[start:].decode("utf-16-be", "replace")
        if _WIDER.search(content):
            yield content.replace(b"\x00", b"").decode("cp1252", "replace")
        found = content if is_picked else b"\n".join(_RUN.findall(content))
        yield found.decode("cp1252", "replace")
        yield found.decode("utf-8", "replace")

    def _of_text(self, content: bytes) -> Iterator[str]:
        if _JAPANESE_MAIL in content:
            yield content.decode("iso2022_jp", "replace")
        try:
            yield content.decode()
        except UnicodeDecodeError:
            if content.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield content.decode("utf-16", "replace")
            yield content.decode("cp1252", "replace")
            yield content.decode("utf-8", "replace")
            for encoding in self._encodings:
                yield content.decode(encoding, "replace")


def _names(name: str) -> Iterator[str]:
    """Yield a name in an archive, also as older systems wrote it."""
    yield name
    if not name.isascii():
        octets = name.encode("cp437", "ignore")
        yield from (octets.decode(encoding, "replace") for encoding in ("utf-8", "cp1252", "cp850"))


def _of_pdf(content: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Yield its texts, and what is packed into it."""
    # Imported here alone: it takes longer than most builds' gate, and few portfolios hold a PDF.
    from cto_portfolio.publishing.confidential import pdf  # noqa: PLC0415

    for page in pdf.pages(content):
        yield Torn(page), None
    for part in pdf.parts(content):
        yield from [(boilerplate.of_file(part), None)] if isinstance(part, str) else [("", part)]
