"""QR codes: an address as the squares that a phone's camera reads."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import segno

MAX_LENGTH = 200
"""Characters; the squares of longer addresses are too fine for a phone at the printed size."""
QUIET_ZONE = 4
"""Squares that the standard asks to leave free on every side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QrCode:
    """What an SVG needs to draw the code."""

    size: int
    """Squares along a side, the quiet zone included."""
    path: str
    """The dark squares, as the data of one path."""


def encode(address: str) -> QrCode | None:
    """Return the code of an address, unless that is too long; a seventh of it may be damaged."""
    if len(address) > MAX_LENGTH:
        return None
    code = segno.make_qr(address, error="m", mode="byte", encoding="utf-8")
    rows = list(code.matrix_iter(border=QUIET_ZONE))
    return QrCode(size=len(rows), path="".join(_row(row, y) for y, row in enumerate(rows)))


def _row(squares: Iterable[int], y: int) -> str:
    """Return the dark runs of one row as rectangles."""
    x, found = 0, ""
    for is_dark, run in itertools.groupby(squares):
        width = len(list(run))
        if is_dark:
            found += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return found
