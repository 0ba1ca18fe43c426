"""What one way of attacking the product has come to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """How often one thing was tried, and which tries were not held off."""

    name: str
    tried: int
    broken: tuple[str, ...]
    """One sentence for each, with what is needed to try it again."""
