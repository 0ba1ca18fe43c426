"""References: every address in HTML, CSS and SVG, read as browsers read them.

Too many rather than too few: what is overlooked would be missing on the site, or would lead to
what is hidden. Only text that no browser takes for an address is left out: words between tags,
comments, and attributes that hold names or words for people.
"""

import html
import html.entities
import re
from collections.abc import Iterator

from cto_portfolio.text import tags

_NO_ADDRESSES = frozenset(
    [
        *("abbr", "align", "alt", "class", "colspan", "coords", "dir", "for", "headers", "height"),
        *("hreflang", "id", "label", "lang", "media", "name", "placeholder", "rel", "role"),
        *("rowspan", "scope", "sizes", "summary", "target", "title", "type", "width", "xml:lang"),
    ]
)
"""Attributes that hold names or words, such as the id that each heading has."""

_ENTITY = re.compile(r"&(?:#\w+;?|(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<end>;|(?![=;])))")
_LINE_BREAKS = re.compile(r"[\t\n\r]")
"""Browsers drop these from an address, wherever they stand in it."""
_SEVERAL = re.compile(r"[\s,;|\"'()<>{}\[\]=]")
_PIECES = re.compile(r"[\s,;|\"'()<>{}\[\]=]+")
_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'")

_CSS_TOKEN = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|\"(?P<double>(?:[^\"\\\n]|\\.)*)\"?"
    r"|'(?P<single>(?:[^'\\\n]|\\.)*)'?"
    r"|\burl\(\s*(?P<bare>(?:[^\"')\\]|\\.)+)",
    re.DOTALL | re.IGNORECASE,
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)
_CSS_CALL = re.compile(r"\b(?:url|src|image|image-set)\(", re.IGNORECASE)

_IN_SRCSET = re.compile(r"(?P<url>[^\s,]\S*(?<!,))[^,]*,?")

_SCRIPT_STRING = re.compile(r"(?P<quote>[\"'`])(?P<text>[^\"'`\\\s]{1,1000})(?P=quote)")

_INSTRUCTION = re.compile(r"<\?(?P<inner>[^<>]*)\?>")


def candidates(srcset: str) -> Iterator[re.Match[str]]:
    """Yield each address of a `srcset`, as the group `url`; commas may stand in one."""
    return _IN_SRCSET.finditer(srcset)


def addresses_in_html(text: str) -> Iterator[str]:
    """Yield what may be an address in any attribute or style, entities decoded.

    Of several addresses in one value, such as those of `srcset`, each is yielded, and the value.
    """
    for tag in tags.read(text):
        for name, value in tag.attributes:
            if value and name not in _NO_ADDRESSES and not name.startswith("aria-"):
                yield from _candidates(value)
        if tag.name == "style":
            yield from addresses_in_css(html.unescape(tag.text))


def addresses_in_svg(text: str) -> Iterator[str]:
    """Yield what may be an address in a picture: in attributes, styles, and instructions."""
    for instruction in _INSTRUCTION.finditer(text):
        yield from addresses_in_html(f"<{instruction['inner']}>")
    yield from addresses_in_html(text)


def addresses_in_css(text: str) -> Iterator[str]:
    """Yield every address in styles, and every string: `@import` and `image-set()` take those."""
    for token in _CSS_TOKEN.finditer(text):
        value = next(filter(None, token.groups()), "")
        if address := _CSS_ESCAPE.sub(_unescaped, value).strip():
            yield address


def addresses_in_script(text: str) -> Iterator[str]:
    """Yield every string in a script that may be an address: modules and data are loaded so."""
    for string in _SCRIPT_STRING.finditer(text):
        if "/" in string["text"] or "." in string["text"]:
            yield string["text"]


def decoded(written: str) -> str:
    """Return the value of an attribute as browsers read it: `&copy=1` stays what it is."""
    return _ENTITY.sub(_decoded, written) if "&" in written else written


def _candidates(written: str) -> Iterator[str]:
    """Yield what may be an address in the value of an attribute."""
    value = decoded(written)
    whole = _LINE_BREAKS.sub("", value).strip()
    if whole:
        yield whole
    if not _SEVERAL.search(whole):
        return
    pieces = [piece.strip(",") for piece in value.split()]
    pieces += [inner for pair in _QUOTED.findall(value) for inner in pair]
    pieces += _PIECES.split(value)
    if _CSS_CALL.search(value):
        pieces += addresses_in_css(value)
    yield from (piece for piece in dict.fromkeys(pieces) if "." in piece or "/" in piece)


def _decoded(entity: re.Match[str]) -> str:
    """Decode an entity in an attribute, where `&copy=1` and `&copyright` stay as they are."""
    name = entity["name"]
    is_known = name is None or f"{name}{entity['end']}" in html.entities.html5
    return html.unescape(entity[0]) if is_known else entity[0]


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1]:
        code = int(escape[1], 16)
        return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last character
    return escape[2] or ""
