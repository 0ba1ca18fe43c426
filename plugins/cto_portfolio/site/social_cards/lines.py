"""Lines: a text in the largest size that fits its place, in lines about equally long."""

import bisect
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from cto_portfolio.site.social_cards.letters import FONTS

BOLD = "InterDisplay-SemiBold.ttf"
PLAIN = "Inter-Medium.ttf"

_Words = list[tuple[str, float]]
"""Each with its width."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Lines of one size."""

    lines: tuple[str, ...]
    font: FreeTypeFont


@functools.cache
def font(name: str, size: int) -> FreeTypeFont:
    """Return a font that FreeType alone lays out: what else there is differs by machine."""
    with resources.as_file(FONTS.joinpath(name)) as path:
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def fitted(text: str, name: str, sizes: Sequence[int], *, width: int, lines: int) -> Block:
    """Return the text broken into so many lines at most; in the smallest size it is cut."""
    for size in sizes:
        chosen = font(name, size)
        words = [(word, chosen.getlength(word)) for word in text.split(" ")]
        space = chosen.getlength(" ")
        broken = _broken(words, space, width)
        if len(broken) <= lines and max(long for _, long in words) <= width:
            broken = _broken(words, space, _narrowest(words, space, width, len(broken)))
            return Block(lines=tuple(map(_joined, broken)), font=chosen)
    rest = [word for line in broken[lines - 1 :] for word in line]
    kept = [*broken[: lines - 1], *([rest] if rest else [])]
    return Block(lines=tuple(cut(_joined(line), chosen, width) for line in kept), font=chosen)


def cut(text: str, chosen: FreeTypeFont, width: int) -> str:
    """Return the text, with an ellipsis for what does not fit."""
    if chosen.getlength(text) <= width:
        return text
    ends = range(len(text))
    room = bisect.bisect(ends, width, key=lambda end: math.ceil(chosen.getlength(f"{text[:end]}…")))
    return f"{text[: max(0, room - 1)].rstrip(' ,;:.–-')}…"


def _broken(words: _Words, space: float, width: int) -> list[_Words]:
    """Return lines as full as they get; a word too long for any has one of its own."""
    lines: list[_Words] = []
    room = -1.0
    for word, long in words:
        if not lines or room < space + long:
            lines.append([(word, long)])
            room = width - long
        else:
            lines[-1].append((word, long))
            room -= space + long
    return lines


def _narrowest(words: _Words, space: float, width: int, lines: int) -> int:
    """Return the least width in which words that fit take no more lines than in the whole."""
    least = math.ceil(max(long for _, long in words))
    widths = range(least, width)
    return least + bisect.bisect(
        widths, -lines - 1, key=lambda one: -len(_broken(words, space, one))
    )


def _joined(words: _Words) -> str:
    return " ".join(word for word, _ in words)
