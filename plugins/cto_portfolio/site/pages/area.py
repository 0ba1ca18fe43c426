"""The page of an area: its stance, its requirements, and the claims made for each."""

import dataclasses
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content import addresses
from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.coverage import evidence
from cto_portfolio.coverage.evidence import Strength
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area
from cto_portfolio.site.pages import listing, overview, sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.listing import FoldView, Portion
from cto_portfolio.site.pages.overview import GlanceView, LevelView
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, LinkView, View

_MANY = 12
"""Entries for one requirement of which all are shown with what they claim."""
_BEST = 2
"""Of more, those that are; the others have a line each."""


class TraceView(CardView):
    """An entry as evidence for a requirement, as `partials/trace.html` reads it."""

    claim: str | None
    implied: bool


class KindEvidenceView(TypedDict):
    """The evidence that entries of one kind are."""

    id: str | None
    """None where all entries of the kind stand in a fold."""
    name: str
    evidence: list[TraceView]


class RequirementView(TypedDict):
    """A requirement, and all that shows it."""

    id: str
    name: str
    asks: str
    backing: str
    """How many entries there are, and what stands behind them."""
    status: str | None
    """As in `Status`; only where gaps are shown."""
    status_name: str | None
    kinds: list[KindEvidenceView]
    folds: list[FoldView]
    """All entries by kind, where there are many."""


class AreaView(TypedDict):
    """An area as `area.html` reads it."""

    id: str
    name: str
    summary: str
    stance: str
    judged_through: list[str]
    extent: str
    """How much there is to see."""
    glance: list[GlanceView]
    levels: list[LevelView]
    requirements: list[RequirementView]
    previous: LinkView | None
    next: LinkView | None


def build(area: Area, site: Site) -> Page:
    """Return the page of one area."""
    rows = site.rows_of(area)
    names = [row.requirement.name for row in rows]
    meta: dict[str, View] = {
        "template": "area.html",
        "lastmod": changed(trace.entry for row in rows for trace in row.evidence),
        "title": area.name,
        "description": wording.shortened(
            f"{area.name}: evidence for {wording.enumeration(names).lower()}.", MAX_DESCRIPTION
        ),
        "area": _area(area, site),
    }
    search = [area.summary, area.stance]
    for row in rows:
        search += [row.requirement.name, row.requirement.asks]
        search += [trace.claim for trace in row.evidence if trace.claim]
    built = page(addresses.of_area(area.id), meta, site, search=search)
    return sharing.overview(built, site, above=sharing.BELOW_COVERAGE)


def group_anchor(row: Row, kind_id: str) -> str:
    """Return the id of a requirement's entries of one kind on its area's page."""
    return f"{row.requirement.slug}--{kind_id}"


def _area(area: Area, site: Site) -> AreaView:
    rows = site.rows_of(area)
    around = [None, *site.areas, None]
    at = around.index(area)
    return {
        "id": area.id,
        "name": area.name,
        "summary": wording.sentence(area.summary),
        "stance": area.stance,
        "judged_through": list(area.judged_through),
        "extent": overview.extent(area, site),
        "glance": [overview.requirement(row, site) for row in rows],
        "levels": overview.levels(rows),
        "requirements": [_requirement(row, site) for row in rows],
        "previous": _link(around[at - 1], site),
        "next": _link(around[at + 1], site),
    }


def _requirement(row: Row, site: Site) -> RequirementView:
    is_long = len(row.evidence) > _MANY
    shown = _best(row) if is_long else row
    return {
        "id": row.requirement.slug,
        "name": row.requirement.name,
        "asks": row.requirement.asks,
        "backing": wording.sentence(overview.backing(row.evidence)),
        "status": row.status.value if site.shows_gaps else None,
        "status_name": row.status.value.capitalize() if site.shows_gaps else None,
        "kinds": [
            {
                "id": None if is_long else group_anchor(row, kind.id),
                "name": kind.list_name,
                "evidence": [
                    {**card(trace.entry, site), "claim": trace.claim, "implied": trace.is_implied}
                    for trace in shown.of_kind(kind.id)
                ],
            }
            for kind in KINDS.values()
            if shown.of_kind(kind.id)
        ],
        "folds": _folds(row, site) if is_long else [],
    }


def _best(row: Row) -> Row:
    """Return a row with the evidence that says the most for itself."""
    ranks = list(Strength)
    ranked = sorted(
        row.evidence,
        key=lambda trace: (not trace.claim, -ranks.index(evidence.strength(trace.entry))),
    )
    return dataclasses.replace(row, evidence=tuple(ranked[:_BEST]))


def _folds(row: Row, site: Site) -> list[FoldView]:
    portions = [_part(row, kind, site) for kind in KINDS.values() if row.of_kind(kind.id)]
    return listing.folds(portions, site, aside=listing.nothing, opens=0)


def _part(row: Row, kind: Kind, site: Site) -> Portion:
    """Return the entries of a kind; where they are all that there are, these have a list."""
    entries = [trace.entry for trace in row.of_kind(kind.id)]
    is_all = len(entries) == len(site.of_kind[kind.id])
    url = site.list_url(kind) if is_all else None
    return Portion(id=group_anchor(row, kind.id), name=kind.list_name, entries=entries, url=url)


def _link(area: Area | None, site: Site) -> LinkView | None:
    return {"title": area.name, "url": site.area_url(area)} if area else None
