"""What templates read: shown text, never a value that they would have to work on.

What a template or partial reads is a TypedDict beside the code that builds it; those that several
modules build stand here. Their fields hold nothing but text, truth, None, and lists and TypedDicts
of them.
"""

from typing import Literal, TypeAlias, TypedDict

View: TypeAlias = object
"""Whatever goes into a page's front matter: plain YAML and JSON, so that every engine can pass it
on."""


class LinkView(TypedDict):
    """A named address."""

    title: str
    url: str


class ImageView(TypedDict):
    """A picture, with what it says to those who cannot see it."""

    url: str
    alt: str


class DayView(TypedDict):
    """A day as readers see it, and as machines do."""

    date: str
    datetime: str


class FigureView(TypedDict):
    """A number now, and what it was."""

    name: str
    before: str | None
    after: str
    unit: str | None
    change: str | None
    better: Literal["improved", "worsened", "unchanged", ""]
    """Empty where it is not known which direction is the good one."""
    text: str
    """All of it in a line."""


class CardView(DayView):
    """An entry as any list shows it."""

    title: str
    lang: str | None
    """The language of title and summary, where it is known."""
    url: str
    kind: str
    kind_name: str
    kind_role: str
    """As in `KindRole`."""
    summary: str
    organization: str | None
    detail: str
    """One short line that sets it apart from others of its kind; may be empty."""
    figure: FigureView | None
    image: ImageView | None
    strength: str
    """As in `Strength`, for the mark."""
    strength_name: str
    quote: str | None
    """How the words of somebody begin who vouches."""
