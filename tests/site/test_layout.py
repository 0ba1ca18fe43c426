"""The sample at every width and size of text: whole, never sideways, in lines good to read."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page

from tests.support import browser
from tests.support.browser import (
    DESKTOP,
    PAGES,
    PHONE,
    SMALLEST,
    Visit,
    addresses,
    every_kind_of_page,
    sideways,
)

TEXTS = browser.script("texts.js")
SIZE = 17
"""How large the text is on a narrow page for those who did not ask for another size, in pixels; to
those who ask for twice the size every page is narrow."""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body * { letter-spacing: .12em !important; word-spacing: .16em !important;
        line-height: 1.5 !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
"""Gives text the room that readers may need: https://www.w3.org/TR/WCAG22/#text-spacing."""
LINES = """(paragraph) => {
    const lines = new Map();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (let at = 0; at < node.length; at += 1) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const rect = range.getBoundingClientRect();
            const line = Math.round((rect.top + rect.bottom) / 2 / 8);
            if (rect.width) lines.set(line, (lines.get(line) ?? 0) + 1);
        }
    return [...lines.values()].slice(0, -1);
}"""
"""How many characters each line of a paragraph has, less the last, which is seldom full."""


@pytest.fixture(scope="module")
def large_text(launch: browser.Launch, sample_url: str) -> Iterator[browser.Open]:
    """Open windows in a browser whose reader asked for text of twice the usual size."""
    chromium = launch("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26")
    with browser.windows(chromium, sample_url) as windows:
        yield windows


@pytest.fixture
def enlarged(large_text: browser.Open) -> Iterator[Visit]:
    """Open pages in that browser."""
    with browser.visits(large_text) as visits:
        yield visits


def test_no_page_scrolls_sideways(sample_site: Path, visit: Visit) -> None:
    page = visit("")
    wide = []
    for url in addresses(sample_site):
        browser.go(page, url)
        for width in (PHONE, SMALLEST):
            wide += [f"{url}: {element}" for element in sideways(page, width)]
    assert not wide, "\n".join(wide)


@every_kind_of_page
def test_no_text_is_cut_off_or_covered_at_any_width(page_url: str, visit: Visit) -> None:
    page = visit(page_url)
    for width in (SMALLEST, PHONE, 768, 1024, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, page.evaluate(TEXTS)) == (width, [])


@pytest.mark.parametrize("width", [PHONE, 1280])
@every_kind_of_page
def test_text_of_twice_the_size_is_whole(page_url: str, width: int, enlarged: Visit) -> None:
    page = enlarged(page_url, width=width)
    assert size_of_text(page) == 2 * SIZE
    assert page.evaluate(TEXTS) == []
    assert sideways(page, width) == []


@pytest.mark.parametrize("width", [SMALLEST, DESKTOP])
@every_kind_of_page
def test_letters_words_and_lines_may_be_moved_apart(
    page_url: str, width: int, visit: Visit
) -> None:
    page = visit(page_url, width=width)
    page.evaluate(SPACED)
    assert page.evaluate(TEXTS) == []
    assert sideways(page, width) == []


def size_of_text(page: Page) -> float:
    """Return the size of the body's text, in pixels."""
    return float(
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    )


@pytest.mark.parametrize(("width", "least", "most"), [(PHONE, 40, 50), (DESKTOP, 62, 75)])
def test_lines_are_as_long_as_is_good_to_read(
    width: int, least: int, most: int, visit: Visit
) -> None:
    page = visit(PAGES["article"], width=width)
    lines = [count for each in page.locator(".prose > p").all() for count in each.evaluate(LINES)]
    assert len(lines) > 10
    assert least <= median(lines) <= most
