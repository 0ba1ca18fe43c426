"""The search, in a browser: it finds what is published, and nothing else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import sample
from tests.support.browser import KINDS, Visit, words

SENTENCES = {
    *("business_value", "claim", "decision", "event", "learnt", "location", "organization"),
    *("role", "source", "summary", "title", "verdict", "wrong_if"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_search_finds_what_stands_in_front_matter_only(kind: str, visit: Visit) -> None:
    entry, word = next(only_in_front_matter(kind))
    page = visit("")
    search(page, word)
    expect(results(page).locator(f'a[href*="{entry.url}"]').first).to_be_visible()


def test_search_finds_nothing_that_is_not_public(visit: Visit) -> None:
    entries = sample.entries()
    hidden = [entry for entry in entries if not entry.is_public]
    public = [f"{entry.meta} {entry.body}" for entry in entries if entry.is_public]
    others = [*public, *sample.other_texts()]
    own = {entry.url: unlike(f"{entry.meta} {entry.body}", others) for entry in hidden}
    told = [entry for entry in hidden if own[entry.url]]  # one may have no word of its own
    assert len(told) > 3
    for entry in told:
        word = own[entry.url][0]
        page = visit("")
        search(page, word)
        expect(results(page).get_by_role("status")).to_have_text(re.compile("result|Nothing"))
        # Words that are spelled nearly alike are found too.
        expect(results(page).locator("mark", has_text=word)).to_have_count(0)
        expect(results(page).locator(f'a[href*="{entry.url}"]')).to_have_count(0)


def search(page: Page, word: str) -> None:
    """Type a word into the search field."""
    page.get_by_role("button", name="Search").click()
    results(page).get_by_role("searchbox").press_sequentially(word)


def results(page: Page) -> Locator:
    """Return the dialog in which a page is searched."""
    return page.get_by_role("dialog", name="Search")


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


def unlike(text: str, others: list[str]) -> list[str]:
    """Return the longer words of a text that begin like no word of the others."""
    beginnings = {word[:5] for word in words(" ".join(others))}
    long = {word for word in words(text) if len(word) > 7 and word.isalpha() and word.isascii()}
    return sorted(word for word in long if word[:5] not in beginnings)
