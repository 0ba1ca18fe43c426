"""Every address in every file of a built site, as whoever reads such a file understands it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin
from xml.etree import ElementTree as ET

import feedparser
import html5lib

SITE = "https://ada.example.com/"
_NOWHERE = f"{SITE}where-a-feed-is-read/"
"""What is relative in a feed leads to nothing there."""
_ATTRIBUTES = ("href", "src", "poster", "cite")
_LINK = re.compile(r"\]\((?P<url>[^\s)]*)\)")
_SRCSET = re.compile(r"(?P<url>\S*[^\s,])[^,]*,?")


def of_site(site: Path) -> Iterator[tuple[str, str]]:
    """Yield each file that leads to one of the site's own, and the whole address, without anchor.

    Addresses are as they stand there: nothing is encoded that is not.
    """
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        for url in _in_file(path, name) if path.is_file() else ():
            if url.startswith(SITE):
                yield name, urldefrag(url).url


def _in_file(path: Path, name: str) -> Iterator[str]:
    if path.suffix == ".html":
        base = SITE if name == "404.html" else urljoin(SITE, quote(name))
        yield from _in_page(path.read_text("utf-8"), base)
    elif name in {"search/search_index.json", "search.json"}:
        index = json.loads(path.read_bytes())
        items = index.get("docs") or index["items"]
        yield from (urljoin(SITE, item["location"]) for item in items)
    elif path.suffix == ".json":
        yield from _in_values(json.loads(path.read_bytes()))
    elif name == "sitemap.xml":
        yield from (element.text or "" for element in ET.parse(path).iter())  # noqa: S314 - made by us
    elif path.suffix == ".xml":
        yield from _in_feed(path)
    elif name == "llms.txt":
        yield from (match["url"] for match in _LINK.finditer(path.read_text("utf-8")))
    elif name == "_redirects":
        for line in path.read_text("utf-8").splitlines():
            yield from (urljoin(SITE, url) for url in line.split()[:2])


def _in_page(text: str, base: str) -> Iterator[str]:
    for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
        attributes = {str(name): value for name, value in element.attrib.items()}
        yield from (urljoin(base, attributes[name]) for name in _ATTRIBUTES if name in attributes)
        srcset = _SRCSET.finditer(attributes.get("srcset", ""))
        yield from (urljoin(base, match["url"]) for match in srcset)
        _, refreshes, url = attributes.get("content", "").partition("url=")
        yield urljoin(base, url) if refreshes else attributes.get("content", "")
        if attributes.get("type") == "application/ld+json":
            yield from _in_values(json.loads(element.text or ""))


def _in_values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        if "<" in value:
            yield from _in_page(value, _NOWHERE)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _in_values(inner)


def _in_feed(path: Path) -> Iterator[str]:
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    yield from (link.href for link in feed.feed.links)
    for entry in feed.entries:
        yield from (link.href for link in entry.links)
        for content in entry.get("content", ()):
            yield from _in_page(content.value, _NOWHERE)
