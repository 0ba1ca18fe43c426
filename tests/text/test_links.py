"""Every address inside the built sample leads somewhere, down to the anchor."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.support import project
from tests.support.project import entry

HOST = "https://portfolio.example.com/"
"""The `site_url` of the sample, in canonical addresses and in the sitemap."""
HOLDING_ADDRESSES = {"action", "data", "href", "poster", "src"}
LEADING_ELSEWHERE = {"mailto", "data"}
TEXTS = {".html", ".json", ".txt", ".webmanifest", ".xml"}
OWN_ADDRESS = re.compile(re.escape(HOST) + r"""[^\s"'<>()\\`]*""")


class Page(HTMLParser):
    """Where a page leads, and the places in it that can be led to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.urls: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses and the names of an element."""
        for name, value in attrs:
            text = value or ""
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(text)
            elif name == "srcset":
                self.urls.update(candidate.split()[0] for candidate in text.split(","))
            elif name in HOLDING_ADDRESSES or (name == "content" and text.startswith(HOST)):
                self.urls.add(text)


@pytest.fixture(scope="module")
def pages(sample_site: Path) -> dict[Path, Page]:
    """Read every page of the site."""
    return {path: Page(path) for path in sorted(sample_site.rglob("*.html"))}


def why_dead(url: str, *, page: Path, site: Path, pages: dict[Path, Page]) -> str | None:
    """Say what is wrong with an address on a page, or nothing."""
    base = page.relative_to(site).as_posix().removesuffix("index.html")
    target = urlsplit(urljoin(HOST + base, url))
    if target.scheme in LEADING_ELSEWHERE:
        return None
    if target.scheme not in {"http", "https"}:
        return "no scheme to publish"
    if target.netloc != urlsplit(HOST).netloc:
        return None
    path = site / unquote(target.path).lstrip("/")
    path = path / "index.html" if target.path.endswith("/") else path
    if not path.is_file():
        return "no such file"
    if target.fragment and path in pages and unquote(target.fragment) not in pages[path].anchors:
        return "no such anchor"
    return None


def dead_addresses(site: Path, pages: dict[Path, Page]) -> str:
    """Return a line for each address that leads nowhere."""
    return "\n".join(
        f"{path.relative_to(site)}: {url}: {reason}"
        for path, page in pages.items()
        for url in sorted(page.urls)
        if (reason := why_dead(url, page=path, site=site, pages=pages))
    )


def test_every_address_on_every_page_leads_somewhere(
    sample_site: Path, pages: dict[Path, Page]
) -> None:
    assert dead_addresses(sample_site, pages) == ""


def test_every_address_of_our_own_in_feeds_and_data_leads_somewhere(
    sample_site: Path, pages: dict[Path, Page]
) -> None:
    texts = [path for path in sample_site.rglob("*") if path.suffix in TEXTS]
    dead = [
        f"{path.relative_to(sample_site)}: {url}: {reason}"
        for path in sorted(texts)
        for url in sorted(own_addresses(path.read_text(encoding="utf-8")))
        if (reason := why_dead(url, page=path, site=sample_site, pages=pages))
    ]
    assert not dead, "\n".join(dead)


def own_addresses(text: str) -> set[str]:
    """Return the addresses of this site in any text, less what JSON-LD names its things by."""
    return {url.split("#")[0] for url in OWN_ADDRESS.findall(unescape(text))}


def test_the_search_leads_to_existing_places_only(
    sample_site: Path, pages: dict[Path, Page]
) -> None:
    index = sample_site / "search/search_index.json"
    places = [doc["location"] for doc in json.loads(index.read_text(encoding="utf-8"))["docs"]]
    home = sample_site / "index.html"
    assert len(places) > len(pages) / 2
    dead = [url for url in places if why_dead(url, page=home, site=sample_site, pages=pages)]
    assert dead == []


ODD_NAMES = {
    "entries/with space & quote's!.md": entry(
        image="my image (1).svg", alt="An image.", tags=["C++", "C#", "日本語", "a b", "A B"]
    )
    + "\n![x](<my image (1).svg>) [y](日本語.md) [z](sub dir/index.md)\n",
    "entries/my image (1).svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "entries/日本語.md": entry("article", title="設計の決定") + "\n[b](with space & quote's!.md)\n",
    "entries/sub dir/index.md": entry(
        "talk", title="Éclair #1? 100%", event="E", slides="slides%20%231.pdf"
    ),
    "entries/sub dir/slides #1.pdf": "%PDF-1.4",
    "my page.md": "# Mine\n\n[x](entries/日本語.md) [c](coverage.md)\n",
    "profile.yml": "name: 山田 & <Ada>\nphoto: my photo.svg\nalt: Yamada.\n",
    "my photo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def test_addresses_of_odd_file_names_lead_somewhere(tmp_path: Path) -> None:
    project.draw(tmp_path, ODD_NAMES, config={"site_url": HOST})

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    site = tmp_path / "site"
    read = {path: Page(path) for path in site.rglob("*.html")}
    assert len(read) > 8
    assert dead_addresses(site, read) == ""


def test_the_sitemap_names_existing_pages_only(sample_site: Path, pages: dict[Path, Page]) -> None:
    sitemap = sample_site / "sitemap.xml"
    tree = ET.parse(sitemap)  # noqa: S314 (we wrote it)
    urls = [element.text or "" for element in tree.iterfind(".//{*}loc")]
    assert urls
    assert [url for url in urls if why_dead(url, page=sitemap, site=sample_site, pages=pages)] == []
