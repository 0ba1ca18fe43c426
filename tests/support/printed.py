"""A printed page: what stands on which sheet, read from the structure that a tagged PDF carries."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdfium2
from PIL import Image, ImageStat
from pypdf import PdfReader
from pypdfium2 import raw

from cto_portfolio.site import look

HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
WHOLE = {"TR", "Figure", "Caption", *HEADINGS}
"""What must not be split between two sheets."""
WHITE = (255, 255, 255)
CONTRAST = 4.5
AROUND = 1
"""Points around letters within which one sees what they stand on."""
SLACK = 1.0
"""Points by which letters may reach over the edge of their box."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A piece of content: on which sheet it stands, and within which elements, outermost first."""

    within: tuple[tuple[str, int], ...]
    """Each by its name and by what tells it from others of that name."""
    sheet: int
    text: str

    @property
    def is_heading(self) -> bool:
        """Whether it says what follows; a figure's caption follows the figure."""
        names = {name for name, _ in self.within}
        return bool(names & HEADINGS) or {"Table", "Caption"} <= names

    @property
    def article(self) -> tuple[str, int] | None:
        """The innermost article that it is part of."""
        return next((element for element in reversed(self.within) if element[0] == "Art"), None)


class Printed:
    """A PDF, and what can be wrong with one."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._read = PdfReader(BytesIO(content))
        self.sheets = len(self._read.pages)

    @cached_property
    def pieces(self) -> list[Piece]:
        """All content in the order of reading."""
        sheets = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(self._read.pages, start=1)
            if page.indirect_reference
        }
        texts = dict(self._texts_by_mark())
        return [
            Piece(within=within, sheet=sheets[sheet], text=texts.get((sheets[sheet], mark), ""))
            for within, sheet, mark in _marks(self._read.root_object["/StructTreeRoot"])
        ]

    def split(self) -> list[str]:
        """Return the elements that begin on one sheet and end on another but should not.

        What says the same on each sheet is the head of a table, which is repeated.
        """
        elements: dict[tuple[str, int], dict[int, str]] = {}
        for piece in self.pieces:
            for element in piece.within:
                on = elements.setdefault(element, {})
                on[piece.sheet] = on.get(piece.sheet, "") + piece.text
        return [
            f"{name} “{' | '.join(on.values())}” is split between sheets {', '.join(map(str, on))}"
            for (name, _), on in elements.items()
            if name in WHOLE and len(set(on.values())) > 1
        ]

    def stranded(self) -> list[str]:
        """Return the headings that stand on another sheet than what they head.

        One that ends an article heads nothing: it is all that a list says of something.
        """
        return [
            f"“{piece.text}” ends sheet {piece.sheet}"
            for piece, following in pairwise(self.pieces)
            if following.sheet > piece.sheet
            if piece.is_heading and piece.article in (None, following.article)
        ]

    def faults_of_colour(self) -> Iterator[str]:
        """Say where the paper is not white, and which text is hard to read."""
        for number, sheet in enumerate(self._sheets(), start=1):
            image = sheet.render(scale=1).to_pil().convert("RGB")
            right, bottom = image.width - 1, image.height - 1
            corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
            if any(image.getpixel(corner) != WHITE for corner in corners):
                yield f"sheet {number} is no white paper"
            faint = [text.extract() for text in _texts(sheet) if _is_faint(text, image)]
            if faint:
                yield f"sheet {number} has faint text: “{''.join(faint)}”"

    def cut_off(self) -> Iterator[str]:
        """Say which text reaches over the edge of the paper."""
        for number, sheet in enumerate(self._sheets(), start=1):
            width, height = sheet.get_size()
            for text in _texts(sheet):
                left, bottom, right, top = text.get_bounds()
                if min(left, bottom) < -SLACK or right > width + SLACK or top > height + SLACK:
                    yield f"sheet {number} has text over its edge: “{text.extract()}”"

    def _texts_by_mark(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Give the text of each piece, by its sheet and the mark that the structure knows it by."""
        for number, sheet in enumerate(self._sheets(), start=1):
            texts: dict[int, list[str]] = {}
            for text in _texts(sheet):
                mark = raw.FPDFPageObj_GetMarkedContentID(text)
                texts.setdefault(mark, []).append(text.extract())
            for mark, parts in texts.items():
                yield (number, mark), " ".join("".join(parts).split())

    def _sheets(self) -> Iterator[pypdfium2.PdfPage]:
        with pypdfium2.PdfDocument(self._content) as document:
            yield from document


def _marks(
    element: Any,  # noqa: ANN401 (whatever a PDF holds)
    *,
    sheet: int = 0,
    within: tuple[tuple[str, int], ...] = (),
) -> Iterator[tuple[tuple[tuple[str, int], ...], int, int]]:
    """Give each piece's elements, sheet and mark; `sheet` is the parent's, unless one is named."""
    element = element.get_object()
    if isinstance(element, int):
        yield within, sheet, element
        return
    if "/Pg" in element:
        sheet = element.raw_get("/Pg").idnum
    if "/MCID" in element:
        yield within, sheet, element["/MCID"]
        return
    if "/S" in element:
        within = (*within, (element["/S"].removeprefix("/"), id(element)))
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        yield from _marks(child, sheet=sheet, within=within)


def _texts(sheet: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfTextObj]:
    yield from sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=sheet.get_textpage())


def _is_faint(text: pypdfium2.PdfTextObj, sheet: Image.Image) -> bool:
    """Whether text is hard to read on white, and also on what is behind it."""
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(text, *channels)
    colour = _hex(*(channel.value for channel in channels[:3]))
    if not text.extract().strip() or look.contrast(colour, _hex(*WHITE)) >= CONTRAST:
        return False
    left, bottom, right, top = text.get_bounds()
    height = sheet.height
    edges = (left - AROUND, height - top - AROUND, right + AROUND, height - bottom + AROUND)
    box = (round(edges[0]), round(edges[1]), round(edges[2]), round(edges[3]))
    darkest = round(ImageStat.Stat(sheet.crop(box).convert("L")).extrema[0][0])
    return look.contrast(colour, _hex(darkest, darkest, darkest)) < CONTRAST


def _hex(*channels: int) -> str:
    return "#" + bytes(channels).hex()
