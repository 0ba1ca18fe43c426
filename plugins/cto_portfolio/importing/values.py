"""Values of another tool's front matter as text for people."""

import html
import re
from collections.abc import Mapping

from cto_portfolio.importing import entry_text

_ENTITY = re.compile(r"&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")


def written(value: object) -> str:
    """Return a value of front matter as text for people."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {written(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(written, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def text_of(value: object) -> str:
    """Return a title or a sentence on one line, without the codes of HTML."""
    text = written(value)
    return entry_text.one_line(html.unescape(text) if _ENTITY.search(text) else text)
