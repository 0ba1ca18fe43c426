"""Pictures in SVG look in a browser as they did before anything was taken out of them."""

import base64
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import Page

from cto_portfolio.text import svg
from tests.support import browser
from tests.support.sample import PROJECT

DRAWINGS = sorted((PROJECT / "tests/support/drawings").iterdir())
CLIP = 200


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser.launcher() as launch:
        yield launch().new_page(viewport={"width": CLIP, "height": CLIP})


def seen(page: Page, content: bytes) -> bytes:
    """Return what a browser shows of a picture, as it stands in pages."""
    address = f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    page.set_content(f"<style>body {{ margin: 0 }}</style><img src='{address}' width={CLIP}>")
    page.evaluate("document.images[0].decode()")
    return page.screenshot()


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_looks_as_its_tool_exported_it(path: Path, page: Page) -> None:
    published = svg.read(PurePosixPath(path.name), path.read_bytes()).content
    before = seen(page, path.read_bytes())

    assert seen(page, published) == before
    assert before != seen(page, b'<svg xmlns="http://www.w3.org/2000/svg"/>')
