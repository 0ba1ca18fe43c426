"""The areas at a glance: each requirement with a mark for every entry, filled as it is backed."""

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.coverage import evidence
from cto_portfolio.coverage.evidence import Evidence, Strength
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area
from cto_portfolio.site.pages.cards import strength_name
from cto_portfolio.site.site import Site

MAX_MARKS = 6
"""Marks that a phone has room for beside each other; more entries are shown by their shares."""


class GlanceView(TypedDict):
    """A requirement as a cell of `partials/glance.html`."""

    name: str
    url: str
    text: str
    """What the marks say."""
    marks: list[str]
    """The strength of what each mark stands for, as in `Strength`."""
    total: str | None
    """How many entries there are, where there is no room for a mark each."""


class LevelView(TypedDict):
    """What a mark means."""

    strength: str
    name: str


class AreaGlanceView(TypedDict):
    """An area, and its requirements."""

    name: str
    url: str
    text: str
    """How much there is to see."""
    requirements: list[GlanceView]


class OverviewView(TypedDict):
    """The areas as `partials/overview.html` reads them."""

    areas: list[AreaGlanceView]
    levels: list[LevelView]


def build(site: Site) -> OverviewView | None:
    """Return the areas that readers see, or nothing where nothing is evidence for any."""
    if not site.listed or not site.rows:
        return None
    return {
        "areas": [
            {
                "name": area.name,
                "url": site.area_url(area),
                "text": extent(area, site),
                "requirements": [requirement(row, site) for row in site.rows_of(area)],
            }
            for area in site.areas
        ],
        "levels": levels(site.rows),
    }


def is_crowded(site: Site) -> bool:
    """Whether most marks stand for several entries, so that they say little."""
    crowded = [row for row in site.rows if len(row.evidence) > MAX_MARKS]
    return 2 * len(crowded) > len(site.rows)


def extent(area: Area, site: Site) -> str:
    """Return how much there is to see of an area."""
    rows = [row for row in site.rows_of(area) if not row.is_gap]
    entries = {trace.entry.path for row in rows for trace in row.evidence}
    if not entries:
        return labels.of("no_evidence")
    return wording.count(len(entries), "entry", "entries")


def requirement(row: Row, site: Site) -> GlanceView:
    """Return a requirement as a cell: its name, its marks, and what the marks say."""
    ranked = _best_first(row.evidence)
    is_crowded = len(ranked) > MAX_MARKS
    if is_crowded:
        ranked = [ranked[len(ranked) * mark // MAX_MARKS] for mark in range(MAX_MARKS)]
    return {
        "name": row.requirement.name,
        "url": site.requirement_url(row.requirement),
        "text": backing(row.evidence),
        "marks": [strength.value for strength in ranked],
        "total": f"{len(row.evidence):,}" if is_crowded else None,
    }


def backing(traces: Sequence[Evidence]) -> str:
    """Return how many entries there are, and what stands behind them: `3 entries, 1 measured`."""
    if not traces:
        return labels.of("no_evidence").lower()
    entries = wording.count(len(traces), "entry", "entries")
    counts = Counter(_best_first(traces))
    names = {strength: labels.of(f"backed_{strength.value}") for strength in counts}
    if len(counts) == 1 and len(traces) > 1:
        names = {strength: f"all {name}" for strength, name in names.items()}
    elif len(counts) > 1:
        names = {strength: f"{counts[strength]} {name}" for strength, name in names.items()}
    return ", ".join([entries, *(name for strength, name in names.items() if strength.is_backed)])


def levels(rows: Sequence[Row]) -> list[LevelView]:
    """Return what the marks in some rows mean, the least first."""
    shown = {evidence.strength(trace.entry) for row in rows for trace in row.evidence}
    return [
        {"strength": strength.value, "name": strength_name(strength)}
        for strength in Strength
        if strength in shown
    ]


def _best_first(traces: Sequence[Evidence]) -> list[Strength]:
    ranks = list(Strength)
    strengths = (evidence.strength(trace.entry) for trace in traces)
    return sorted(strengths, key=lambda strength: -ranks.index(strength))
