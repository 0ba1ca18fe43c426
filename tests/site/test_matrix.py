"""The coverage matrix in a browser: narrowed down, and sorted."""

from playwright.sync_api import expect

from tests.support.browser import PHONE, Visit


def test_the_matrix_is_filtered_by_area(visit: Visit) -> None:
    page = visit("coverage/", width=PHONE)
    page.get_by_label("Area").select_option("Communication")
    rows = page.locator("tr.matrix__row:visible")
    assert rows.count() > 0
    assert rows.count() == page.locator('[data-area="communication"] tr.matrix__row').count()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("tr.matrix__row:visible")).to_have_count(
        page.locator("tr.matrix__row").count()
    )


def test_the_matrix_is_filtered_by_kind_and_words(visit: Visit) -> None:
    page = visit("coverage/")
    page.get_by_label("Kind").select_option("talk")
    page.get_by_label("Words").fill("speaking")
    rows = page.locator("tr.matrix__row:visible")
    expect(rows).to_have_count(1)
    expect(rows.locator("th")).to_contain_text("peaking")
    assert rows.locator('[data-label="Talks"]').inner_text().strip()


def test_the_matrix_is_sorted_within_each_area(visit: Visit) -> None:
    page = visit("coverage/")
    header = page.get_by_role("columnheader", name="Total")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    for area in page.locator("tbody.matrix__area").all():
        totals = [int(text) for text in area.locator(".matrix__total").all_inner_texts()]
        assert totals == sorted(totals, reverse=True)


def test_the_matrix_is_cards_on_a_phone_and_a_table_on_paper(visit: Visit) -> None:
    page = visit("coverage/", width=PHONE)
    head, row = page.locator(".matrix__head"), page.locator("tr.matrix__row").first
    expect(head).to_be_hidden()
    expect(row).to_have_css("display", "flex")
    page.emulate_media(media="print")
    expect(head).to_be_visible()
    expect(row).to_have_css("display", "table-row")


def test_the_names_of_the_columns_stay_in_sight(visit: Visit) -> None:
    page = visit("coverage/")
    page.locator("tr.matrix__row").last.scroll_into_view_if_needed()
    expect(page.locator(".matrix__column").first).to_be_in_viewport()
