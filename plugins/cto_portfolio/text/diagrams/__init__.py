"""Diagrams: blocks of Mermaid in Markdown, drawn while the site is built.

What cannot be drawn stays the block of code that it is. Nothing is kept on a disk: drawing takes
less than a tenth of a second, and what is private leaves no picture behind.
"""

import bisect
import functools
import html
import re
from typing import TYPE_CHECKING

from cto_portfolio.text.diagrams import fences, mermaid
from cto_portfolio.text.diagrams.mermaid import UndrawnError

if TYPE_CHECKING:
    from cto_portfolio.text.diagrams import drawing

__all__ = ["UndrawnError", "drawn", "fences"]

_TITLE = re.compile(
    r"^[ \t]*(?:accTitle|(?:pie[ \t]+)?title)[ \t:]+(?P<title>[\w\"'].*)$", re.MULTILINE
)
_UNNAMED = "Diagram"
_WIDE = (500, 650, 850, 1100, 1400)
"""Widths in pixels; how far a picture shrinks before it scrolls depends on how many it passes."""


def drawn(source: str, *, number: int = 1) -> str:
    """Return a diagram as HTML: the picture, and the text that it was drawn from.

    `number` counts the same diagram on a page, where an id may stand once.

    Raises:
        UndrawnError: if it cannot be drawn, and why.
    """
    picture = _picture(source)
    if isinstance(picture, UndrawnError):
        raise picture
    name = mermaid.name(source)
    svg = picture.svg.replace(name, f"{name}-{number}") if number > 1 else picture.svg
    passed = bisect.bisect_left(_WIDE, picture.width)
    wide = f" diagram--wide diagram--wide-{passed}" if passed else ""
    return (
        f'<figure class="diagram{wide}"><div class="diagram__picture" tabindex="0">{svg}</div>'
        f'<details class="diagram__source"><summary>Diagram as text</summary>'
        f"<pre><code>{html.escape(source, quote=False)}\n</code></pre></details></figure>"
    )


@functools.lru_cache(maxsize=256)
def _picture(source: str) -> "drawing.DrawnDiagram | UndrawnError":
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
    except drawing.UndrawableError:
        return UndrawnError("it holds characters that no picture can, or is too deep; change it")
