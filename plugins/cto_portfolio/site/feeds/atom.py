"""Atom (RFC 4287)."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from cto_portfolio.content import addresses
from cto_portfolio.site.feeds import feed_links
from cto_portfolio.site.feeds.feed import Feed, FeedItem

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold, not even escaped."""


def write(feed: Feed, contents: Mapping[PurePosixPath, str], *, url: str) -> bytes:
    """Return a feed that will be found at `url`, with the HTML of its items."""
    root = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.about:
        _add(root, "subtitle", feed.about)
    _add(root, "updated", feed.changed)
    _add(root, "link", rel="self", type=feed_links.TYPES[addresses.ATOM], href=url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    author = _add(root, "author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.home)
    _add(root, "generator", "cto-portfolio")
    for item in feed.items:
        _add_entry(root, item, contents[item.path])
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_entry(root: ET.Element, item: FeedItem, content: str) -> None:
    entry = _add(root, "entry", **({_LANGUAGE: item.language} if item.language else {}))
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "published", item.published)
    _add(entry, "updated", item.changed)
    if item.speaker:
        _add(_add(entry, "author"), "name", item.speaker)
    for name in item.categories:
        _add(entry, "category", term=name)
    if item.summary:
        _add(entry, "summary", item.summary)
    _add(entry, "content", content, type="html")


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    shown = {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, shown)
    element.text = _NOT_IN_XML.sub("", text) if text else None
    return element
