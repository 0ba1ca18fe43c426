"""Drawings in a browser: nothing is missing of them, words fit, and dark pages have paper."""

import base64
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import Browser, Page

from cto_portfolio.text import diagrams, svg
from tests.support.sample import PROJECT

DRAWINGS = sorted((PROJECT / "tests/support/drawings").iterdir())
SIDE = 200
WIDE = "font-family: 'DejaVu Sans', Verdana, sans-serif"
"""A font that runs wider than those of systems do."""
FLOW = """flowchart TD
  A[A gateway with a long name, asked by all] --> B{Is the queue full?}
  B --> C([Reject with 429]) --> D[[Zahlungsverkehrsabwicklung]]
"""
OUTSIDE = """() => [...document.querySelectorAll('svg text')].flatMap((text) => {
  let node = text.parentElement
  while (node.tagName !== 'svg' && !node.querySelector('rect, polygon, path')) {
    node = node.parentElement
  }
  const shape = node.querySelector('rect, polygon, path').getBoundingClientRect()
  const words = text.getBoundingClientRect()
  return words.left < shape.left || words.right > shape.right ? [text.textContent] : []
})"""
STYLE = (PROJECT / "theme/css/base.css").read_text("utf-8")
LOOK = """() => {
  const {backgroundColor, filter} = getComputedStyle(document.images[0])
  return [backgroundColor, filter]
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": SIDE, "height": SIDE})
    yield page
    page.close()


def seen(page: Page, content: bytes) -> bytes:
    """Return what a browser shows of a picture, as it stands in pages."""
    address = f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    page.set_content(f"<style>body {{ margin: 0 }}</style><img src='{address}' width={SIDE}>")
    page.evaluate("document.images[0].decode()")
    return page.screenshot()


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_looks_as_its_tool_exported_it(path: Path, page: Page) -> None:
    published = svg.read(PurePosixPath(path.name), path.read_bytes()).content
    before = seen(page, path.read_bytes())

    assert seen(page, published) == before
    assert before != seen(page, b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def test_words_fit_into_the_shapes_of_a_diagram_in_wide_fonts(page: Page) -> None:
    pytest.importorskip("merman", reason="what draws diagrams is not built for this machine")
    page.set_content(f"<style>svg {{ {WIDE} }}</style>{diagrams.drawn(FLOW)}")

    assert page.locator("svg text").count() > 4
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize(
    ("scheme", "asked", "is_dark"),
    [("light", "", False), ("dark", "", True), ("light", "dark", True), ("dark", "light", False)],
)
def test_dark_pages_have_paper_behind_drawings_and_dim_what_glares(
    page: Page, scheme: str, asked: str, *, is_dark: bool
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    looks = []
    for mark in ("on-paper", "is-paper"):
        tokens = ":root { --color-ink: #eee; --color-page: #111; --space-1: 4px }"
        page.set_content(f"<style>{tokens}{STYLE}</style><img src='data:image/svg+xml,#{mark}'>")
        page.evaluate(f"document.documentElement.dataset.scheme = {asked!r}")
        looks.append(page.evaluate(LOOK))

    (ground, _), (_, dimmed) = looks
    assert (ground != "rgba(0, 0, 0, 0)", dimmed == "brightness(0.86)") == (is_dark, is_dark)
