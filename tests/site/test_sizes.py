"""A portfolio of 200 entries: each page can be read on a phone, and what is folded is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench import portfolio_of
from tests.support import project, sample
from tests.support.browser import (
    DESKTOP,
    PHONE,
    Visit,
    open_everything,
    sideways,
    violations,
    visits,
    windows,
)

MAX_HEIGHT = 12_000
"""Pixels on a phone."""
MAX_KIB = 60
"""Of HTML."""
PAGES = (
    *("", "work/", "writing/", "timeline/", "coverage/", "areas/body-of-work/"),
    *("areas/communication/", "topics/", "topics/data/", "entries/notes/"),
)
NOTES = """\
---
kind: article
title: Notes beside the text
date: 2024-06-01
summary: In a sentence that leads.
series: In depth
image: notes.svg
alt: A line
---

A sentence with a note.[^1] And another.[^two]

## One

``` python title="deploy.py" hl_lines="2" linenums="1"
def deploy() -> None:
    push()
```

## Two

## Three

[^1]: The first, which is so long that it takes several lines in the narrow column beside the text.
[^two]: The second.
"""


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("large")
    project.draw(root, {"index.md": "# Welcome\n\nHello.\n"})
    portfolio_of.write(200, root / "portfolio")
    (root / "portfolio/entries/notes.md").write_text(NOTES, "utf-8")
    (root / "portfolio/entries/notes.svg").write_text(portfolio_of.IMAGE, "utf-8")
    built = project.build(root)
    assert built.returncode == 0, built.stderr
    return root / "site"


@pytest.fixture(scope="module")
def visit_large(large_site: Path, chromium: Browser) -> Iterator[Visit]:
    with (
        sample.served(large_site) as url,
        windows(chromium, url) as context,
        visits(context) as visit,
    ):
        yield visit


def test_no_page_is_longer_than_a_phone_can_bear(visit_large: Visit, large_site: Path) -> None:
    heights, sizes = {}, {}
    for url in PAGES:
        page = visit_large(url, width=PHONE)
        heights[url] = page.evaluate("document.documentElement.scrollHeight")
        sizes[url] = (large_site / url / "index.html").stat().st_size // 1024
        assert page.locator("h1").count() == 1, url
        assert sideways(page, PHONE) == []

    assert {url: height for url, height in heights.items() if height > MAX_HEIGHT} == {}
    assert {url: size for url, size in sizes.items() if size > MAX_KIB} == {}


@pytest.mark.parametrize("url", ["writing/", "areas/communication/", "topics/data/"])
def test_long_pages_are_read_by_everybody(visit_large: Visit, axe: str, url: str) -> None:
    page = visit_large(url, width=PHONE)
    open_everything(page)

    assert violations(page, axe) == []


def test_what_a_link_leads_to_opens_its_fold(visit_large: Visit) -> None:
    page = visit_large("writing/#year-2014", width=PHONE)

    expect(page.locator("#year-2014 a").first).to_be_visible()


def test_print_opens_all_folds(visit_large: Visit) -> None:
    page = visit_large("work/", width=PHONE)
    last = page.locator(".folds__lines a").last
    expect(last).to_be_hidden()

    page.emulate_media(media="print")

    expect(last).to_be_visible()
    page.emulate_media(media="screen")


def test_notes_stand_beside_what_they_belong_to_where_there_is_room(visit_large: Visit) -> None:
    page = visit_large("entries/notes/", width=DESKTOP)
    first, second = (_box(page, f".footnote li >> nth={number}") for number in (0, 1))
    text, contents = _box(page, ".prose > p"), _box(page, ".contents")

    assert first["x"] > text["x"] + text["width"]
    assert first["y"] > contents["y"] + contents["height"]
    assert second["y"] > first["y"] + first["height"]

    page = visit_large("entries/notes/", width=PHONE)
    assert _box(page, ".footnote li >> nth=0")["y"] > _box(page, "#three")["y"]


def test_only_code_is_copied(visit_large: Visit) -> None:
    """The numbers of its lines stand in a block of their own."""
    page = visit_large("entries/notes/")

    expect(page.locator(".prose__copy")).to_have_count(1)
    expect(page.locator(".prose .filename").last).to_have_text("deploy.py")


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
