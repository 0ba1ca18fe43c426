"""Evidence: the trace link from an entry to a requirement, and how much it can carry."""

import enum
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from cto_portfolio.content.entry import Entry, KindRole, Visibility
from cto_portfolio.frameworks import Channel, Framework, Implication, Requirement

_KEPT = 4096
"""Of how many entries is kept what stands behind them: many pages ask."""


class Strength(enum.StrEnum):
    """What stands behind an entry: facts, not adjectives."""

    CLAIMED = "claimed"
    MEASURED = "measured"
    CORROBORATED = "corroborated"
    BOTH = "both"

    @property
    def is_backed(self) -> bool:
        """Whether there is more than the author's own words."""
        return self is not Strength.CLAIMED


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """An entry is evidence for a requirement."""

    entry: Entry
    requirement: Requirement
    claim: str | None
    is_implied: bool
    """Whether it follows from the entry's kind, and the author has not declared it."""


def of(entry: Entry, framework: Framework) -> Iterator[Evidence]:
    """Yield the evidence an author declares, then what else follows from the entry's kind.

    Ids that the framework does not have are passed over; `portfolio.parse` reports them.
    """
    declared = {trace.requirement: trace.claim for trace in entry.meta.evidence}
    for requirement in framework.requirements:
        if requirement.id in declared:
            yield Evidence(
                entry=entry,
                requirement=requirement,
                claim=declared[requirement.id],
                is_implied=False,
            )
        elif any(_holds(rule, entry) for rule in requirement.implied_by):
            yield Evidence(entry=entry, requirement=requirement, claim=None, is_implied=True)


@functools.lru_cache(maxsize=_KEPT)
def strength(entry: Entry) -> Strength:
    """Return what stands behind an entry."""
    match entry.meta.is_measured, entry.meta.is_corroborated:
        case True, True:
            return Strength.BOTH
        case True, False:
            return Strength.MEASURED
        case False, True:
            return Strength.CORROBORATED
        case _:
            return Strength.CLAIMED


def has_lost_proof(entry: Entry) -> bool:
    """Whether an entry is its author's own word alone since somebody else's proof has gone."""
    has_gone = any(link.gone for link in entry.meta.links)
    return has_gone and not entry.meta.is_corroborated


def channel(entry: Entry) -> Channel:
    """Return how an entry reaches a reader: other people's words are vouched, wherever they are."""
    if entry.kind.role is KindRole.VOUCHER:
        return Channel.VOUCHED
    return Channel.SHOWN if entry.visibility is Visibility.PUBLIC else Channel.TOLD


def _holds(rule: Implication, entry: Entry) -> bool:
    if rule.kind != entry.kind.id:
        return False
    return rule.having is None or bool(getattr(entry.meta, rule.having, None))
