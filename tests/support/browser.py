"""A real browser, and what of the sample is looked at in it.

Chromium is the system's (`chromium`) or Playwright's own; `make test` installs it where there is
none. Without it the tests that need it are skipped, but never where `CI` is set.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.support import sample

KINDS = ("achievement", "architecture-tradeoff", "talk", "article", "recommendation")
PAGES = {
    "home": "",
    "coverage": "coverage/",
    "area": "areas/communication/",
    "work": "work/",
    "decisions": "decisions/",
    "talks": "talks/",
    "writing": "writing/",
    "recommendations": "recommendations/",
    "timeline": "timeline/",
    "topics": "topics/",
    "topic": "topics/postgresql/",
    "brief": "brief/",
    "about": "about/",
    "404": "404.html",
    **{kind: sample.first_public(kind).url for kind in KINDS},
}
"""One page of every kind, relative to the root of the site."""
PHONE, DESKTOP = (390, 1440)
SMALLEST = 320
HEIGHT = 900
LATE_SCRIPT = "() => import(new URL(document.documentElement.dataset.page, document.baseURI))"
"""What a page does by itself only when it is painted: what the script adds is there then."""
PATIENCE = 10_000
"""Milliseconds until what should happen counts as not happening."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

Launch = Callable[..., Browser]
"""Starts a browser: see `launcher`."""
Open = Callable[..., BrowserContext]
"""Opens a window onto the sample: see `windows`."""
Visit = Callable[..., Page]
"""Opens a page, by its address and by what `Open` takes."""

every_kind_of_page = pytest.mark.parametrize("page_url", PAGES.values(), ids=PAGES.keys())
phone_and_desktop = pytest.mark.parametrize("width", [PHONE, DESKTOP])
light_and_dark = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@contextmanager
def launcher() -> Iterator[Launch]:
    """Start browsers, each with flags of its own."""
    with sync_playwright() as playwright:
        path = executable(playwright)
        if not Path(path).exists():
            unavailable(
                "NOT TESTED IN A BROWSER: there is no Chromium; `make chromium` installs it"
            )
        launched: list[Browser] = []

        def launch(*flags: str) -> Browser:
            browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
            launched.append(browser)
            return browser

        yield launch
        for browser in launched:
            browser.close()


def executable(playwright: Playwright) -> str:
    """Return where Chromium is, or should be."""
    return shutil.which("chromium") or playwright.chromium.executable_path


def unavailable(why: str) -> None:
    """Skip a test that needs what this machine has not; where `CI` is set, let it fail."""
    pytest.fail(why) if "CI" in os.environ else pytest.skip(why)


@contextmanager
def windows(browser: Browser, root: str) -> Iterator[Open]:
    """Return windows onto a site, kept by how they look at it."""
    contexts: dict[tuple[object, ...], BrowserContext] = {}

    def of(
        *, width: int = DESKTOP, dark: bool = False, javascript: bool = True, motion: bool = False
    ) -> BrowserContext:
        key = (width, dark, javascript, motion)
        if key not in contexts:
            contexts[key] = browser.new_context(
                base_url=root,
                viewport={"width": width, "height": HEIGHT},
                color_scheme="dark" if dark else "light",
                java_script_enabled=javascript,
                reduced_motion="no-preference" if motion else "reduce",
            )
            contexts[key].set_default_timeout(PATIENCE)
        return contexts[key]

    yield of
    for each in contexts.values():
        each.close()


@contextmanager
def visits(context: Open) -> Iterator[Visit]:
    """Open pages, and close them when the test is over."""
    opened: list[Page] = []

    def at(url: str, **how: int) -> Page:
        page = context(**how).new_page()
        opened.append(page)
        if how.get("javascript", True):
            go(page, url)
        else:
            page.goto(url)
        return page

    yield at
    for page in opened:
        page.close()


def go(page: Page, url: str) -> None:
    """Open a page of a site, and wait for the script that is fetched only when it is painted."""
    page.goto(url)
    page.evaluate(LATE_SCRIPT)


def addresses(site: Path) -> list[str]:
    """Return the address of every page of a built site, relative to its root."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in paths]


def script(name: str) -> str:
    """Return a function in JavaScript to evaluate on a page, from a file beside this one."""
    source = Path(__file__).with_name(name).read_text("utf-8")
    return source.split("\n", 1)[1].rstrip().rstrip(";")  # less the comment on top


def words(text: str) -> set[str]:
    """Return the words of a text, in lower case."""
    return set(re.findall(r"\w+", text.lower()))


def open_everything(page: Page) -> None:
    """Open what stands behind a click, and what is open alone together with the others."""
    page.evaluate(
        "document.querySelectorAll('details').forEach((each) => {"
        " each.removeAttribute('name'); each.open = true })"
    )


def sideways(page: Page, width: int) -> list[str]:
    """Return what makes a page wider than a window of that width, if it is."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    wide: list[str] = page.evaluate(script("wide.js"))
    return wide


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    page.evaluate(axe)
    result: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
