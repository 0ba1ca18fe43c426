"""Weights: how much what stands in a text speaks for a requirement, learnt from labelled texts.

`python -m bench.suggestions` writes them beside the framework; nobody sets them by hand.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from cto_portfolio.frameworks import FIVE_AREAS

NAME = f"{FIVE_AREAS}.weights.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """What is usual of a figure: its mean and how far texts are from it."""

    mean: float
    spread: float

    def place(self, value: float) -> float:
        """Return how unusual a value is; what is extreme counts as no more than far."""
        return max(-3.0, min(3.0, (value - self.mean) / self.spread))


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirementWeights:
    """What is known of one requirement."""

    base: float
    """How likely it is of any text, as the logarithm of the odds."""
    decision: float
    """What is added to it for a decision record."""
    figures: Mapping[str, float]
    """What the figures weigh that a text has for it, by their names."""
    usual: Mapping[str, Range]
    """What is usual of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """All that is learnt."""

    usual: Mapping[str, Range]
    """By the names of the figures of a text as a whole."""
    text: Mapping[str, Mapping[str, float]]
    """By area, what those figures weigh."""
    requirements: Mapping[str, RequirementWeights]
    likely: float
    """From which probability on a requirement is likely shown."""
    perhaps: float
    """From which probability on it may be."""


@functools.cache
def load() -> Weights:
    """Read the shipped weights."""
    file = resources.files("cto_portfolio.frameworks") / "data" / NAME
    return parse(file.read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """Return what a file of weights holds."""
    data = json.loads(text)
    requirements = {
        requirement: RequirementWeights(
            base=known["base"],
            decision=known["decision"],
            figures=known["figures"],
            usual=_ranges(known["usual"]),
        )
        for requirement, known in data["requirements"].items()
    }
    return Weights(**{**data, "usual": _ranges(data["usual"]), "requirements": requirements})


def _ranges(known: Mapping[str, tuple[float, float]]) -> dict[str, Range]:
    return {name: Range(mean=mean, spread=spread) for name, (mean, spread) in known.items()}
