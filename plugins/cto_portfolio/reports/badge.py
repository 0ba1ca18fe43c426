"""The badge: the share of requirements covered, as a small picture for a README."""

import math
import os
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from cto_portfolio import writing
from cto_portfolio.problems import PortfolioError

_OPENING = '<svg xmlns="http://www.w3.org/2000/svg" data-made-by="cto-portfolio coverage"'
"""By which a badge is known again."""
_HEIGHT = 20
_WIDTHS = {" ": 4, "%": 12, ":": 5, ",": 4, "i": 3, "l": 3, "m": 11, "w": 9}
_USUAL_WIDTH = 7
_PADDING = 10
_COLOURS = ((75, "#22662b"), (50, "#7a5200"), (0, "#9c2b2b"))
"""From a share on; white letters on each are readable to everybody, and the figure says it."""


def build(label: str, share: float) -> str:
    """Return the picture; the figure is cut, not rounded, so that it claims no more than there is.

    The letters are given their length, so that it looks the same in every typeface.
    """
    figure = f"{math.floor(share)}%"
    colour = next(colour for least, colour in _COLOURS if share >= least)
    left, right = (_width(text) for text in (label, figure))
    width = left + right
    text = f"{label} {figure}"
    return f"""\
{_OPENING} width="{width}" height="{_HEIGHT}" role="img" aria-label={quoteattr(text)}>
  <title>{escape(text)}</title>
  <rect width="{width}" height="{_HEIGHT}" rx="3" fill="#3d4450"/>
  <path d="M{left} 0h{right - 3}q3 0 3 3v{_HEIGHT - 6}q0 3-3 3H{left}z" fill="{colour}"/>
  <g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11" aria-hidden="true">
    <text x="{_PADDING // 2}" y="14" textLength="{left - _PADDING}">{escape(label)}</text>
    <text x="{left + _PADDING // 2}" y="14" textLength="{right - _PADDING}">{escape(figure)}</text>
  </g>
</svg>
"""


def write(svg: str, path: Path) -> None:
    """Write a badge whole or not at all, and over nothing but an older badge.

    Raises:
        PortfolioError: if something else is there, or the folder cannot be written to.
    """
    try:
        target = Path(os.path.realpath(path))  # a link stays one
        if os.path.lexists(target) and not _is_badge(target):
            message = f"'{path}' is there already and is no coverage badge; choose another name"
            raise PortfolioError(message)
        writing.replace(target, svg)
    except OSError as error:
        raise PortfolioError(f"cannot write '{path}': {error.strerror}") from error


def _is_badge(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_OPENING)) == _OPENING.encode()


def _width(text: str) -> int:
    return sum(_WIDTHS.get(one, _USUAL_WIDTH) for one in text) + _PADDING
