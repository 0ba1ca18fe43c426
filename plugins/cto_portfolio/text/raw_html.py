"""Raw HTML: the addresses in what an author has written as HTML, changed where they stand."""

import html
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from cto_portfolio.text import prose, references, tags
from cto_portfolio.text.references import candidates

ADDRESSES = frozenset({"cite", "href", "poster", "src", "srcset", "xlink:href"})
"""Attributes of which each holds an address, or several."""

Change = Callable[[str, str], str]
"""Gives another address; from the name of an attribute, and an address as browsers read it."""

_MARKDOWN = {"a": "href", "img": "src"}
"""What Markdown makes, and engines look at themselves."""


def changed(name: str, value: str, change: Change) -> str:
    """Return the value of an attribute with other addresses in it."""
    if name != "srcset":
        return change(name, value)
    places = ((*match.span("url"), change(name, match["url"])) for match in candidates(value))
    return prose.spliced(value, places)


def with_addresses(text: str, change: Change) -> str:
    """Return HTML with other addresses in it, and everything else as it was."""
    if "<" not in text:
        return text
    return prose.spliced(text, _changes(text, change))


def change_all(blocks: list[str | Element], root: Element, change: Change) -> None:
    """Change the addresses in all HTML of an author's, while a text is rendered.

    `blocks` are put in later, as they stand. What Markdown has made of links and pictures stays.
    """
    for index, block in enumerate(blocks):
        if isinstance(block, str):
            blocks[index] = with_addresses(block, change)
        else:
            _change_elements(block, change)
    _change_elements(root, change)


def _changes(text: str, change: Change) -> Iterator[tuple[int, int, str]]:
    for tag in tags.read(text):
        for (name, written), (start, end) in zip(tag.attributes, tag.places, strict=True):
            if name in ADDRESSES and written:
                value = references.decoded(written)
                if (other := changed(name, value, change)) != value:
                    yield start, end, f'"{html.escape(other)}"'


def _change_elements(root: Element, change: Change) -> None:
    for element in root.iter():
        of_markdown = _MARKDOWN.get(element.tag)
        for name in ADDRESSES.intersection(element.keys()) - {of_markdown}:
            element.set(name, changed(name, element.get(name, ""), change))
