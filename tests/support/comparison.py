"""Two built sites side by side: what their pages say, and where they lead."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib

ADDRESS = "https://ada.example.com/"
_LEADS = frozenset({"action", "data", "data-page", "formaction", "href", "poster", "src"})

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OF_ENGINES = frozenset({"data-index"})
"""Where an engine has put its search index."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What one page says, however its engine spells it."""

    texts: tuple[str, ...]
    headings: tuple[tuple[str, str, str], ...]
    """Level, words and id of each."""
    targets: tuple[str, ...]
    """Where links, pictures, styles and scripts lead, as whole addresses, in order."""
    attributes: tuple[str, ...]
    """All others, in order."""


def said(page: bytes, name: str) -> Said:
    """Read a page, as a browser does, that was built as the file of that name."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    found = [found for element in elements for found in _attributes(element, name)]
    return Said(
        texts=tuple(word for text in _texts(root) for word in text.split()),
        headings=tuple(
            (element.tag, " ".join("".join(element.itertext()).split()), element.get("id", ""))
            for element in elements
            if element.tag in _HEADINGS
        ),
        targets=tuple(value for kind, value in found if kind == "target"),
        attributes=tuple(value for kind, value in found if kind == "attribute"),
    )


def pages(site: Mapping[str, bytes]) -> dict[str, Said]:
    """Read all pages of a site."""
    return {name: said(page, name) for name, page in site.items() if name.endswith(".html")}


def beside(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the other files, but for those that each engine writes in its own way."""
    own = {"search.json", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz"}
    return {
        name: content
        for name, content in site.items()
        if not name.endswith(".html") and name not in own
    }


def _texts(root: Element) -> Iterator[str]:
    """Yield the texts of a page; JSON is spaced and sorted by engines as they like."""
    for text in root.itertext():
        is_json = text.lstrip().startswith("{")
        yield json.dumps(json.loads(text), sort_keys=True) if is_json else text


def _attributes(element: Element, name: str) -> Iterator[tuple[str, str]]:
    for key, value in sorted(element.attrib.items()):
        if key in _LEADS:
            whole = urljoin(f"{ADDRESS}{name}", value)
            yield "target", whole.removesuffix("index.html").replace("index.html#", "#")
        elif key not in _OF_ENGINES:
            yield "attribute", f"{element.tag} {key}={value}"
