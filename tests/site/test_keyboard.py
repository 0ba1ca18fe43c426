"""The sample without a mouse: everything can be reached, and the reader sees where they are."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support import browser, sample
from tests.support.browser import PHONE, Visit, every_kind_of_page, phone_and_desktop

FOCUS = browser.script("focus.js")
TABBABLE = """() => {
    const stops = "a[href], button, input, select, summary, video[controls], [tabindex='0']";
    const groups = new Set();
    return [...document.querySelectorAll(stops)].filter((element) => {
        if (element.tabIndex < 0) return false;
        if (!element.checkVisibility({ visibilityProperty: true })) return false;
        return element.type !== "radio" || groups.size < groups.add(element.name).size;
    }).length;
}"""
"""How many places the Tab key should stop at; a group of radio buttons is one."""
MOST_STOPS = 400


@every_kind_of_page
def test_the_tab_key_stops_everywhere_in_sight(page_url: str, visit: Visit) -> None:
    page = visit(page_url)
    stops: list[dict[str, Any]] = []
    while (stop := tab(page)) and len(stops) < MOST_STOPS:
        stops.append(stop)
    assert [stop["name"] for stop in stops if not is_seen(stop)] == []
    assert len(stops) >= page.evaluate(TABBABLE)


@phone_and_desktop
def test_a_reader_comes_from_the_first_screen_to_an_entry(width: int, visit: Visit) -> None:
    page = visit("", width=width)
    tab_to(page, page.get_by_role("link", name="Skip to content"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    page.reload()
    if width == PHONE:
        tab_to(page, page.get_by_role("button", name="Menu"))
        page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="Main")
    tab_to(page, menu.get_by_role("link", name="Work"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Work")

    entry = page.get_by_role("main").get_by_role("article").first.get_by_role("link").first
    title = entry.inner_text()
    tab_to(page, entry)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_menu_closes_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("", width=PHONE)
    button = page.get_by_role("button", name="Menu")
    tab_to(page, button)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("navigation", name="Main").get_by_role("link").first)
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(button).to_be_focused()


@phone_and_desktop
def test_the_matrix_is_narrowed_down_and_followed(width: int, visit: Visit) -> None:
    page = visit("coverage/", width=width)
    rows = page.locator("tr.matrix__row:visible")
    everything = rows.count()
    tab_to(page, page.get_by_label("Area"))
    page.keyboard.press("ArrowDown")
    expect(rows).not_to_have_count(everything)
    link = rows.get_by_role("link").first
    tab_to(page, link)
    target = link.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{(target or '').removeprefix('../')}")


@phone_and_desktop
def test_the_search_is_opened_used_and_left(width: int, visit: Visit) -> None:
    page = visit("", width=width)
    button = page.get_by_role("button", name="Search")
    dialog = page.get_by_role("dialog", name="Search")
    field = dialog.get_by_role("searchbox", name="Search")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("queue")
    expect(dialog.get_by_role("status")).to_contain_text("result")
    result = dialog.get_by_role("link").nth(1)
    target = result.get_attribute("href")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(result).to_be_focused()
    assert is_seen(page.evaluate(FOCUS))
    page.keyboard.press("Enter")
    page.wait_for_url(target or "")


def test_a_recording_is_asked_for_when_the_reader_asks(visit: Visit) -> None:
    talk = next(entry for entry in sample.entries() if "video" in entry.meta and entry.is_public)
    page = visit(talk.url)
    page.route(talk.meta["video"], lambda route: route.fulfill(body="The recording"))
    tab_to(page, page.get_by_role("link", name="Watch the video"))
    page.keyboard.press("Enter")
    page.wait_for_url(talk.meta["video"])


def test_a_slash_is_typed_where_one_can_type(visit: Visit) -> None:
    page = visit("coverage/")
    words = page.get_by_label("Words")
    tab_to(page, words)
    page.keyboard.type("a/b")
    expect(words).to_have_value("a/b")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_the_colour_scheme_is_chosen_and_remembered(visit: Visit) -> None:
    page = visit("")
    choice = page.get_by_role("combobox", name="Colour scheme")
    tab_to(page, choice)
    for value in ("light", "dark"):
        page.keyboard.press("ArrowDown")
        expect(choice).to_have_value(value)
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    page.goto("work/")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    expect(choice).to_have_value("dark")
    tab_to(page, choice)
    page.keyboard.press("Home")
    expect(choice).to_have_value("system")
    expect(page.locator("html")).to_have_css("color-scheme", "light dark")


def tab(page: Page) -> dict[str, Any]:
    """Press Tab; say where the focus is then, and how it is seen there."""
    page.keyboard.press("Tab")
    stop: dict[str, Any] | None = page.evaluate(FOCUS)
    return stop or {}


def is_seen(stop: dict[str, Any]) -> bool:
    """Whether a reader sees that the focus is here."""
    return bool(stop["isMarked"] and stop["isInView"] and stop["isUncovered"])


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is somewhere; it must be seen, and never be lost, on the way."""
    for _ in range(MOST_STOPS):
        stop = tab(page)
        assert stop, f"the focus is lost before {target}"
        assert is_seen(stop), stop
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached")
