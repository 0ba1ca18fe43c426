"""Diagrams that cannot be drawn, and so are shown as the text that they are."""

from collections.abc import Iterable, Iterator

from cto_portfolio.content.sources import Source
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import diagrams
from cto_portfolio.text.prose import Reference


def problems(markdown: Iterable[Source]) -> Iterator[Problem]:
    """Yield a warning for each, at the line where it goes wrong."""
    for source in markdown:
        if source.entry or source.author_page or source.document:
            for fence in diagrams.fences.find(source.body):
                yield from _of_fence(fence, source)


def _of_fence(fence: diagrams.fences.Fence, source: Source) -> Iterator[Problem]:
    try:
        diagrams.drawn(fence.source)
    except diagrams.UndrawnError as error:
        line = fence.first + 1 + error.line
        place = Reference(url="", start=0, line=line, is_image=False)
        message = f"this diagram is shown as text: {error.message}"
        yield source.at(place, "undrawn-diagram", message, Severity.WARNING)
