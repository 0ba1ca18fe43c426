"""The sample in a real browser: accessible, silent, self-contained, and whole without JavaScript.

Chromium is the system's (`chromium`) or Playwright's own; `make test` installs it where there is
none. Without it these tests are skipped, but never where `CI` is set.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import preview, sample

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
    "about": "about/",
    "404": "404.html",
    **{kind: sample.first_public(kind).url for kind in KINDS},
}
"""One page of every kind, relative to the root of the site."""
PHONE, DESKTOP = (390, 1440)
SMALLEST = 320
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

every_kind_of_page = pytest.mark.parametrize("page_url", PAGES.values(), ids=PAGES.keys())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(executable).exists():
            missing = "NOT TESTED IN A BROWSER: there is no Chromium; `make chromium` installs it"
            pytest.fail(missing) if "CI" in os.environ else pytest.skip(missing)
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def context(browser: Browser, sample_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Return windows onto the sample, kept by how they look at it."""
    contexts: dict[tuple[object, ...], BrowserContext] = {}

    def of(*, width: int, dark: bool = False, javascript: bool = True) -> BrowserContext:
        key = (width, dark, javascript)
        if key not in contexts:
            contexts[key] = browser.new_context(
                base_url=sample_url,
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                java_script_enabled=javascript,
                reduced_motion="reduce",
            )
        return contexts[key]

    yield of
    for each in contexts.values():
        each.close()


@pytest.fixture
def visit(context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open pages of the sample, and close them when the test is over."""
    opened: list[Page] = []

    def at(url: str, *, width: int = DESKTOP, **how: bool) -> Page:
        page = context(width=width, **how).new_page()
        opened.append(page)
        page.goto(url)
        return page

    yield at
    for page in opened:
        page.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@every_kind_of_page
def test_axe_finds_nothing(
    page_url: str, width: int, *, dark: bool, visit: Callable[..., Page], axe: str
) -> None:
    page = visit(page_url, width=width, dark=dark)
    assert violations(page, axe) == []


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    page.evaluate(axe)
    result: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def test_no_page_complains_or_asks_another_host(
    sample_site: Path, sample_url: str, context: Callable[..., BrowserContext]
) -> None:
    page = context(width=DESKTOP).new_page()
    host = urlsplit(sample_url).netloc
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: error: {error}"))
    page.on(
        "request",
        lambda request: (
            heard.append(f"{page.url}: asks {request.url}")
            if urlsplit(request.url).netloc not in {host, ""}
            else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            heard.append(f"{page.url}: {response.status} {response.url}")
            if response.status >= 400
            else None
        ),
    )
    for path in sorted(sample_site.rglob("*.html")):
        page.goto(path.relative_to(sample_site).as_posix().removesuffix("index.html"))
        page.mouse.wheel(0, 20_000)  # what is loaded lazily is loaded
    page.close()
    assert not heard, "\n".join(heard)


@every_kind_of_page
def test_the_page_does_not_scroll_sideways(page_url: str, visit: Callable[..., Page]) -> None:
    page = visit(page_url, width=PHONE)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
    page.set_viewport_size({"width": SMALLEST, "height": 600})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= SMALLEST


@every_kind_of_page
def test_all_text_is_there_without_javascript(page_url: str, visit: Callable[..., Page]) -> None:
    with_scripts = visit(page_url, width=PHONE).locator("main")
    controls = with_scripts.locator("button, input, label, select, output, [role=status]")
    made_by_scripts = "\n".join(controls.all_inner_texts())
    without = visit(page_url, width=PHONE, javascript=False).locator("main").inner_text()
    missing = words(with_scripts.inner_text()) - words(made_by_scripts) - words(without)
    assert missing == set()


def words(text: str) -> set[str]:
    """Return the words of a text, in lower case."""
    return set(re.findall(r"\w+", text.lower()))


def test_the_matrix_is_filtered_by_area(visit: Callable[..., Page]) -> None:
    page = visit("coverage/", width=PHONE)
    page.get_by_label("Area").select_option("Communication")
    rows = page.locator("tr.matrix__row:visible")
    assert rows.count() > 0
    assert rows.count() == page.locator('[data-area="communication"] tr.matrix__row').count()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("tr.matrix__row:visible")).to_have_count(
        page.locator("tr.matrix__row").count()
    )


def test_the_matrix_is_filtered_by_kind_and_words(visit: Callable[..., Page]) -> None:
    page = visit("coverage/")
    page.get_by_label("Kind").select_option("talk")
    page.get_by_label("Words").fill("speaking")
    rows = page.locator("tr.matrix__row:visible")
    expect(rows).to_have_count(1)
    expect(rows.locator("th")).to_contain_text("peaking")
    assert rows.locator('[data-kind="talk"]').inner_text().strip()


def test_the_matrix_is_sorted_within_each_area(visit: Callable[..., Page]) -> None:
    page = visit("coverage/")
    header = page.get_by_role("columnheader", name="Total")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    for area in page.locator("tbody.matrix__area").all():
        totals = [int(text) for text in area.locator(".matrix__total").all_inner_texts()]
        assert totals == sorted(totals, reverse=True)


@pytest.mark.parametrize("kind", KINDS)
def test_search_finds_what_stands_in_front_matter_only(
    kind: str, visit: Callable[..., Page]
) -> None:
    entry, word = next(only_in_front_matter(kind))
    page = visit("")
    search(page, word)
    expect(page.locator(f'.md-search-result a[href*="{entry.url}"]').first).to_be_visible()


def test_search_finds_nothing_that_is_not_public(visit: Callable[..., Page]) -> None:
    entries = sample.entries()
    hidden = [entry for entry in entries if not entry.is_public]
    public = [f"{entry.meta} {entry.body}" for entry in entries if entry.is_public]
    assert hidden
    for entry in hidden:
        word = unlike(f"{entry.meta} {entry.body}", [*public, *sample.other_texts()])[0]
        page = visit("")
        search(page, word)
        expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
        expect(page.locator(".md-search-result a")).to_have_count(0)


def search(page: Page, word: str) -> None:
    """Type a word into the search field."""
    page.get_by_role("button", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially(word)


def only_in_front_matter(kind: str) -> Iterator[tuple[sample.Entry, str]]:
    """Give public entries of a kind with words that neither a body nor another entry has."""
    entries = sample.entries()
    for entry in entries:
        if entry.kind == kind and entry.is_public:
            others = [str(other.meta) for other in entries if other is not entry]
            bodies = [other.body for other in entries]
            for word in unlike(" ".join(shown_texts(entry.meta)), [*others, *bodies]):
                yield entry, word


def shown_texts(value: object, key: str = "") -> Iterator[str]:
    """Give the sentences of front matter, at any depth."""
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from shown_texts(each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from shown_texts(each, key)
    elif key in SENTENCES and not str(value).startswith("http"):
        yield str(value)


SENTENCES = {
    *("business_value", "claim", "decision", "event", "learnt", "location", "organization"),
    *("role", "source", "summary", "title", "verdict", "wrong_if"),
}


def unlike(text: str, others: list[str]) -> list[str]:
    """Return the longer words of a text that begin like no word of the others."""
    beginnings = {word[:5] for word in words(" ".join(others))}
    long = {word for word in words(text) if len(word) > 7 and word.isalpha() and word.isascii()}
    return sorted(word for word in long if word[:5] not in beginnings)


@pytest.fixture(scope="module")
def review_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Preview the sample with something to complain of; give the address of its review."""
    root = sample.copy(tmp_path_factory.mktemp("previewed"))
    with preview.served(root) as site:
        site.entry("typo.md").write_text("---\nkind: tlak\n---\n", encoding="utf-8")
        site.until(lambda: "typo.md:2" in site.text("review/"))
        yield f"{site.url}review/"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_in_the_review(
    review_url: str, width: int, *, dark: bool, visit: Callable[..., Page], axe: str
) -> None:
    page = visit(review_url, width=width, dark=dark)
    assert violations(page, axe) == []
    open_everything(page)
    assert violations(page, axe) == []


@pytest.mark.parametrize("width", [SMALLEST, PHONE, 768, 1024, DESKTOP])
def test_the_review_does_not_scroll_sideways(
    review_url: str, width: int, visit: Callable[..., Page]
) -> None:
    page = visit(review_url)
    page.set_viewport_size({"width": width, "height": 900})
    open_everything(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_review_is_whole_without_javascript(
    review_url: str, visit: Callable[..., Page]
) -> None:
    page = visit(review_url, javascript=False)
    expect(page.get_by_text("no kind 'tlak'; did you mean 'talk'?")).to_be_visible()
    more = page.locator(".needs__more")
    expect(more.locator(".need").last).to_be_hidden()
    more.locator("summary").click()
    expect(more.locator(".need").last).to_be_visible()
    expect(page.locator("tr.matrix__row")).to_have_count(28)


def test_one_framework_is_open_at_a_time_without_javascript(
    review_url: str, visit: Callable[..., Page]
) -> None:
    page = visit(review_url, javascript=False)
    opened = page.locator(".reading[open]")
    expect(opened).to_have_count(0)
    for name in ("Tour of Duty", "Portfolio of outcomes"):
        page.locator(".reading__summary", has_text=name).click()
        expect(opened.locator(".reading__name")).to_have_text([name])


def test_the_review_is_narrowed_down_by_status(review_url: str, visit: Callable[..., Page]) -> None:
    page = visit(review_url)
    page.get_by_label("Words").fill("gap")
    shown = page.locator("tr.matrix__row:visible")
    expect(shown.first).to_be_visible()
    expect(shown).to_have_count(page.locator("tr.matrix__row .status--gap").count())
    assert shown.count() < page.locator("tr.matrix__row").count()


def open_everything(page: Page) -> None:
    """Open what stands behind a click, and what is open alone together with the others."""
    page.evaluate(
        "document.querySelectorAll('details').forEach((each) => {"
        " each.removeAttribute('name'); each.open = true })"
    )
