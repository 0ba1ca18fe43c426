"""The search, in a browser: it finds what is published, and nothing else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support import project, sample
from tests.support.browser import KINDS, Visit, words

NAMED = {
    "cpp": ("article", "Leaving C++ behind", "C/C++11 was there first."),
    "csharp": ("article", "What C# taught me", "We wrote a service."),
    "fsharp": ("article", "A year of F#", "And of `Map<String, Object>`."),
    "dotnet": ("article", "From .NET to Node.js", "We moved a service."),
    "delivery": ("article", "CI/CD over TCP/IP on k8s", "The client sees it."),
    "vector": ("article", "What std::vector costs", "It is `@property` beside `__init__`."),
    "kubernetes": ("achievement", "Kubernetes kept calm", "PostgreSQL did, too."),
    "clean": ("achievement", "Cloud costs cut clean", "Counted, with care, net of cost."),
    "decided": ("achievement", "Decisions, talks and trust", "On trust, talks and decisions."),
    "talk": ("talk", "On stage", "About the cloud."),
}
"""Kind, title and text of entries that differ by signs."""

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


@pytest.fixture(scope="module", params=["material", "cto-portfolio"])
def named_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[Page]:
    """Open the search of a site whose entries differ by signs, whichever theme is named."""
    root = tmp_path_factory.mktemp("named")
    files: dict[str, str | bytes] = {
        f"entries/{name}.md": project.entry(
            kind,
            {"event": "Days"} if kind == "talk" else {},
            title=title,
            evidence=["trust/respect"] if kind == "talk" else [],
        )
        + f"\n{text}\n"
        for name, (kind, title, text) in NAMED.items()
    }
    project.draw(root, files, config={"theme": {"name": request.param}})
    assert project.build(root).returncode == 0
    with sample.served(root / "site") as url:
        page = chromium.new_page(base_url=url)
        page.goto("")
        page.get_by_role("button", name="Search").click()
        yield page
        page.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("C++", "entries/cpp/"),
        ("c#", "entries/csharp/"),
        ("F#", "entries/fsharp/"),
        (".NET", "entries/dotnet/"),
        ("Node.js", "entries/dotnet/"),
        ("nodejs", "entries/dotnet/"),
        ("CI/CD", "entries/delivery/"),
        ("k8s", "entries/delivery/"),
        ("TCP/IP", "entries/delivery/"),
        ("std::vector", "entries/vector/"),
        ("@property", "entries/vector/"),
        ("__init__", "entries/vector/"),
        ("Map<String", "entries/fsharp/"),
        ("kubernets", "entries/kubernetes/"),
        ("postgers", "entries/kubernetes/"),
        ("talks", "talks/"),
        ("talk", "talks/"),
        ("articles", "writing/"),
        ("trust", "areas/trust/"),
    ],
)
def test_what_is_typed_is_found_first(typed: str, first: str, named_site: Page) -> None:
    fill(named_site, typed)

    found = results(named_site).locator(".search__link").first
    expect(found).to_have_attribute("href", re.compile(f"/{first}$"))


def test_a_name_with_signs_finds_nothing_else(named_site: Page) -> None:
    for typed, count in {"C++": 1, "C#": 1, "F#": 1, ".NET": 1, "CI/CD": 1, "D++": 0}.items():
        fill(named_site, typed)

        expect(results(named_site).locator('.search__link[href*="/entries/"]')).to_have_count(count)


def test_a_result_says_what_it_is_when_it_was_and_the_sentence_found(named_site: Page) -> None:
    fill(named_site, "there first")

    found = results(named_site).locator(".search__link").first
    expect(found.locator(".search__kind")).to_have_text("Article · 4 May 2026")
    expect(found.locator(".search__text")).to_have_text("C/C++11 was there first.")


def test_what_was_meant_is_said(named_site: Page) -> None:
    fill(named_site, "kubernets")
    expect(results(named_site).get_by_role("status")).to_have_text(
        "Nothing fits “kubernets”. 1 result for “kubernetes”"
    )

    fill(named_site, "zebra")
    expect(results(named_site).get_by_role("status")).to_have_text("Nothing fits these words")


def fill(page: Page, typed: str) -> None:
    """Type into the search field that is open, in the place of what stands there."""
    box = results(page).get_by_role("searchbox")
    box.fill("")
    box.press_sequentially(typed)


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
