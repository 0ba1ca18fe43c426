"""Callouts: quotes that begin with `[!NOTE]`, as GitHub and Obsidian have them."""

import re

_MARK = re.compile(
    r"\\?\[!(?P<kind>[a-zA-Z][\w-]*)(?:\|[^\]\n]*)?\\?\](?P<fold>[+-]?)"
    r"(?:[ \t]+(?P<title>.*))?[ \t]*"
)
_SIGNS = {"": "!!!", "-": "???", "+": "???+"}
"""How admonitions are written: always open, folded, and unfolded."""


def head(line: str) -> str | None:
    """Return the first line of an admonition for that of a quote; None: it is only a quote."""
    mark = _MARK.fullmatch(line)
    if mark is None:
        return None
    kind = mark["kind"].lower()
    title = (mark["title"] or "").strip() or kind.replace("-", " ").capitalize()
    return f'{_SIGNS[mark["fold"]]} {kind} "{title}"'
