"""An entry's HTML as it can stand in a feed: safe, and with every address whole."""

import functools
import re
from urllib.parse import urljoin

import nh3

from cto_portfolio.site.feeds.unstyled import unstyled
from cto_portfolio.text import raw_html
from cto_portfolio.text.images.paper import Paper

_OF_THE_PAGE = re.compile(
    r'<div class="search-text" hidden="">.*?</div>\s*|<a class="headerlink".*?</a>', re.DOTALL
)
"""What only search indexes and readers of the page itself need."""

_TAGS = (nh3.ALLOWED_TAGS - {"span"}) | {"audio", "picture", "source", "tfoot", "track", "video"}
"""Spans carry the colours of code, which do not travel; their text stays."""
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"dir", "lang"},
    "abbr": {"title"},
    "audio": {"controls", "src"},
    "details": {"open"},
    "img": {"alt", "height", "src", "srcset", "title", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "source": {"media", "sizes", "src", "srcset", "type"},
    "time": {"datetime"},
    "track": {"default", "kind", "label", "src", "srclang"},
    "video": {"controls", "height", "poster", "src", "width"},
}
_OF_THE_THEME = re.compile(rf"#(?:{'|'.join(Paper)})$")
"""What stands behind the address of a picture for our stylesheets."""
_SCHEMES = {"data", "http", "https", "mailto"}
_KEPT = 256
"""Of how many entries is kept how they stand in feeds: in a preview, with every edit."""


@functools.lru_cache(maxsize=_KEPT)
def sanitized(html: str, *, base: str) -> str:
    """Return the HTML without script, style, forms and ids; `base` is the page it stands on."""
    return nh3.clean(
        unstyled(_OF_THE_PAGE.sub("", html)),
        tags=_TAGS,
        clean_content_tags={"button", "script", "select", "style", "svg", "textarea", "template"},
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _attribute(tag, name, value, base),
        link_rel=None,
        url_schemes=_SCHEMES,
    ).strip()


def _attribute(tag: str, name: str, value: str, base: str) -> str | None:
    if name == "srcset":
        return raw_html.changed(name, value, lambda _, url: _address(url, base) or "")
    if name not in raw_html.ADDRESSES:
        return value
    if value.startswith("data:") and tag != "img":
        return None
    return _address(value, base)


def _address(value: str, base: str) -> str | None:
    try:
        return urljoin(base, _OF_THE_THEME.sub("", value))
    except ValueError:  # an address that no browser would open either
        return None
