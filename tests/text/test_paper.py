"""Which pictures need something on dark pages is seen in what they show."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from cto_portfolio.text.images.paper import Paper, needed
from tests.support.sample import PROJECT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" {root}>{inner}</svg>'
LINES = '<path d="M9 9C1 1 2 2 80 50" fill="none" stroke="{}"/>'
BLACK, WHITE = LINES.format("#000"), LINES.format("#ffffff")
PAPER = '<rect width="100%" height="100%" fill="{}"/>'
DRAWN = {
    "black lines": (BLACK, Paper.BELOW),
    "black by itself": ("<text>a</text>", Paper.BELOW),
    "black as current colour": (LINES.format("currentColor"), Paper.BELOW),
    "dark blue": (LINES.format("rgb(0, 0, 90)"), Paper.BELOW),
    "white lines": (WHITE, None),
    "white paper": (PAPER.format("white") + BLACK, Paper.WITHIN),
    "white paper as a path": ('<path d="M0 0h90v60H0z" fill="#fff"/>' + BLACK, Paper.WITHIN),
    "white paper as a polygon": (
        '<g transform="scale(1)"><polygon points="-4,4 -4,-56 86,-56 86,4" fill="#fff"/></g>',
        Paper.WITHIN,
    ),
    "dark paper": (PAPER.format("#111") + WHITE, None),
    "a white box": ('<rect width="40" height="30" fill="#fff"/>' + BLACK, Paper.BELOW),
    "paper that is only defined": (f"<defs>{PAPER.format('#fff')}</defs>{BLACK}", Paper.BELOW),
    "either scheme": (
        f"<style>@media (prefers-color-scheme: dark) {{ path {{ stroke: #fff }} }}</style>{BLACK}",
        None,
    ),
}


@pytest.mark.parametrize(("inner", "paper"), DRAWN.values(), ids=DRAWN)
def test_a_drawing_needs_paper_where_it_is_dark_on_nothing(inner: str, paper: Paper) -> None:
    assert needed(SVG.format(root="", inner=inner).encode()) == paper


def test_a_drawing_says_itself_on_what_it_stands() -> None:
    white = SVG.format(root='style="background: #ffffff;"', inner=BLACK)
    both = SVG.format(root='style="color-scheme: light dark"', inner=BLACK)

    assert (needed(white.encode()), needed(both.encode())) == (Paper.WITHIN, None)


@pytest.mark.parametrize("tool", ["graphviz", "matplotlib", "plantuml", "excalidraw", "mermaid"])
def test_drawings_that_tools_export_on_white_are_known(tool: str) -> None:
    path: Path = PROJECT / f"tests/support/drawings/{tool}.svg"

    assert needed(path.read_bytes()) is Paper.WITHIN


def pixels(mode: str, ground: str, ink: str, *, kind: str = "PNG") -> bytes:
    """Return a picture with a few lines."""
    image = Image.new(mode, (60, 40), ground)
    ImageDraw.Draw(image).rectangle((9, 9, 50, 30), outline=ink, width=2)
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "paper"),
    [
        (pixels("RGBA", "#00000000", "#000000ff"), Paper.BELOW),
        (pixels("RGBA", "#00000000", "#ffffffff"), None),
        (pixels("RGBA", "#ffffffff", "#000000ff"), None),
        (pixels("RGB", "#ffffff", "#000000"), None),
        (pixels("RGBA", "#00000000", "#000000ff", kind="WEBP"), Paper.BELOW),
        (pixels("RGBA", "#00000000", "#000000ff", kind="GIF"), Paper.BELOW),
        (pixels("RGB", "#ffffff", "#000000", kind="JPEG"), None),
        (pixels("RGBA", "#00000000", "#000000ff")[:-30], None),
        (b"", None),
        (b"<svg", None),
    ],
)
def test_a_picture_needs_paper_where_it_is_dark_on_nothing(
    content: bytes, paper: Paper | None
) -> None:
    assert needed(content) == paper
