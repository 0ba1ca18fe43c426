"""PDF: the text on its pages, and all that stands in it besides."""

import contextlib
import io
import logging
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject


class PdfError(Exception):
    """It cannot be read; the message says why."""


def parts(content: bytes) -> Iterator[str | bytes]:
    """Yield texts, and what is packed into it.

    Raises:
        PdfError: if it is damaged, or cannot be opened without a password.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no news to authors
    try:
        reader = PdfReader(io.BytesIO(content))
        _open(reader)
        for page in reader.pages:
            yield page.extract_text()
        yield from _objects(reader)
    except PdfError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
        ImportError,
    ) as error:
        raise PdfError("it is a PDF that cannot be read") from error


def _open(reader: PdfReader) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise PdfError("it is a PDF under a password")


def _objects(reader: PdfReader) -> Iterator[str | bytes]:
    """Yield what stands in the objects: title, author, outline, notes, forms, attachments."""
    for number in range(1, int(reader.trailer.get("/Size", 0))):
        with contextlib.suppress(PyPdfError):
            yield from _strings(reader.get_object(number), depth=0)


def _strings(found: object, *, depth: int) -> Iterator[str | bytes]:
    if isinstance(found, TextStringObject):
        yield str(found)
    elif isinstance(found, ArrayObject):
        for item in list.__iter__(found):
            yield from _strings(item, depth=depth + 1)
    elif isinstance(found, DictionaryObject):
        for item in dict.values(found):
            yield from _strings(item, depth=depth + 1)
        if isinstance(found, StreamObject) and found.get("/Subtype") != "/Image":
            yield found.get_data()
