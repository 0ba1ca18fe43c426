"""Archives: the files packed into one, by the means of Python's own library."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from cto_portfolio.publishing.confidential.unreadable import DamagedError, UnreadableError

_OPAQUE = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "compressed by Zstandard",
    b"\x04\x22\x4d\x18": "compressed by LZ4",
    b"\x1f\x9d": "compressed by compress",
    b"LZIP": "compressed by lzip",
    b"MSCF": "a cabinet archive",
    b"xar!": "an installer package",
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_END = b"PK\x05\x06"
_LONGEST_END = 22 + 65535
"""Bytes of the end of a zip file, whose comment comes last."""
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_LZMA = b"\x5d\x00\x00"
_HEAD = 1024
"""Bytes of a compressed file in which its name may stand, and a comment."""
_GZIP, _HAS_NAME = b"\x1f\x8b", 0b11000
_AT_ONCE = 1 << 20
_STREAMS: Mapping[bytes, Callable[[io.BytesIO], io.BufferedIOBase]] = {
    _GZIP: lambda packed: gzip.GzipFile(fileobj=packed),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}

Take = Callable[[int], None]
"""Is told how much comes out of a file, and refuses what is too much."""


def refuse(content: bytes, ending: str) -> None:
    """Refuse what nothing here can open.

    Raises:
        UnreadableError: if it is such a file.
    """
    for mark, name in _OPAQUE.items():
        if content.startswith(mark):
            raise UnreadableError(f"it is {name}")
    if ending.lower() == ".br":
        raise UnreadableError("it is compressed by Brotli")
    if ending.lower() == ".iwa":
        raise UnreadableError("it is a document of Pages, Numbers or Keynote")
    if content.startswith(_COMPOUND) and _ENCRYPTED in content:
        raise UnreadableError("it is a document under a password")


def parts(content: bytes, take: Take) -> Iterator[tuple[str, bytes]] | None:
    """Return the files packed into one, with their names; None where it packs none."""
    for mark, opened in _STREAMS.items():
        if content.startswith(mark):
            return _of_stream(content, opened(io.BytesIO(content)), take)
    if content[257:262] == b"ustar":
        return _of_tar(content, take)
    if content.startswith((b"PK\x03\x04", _ZIP_END)) or _ZIP_END in content[-_LONGEST_END:]:
        return _of_zip(content, take)
    if content.startswith(_ZLIB):
        return _of_zlib(content, take)
    return _of_lzma(content, take) if content.startswith(_LZMA) else None


def _of_stream(
    content: bytes, stream: io.BufferedIOBase, take: Take
) -> Iterator[tuple[str, bytes]]:
    """Yield what is in it, and the name that it may have."""
    yield _named(content), b""
    read = bytearray()
    try:
        while more := stream.read(_AT_ONCE):
            take(len(more))
            read += more
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise DamagedError("it is compressed, and damaged") from error
    yield "", bytes(read)


def _named(content: bytes) -> str:
    """Return the name that gzip keeps of what it has compressed, and its comment."""
    is_named = content.startswith(_GZIP) and content[3] & _HAS_NAME
    return content[:_HEAD].decode("cp1252", "replace") if is_named else ""


def _of_zlib(content: bytes, take: Take) -> Iterator[tuple[str, bytes]] | None:
    """Return what is in it; None if it only begins like that."""
    stream, read = zlib.decompressobj(), bytearray()
    rest = content
    try:
        while rest and not stream.eof:
            more = stream.decompress(rest, _AT_ONCE)
            take(len(more))
            read += more
            rest = stream.unconsumed_tail
    except zlib.error:
        return None
    return iter([("", bytes(read)), ("", stream.unused_data)])


def _of_lzma(content: bytes, take: Take) -> Iterator[tuple[str, bytes]] | None:
    read = bytearray()
    try:
        with lzma.LZMAFile(io.BytesIO(content)) as stream:
            while more := stream.read(_AT_ONCE):
                take(len(more))
                read += more
    except (lzma.LZMAError, EOFError):
        return None
    return iter([("", bytes(read))])


def _of_tar(content: bytes, take: Take) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                take(member.size)
                file = archive.extractfile(member)
                said = (member.name, member.linkname, member.uname, member.gname)
                more = map(str, member.pax_headers.values())
                yield "\n".join([*said, *more]), file.read() if file else b""
    except (tarfile.TarError, KeyError, RecursionError, ValueError, OverflowError) as error:
        raise DamagedError("it is a damaged archive") from error


def _of_zip(content: bytes, take: Take) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            yield "", archive.comment
            for member in members:
                take(member.file_size)
                yield member.filename, member.comment + b"\n" + member.extra
                yield member.filename, archive.read(member)
            starts = [member.header_offset for member in members]
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        raise DamagedError("it is a damaged archive") from error
    except (NotImplementedError, RuntimeError) as error:
        message = "it is an archive under a password, or packed in a way that is not known here"
        raise UnreadableError(message) from error
    yield "", content[: min(starts, default=0)]
