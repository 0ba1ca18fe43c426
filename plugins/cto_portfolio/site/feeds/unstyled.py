"""HTML that says by itself what styles and scripts of a page draw.

Feed readers have neither: a task is done or open by a sign, the name of a tab stands above what is
in it, nothing is folded away, and lines of code have no numbers among them.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from cto_portfolio.text import active_markup

_DRAWN = re.compile(
    r"<(?:details|iframe|input|svg)\b|__codelineno|dark(?:-mode)?(?:-only)?\""
    r"|class=\"[^\"]*(?:admonition-title|align-|filename|lineno|tabbed)"
)
"""What anything is to be done about; most entries hold none of it."""
_VOID = frozenset(
    [
        *("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"),
        "wbr",
    ]
)
_LINE = "__codelineno"
"""How the names of lines of code begin, to which numbers lead."""
_IN_THE_DARK = ("#only-dark", "#gh-dark-mode-only")
_SIDES = frozenset({"center", "left", "right"})


def unstyled(text: str) -> str:
    """Return the HTML of a page as it reads without the page's styles and scripts."""
    if not _DRAWN.search(text):
        return text
    builder = _Builder()
    builder.feed(active_markup.without(text))  # other plugins may have written what never ends
    builder.close()
    for element in list(builder.root.iter()):
        for name in _names(element):
            if name in _CHANGES:
                _CHANGES[name](element)
    return "".join(_written(builder.root))


class _Builder(HTMLParser):
    """Makes a tree of HTML that has been mended: what is opened is closed, and not too deep."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("div")
        self._path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = ET.SubElement(self._path[-1], tag, attributes)
        if tag not in _VOID:
            self._path.append(element)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._path) - 1, 0, -1):
            if self._path[at].tag == tag:
                del self._path[at:]
                return

    def handle_data(self, data: str) -> None:
        parent = self._path[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def _written(root: Element) -> Iterator[str]:
    yield html.escape(root.text or "", quote=False)
    yield from (ET.tostring(child, "unicode", "html") for child in root)


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _names(element: Element) -> Iterator[str]:
    """Yield by what an element is told: its tag, and its classes behind a full stop."""
    yield element.tag
    yield from (f".{name}" for name in _classes(element))


def _become(element: Element, tag: str, text: str = "") -> None:
    """Make an element one that holds this text alone; what follows it stays."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, text, tail


def _leave_out(element: Element) -> None:
    _become(element, "span")


def _open(element: Element) -> None:
    element.set("open", "")


def _emphasize(element: Element) -> None:
    """Put all that an element holds into one that is strong."""
    strong = Element("strong")
    strong.text, element.text = element.text, None
    strong.extend(element)
    del element[:]
    element.append(strong)


def _name_code(element: Element) -> None:
    """Let the name of a file be a paragraph above its code."""
    if element.tag == "span":
        _emphasize(element)
        element.tag = "p"


def _tick(element: Element) -> None:
    """Let a task be done or open by a sign."""
    if element.get("type") == "checkbox":
        _become(element, "span", "☑" if "checked" in element.attrib else "☐")


def _name_tabs(element: Element) -> None:
    """Put the name of each tab above what is in it."""
    labels = element.find("div[@class='tabbed-labels']")
    for label in element.findall("label"):
        _emphasize(label)
        label.tag = "p"
    if labels is None:
        return
    blocks = element.findall("div/div[@class='tabbed-block']")
    for label, block in zip(labels.findall("label"), blocks, strict=False):
        _emphasize(label)
        label.tag, label.tail, block.text = "p", block.text, None
        block.insert(0, label)
    _leave_out(labels)


def _without_columns(element: Element) -> None:
    """Take apart the table by which numbers stand beside code; they are left out by their name."""
    for part in element.iter():
        if part.tag in {"table", "tbody", "td", "th", "tr"}:
            part.tag = "div"


def _say_drawing(element: Element) -> None:
    """Let the title of a drawing stand for it."""
    title = element.get("aria-label") or element.findtext("title") or ""
    _become(element, "em" if title else "span", title)


def _link_frame(element: Element) -> None:
    address, title = element.get("src", ""), element.get("title", "")
    _become(element, "a", title or address)
    element.set("href", address)


def _without_line_anchor(element: Element) -> None:
    if _LINE in (element.get("id", "")[: len(_LINE)], element.get("href", "#")[1:][: len(_LINE)]):
        _leave_out(element)


def _only_in_light(element: Element) -> None:
    if element.get("src", "").endswith(_IN_THE_DARK):
        _leave_out(element)


def _align(element: Element) -> None:
    sides = (name.removeprefix("align-") for name in _classes(element))
    element.set("align", next(side for side in sides if side in _SIDES))


_CHANGES: Mapping[str, Callable[[Element], None]] = {
    "a": _without_line_anchor,
    "details": _open,
    "iframe": _link_frame,
    "img": _only_in_light,
    "input": _tick,
    "summary": _emphasize,
    "svg": _say_drawing,
    ".admonition-title": _emphasize,
    ".filename": _name_code,
    ".highlighttable": _without_columns,
    ".lineno": _leave_out,
    ".linenos": _leave_out,
    ".tabbed-set": _name_tabs,
    **{f".align-{side}": _align for side in _SIDES},
}
