"""What templates read: shown text, never a value that they would have to work on."""

from typing import TypeAlias, TypedDict

View: TypeAlias = object
"""Whatever goes into a page's front matter: plain YAML and JSON, so that every engine can pass it
on. What a template or partial reads is a TypedDict beside the code that builds it; those that
several modules build stand here. Their fields are of no other types than text, truth, `None`, and
lists and TypedDicts of them."""


class FigureView(TypedDict):
    """Reads `partials/figure.html`: a number now, and what it was."""

    name: str
    before: str | None
    after: str
    unit: str | None
    change: str | None
    better: str
    """As in `Figure.direction`; empty where it is not known."""
    text: str
    """All of it in a line."""
