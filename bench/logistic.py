"""Logistic regression with a penalty for each weight, on plain lists: small data, no dependency."""

import math
from collections.abc import Callable, Sequence

Vector = list[float]
Objective = Callable[[Sequence[float]], tuple[float, Vector]]
"""What is to be made small, and its slope."""

_REMEMBERED = 8
_STEPS = 200
_FLAT = 1e-3


def probability(odds: float) -> float:
    """Return the probability of which the logarithm of the odds is given."""
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, odds))))


def loss(odds: float, label: bool) -> float:  # noqa: FBT001 - a label is true or false
    """Return how wrong it is to say so of a label."""
    signed = odds if label else -odds
    return math.log1p(math.exp(-signed)) if signed > -35 else -signed


def minimum(objective: Objective, start: Vector) -> Vector:
    """Return where an objective is smallest, by L-BFGS."""
    point, (value, slope) = start, objective(start)
    history: list[tuple[Vector, Vector, float]] = []
    for _ in range(_STEPS):
        if max(map(abs, slope)) < _FLAT:
            break
        direction = _direction(slope, history)
        downhill = _dot(direction, slope)
        length = 1.0 if history else 1 / max(1.0, math.sqrt(_dot(slope, slope)))
        while True:
            next_point = [at + length * by for at, by in zip(point, direction, strict=True)]
            next_value, next_slope = objective(next_point)
            if next_value <= value + 1e-4 * length * downhill or length < 1e-8:
                break
            length /= 2
        moved = [new - old for new, old in zip(next_point, point, strict=True)]
        turned = [new - old for new, old in zip(next_slope, slope, strict=True)]
        if (curve := _dot(moved, turned)) > 1e-12:
            history = [*history[1 - _REMEMBERED :], (moved, turned, curve)]
        point, value, slope = next_point, next_value, next_slope
    return point


def _direction(slope: Vector, history: Sequence[tuple[Vector, Vector, float]]) -> Vector:
    left = list(slope)
    shares = []
    for moved, turned, curve in reversed(history):
        share = _dot(moved, left) / curve
        shares.append(share)
        left = [value - share * by for value, by in zip(left, turned, strict=True)]
    if history:
        _, turned, curve = history[-1]
        scale = curve / _dot(turned, turned)
        left = [value * scale for value in left]
    for (moved, turned, curve), share in zip(history, reversed(shares), strict=True):
        back = share - _dot(turned, left) / curve
        left = [value + back * by for value, by in zip(left, moved, strict=True)]
    return [-value for value in left]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))
