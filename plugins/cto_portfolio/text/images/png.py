"""PNG: a list of chunks, each with a name of four letters and a check sum."""

import struct
import zlib

from cto_portfolio.text.images import orientation
from cto_portfolio.text.images.damage import DamageError, cut

_SIGNATURE = 8
_KEPT = frozenset(
    [
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
        *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
        *(b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
    ]
)
"""All that has a part in how the image looks; whatever else there is, or will be, goes."""


def bare(content: bytes) -> bytes:
    """Return a PNG, animated or not, without metadata."""
    out = [content[:_SIGNATURE]]
    position = _SIGNATURE
    name = b""
    while name != b"IEND":
        (length,) = struct.unpack(">I", cut(content, position, 4))
        chunk = cut(content, position, length + 12)
        position += len(chunk)
        name = chunk[4:8]
        if name == b"eXIf":
            turned = orientation.only(chunk[8:-4])
            out += [_chunk(name, turned)] if turned else []
        elif name in _KEPT:
            if struct.pack(">I", zlib.crc32(chunk[4:-4])) != chunk[-4:]:
                raise DamageError
            out.append(chunk)
        elif name[:1].isupper():  # the image cannot be shown without it
            raise DamageError
    return b"".join(out)


def _chunk(name: bytes, payload: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + payload))
    return struct.pack(">I", len(payload)) + name + payload + check
