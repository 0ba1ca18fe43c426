"""Figures: what a change comes to, as shown where there is room for one alone."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number now, and what it was."""

    before: str | None
    after: str
    caption: str
    """What is measured, in what, and by how much it changed."""
