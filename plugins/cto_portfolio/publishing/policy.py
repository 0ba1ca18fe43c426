"""The site's Content-Security-Policy: pages load from the site alone, and run its own files alone.

One policy fits every page, because the theme has one script that stands in its pages, the same in
all. That one is named by its hash, taken of the theme's file: a hash of what a built page holds
would let whatever got into it run, too.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

from cto_portfolio import links

INLINE = "partials/early-script.html"
"""The theme's template that holds the one script."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def build(inline: str, *, is_preview: bool = False) -> str:
    """Return the policy under which the scripts in a piece of markup run, and no others of pages.

    Engines put a script of their own into the pages of a preview, another one each time; it runs.
    """
    hashes = [_hash(script) for script in _SCRIPT.findall(inline)]
    scripts = ["'unsafe-inline'"] if is_preview else hashes
    rules = (
        "default-src 'none'",
        " ".join(["script-src 'self'", *scripts]),
        "style-src 'self'",
        "img-src 'self' data:",  # a protected packet holds its pictures in itself
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def refused(addresses: Iterable[str]) -> Iterator[str]:
    """Say which scripts and stylesheets of the author's a page may not load."""
    for address in addresses:
        if links.is_external(address):
            yield f"'{address}' lies on another site, and pages load nothing from there; copy it"


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
