"""The author's review page, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESKTOP, PHONE, SMALLEST, Visit, open_everything, sideways


@pytest.mark.parametrize("width", [SMALLEST, PHONE, 768, 1024, DESKTOP])
def test_the_review_does_not_scroll_sideways(review_url: str, width: int, visit: Visit) -> None:
    page = visit(review_url)
    open_everything(page)
    assert sideways(page, width) == []


def test_the_review_is_whole_without_javascript(review_url: str, visit: Visit) -> None:
    page = visit(review_url, javascript=False)
    expect(page.get_by_text("no kind 'tlak'; did you mean 'talk'?")).to_be_visible()
    more = page.locator(".needs__more")
    expect(more.locator(".need").last).to_be_hidden()
    more.locator(".needs__summary").first.click()
    expect(more.locator(".need").last).to_be_visible()
    expect(page.locator("tr.matrix__row")).to_have_count(28)
    expect(page.locator("tr.matrix__row").first).to_be_hidden()


@pytest.mark.parametrize("place", ["#plan", "#matrix", "#frameworks", "#trust--respect"])
def test_a_link_into_what_is_folded_opens_it_without_javascript(
    review_url: str, place: str, visit: Visit
) -> None:
    page = visit(review_url, javascript=False)
    expect(page.locator(".fold[open]")).to_have_count(0)
    page.goto(review_url + place)
    expect(page.locator(place)).to_be_visible()


def test_what_is_folded_is_printed(review_url: str, visit: Visit) -> None:
    page = visit(review_url)
    page.emulate_media(media="print")
    for place in ("#plan", "#matrix", "#frameworks"):
        expect(page.locator(place)).to_be_visible()


def test_one_framework_is_open_at_a_time_without_javascript(review_url: str, visit: Visit) -> None:
    page = visit(f"{review_url}#frameworks", javascript=False)
    opened = page.locator(".reading[open]")
    expect(opened).to_have_count(0)
    for name in ("Tour of Duty", "Portfolio of outcomes"):
        page.locator(".reading__summary", has_text=name).click()
        expect(opened.locator(".reading__name")).to_have_text([name])


def test_the_review_is_narrowed_down_by_status(review_url: str, visit: Visit) -> None:
    page = visit(f"{review_url}#matrix")
    page.get_by_label("Words").fill("gap")
    shown = page.locator("tr.matrix__row:visible")
    expect(shown.first).to_be_visible()
    expect(shown).to_have_count(page.locator("tr.matrix__row .status--gap").count())
    assert shown.count() < page.locator("tr.matrix__row").count()
