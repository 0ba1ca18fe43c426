"""Highlights: the entries that stand for all the others where there is room for a few."""

from collections.abc import Iterable

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.evidence import Strength, strength


def best(entries: Iterable[Entry], limit: int) -> list[Entry]:
    """Return what the author features, then what is backed, in the given order in each."""
    ranks = list(Strength)
    ranked = sorted(entries, key=lambda one: (not one.meta.featured, -ranks.index(strength(one))))
    return ranked[:limit]
