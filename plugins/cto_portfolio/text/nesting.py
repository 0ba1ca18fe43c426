"""Nesting: how deep elements stand in each other in authors' HTML.

Browsers and parsers look at everything around an element when it ends, so that what is nested
without end takes without end.
"""

import re

MAX_DEPTH = 200
"""Deepest nesting; a page with tabs in tables in lists needs twenty. Browsers stop at 512."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)")
_NEVER_NESTED = frozenset(
    [
        *("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"),
        *("wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"),
        *("colgroup", "rt", "rp"),
    ]
)
"""Elements that hold none, or that the next of their kind ends."""


def too_deep(html: str) -> int | None:
    """Return where the first tag stands that is nested too deep."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag["name"].lower() in _NEVER_NESTED:
            continue
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        if depth > MAX_DEPTH:
            return tag.start()
    return None
