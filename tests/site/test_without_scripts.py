"""The sample in a browser that runs no scripts: all of it is there to read and to reach."""

from io import BytesIO

from PIL import Image, ImageStat
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, Visit, every_kind_of_page, phone_and_desktop, words


@every_kind_of_page
def test_all_text_is_there(page_url: str, visit: Visit) -> None:
    with_scripts = visit(page_url, width=PHONE).locator("main")
    controls = with_scripts.locator("button, input, label, select, output, [role=status]")
    made_by_scripts = "\n".join(controls.all_inner_texts())
    without = visit(page_url, width=PHONE, javascript=False).locator("main").inner_text()
    missing = words(with_scripts.inner_text()) - words(made_by_scripts) - words(without)
    assert missing == set()


@phone_and_desktop
def test_the_menu_leads_to_every_list(width: int, visit: Visit) -> None:
    page = visit("", width=width, javascript=False)
    open_menu(page)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Talks").click()
    expect(page).to_have_url(f"{page.url.split('/talks')[0]}/talks/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks")


@phone_and_desktop
def test_the_colour_scheme_can_be_chosen(width: int, visit: Visit) -> None:
    page = visit("", width=width, javascript=False)
    open_menu(page)
    lightness = {}
    for scheme in ("Dark", "Light"):
        page.get_by_label("Colour scheme").select_option(scheme)
        lightness[scheme] = paper(page)
    assert lightness["Dark"] < 0.2
    assert lightness["Light"] > 0.8


def test_no_button_leads_nowhere(visit: Visit) -> None:
    page = visit("", javascript=False)
    expect(page.get_by_role("button", name="Search")).to_have_count(0)


def open_menu(page: Page) -> None:
    """Open the menu where there is a button for it."""
    button = page.get_by_role("button", name="Menu")
    if button.is_visible():
        button.click()


def paper(page: Page) -> float:
    """Return how light the page is at its edge: 0 is black, 1 is white."""
    shot = page.screenshot(clip={"x": 0, "y": 500, "width": 4, "height": 4})
    with Image.open(BytesIO(shot)) as image:
        return ImageStat.Stat(image.convert("L")).mean[0] / 255
