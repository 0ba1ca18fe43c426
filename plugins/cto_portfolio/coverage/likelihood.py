"""Likelihood: how probably a person would take a text for evidence, by what is learnt of others."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from cto_portfolio.coverage import reading as readings
from cto_portfolio.coverage.reading import TextReading
from cto_portfolio.frameworks.vocabulary import Vocabulary
from cto_portfolio.frameworks.weights import Weights

BASE, DECISION = "base", "decision"
"""The names of what speaks for a requirement before a word is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Likelihood:
    """How probable it is, and what speaks for it."""

    parts: Mapping[str, float]
    """By the name of a figure, what it adds to the logarithm of the odds."""

    @property
    def probability(self) -> float:
        """From 0 to 1."""
        return 1 / (1 + math.exp(-math.fsum(self.parts.values())))


def of(
    reading: TextReading, requirement: str, vocabulary: Vocabulary, weights: Weights
) -> Likelihood:
    """Return how probable it is that a text shows a requirement of which something is learnt."""
    figures = readings.figures(reading, requirement, vocabulary)
    return weighed(requirement, figures, reading.figures, weights, is_decision=reading.is_decision)


def weighed(
    requirement: str,
    figures: Mapping[str, float],
    of_text: Mapping[str, float],
    weights: Weights,
    *,
    is_decision: bool,
) -> Likelihood:
    """Return the same of the figures that were read."""
    known = weights.requirements[requirement]
    parts = {BASE: known.base}
    if is_decision:
        parts[DECISION] = known.decision
    for name, value in figures.items():
        parts[name] = known.figures[name] * known.usual[name].place(value)
    of_area = weights.text[requirement.partition("/")[0]]
    for name, value in of_text.items():
        parts[name] = of_area[name] * weights.usual[name].place(value)
    return Likelihood(parts=parts)
