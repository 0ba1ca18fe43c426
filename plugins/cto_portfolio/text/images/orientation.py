"""Orientation: which way up an image is shown, the one thing of Exif that readers see."""

import struct

_TAG = 0x0112
_SHORT = 3
_UPRIGHT = 1
_MOST = 8
_ENTRY = 12


def only(exif: bytes) -> bytes | None:
    """Return Exif that says only which way up the image is; None if it says so without.

    `exif` begins with the byte order, as in TIFF; what cannot be read says nothing.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    found = _read(exif, order) if order else None
    if order is None or found is None or not _UPRIGHT < found <= _MOST:
        return None
    entry = struct.pack(order + "HHIHH", _TAG, _SHORT, 1, found, 0)
    return exif[:4] + struct.pack(order + "IH", 8, 1) + entry + bytes(4)


def _read(exif: bytes, order: str) -> int | None:
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for index in range(count):
            entry = struct.unpack_from(order + "HHIH", exif, start + 2 + index * _ENTRY)
            if entry[:3] == (_TAG, _SHORT, 1):
                return int(entry[3])
    except struct.error:
        pass
    return None
