"""Every ending that an engine renders leads to the same address, in capitals or not."""

import datetime as dt
from pathlib import PurePosixPath

import pytest

from cto_portfolio import frameworks, links
from cto_portfolio.content import portfolio

ENDINGS = ("md", "markdown", "mdown", "mkdn", "mkd", "MD", "Markdown")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_page_has_its_address_whatever_its_ending(ending: str) -> None:
    for name in ("index", "README"):
        path = PurePosixPath(f"guides/{name}.{ending}")
        assert links.published_at(path, has_directory_urls=True) == "guides/"
        assert links.published_at(path, has_directory_urls=False) == "guides/index.html"
        assert links.address(path) == "guides"
    path = PurePosixPath(f"Notes.{ending}")
    assert links.is_page(path)
    assert links.page_path(path) == PurePosixPath("Notes.md")
    assert links.published_at(path, has_directory_urls=True) == "Notes/"
    assert links.published_at(path, has_directory_urls=False) == "Notes.html"
    assert links.address(path) == "notes"


@pytest.mark.parametrize("name", ["about.txt", "about.md~", "about.md.bak", "md", ".md", "a.html"])
def test_other_files_are_no_pages(name: str) -> None:
    assert not links.is_page(PurePosixPath(name))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["index", "README"])
def test_the_prose_of_the_home_page_may_have_any_of_them(name: str, ending: str) -> None:
    path = PurePosixPath(f"{name}.{ending}")

    (page,) = portfolio.parse(
        {path: "Me.\n"}, frameworks.load(), today=dt.date(2026, 11, 21)
    ).author_pages

    assert page.is_home
