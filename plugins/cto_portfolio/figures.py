"""Figures: a number now, and what it was before."""

from dataclasses import dataclass
from typing import Literal

from cto_portfolio import wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number that something came to."""

    name: str
    """What is measured."""
    before: float | None
    after: float
    unit: str | None
    better: Literal["lower", "higher"] | None
    """Which direction is the good one, as far as the author says."""

    @property
    def change(self) -> str | None:
        """By how much it changed, in words; None where nothing stood there before."""
        if self.before is None:
            return None
        return wording.change(self.before, self.after, self.unit)

    @property
    def direction(self) -> Literal["improved", "worsened", "unchanged", ""]:
        """Whether the change is a good one; empty where that is not known."""
        if self.better is None or self.before is None:
            return ""
        if self.after == self.before:
            return "unchanged"
        is_lower = self.after < self.before
        return "improved" if is_lower is (self.better == "lower") else "worsened"

    @property
    def values(self) -> str:
        """The numbers alone: `from 41 min to 6 min (−85%)`."""
        after = wording.quantity(self.after, self.unit)
        if self.before is None:
            return after
        return f"from {wording.quantity(self.before, self.unit)} to {after} ({self.change})"

    @property
    def text(self) -> str:
        """What is measured and its numbers, in a line."""
        return f"{self.name}: {self.values}"
