"""The page of an area: its stance, its requirements, and the claims made for each."""

import dataclasses
from collections.abc import Iterator
from typing import TypedDict

from cto_portfolio import labels, wording
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
from cto_portfolio.site.pages.overview import GlanceView
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, LinkView, View

MAX_TRACES = 2
"""Pieces of evidence that stand open for each requirement; the others are folded."""
_MANY = 12
"""Pieces that are all shown with what they claim; of more, all but the best have a line each."""


class TraceView(CardView):
    """An entry as evidence for a requirement, as `partials/trace.html` reads it."""

    claim: str | None
    implied: bool
    anchor: str | None
    """The id of the entries of its kind, if it is the first of those."""


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
    evidence: list[TraceView]
    """The first of it; the best, where there is much."""
    more: list[TraceView]
    more_text: str
    folds: list[FoldView]
    """All of it by kind, where there is much."""


class AreaView(TypedDict):
    """An area as `area.html` reads it."""

    id: str
    name: str
    summary: str
    extent: str
    """How much there is to see."""
    glance: list[GlanceView]
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
    search = [area.summary]
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
        "extent": overview.extent(area, site),
        "glance": [overview.requirement(row, site) for row in rows],
        "requirements": [_requirement(row, site) for row in rows],
        "previous": _link(around[at - 1], site),
        "next": _link(around[at + 1], site),
    }


def _requirement(row: Row, site: Site) -> RequirementView:
    is_long = len(row.evidence) > _MANY
    traces = list(_traces(_best(row) if is_long else row, site))
    shown, more = traces[:MAX_TRACES], traces[MAX_TRACES:]
    return {
        "id": row.requirement.slug,
        "name": row.requirement.name,
        "asks": row.requirement.asks,
        "backing": wording.sentence(overview.backing(row.evidence)),
        "status": row.status.value if site.shows_gaps else None,
        "status_name": row.status.value.capitalize() if site.shows_gaps else None,
        "evidence": [{**trace, "anchor": None} for trace in shown] if is_long else shown,
        "more": more,
        "more_text": labels.of("more_of_it", count=f"{len(more):,}"),
        "folds": _folds(row, site) if is_long else [],
    }


def _traces(row: Row, site: Site) -> Iterator[TraceView]:
    """Yield what shows a requirement, kind by kind."""
    for kind in KINDS.values():
        for number, trace in enumerate(row.of_kind(kind.id)):
            yield {
                **card(trace.entry, site),
                "claim": trace.claim,
                "implied": trace.is_implied,
                "anchor": None if number else group_anchor(row, kind.id),
            }


def _best(row: Row) -> Row:
    """Return a row with the evidence that says the most for itself."""
    ranks = list(Strength)
    ranked = sorted(
        row.evidence,
        key=lambda trace: (not trace.claim, -ranks.index(evidence.strength(trace.entry))),
    )
    return dataclasses.replace(row, evidence=tuple(ranked[:MAX_TRACES]))


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
