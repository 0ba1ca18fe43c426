"""An entry's HTML as it can stand in a feed: safe, and with every address whole."""

import functools
import re
from urllib.parse import urljoin

import nh3

_OF_THE_PAGE = re.compile(
    r'<div class="search-text" hidden="">.*?</div>\s*|<a class="headerlink".*?</a>', re.DOTALL
)
"""What only search indexes and readers of the page itself need."""

_TAGS = (nh3.ALLOWED_TAGS - {"span"}) | {"audio", "picture", "source", "tfoot", "video"}
"""Spans carry the colours of code, which do not travel; their text stays."""
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"dir", "lang"},
    "audio": {"controls", "src"},
    "img": {"alt", "height", "src", "srcset", "title", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "source": {"src", "srcset", "type"},
    "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"},
}
_SCHEMES = {"data", "http", "https", "mailto"}
_KEPT = 256
"""Of how many entries is kept how they stand in feeds: in a preview, with every edit."""
_CANDIDATE = re.compile(r"(\S*[^\s,])((?:\s+[^\s,]+)?\s*(?:,|$))")
"""An address of a `srcset`, and what it is for."""


@functools.lru_cache(maxsize=_KEPT)
def sanitized(html: str, *, base: str) -> str:
    """Return the HTML without script, style, forms and ids; `base` is the page it stands on."""
    return nh3.clean(
        _OF_THE_PAGE.sub("", html),
        tags=_TAGS,
        clean_content_tags={"button", "script", "select", "style", "svg", "textarea", "template"},
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _attribute(tag, name, value, base),
        link_rel=None,
        url_schemes=_SCHEMES,
    ).strip()


def _attribute(tag: str, name: str, value: str, base: str) -> str | None:
    if name == "srcset":
        return _CANDIDATE.sub(lambda one: f"{_address(one[1], base) or ''}{one[2]}", value)
    if name not in {"cite", "href", "poster", "src"}:
        return value
    if value.startswith("data:") and tag != "img":
        return None
    return _address(value, base)


def _address(value: str, base: str) -> str | None:
    try:
        return urljoin(base, value)
    except ValueError:  # an address that no browser would open either
        return None
