"""Highlights: the entries that stand for all the others where there is room for a few."""

from collections.abc import Iterable

from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.coverage.evidence import Strength, strength


def in_role(entries: Iterable[Entry], role: KindRole) -> tuple[Entry, ...]:
    """Return the entries of the kinds that have a role."""
    return tuple(entry for entry in entries if entry.kind.role is role)


def outcomes(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries about something that got better, as a figure shows.

    Where there is none, the author's word that it matters will do, with what it was worth; and if
    no entry has either, whatever was brought about.
    """
    all_ = in_role(entries, KindRole.OUTCOME)
    shown = tuple(
        entry
        for entry in all_
        if entry.meta.figure or (entry.meta.featured and entry.meta.business_value)
    )
    return shown or tuple(entry for entry in all_ if entry.meta.business_value) or all_


def best(entries: Iterable[Entry], limit: int) -> list[Entry]:
    """Return what the author features, then what is backed, in the given order in each."""
    ranks = list(Strength)
    ranked = sorted(
        entries, key=lambda entry: (not entry.meta.featured, -ranks.index(strength(entry)))
    )
    return ranked[:limit]
