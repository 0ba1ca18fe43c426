"""Unpacking: the texts within the bytes of a file, however they are packed into it."""

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from cto_portfolio.publishing.confidential import pictures, searchable_forms

DEEPEST = 6
"""How many files may be packed into one another."""
LARGEST = 256 << 20
"""How much may come out of one file."""

_RUN = re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){5,}")
"""What is no accident between bytes that are no text."""
_WIDE = re.compile(rb"(?:[^\x00]\x00){2}|(?:\x00[^\x00]){2}")
_WIDER = re.compile(rb"(?:[^\x00]\x00{3}){4}|(?:\x00{3}[^\x00]){4}")
_OPAQUE = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "compressed by Zstandard",
}


class UnreadableError(Exception):
    """What is in a file cannot be told; the message says why."""


def texts(content: bytes, ending: str = "", *, depth: int = 0) -> Iterator[str]:
    """Yield every text in a file.

    Raises:
        UnreadableError: if something in it cannot be unpacked, and so not be looked at.
    """
    _refuse(content, ending, depth)
    parts = _parts(content)
    if parts is not None:
        for name, part in parts:
            yield name
            yield from texts(part, depth=depth + 1)
        return
    if b"%PDF-" in content[:1024]:
        yield from _of_pdf(content, depth)
        content = b"\n".join(_RUN.findall(content))
    bare = pictures.bare(content)
    for text in _decoded(content) if bare is None else _decoded(bare, is_picked=True):
        yield text
        for found in searchable_forms.data(text):
            yield from texts(_of_base64(found), depth=depth + 1)
    for packed in pictures.packed(content) if bare is not None else ():
        yield from texts(packed, depth=depth + 1)


def _refuse(content: bytes, ending: str, depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableError(f"files are packed into one another more than {DEEPEST} deep")
    for mark, name in _OPAQUE.items():
        if content.startswith(mark):
            raise UnreadableError(f"it is {name}")
    if ending == ".br":
        raise UnreadableError("it is compressed by Brotli")


def _decoded(content: bytes, *, is_picked: bool = False) -> Iterator[str]:
    """Yield a content in the encodings it may have; all of it, or what looks like text in it."""
    if b"\x00" not in content:
        try:
            yield content.decode()
        except UnicodeDecodeError:
            if content.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield content.decode("utf-16", "replace")
            yield content.decode("cp1252", "replace")
            yield content.decode("utf-8", "replace")
        return
    if _WIDE.search(content):
        for start in (0, 1):
            yield content[start:].decode("utf-16-le", "replace")
            yield content[start:].decode("utf-16-be", "replace")
    if _WIDER.search(content):
        yield content.replace(b"\x00", b"").decode("cp1252", "replace")
    found = content if is_picked else b"\n".join(_RUN.findall(content))
    yield found.decode("cp1252", "replace")
    yield found.decode("utf-8", "replace")


def _parts(content: bytes) -> Iterator[tuple[str, bytes]] | None:
    """Return the files packed into one, with their names; None where it packs none."""
    if content.startswith(b"\x1f\x8b"):
        return _of_stream(gzip.GzipFile(fileobj=io.BytesIO(content)))
    if content.startswith(b"BZh"):
        return _of_stream(bz2.BZ2File(io.BytesIO(content)))
    if content.startswith(b"\xfd7zXZ\x00"):
        return _of_stream(lzma.LZMAFile(io.BytesIO(content)))
    if content[257:262] == b"ustar":
        return _of_tar(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(content)
    return None


def _of_stream(stream: io.BufferedIOBase) -> Iterator[tuple[str, bytes]]:
    try:
        found = stream.read(LARGEST + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise UnreadableError("it is compressed, and damaged") from error
    if len(found) > LARGEST:
        raise UnreadableError("too much is packed into it")
    yield "", found


def _of_tar(content: bytes) -> Iterator[tuple[str, bytes]]:
    left = LARGEST
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                left -= member.size
                if left < 0:
                    raise UnreadableError("too much is packed into it")
                file = archive.extractfile(member)
                said = " ".join(
                    [member.name, member.linkname, *map(str, member.pax_headers.values())]
                )
                yield said, file.read() if file else b""
    except tarfile.TarError as error:
        raise UnreadableError("it is a damaged archive") from error


def _of_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment.decode("utf-8", "replace"), b""
            for member in archive.infolist():
                left -= member.file_size
                if left < 0:
                    raise UnreadableError("too much is packed into it")
                yield member.filename, member.comment + b"\n" + member.extra
                yield "", archive.read(member)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise UnreadableError("it is a damaged archive") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableError("it is an archive under a password") from error


def _of_pdf(content: bytes, depth: int) -> Iterator[str]:
    # Imported here alone: it takes longer than most builds' gate, and few portfolios hold a PDF.
    from cto_portfolio.publishing.confidential import pdf  # noqa: PLC0415

    try:
        found = list(pdf.parts(content))
    except pdf.PdfError as error:
        raise UnreadableError(str(error)) from error
    for part in found:
        if isinstance(part, str):
            yield part
        else:
            yield from texts(part, depth=depth + 1)


def _of_base64(said: str) -> bytes:
    try:
        return base64.b64decode("".join(said.split()) + "===")
    except (binascii.Error, ValueError):
        return b""
