"""Thumbnails: the picture that leads the home page, in the sizes in which it is shown."""

import io
from pathlib import PurePosixPath
from typing import Any, cast

import pytest
from PIL import Image

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site import pages
from cto_portfolio.site.pages import home, thumbnails
from cto_portfolio.site.site import Site
from tests.support import project
from tests.support.project import entry

MEASURED = {"metrics": [{"name": "A", "before": 2, "after": 1}]}


def photograph(width: int, height: int, *, turned: int = 1) -> bytes:
    """Return a JPEG file with a camera's words in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = turned, "Taken at home"
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "JPEG", exif=exif)
    return written.getvalue()


def site(content: bytes, name: str = "a.jpg") -> Site:
    files: dict[PurePosixPath, str | bytes | None] = {
        PurePosixPath("entries/a.md"): entry(image=name, alt="A ward at night", **MEASURED),
        PurePosixPath("entries", name): content,
    }
    parsed = portfolio.parse(files, frameworks.load(), today=project.TODAY)
    return Site(
        portfolio=parsed,
        name="Ada",
        url_for=str,
        read=lambda path: content if path == PurePosixPath("entries", name) else None,
    )


def thumbnail(shown: Site) -> dict[str, Any]:
    """Return what the home page shows of it."""
    made = {str(page.path): page.meta for page in pages.build(shown)}
    view = cast("dict[str, Any]", made["index.md"]["home"])["outcomes"][0]["thumbnail"]
    return cast("dict[str, Any]", view)


def test_a_photograph_is_shown_in_smaller_sizes_without_what_cameras_write() -> None:
    shown = site(photograph(2000, 1000, turned=6))

    files = thumbnails.files(home.pictured(shown), shown)

    view = thumbnail(shown)
    assert (view["url"], view["alt"]) == ("entries/a.jpg", "A ward at night")
    assert [source["url"] for source in view["sources"]] == [str(path) for path in files]
    for content, width in zip(files.values(), thumbnails.WIDTHS, strict=True):
        with Image.open(io.BytesIO(content)) as image:
            assert (image.format, image.size) == ("WEBP", (width, 2 * width))  # turned upright
            assert not image.getexif()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (photograph(500, 400), "small.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawn.svg"),
    ],
)
def test_what_is_small_or_drawn_is_shown_as_it_is(content: bytes, name: str) -> None:
    shown = site(content, name)

    assert thumbnails.files(home.pictured(shown), shown) == {}
    assert thumbnail(shown)["sources"] == []
