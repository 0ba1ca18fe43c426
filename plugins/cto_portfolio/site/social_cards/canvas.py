"""A canvas: what is drawn in few colours, and packed as a picture."""

import enum
import functools
import io
from dataclasses import dataclass
from typing import Self

from PIL import Image, ImageColor, ImageDraw
from PIL.ImageFont import FreeTypeFont

from cto_portfolio.site.social_cards.card import HEIGHT, WIDTH, Colors
from cto_portfolio.site.social_cards.lines import Block

LEADING = 1.14
"""From one base line to the next, in sizes of the type."""
_SHADES = 16
"""From the ground to a colour: enough for smooth letters, and few to pack."""
_EFFORT = 3
"""Of zlib; twice of it saves a fifth of the bytes and doubles the time."""
_INKED = [0, *[255] * 255]


class Ink(enum.IntEnum):
    """What something is drawn in: a place in the picture's list of colours."""

    INK = 0
    QUIET = 1
    ACCENT = 2

    @property
    def shades(self) -> list[int]:
        """The colour's place in the list for each of 256 strengths."""
        return [self * _SHADES + (strength * (_SHADES - 1) + 127) // 255 for strength in range(256)]


_SHADES_OF = {ink: ink.shades for ink in Ink}


@dataclass(frozen=True, slots=True)
class Canvas:
    """Places in a list of colours; all begin as the ground."""

    image: Image.Image

    @classmethod
    def blank(cls) -> Self:
        """Return an empty canvas."""
        return cls(Image.new("L", (WIDTH, HEIGHT), 0))

    def copy(self) -> Self:
        """Return a copy."""
        return type(self)(self.image.copy())

    def fill(self, box: tuple[int, int, int, int], ink: Ink, *, strength: int = 255) -> None:
        """Fill a rectangle from its left and top edge up to its right and lower one."""
        self.image.paste(_SHADES_OF[ink][strength], box)

    def line(self, text: str, font: FreeTypeFont, at: tuple[int, int], ink: Ink) -> None:
        """Write one line from a point on its base line."""
        left, top, right, bottom = map(int, font.getbbox(text, anchor="ls"))
        letters = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
        ImageDraw.Draw(letters).text((-left, -top), text, font=font, fill=255, anchor="ls")
        place = (at[0] + left, at[1] + top)
        self.image.paste(letters.point(_SHADES_OF[ink]), place, letters.point(_INKED))

    def block(self, block: Block, at: tuple[int, int], ink: Ink) -> int:
        """Write lines from the point at the top of their capitals; return the last base line."""
        left, top = at
        capital = -int(block.font.getbbox("H", anchor="ls")[1])
        step = round(block.font.size * LEADING)
        for number, text in enumerate(block.lines):
            self.line(text, block.font, (left, top + capital + number * step), ink)
        return top + capital + (len(block.lines) - 1) * step

    def png(self, colors: Colors) -> bytes:
        """Return the picture as a file."""
        picture = self.image.copy()
        picture.putpalette(_palette(colors))
        file = io.BytesIO()
        picture.save(file, "PNG", compress_level=_EFFORT)
        return file.getvalue()


@functools.lru_cache(maxsize=1)
def _palette(colors: Colors) -> bytes:
    """Return the shades of every ink, each from the ground on."""
    ground = ImageColor.getrgb(colors.ground)
    return bytes(
        round(bare + (full - bare) * shade / (_SHADES - 1))
        for color in (colors.ink, colors.quiet, colors.accent)
        for shade in range(_SHADES)
        for bare, full in zip(ground, ImageColor.getrgb(color), strict=True)
    )
