"""What pages tell chats, networks and search engines, read as these read it."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from PIL import Image
from pyld import jsonld

from tests.support import project, sample
from tests.support.project import entry

ADDRESS = "https://portfolio.example.com/"
ALWAYS = {
    *("description", "twitter:card", "twitter:title", "twitter:description", "twitter:image"),
    *("twitter:image:alt", "og:title", "og:type", "og:description", "og:site_name", "og:image"),
    *("og:image:type", "og:image:width", "og:image:height", "og:image:alt"),
}
REQUIRED = {
    "Article": {"headline", "author", "datePublished", "image"},
    "BlogPosting": {"headline", "author", "datePublished", "image"},
    "BreadcrumbList": {"itemListElement"},
    "CollectionPage": {"name", "url"},
    "CreativeWork": {"headline", "author"},
    "Event": {"name", "startDate", "location"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Organization": {"name"},
    "Person": {"name"},
    "Place": {"name"},
    "ProfilePage": {"mainEntity"},
    "Quotation": {"text", "creator", "about"},
    "TechArticle": {"headline", "author", "datePublished", "image"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate"},
    "WebPage": {"name", "url"},
    "WebSite": {"name", "url"},
}
"""By Google's pages on structured data; of types they do not have, what makes sense of them."""

HOSTILE = "</script><script>alert(1)</script> <!-- &amp; & <b>"


class Parsed:
    """A page as a browser parses it."""

    def __init__(self, text: str) -> None:
        self._tree = html5lib.parse(text, namespaceHTMLElements=False)
        self.metas: dict[str, list[str]] = {}
        for one in self._tree.iter("meta"):
            name = one.get("property") or one.get("name")
            if name:
                self.metas.setdefault(name, []).append(one.get("content") or "")

    @property
    def linked_data(self) -> Iterator[dict[str, Any]]:
        """Every block of it."""
        for one in self._tree.iter("script"):
            if one.get("type") == "application/ld+json":
                yield json.loads(one.text or "")

    @property
    def canonical(self) -> str | None:
        """Where search engines are to look."""
        links = [one for one in self._tree.iter("link") if one.get("rel") == "canonical"]
        return links[0].get("href") if links else None

    def node(self, type_: str) -> dict[str, Any]:
        """Return the page's own node of a type."""
        (document,) = self.linked_data
        (found,) = [one for one in document["@graph"] if one["@type"] == type_]
        return dict(found)


def _page(path: Path) -> Parsed:
    return Parsed(path.read_text(encoding="utf-8"))


def _entry_page(root: Path, text: str, **more: str | bytes) -> Parsed:
    """Build a site with one entry, and return its page."""
    project.draw(root, {"entries/a.md": text, **more})
    built = project.build(root, "--strict")
    assert built.returncode == 0, built.stderr
    return _page(root / "site/entries/a/index.html")


@pytest.fixture(scope="module")
def pages(sample_site: Path) -> dict[str, Parsed]:
    """Parse every page of the sample, by its path."""
    paths = sorted(sample_site.rglob("*.html"))
    return {path.relative_to(sample_site).as_posix(): _page(path) for path in paths}


def _nodes(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every node with a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from _nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def test_every_page_has_each_tag_once_and_with_words(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        assert set(page.metas) >= ALWAYS, path
        for name in ALWAYS:
            (content,) = page.metas[name]
            assert content.strip(), (path, name)
        assert page.metas["twitter:card"] == ["summary_large_image"]
        assert page.metas["og:title"] == page.metas["twitter:title"]
        assert page.metas["og:image"] == page.metas["twitter:image"]


def test_every_page_names_a_picture_that_is_there_and_as_large_as_it_says(
    sample_site: Path, pages: dict[str, Parsed]
) -> None:
    for path, page in pages.items():
        (address,) = page.metas["og:image"]
        assert address.startswith(ADDRESS), path
        content = (sample_site / urlsplit(address).path.lstrip("/")).read_bytes()
        width, height = Image.open(io.BytesIO(content)).size
        assert page.metas["og:image:width"] == [str(width)]
        assert page.metas["og:image:height"] == [str(height)]
        assert page.metas["og:image:type"] == ["image/png"]


def test_every_public_entry_shows_a_card_of_its_own(pages: dict[str, Parsed]) -> None:
    public = [one for one in sample.entries() if one.is_public]

    pictures = {pages[f"{one.url}index.html"].metas["og:image"][0] for one in public}

    assert len(pictures) == len(public)
    assert f"{ADDRESS}assets/cards/index.png" not in pictures


def test_entries_are_articles_with_their_dates_and_tags(pages: dict[str, Parsed]) -> None:
    for one in sample.entries():
        if not one.is_public:
            continue
        metas = pages[f"{one.url}index.html"].metas
        assert metas["og:title"] == [one.meta["title"]]
        assert metas["og:type"] == ["article"]
        assert metas["og:url"] == [f"{ADDRESS}{one.url}"]
        assert metas["article:author"] == [ADDRESS]
        assert metas.get("article:tag", []) == one.meta.get("tags", [])
        (published,) = metas["article:published_time"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", published)
        if "updated" in one.meta:
            assert metas["article:modified_time"] == [str(one.meta["updated"])]


def test_the_home_page_is_a_profile_and_the_rest_are_pages(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        if path == "index.html":
            assert page.metas["og:type"] == ["profile"]
        elif not path.startswith("entries/"):
            assert page.metas["og:type"] == ["website"], path


def test_linked_data_loses_nothing_when_it_is_expanded(pages: dict[str, Parsed]) -> None:
    """A processor drops what its context does not know, and what is no value."""

    def load(url: str, _options: object) -> dict[str, object]:
        assert url == "https://schema.org"
        context = {"@context": {"@vocab": "https://schema.org/"}}
        return {"contextUrl": None, "documentUrl": url, "document": context}

    for path, page in pages.items():
        for document in page.linked_data:
            expanded = jsonld.expand(document, {"documentLoader": load})
            assert _count(expanded) == _count(document["@graph"]), path


def _count(value: object) -> int:
    """Count the words in linked data, expanded or not."""
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 1
    if set(value) == {"@value"}:
        return 1
    return sum(map(_count, value.values()))


def test_every_page_but_the_last_resort_has_linked_data(pages: dict[str, Parsed]) -> None:
    assert {path for path, page in pages.items() if not list(page.linked_data)} == {"404.html"}


def test_every_type_has_what_its_readers_require(pages: dict[str, Parsed]) -> None:
    """An event that another is part of is named alone: nobody lists it."""
    seen = set()
    for path, page in pages.items():
        for document in page.linked_data:
            for node in _nodes(document):
                required = REQUIRED.get(node["@type"], set())
                if node["@type"] == "Event" and "performer" not in node:
                    required = {"name"}
                assert set(node) >= required, (path, node)
                seen.add(node["@type"])
    assert seen > {"Article", "BlogPosting", "TechArticle", "Event", "Quotation", "ProfilePage"}
    assert seen > {"BreadcrumbList", "CollectionPage", "ItemList", "VideoObject", "WebSite"}


def test_every_address_in_linked_data_is_whole(pages: dict[str, Parsed]) -> None:
    names = {"@id", "url", "image", "item", "mainEntityOfPage", "sameAs", "thumbnailUrl"}
    for path, page in pages.items():
        for document in page.linked_data:
            for node in _nodes(document):
                for name in names & set(node):
                    found = node[name] if isinstance(node[name], list) else [node[name]]
                    assert all(one.startswith("https://") for one in found), (path, name)


def test_every_page_below_home_says_the_way_to_it(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        if path in {"index.html", "404.html"}:
            continue
        steps = page.node("BreadcrumbList")["itemListElement"]
        assert [one["position"] for one in steps] == [str(n + 1) for n in range(len(steps))]
        assert steps[0]["item"] == ADDRESS
        assert steps[-1]["item"] == f"{ADDRESS}{path.removesuffix('index.html')}"


def test_the_home_page_tells_who_the_person_is(pages: dict[str, Parsed]) -> None:
    person = pages["index.html"].node("ProfilePage")["mainEntity"]

    assert person["name"] == "Wilma Tarncroft"
    assert person["jobTitle"] == "VP of engineering"
    assert person["worksFor"] == {"@type": "Organization", "name": "Wardlight"}
    assert person["email"] == "wilma.tarncroft@example.com"
    assert person["homeLocation"] == {"@type": "Place", "name": "Rotterdam, the Netherlands"}
    assert "https://code.example.org/wilma-tarncroft" in person["sameAs"]


def test_a_profile_tells_no_more_than_it_says(tmp_path: Path) -> None:
    project.draw(tmp_path, {"profile.yml": "name: Ada Example\n"})
    project.build(tmp_path, "--strict")

    person = _page(tmp_path / "site/index.html").node("ProfilePage")["mainEntity"]

    assert set(person) == {"@type", "@id", "name", "url"}


def test_an_article_tells_its_series_and_its_first_home(tmp_path: Path) -> None:
    first = "https://blog.example.org/on-writing"
    text = entry("article", canonical=first, series="Letters", updated="2026-06-01", tags=["text"])

    page = _entry_page(tmp_path, text)

    node = page.node("BlogPosting")
    assert (node["sameAs"], page.canonical) == (first, first)
    assert page.metas["og:url"] == ["https://ada.example.com/entries/a/"]
    assert node["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Letters"}
    assert (node["datePublished"], node["dateModified"]) == ("2026-05-04", "2026-06-01")
    assert (node["keywords"], node["timeRequired"]) == (["text"], "PT1M")


def test_a_talk_without_a_place_is_no_event(tmp_path: Path) -> None:
    page = _entry_page(tmp_path, entry("talk", event="Example Days"))

    assert page.node("CreativeWork")["headline"] == "Deploys in six minutes"


def test_a_recording_beside_the_entry_is_a_video(tmp_path: Path) -> None:
    text = entry("talk", event="Example Days", location="Ghent", minutes=30, video="talk.mp4")

    page = _entry_page(tmp_path, text, **{"entries/talk.mp4": b""})

    event = page.node("Event")
    assert (event["startDate"], event["duration"]) == ("2026-05-04", "PT30M")
    assert event["recordedIn"]["contentUrl"] == "https://ada.example.com/entries/talk.mp4"
    assert event["recordedIn"]["thumbnailUrl"].endswith("assets/cards/entries/a.png")


def test_a_period_is_told_in_months(tmp_path: Path) -> None:
    period = {"from": "2024-01", "to": "2024-06"}
    head = {"title": "Calm mornings", "period": period, "date": None}

    page = _entry_page(tmp_path, entry("achievement", head))

    assert page.node("Article")["temporalCoverage"] == "2024-01/2024-06"


def test_unlisted_and_private_entries_are_in_no_list(tmp_path: Path) -> None:
    files = {
        "entries/public.md": entry("talk", title="Seen", event="Days"),
        "entries/unlisted.md": entry("talk", title="Whispered", event="D", visibility="unlisted"),
        "entries/private.md": entry("talk", title="Kept", event="D", visibility="private"),
    }
    project.draw(tmp_path, files)
    project.build(tmp_path, "--strict")
    site = tmp_path / "site"

    listed = _page(site / "talks/index.html").node("CollectionPage")["mainEntity"]

    assert [one["name"] for one in listed["itemListElement"]] == ["Seen"]
    told = {path for path in site.rglob("*.html") if "Whispered" in path.read_text("utf-8")}
    assert told == {site / "entries/unlisted/index.html"}


def test_markup_in_a_title_stays_inside_the_linked_data(tmp_path: Path) -> None:
    page = _entry_page(tmp_path, entry("article", title=HOSTILE, tags=[HOSTILE]))

    node = page.node("BlogPosting")
    assert (node["headline"], node["keywords"]) == (HOSTILE, [HOSTILE])
    assert page.metas["og:title"] == page.metas["article:tag"] == [HOSTILE]


def test_without_an_address_nothing_claims_one(tmp_path: Path) -> None:
    files = {"entries/a.md": entry("talk", event="Days", location="Ghent", video="talk.mp4")}
    project.draw(tmp_path, {**files, "entries/talk.mp4": b""}, config={"site_url": ""})
    built = project.build(tmp_path, "--strict")
    assert built.returncode == 0, built.stderr

    for path in (tmp_path / "site").rglob("*.html"):
        page = _page(path)
        assert not {"og:url", "og:image", "twitter:image", "article:author"} & set(page.metas)
        assert page.metas["og:title"]
        for document in page.linked_data:
            for node in _nodes(document):
                assert not {"@id", "url", "image", "item"} & set(node), path
