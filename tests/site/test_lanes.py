"""The picture of the timeline in a browser: what is drawn can be seen and reached."""

import pytest
from playwright.sync_api import FloatRect, Locator

from tests.support.browser import DESKTOP, HEIGHT, SMALLEST, Visit


@pytest.mark.parametrize("width", [SMALLEST, DESKTOP])
def test_no_mark_of_the_timeline_covers_another_or_is_cut_off(width: int, visit: Visit) -> None:
    page = visit("timeline/")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    frame = box(page.locator(".lanes__picture"))
    marks = [box(mark) for mark in page.locator(".lanes__mark").all()]
    assert len(marks) > 0
    for number, mark in enumerate(marks):
        assert frame["x"] <= mark["x"]
        assert mark["x"] + mark["width"] <= frame["x"] + frame["width"]
        for other in marks[:number]:
            across = abs(mark["x"] - other["x"]) >= (mark["width"] + other["width"]) / 2 - 1
            down = abs(mark["y"] - other["y"]) >= (mark["height"] + other["height"]) / 2 - 1
            assert across or down


def test_all_that_the_picture_links_to_is_linked_to_in_words(visit: Visit) -> None:
    page = visit("timeline/")
    addresses = "all => all.map(one => one.getAttribute('href'))"
    drawn = set(page.locator(".lanes a").evaluate_all(addresses))
    told = set(page.locator("main a:not(.lanes a)").evaluate_all(addresses))
    ids = set(page.locator("main [id]").evaluate_all("all => all.map(one => '#' + one.id)"))
    assert drawn
    assert drawn <= told | ids


def box(locator: Locator) -> FloatRect:
    """Return where something is on the page."""
    found = locator.bounding_box()
    assert found is not None
    return found
