"""The sample on paper, as somebody with a dark desktop prints it."""

from pathlib import Path

import pytest

from tests.support import sample
from tests.support.browser import Open, addresses
from tests.support.printed import Printed

PAPERS = ("A4", "Letter")
MOST_SHEETS = 3

on_both_papers = pytest.mark.parametrize("paper", PAPERS)


@pytest.fixture(scope="module")
def printed(sample_site: Path, context: Open) -> dict[str, dict[str, Printed]]:
    """Print all pages on all papers, with backgrounds, which shows more than leaving them out."""
    page = context(dark=True).new_page()
    sheets: dict[str, dict[str, Printed]] = {paper: {} for paper in PAPERS}
    for url in addresses(sample_site):
        page.goto(url)
        for paper in PAPERS:
            content = page.pdf(format=paper, print_background=True, tagged=True)
            sheets[paper][url] = Printed(content)
    page.close()
    return sheets


@on_both_papers
def test_an_entry_takes_three_sheets_at_most(
    paper: str, printed: dict[str, dict[str, Printed]]
) -> None:
    entries = [entry.url for entry in sample.entries() if entry.is_public]
    sheets = {url: printed[paper][url].sheets for url in entries}
    assert {url: count for url, count in sheets.items() if count > MOST_SHEETS} == {}


@on_both_papers
def test_nothing_is_split_or_stranded(paper: str, printed: dict[str, dict[str, Printed]]) -> None:
    found = [
        f"{url}: {fault}"
        for url, each in printed[paper].items()
        for fault in (*each.split(), *each.stranded())
    ]
    assert not found, "\n".join(found)


@on_both_papers
def test_the_paper_is_white_and_the_text_dark(
    paper: str, printed: dict[str, dict[str, Printed]]
) -> None:
    found = [
        f"{url}: {fault}"
        for url, each in printed[paper].items()
        for fault in each.faults_of_colour()
    ]
    assert not found, "\n".join(found)


@on_both_papers
def test_no_text_reaches_over_the_edge_of_the_paper(
    paper: str, printed: dict[str, dict[str, Printed]]
) -> None:
    found = [f"{url}: {fault}" for url, each in printed[paper].items() for fault in each.cut_off()]
    assert not found, "\n".join(found)
