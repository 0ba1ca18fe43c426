"""The coverage matrix: requirements by kinds of entries, each filled cell leading to them."""

from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import COVERAGE
from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area
from cto_portfolio.site.pages import overview, sharing
from cto_portfolio.site.pages.area import group_anchor
from cto_portfolio.site.pages.cards import date as entry_date
from cto_portfolio.site.pages.cards import strength_name
from cto_portfolio.site.pages.overview import OverviewView
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import DayView, LinkView, View


class KindColumnView(TypedDict):
    """The heading of a kind's column."""

    id: str
    name: str
    url: str | None
    """Of its list, if it has any entries."""


class CellView(TypedDict):
    """How many entries of a kind show a requirement."""

    kind: str
    kind_name: str
    count: str
    """Empty for none."""
    url: str
    label: str
    """For those who do not see in which row and column it stands."""


class MatrixRowView(TypedDict):
    """A requirement."""

    id: str
    name: str
    asks: str
    url: str
    cells: list[CellView]
    total: str
    strength: str | None
    """As in `Strength`, for the mark."""
    strength_name: str | None
    newest: DayView | None
    status: str | None
    """As in `Status`; only where gaps are shown."""
    status_name: str | None


class MatrixAreaView(TypedDict):
    """An area's rows."""

    id: str
    name: str
    url: str
    rows: list[MatrixRowView]


class CoverageView(TypedDict):
    """The matrix as `coverage.html` and `partials/matrix.html` read it."""

    summary: str
    overview: OverviewView | None
    kinds: list[KindColumnView]
    shows_gaps: bool
    areas: list[MatrixAreaView]
    frameworks: list[LinkView]
    """The other frameworks through which readers may look, too."""


def build(site: Site) -> Page:
    """Return the page."""
    meta: dict[str, View] = {
        "template": "coverage.html",
        "lastmod": changed(site.listed),
        "title": labels.of("coverage"),
        "description": labels.of("coverage_description"),
        "coverage": _coverage(site),
    }
    names = [row.requirement.name for row in site.rows]
    return sharing.overview(page(COVERAGE, meta, site, search=names), site)


def _coverage(site: Site) -> CoverageView:
    return {
        "summary": _summary(site),
        "overview": None if overview.is_crowded(site) else overview.build(site),
        "kinds": [
            {
                "id": kind.id,
                "name": kind.list_name,
                "url": site.list_url(kind) if kind.id in site.of_kind else None,
            }
            for kind in KINDS.values()
        ],
        "shows_gaps": site.shows_gaps,
        "areas": [_area(area, site) for area in site.areas],
        "frameworks": [
            {"title": other.name, "url": site.url_for(addresses.of_framework(other.id))}
            for other in site.published_frameworks
        ],
    }


def _summary(site: Site) -> str:
    evidenced = [row for row in site.rows if not row.is_gap]
    if not evidenced:
        return labels.of("no_evidence_here")
    entries = wording.count(len(site.listed), "entry", "entries")
    points = wording.count(len(evidenced), "point")
    areas = wording.count(len({row.area.id for row in evidenced}), "area")
    return labels.of("coverage_summary", entries=entries, points=points, areas=areas)


def _area(area: Area, site: Site) -> MatrixAreaView:
    return {
        "id": area.id,
        "name": area.name,
        "url": site.area_url(area),
        "rows": [_row(row, site) for row in site.rows_of(area)],
    }


def _row(row: Row, site: Site) -> MatrixRowView:
    newest: DayView | None = None
    if row.newest:
        newest = {"date": entry_date(row.newest), "datetime": row.newest.span.latest.iso}
    return {
        "id": row.requirement.slug,
        "name": row.requirement.name,
        "asks": row.requirement.asks,
        "url": site.requirement_url(row.requirement),
        "cells": [_cell(row, kind, site) for kind in KINDS.values()],
        "total": str(len(row.evidence)),
        "strength": row.strength.value if row.strength else None,
        "strength_name": strength_name(row.strength) if row.strength else None,
        "newest": newest,
        "status": row.status.value if site.shows_gaps else None,
        "status_name": row.status.value.capitalize() if site.shows_gaps else None,
    }


def _cell(row: Row, kind: Kind, site: Site) -> CellView:
    count = len(row.of_kind(kind.id))
    page_url = site.area_url(row.area)
    singular = kind.plural.removesuffix("s")
    return {
        "kind": kind.id,
        "kind_name": kind.list_name,
        "count": str(count) if count else "",
        "url": f"{page_url}#{group_anchor(row, kind.id)}" if count else "",
        "label": f"{row.requirement.name}: {wording.count(count, singular)}" if count else "",
    }
