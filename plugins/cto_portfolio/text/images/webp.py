"""WebP: a list of chunks in a RIFF container, some of them with chunks of their own."""

import struct

from cto_portfolio.text.images import orientation
from cto_portfolio.text.images.damage import DamageError, cut

_HEAD = 12
_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ICCP", b"ALPH", b"ANIM", b"ANMF"])
_FRAME_HEAD = 16
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def bare(content: bytes) -> bytes:
    """Return a WebP, animated or not, without metadata."""
    if cut(content, 8, 4) != b"WEBP":
        raise DamageError
    (size,) = struct.unpack("<I", content[4:8])
    found = list(_chunks(cut(content, 8, size)[4:]))
    if not found or found[0][0] not in {b"VP8 ", b"VP8L", b"VP8X"}:
        raise DamageError
    exif = next((payload for name, payload in found if name == b"EXIF"), b"")
    turned = orientation.only(exif.removeprefix(b"Exif\0\0"))
    kept = [_kept(name, payload, is_turned=bool(turned)) for name, payload in found]
    kept += [_chunk(b"EXIF", turned)] if turned else []
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    position = 0
    while position < len(content):
        name, size = struct.unpack("<4sI", cut(content, position, 8))
        found.append((name, cut(content, position + 8, size)))
        position += 8 + size + size % 2
    return found


def _kept(name: bytes, payload: bytes, *, is_turned: bool) -> bytes:
    if name not in _KEPT:
        return b""
    if name == b"VP8X":
        flags = cut(payload, 0, 10)[0] & ~_HAS_XMP & ~_HAS_EXIF
        payload = bytes([flags | (_HAS_EXIF if is_turned else 0)]) + payload[1:10]
    if name == b"ANMF":
        frame = [
            _kept(inner, data, is_turned=False)
            for inner, data in _chunks(payload[_FRAME_HEAD:])
            if inner in {b"VP8 ", b"VP8L", b"ALPH"}
        ]
        payload = cut(payload, 0, _FRAME_HEAD) + b"".join(frame)
    return _chunk(name, payload)


def _chunk(name: bytes, payload: bytes) -> bytes:
    return struct.pack("<4sI", name, len(payload)) + payload + bytes(len(payload) % 2)
