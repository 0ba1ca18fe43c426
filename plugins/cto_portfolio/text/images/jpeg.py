"""JPEG: a list of segments, some of them followed by the data of a scan."""

import re
import struct

from cto_portfolio.text.images import orientation
from cto_portfolio.text.images.damage import DamageError, cut

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_COMMENT = 0xFE
_JFIF, _EXIF, _ICC, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
_NEXT_SEGMENT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""Within a scan, 0xFF is followed by zero, or by the number of a restart."""
_EXIF_HEAD = b"Exif\0\0"
_JFIF_LENGTH = 14


def bare(content: bytes) -> bytes:
    """Return a JPEG without metadata."""
    out = [content[:2]]
    turned: bytes | None = None
    position = 2
    while True:
        marker, position = _marker(content, position)
        if marker == _END:
            break
        (length,) = struct.unpack(">H", cut(content, position, 2))
        payload = cut(content, position + 2, length - 2)
        position += length
        if marker == _EXIF and payload.startswith(_EXIF_HEAD):
            turned = turned or orientation.only(payload[len(_EXIF_HEAD) :])
        if (kept := _kept(marker, payload)) is not None:
            out.append(_segment(marker, kept))
        if marker == _SCAN:
            end = _NEXT_SEGMENT.search(content, position)
            if end is None:
                raise DamageError
            out.append(content[position : end.start()])
            position = end.start()
    if turned:
        out.insert(1 + _has_jfif(out), _segment(_EXIF, _EXIF_HEAD + turned))
    return b"".join([*out, b"\xff\xd9"])


def _marker(content: bytes, position: int) -> tuple[int, int]:
    """Return the next marker and where its segment begins; it may be filled up in front."""
    if cut(content, position, 1) != b"\xff":
        raise DamageError
    while cut(content, position, 1) == b"\xff":
        position += 1
    marker = content[position]
    if marker < 0xC0 or marker == _START:  # noqa: PLR2004 - below are markers of no JPEG
        raise DamageError
    return marker, position + 1


def _kept(marker: int, payload: bytes) -> bytes | None:
    """Return what is kept of a segment: all that is needed to show the image as it was."""
    if marker == _COMMENT:
        return None
    if marker not in _APPLICATIONS:
        return payload
    if marker == _JFIF and payload.startswith(b"JFIF\0") and len(payload) >= _JFIF_LENGTH:
        return payload[: _JFIF_LENGTH - 2] + b"\0\0"  # without its thumbnail
    if marker == _ICC and payload.startswith(b"ICC_PROFILE\0"):
        return payload
    if marker == _ADOBE and payload.startswith(b"Adobe"):
        return payload[:12]
    return None


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _has_jfif(out: list[bytes]) -> bool:
    return len(out) > 1 and out[1][1] == _JFIF
