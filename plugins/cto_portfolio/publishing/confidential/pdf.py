"""PDF: the text on its pages, and all that stands in it besides, in its older states, too."""

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from cto_portfolio.publishing.confidential.unreadable import UnreadableError

_END = re.compile(rb"%%EOF\s*")
_STATES = 24
"""How many states of a PDF are looked at: it keeps each in which it was saved, and not written."""
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b.*?\bendobj\b", re.DOTALL)
_NAME = re.compile(rb"/[^\s/<>\[\](){}%]*")
_NAMING = frozenset({"/BaseFont", "/FontName"})
"""Keys whose values are names that people choose."""
_FIXED = frozenset({"/Registry", "/Ordering"})
"""Keys whose values are those of a list that every PDF chooses from."""
_ERRORS = (
    *(PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError),
    *(ImportError, NotImplementedError, IndexError, ZeroDivisionError, OverflowError),
)


def pages(content: bytes) -> Iterator[str]:
    """Yield the texts of its pages, one after the other, in each of its states.

    Raises:
        UnreadableError: if it is damaged, or cannot be opened without a password.
    """
    for state in _states(content):
        reader = _reader(state, is_whole=state is content)
        if reader is not None:
            yield _text(reader)


def parts(content: bytes) -> Iterator[str | bytes]:
    """Yield what stands in its objects, and what is packed into it.

    Raises:
        UnreadableError: if it is damaged, or cannot be opened without a password.
    """
    for state in _states(content):
        reader = _reader(state, is_whole=state is content)
        if reader is not None:
            yield from _objects(reader)
    yield _NAME.sub(b"", _OBJECT.sub(b"", content)).decode("cp1252", "replace")


def _states(content: bytes) -> list[bytes]:
    ends = [end.end() for end in _END.finditer(content)][:-1]
    if len(ends) >= _STATES:
        raise UnreadableError("it is a PDF that keeps too many older states of itself")
    return [content, *(content[:end] for end in ends)]


def _reader(content: bytes, *, is_whole: bool) -> PdfReader | None:
    """Open a PDF; None where it is no older state, but the beginning of one made for the web."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no news to authors
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it is a PDF under a password")
        _ = len(reader.pages)
    except _ERRORS as error:
        if not is_whole and b"/Linearized" in content[:1024]:
            return None
        raise UnreadableError("it is a PDF that cannot be read") from error
    return reader


def _text(reader: PdfReader) -> str:
    try:
        return "\n".join(page.extract_text() for page in reader.pages)
    except _ERRORS as error:
        raise UnreadableError("it is a PDF that cannot be read") from error


def _objects(reader: PdfReader) -> Iterator[str | bytes]:
    """Yield what stands in the objects: title, author, outline, notes, forms, attachments."""
    try:
        size = int(reader.trailer.get("/Size", 0))
        for number in range(1, min(size, len(reader.stream.read()))):
            yield from _of_object(reader, number)
    except _ERRORS as error:
        raise UnreadableError("it is a PDF that cannot be read") from error


def _of_object(reader: PdfReader, number: int) -> Iterator[str | bytes]:
    try:
        found = reader.get_object(number)
    except PyPdfError:  # numbers of what was taken out
        return
    yield from _strings(found, depth=0)


def _strings(found: object, *, depth: int) -> Iterator[str | bytes]:
    if isinstance(found, TextStringObject):
        yield str(found)
    elif isinstance(found, ByteStringObject):
        yield bytes(found)
    elif isinstance(found, ArrayObject):
        for item in list.__iter__(found):
            yield from _strings(item, depth=depth + 1)
    elif isinstance(found, DictionaryObject):
        for key, item in dict.items(found):
            if isinstance(item, NameObject) and key in _NAMING:
                yield str(item)
            elif key not in _FIXED:
                yield from _strings(item, depth=depth + 1)
        if isinstance(found, StreamObject) and found.get("/Subtype") != "/Image":
            yield found.get_data()
