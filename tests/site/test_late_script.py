"""Pages fetch their script when they are painted; what a reader does before is not lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from tests.support.browser import LATE_SCRIPT, Open

SCRIPT = re.compile(r"/assets/portfolio/page\b.*\.js")


@contextmanager
def before_the_script(context: Open) -> Iterator[Page]:
    """Give a page whose script comes only afterwards, as it does on a slow phone."""
    page = context().new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(SCRIPT, hold)
    with page.expect_request(SCRIPT):
        page.goto("about/")
    yield page
    for route in held:
        route.continue_()
    page.unroute_all()
    page.evaluate(LATE_SCRIPT)


def test_a_colour_scheme_chosen_early_is_remembered(context: Open) -> None:
    with before_the_script(context) as page:
        page.get_by_label("Colour scheme").select_option("Dark")
        expect(page.locator("html")).to_have_css("color-scheme", "dark")
    page.goto("work/")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    page.close()


def test_a_search_asked_for_early_finds(context: Open) -> None:
    with before_the_script(context) as page:
        page.get_by_role("button", name="Search").click()
        page.get_by_role("searchbox").press_sequentially("platform")
    expect(page.get_by_role("dialog").locator("li a").first).to_be_visible()
    page.close()
