"""Drawings as they stand on a page: what a library drew, in the colours and the type of the site.

Nothing is left in them that leads anywhere or loads anything; pages are cleaned once more behind.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from cto_portfolio.text.diagrams import cascade, tints
from cto_portfolio.text.diagrams.cascade import Said

TYPE = 0.9
"""Words are drawn a little smaller than they were measured: fonts differ in how wide they run."""

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_GONE = frozenset(
    {"animate", "animateTransform", "filter", "foreignObject", "image", "script", "style"}
)
_COLORS = ("fill", "stroke", "stop-color")
_SHOWN = frozenset(
    [
        *(*_COLORS, "alignment-baseline", "dominant-baseline", "fill-opacity", "font-size"),
        *("font-style", "font-weight", "marker-end", "marker-mid", "marker-start", "opacity"),
        *("stop-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
        *("stroke-opacity", "stroke-width", "text-anchor", "text-decoration", "visibility"),
    ]
)
"""Properties of CSS that are attributes, too."""
_PLACED = frozenset(
    [
        *("cx", "cy", "d", "dx", "dy", "gradientUnits", "height", "id", "markerHeight"),
        *("markerUnits", "markerWidth", "offset", "orient", "points", "preserveAspectRatio", "r"),
        *("refX", "refY", "rx", "ry", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1"),
        *("y2", "gradientTransform"),
    ]
)
_NAMED = ("aria-labelledby", "aria-describedby")
_IDLE = {
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), ("1",)),
    **dict.fromkeys(("font-style", "font-weight"), ("normal", "400")),
    "text-decoration": ("none",),
    "visibility": ("visible", "inherit"),
}
"""Values that change nothing."""
_SHAPES = ("rect", "path", "polygon", "circle", "ellipse")
_LEFT = re.compile(r"\b(?:members-group|methods-group|attribute-(?:comment|keys|name|type))\b")
"""Lines of a list, which begin below each other."""
_HOLDERS = re.compile(r"(?:^|\s)(?:node|cluster|actor|person-man|section)(?:\s|$)")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|pt|em|rem)?")
_LOCAL = re.compile(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)")
_REFERRED = frozenset({"linearGradient", "marker", "symbol"})
"""What is drawn only where something refers to it."""
_LABEL = "foreignobject-label"
"""In the id of a label, which stands where it is used."""
_TRANSLUCENT = ".3"


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnDiagram:
    """A drawing as it stands on a page."""

    svg: str
    width: int
    """In pixels, where there is room."""


class UndrawableError(Exception):
    """A drawing that is no XML, or in which elements lie too deeply in each other."""


def tidied(written: str, *, title: str) -> DrawnDiagram:
    """Return a drawing without style, links and names that nobody asks for.

    `title` is what it is called where it has no title for screen readers.

    Raises:
        UndrawableError: if it cannot be read.
    """
    try:
        return _tidied(ET.fromstring(written), title)  # noqa: S314 - it has no entities to expand
    except (ET.ParseError, RecursionError) as error:
        raise UndrawableError from error


def _tidied(root: Element, title: str) -> DrawnDiagram:
    said = dict(cascade.of_each(root))
    parts = {element.get("id", ""): element for element in root.iter()}
    drawn = _drawn(root, said, parts)
    _give_ground(drawn)
    _forget(drawn)
    drawn.attrib |= {"role": "img"}
    if "aria-labelledby" not in drawn.attrib:
        drawn.set("aria-label", title)
    width, height = map(float, drawn.get("viewBox", "0 0 100 100").split()[2:])
    drawn.attrib |= {"width": f"{width:.0f}", "height": f"{height:.0f}"}
    return DrawnDiagram(svg=ET.tostring(drawn, encoding="unicode"), width=round(width))


def _drawn(
    element: Element, said: Mapping[Element, Mapping[str, Said]], parts: Mapping[str, Element]
) -> Element:
    """Return an element written anew, with what stands in it."""
    tag = element.tag.removeprefix(_SVG)
    own = said[element]
    drawn = Element("g" if tag in {"a", "switch"} else tag)
    drawn.text, drawn.tail = element.text, element.tail
    for name, value in element.attrib.items():
        if name in _PLACED or name in _SHOWN or name in _NAMED:
            _set(drawn, name, value, is_of_author=False)
    for name, each in own.items():
        if name in _SHOWN:
            _set(drawn, name, each.value, is_of_author=each.is_important)
    drawn.set("class", element.get("class", ""))
    for child in element:
        drawn.extend(_children(child, said, parts))
    return drawn


def _children(
    child: Element, said: Mapping[Element, Mapping[str, Said]], parts: Mapping[str, Element]
) -> Iterator[Element]:
    if not isinstance(child.tag, str) or not child.tag.startswith(_SVG):
        return
    tag = child.tag.removeprefix(_SVG)
    display = said[child].get("display")
    is_hidden = display is not None and display.value == "none"
    if tag in _GONE or is_hidden or _LABEL in child.get("id", ""):
        return
    if tag == "use":
        used = parts.get((child.get("href") or child.get(_XLINK) or "").removeprefix("#"))
        if used is not None and not any(each.tag == f"{_SVG}use" for each in used.iter()):
            group = Element("g", {"transform": _moved(child)})
            for each in used:
                group.extend(_label(each, said, parts))
            yield group
        return
    yield _drawn(child, said, parts)


def _moved(use: Element) -> str:
    return f"translate({use.get('x', '0')} {use.get('y', '0')})"


def _label(
    part: Element, said: Mapping[Element, Mapping[str, Said]], parts: Mapping[str, Element]
) -> Iterator[Element]:
    """Yield what is used; a label stands in a picture of its own, which would cut off words."""
    if part.tag != f"{_SVG}svg":
        yield from _children(part, said, parts)
        return
    for child in part:
        hidden = said[child].get("opacity")
        if hidden is not None and hidden.value == "0":
            continue
        for drawn in _children(child, said, parts):
            if _LEFT.search(child.get("data-merman-source-classes", "")):
                drawn.attrib |= {"x": "0", "text-anchor": "start"}
            yield drawn


def _set(drawn: Element, name: str, value: str, *, is_of_author: bool) -> None:
    if name in _COLORS:
        value = tints.shown(value, is_of_author=is_of_author)
    elif name == "font-size":
        value = _smaller(value)
    if "(" in value and not _is_harmless(name, value):
        return
    if value in _IDLE.get(name, ()):
        drawn.attrib.pop(name, None)
    elif value:
        drawn.set(name, _NUMBER.sub(lambda match: f"{float(match[0]):.2f}", value))


def _is_harmless(name: str, value: str) -> bool:
    if name in {"transform", "gradientTransform"}:
        return True
    return bool(_LOCAL.fullmatch(value)) or "url" not in value.lower()


def _smaller(size: str) -> str:
    length = _LENGTH.fullmatch(size.strip())
    if not length or length[2] in {"em", "rem"}:
        return size
    return f"{float(length[1]) * TYPE:g}"


def _give_ground(root: Element) -> None:
    """Have words on a ground that is always the same be readable on it, on dark pages, too."""
    for group in root.iter("g"):
        if _HOLDERS.search(group.get("class", "")):
            ground = next(_grounds(group), "")
            if tints.is_fixed(ground):
                _ink(group, tints.ink_on(ground))
    for shape in root.iter("rect"):  # behind a part of a sequence
        if shape.get("class") == "rect" and tints.is_fixed(shape.get("fill", "")):
            shape.set("fill-opacity", _TRANSLUCENT)
    for shape in (shape for marker in root.iter("marker") for shape in marker.iter()):
        if shape.get("fill") == "white":
            shape.set("fill", tints.PAGE)


def _grounds(group: Element) -> Iterator[str]:
    for shape in group.iter():
        fill = shape.get("fill", "none")
        if shape.tag in _SHAPES and fill != "none":
            yield fill


def _ink(group: Element, color: str) -> None:
    for text in group.iter():
        if text.tag in {"text", "tspan"} and not tints.is_fixed(text.get("fill", "")):
            text.set("fill", color)


def _forget(root: Element) -> None:
    """Take out classes, and names and parts to which nothing refers."""
    used = {name for attribute in _NAMED for name in root.get(attribute, "").split()}
    for element in root.iter():
        for value in element.attrib.values():
            used.update(_LOCAL.findall(value))
    for element in root.iter():
        element.attrib.pop("class", None)
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        for part in [
            part for part in element if part.tag in _REFERRED and part.get("id") not in used
        ]:
            element.remove(part)
