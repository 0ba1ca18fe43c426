"""The page of an area: its stance, its requirements, and the claims made for each."""

from collections.abc import Iterator
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content import addresses
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area
from cto_portfolio.site.pages import overview, sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.overview import GlanceView
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, LinkView, View

MAX_TRACES = 2
"""Pieces of evidence that stand open for each requirement; the others are folded."""


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
    """The first of it."""
    more: list[TraceView]
    more_text: str


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
    traces = list(_traces(row, site))
    shown, more = traces[:MAX_TRACES], traces[MAX_TRACES:]
    return {
        "id": row.requirement.slug,
        "name": row.requirement.name,
        "asks": row.requirement.asks,
        "backing": wording.sentence(overview.backing(row.evidence)),
        "status": row.status.value if site.shows_gaps else None,
        "status_name": row.status.value.capitalize() if site.shows_gaps else None,
        "evidence": shown,
        "more": more,
        "more_text": labels.of("more_of_it", count=f"{len(more):,}"),
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


def _link(area: Area | None, site: Site) -> LinkView | None:
    return {"title": area.name, "url": site.area_url(area)} if area else None
