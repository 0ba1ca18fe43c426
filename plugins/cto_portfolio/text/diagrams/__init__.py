"""Diagrams: blocks of Mermaid in Markdown, drawn while the site is built.

What cannot be drawn stays the block of code that it is. Nothing is kept on a disk: drawing takes
less than a tenth of a second, and what is private leaves no picture behind.
"""

import functools
import html
import re

from cto_portfolio.text.diagrams import fences, mermaid
from cto_portfolio.text.diagrams.mermaid import UndrawnError

__all__ = ["UndrawnError", "drawn", "fences"]

_TITLE = re.compile(
    r"^[ \t]*(?:accTitle|(?:pie[ \t]+)?title)[ \t:]+(?P<title>[\w\"'].*)$", re.MULTILINE
)
_UNNAMED = "Diagram"


def drawn(source: str, *, number: int = 1) -> str:
    """Return a diagram as HTML: the picture, and the text that it was drawn from.

    `number` counts the same diagram on a page, where an id may stand once.

    Raises:
        UndrawnError: if it cannot be drawn, and why.
    """
    picture = _picture(source)
    if isinstance(picture, UndrawnError):
        raise picture
    if number > 1:
        name = mermaid.name(source)
        picture = picture.replace(name, f"{name}-{number}")
    return (
        f'<figure class="diagram"><div class="diagram__picture" tabindex="0">{picture}</div>'
        f'<details class="diagram__source"><summary>Diagram as text</summary>'
        f"<pre><code>{html.escape(source, quote=False)}\n</code></pre></details></figure>"
    )


@functools.lru_cache(maxsize=256)
def _picture(source: str) -> str | UndrawnError:
    """Return the picture, or why there is none, which takes as long to find out."""
    titled = _TITLE.search(source)
    title = titled["title"].strip().strip("\"'") if titled else _UNNAMED
    try:
        drawn = mermaid.drawn(source)
    except UndrawnError as error:
        return error
    # Imported here alone: what it needs comes with the extra that draws.
    from cto_portfolio.text.diagrams import drawing  # noqa: PLC0415

    try:
        return drawing.tidied(drawn, title=title)
    except drawing.UnreadableError:
        return UndrawnError("it holds characters that no picture can, or is too deep; change it")
