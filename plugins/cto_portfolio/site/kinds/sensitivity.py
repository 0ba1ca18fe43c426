"""How much a weighted decision hangs on one weight, as people would say it."""

import math

from cto_portfolio import labels, wording
from cto_portfolio.content.kinds.architecture_tradeoff import (
    ArchitectureTradeoff,
    Flip,
    flips,
    totals,
)

_CLOSE, _CLEAR = 25, 75
"""Per cent by which a weight must move: up to the one a result is close, from the other on clear.
Weights are judgements, and two people seldom agree on one by less than a quarter."""

_LESS = (
    *((0.95, "a little less"), (0.9, "a tenth less"), (0.75, "a quarter less")),
    *((2 / 3, "a third less"), (0.5, "half as much"), (1 / 3, "a third as much")),
    *((0.25, "a quarter as much"), (0.1, "a tenth as much"), (0, "hardly at all")),
)
"""What a weight times so much is to people; the first that is below where the result turns."""
_MORE = (
    *((1.05, "a little more"), (1.1, "a tenth more"), (1.25, "a quarter more")),
    *((1.5, "half as much again"), (2, "twice as much"), (3, "three times as much")),
    *((5, "five times as much"), (10, "ten times as much")),
    (math.inf, "more than ten times as much"),
)


def first(meta: ArchitectureTradeoff) -> str | None:
    """Say which option came out first, and by how much; nothing where nothing is to be led."""
    sums = totals(meta)
    if len(sums) < 2:  # noqa: PLR2004 - nothing to lead by
        return None
    ranked = sorted(meta.options, key=lambda option: -sums[option.name])
    best, next_best = (wording.number(round(sums[option.name], 2)) for option in ranked[:2])
    winner, second = (f"“{option.name}”" for option in ranked[:2])
    if best == next_best:
        sentence = labels.of("level", winner=winner, second=second)
    else:
        figures = {"best": best, "next_best": next_best}
        sentence = labels.of("first_with", winner=winner, second=second, **figures)
    is_against = meta.chosen and meta.chosen is not ranked[0] and best != next_best
    if meta.chosen and is_against:
        sentence += f"; {labels.of('against_the_score', option=meta.chosen.name)}"
    return f"{sentence}."


def hinge(meta: ArchitectureTradeoff) -> str | None:
    """Say what would have had to count otherwise for another option to win."""
    turns = flips(meta)
    if not turns:
        return labels.of("firm") if len(totals(meta)) > 1 else None
    nearest = turns[0]
    if nearest.flips_at == nearest.weight:
        return None
    move = 100 * nearest.relative_move
    verdict = "close_call" if move <= _CLOSE else "clear_lead" if move >= _CLEAR else None
    sentence = labels.of(
        "hinge_won" if nearest.flips_at else "hinge_level",
        criterion=nearest.criterion,
        words=counted(nearest),
        winner=nearest.winner,
    )
    return f"{labels.of(verdict)} {sentence}" if verdict else sentence


def exactly(flip: Flip) -> str:
    """Say how far one weight must move for another option to win."""
    move = flip.flips_at - flip.weight
    to = wording.number(round(flip.flips_at, 2))
    if move == 0:
        return f"“{flip.winner}” is level already"
    way = "above" if move > 0 else "below"
    share = f", {wording.signed(round(100 * move / flip.weight))}%" if flip.weight else ""
    now = wording.number(flip.weight)
    return f"{way} {to} instead of {now}{share}: “{flip.winner}” wins"


def counted(flip: Flip) -> str:
    """Return how much a criterion would have had to count for another to win, in round words."""
    if not flip.weight:
        return "at all"
    share = flip.flips_at / flip.weight
    if share < 1:
        return next((words for factor, words in _LESS if factor < share), "for nothing")
    return next(_at_least(factor, share, words) for factor, words in _MORE if factor >= share)


def _at_least(factor: float, share: float, words: str) -> str:
    return f"more than {words}" if factor == share else words
