"""The sample's pages are accessible, as far as axe-core can tell: every page, in both schemes."""

from pathlib import Path

import pytest

from tests.support.browser import (
    DESKTOP,
    PAGES,
    PHONE,
    Visit,
    addresses,
    every_kind_of_page,
    go,
    light_and_dark,
    open_everything,
    phone_and_desktop,
    violations,
)


@light_and_dark
@phone_and_desktop
@every_kind_of_page
def test_axe_finds_nothing(
    page_url: str, width: int, *, dark: bool, visit: Visit, axe: str
) -> None:
    assert violations(visit(page_url, width=width, dark=dark), axe) == []


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESKTOP, True)])
def test_axe_finds_nothing_on_all_other_pages(
    sample_site: Path, width: int, *, dark: bool, visit: Visit, axe: str
) -> None:
    others = [url for url in addresses(sample_site) if url not in PAGES.values()]
    page = visit("", width=width, dark=dark)
    found = []
    for url in others:
        go(page, url)
        found += [f"{url}: {violation}" for violation in violations(page, axe)]
    assert others
    assert not found, "\n".join(found)


@light_and_dark
@phone_and_desktop
def test_axe_finds_nothing_in_the_review(
    review_url: str, width: int, *, dark: bool, visit: Visit, axe: str
) -> None:
    page = visit(review_url, width=width, dark=dark)
    assert violations(page, axe) == []
    open_everything(page)
    assert violations(page, axe) == []
