"""The timeline: tours of duty with what came of each, and entries, year by year."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from cto_portfolio import labels
from cto_portfolio.content.addresses import TIMELINE
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.profile import Tour
from cto_portfolio.site.pages import lanes, listing, sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.lanes import LanesView
from cto_portfolio.site.pages.listing import FoldView
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, View


class TourView(TypedDict):
    """A tour of duty as `partials/tour.html` reads it."""

    id: str
    organization: str
    title: str
    span: str
    state: str
    """`ongoing` or `ended`."""
    mission: str | None
    success_criteria: list[str]
    result: str | None


class TimelineYearView(TypedDict):
    """A year's entries."""

    year: str
    entries: list[CardView]


_MANY = 60
"""Entries of which each year shows its own; of more, years fold."""


class TimelineView(TypedDict):
    """The timeline as `timeline.html` reads it."""

    picture: LanesView | None
    tours: list[TourView]
    years: list[TimelineYearView]
    folds: list[FoldView]
    """The years, where there are many entries."""


def build(site: Site) -> Page:
    """Return the page: the missions, the last begun first, and below them what has a date."""
    tours = site.portfolio.profile.tours if site.portfolio.profile else ()
    meta: dict[str, View] = {
        "template": "timeline.html",
        "lastmod": changed(site.listed),
        "title": labels.of("timeline"),
        "description": labels.of("timeline_description"),
        "timeline": _timeline(tours, site),
    }
    return sharing.overview(page(TIMELINE, meta, site, search=_search(tours)), site)


def entries_of(tours: Iterable[Tour], entries: Iterable[Entry]) -> Mapping[Tour, tuple[Entry, ...]]:
    """Return the entries of each tour: of its organization, and dated within it.

    Where tours at one organization overlap, an entry belongs to the one that began last.
    """
    found: dict[Tour, list[Entry]] = {tour: [] for tour in tours}
    for entry in entries:
        around = [tour for tour in found if _holds(tour, entry)]
        if around:
            found[max(around, key=lambda tour: tour.start.first)].append(entry)
    return {tour: tuple(those) for tour, those in found.items()}


def _timeline(tours: Sequence[Tour], site: Site) -> TimelineView:
    by_id = {f"tour-{number}": tour for number, tour in enumerate(tours, start=1)}
    latest_first = sorted(by_id, key=lambda id_: (-by_id[id_].start.first.toordinal(), id_))
    years = listing.years(site.listed)
    is_long = len(site.listed) > _MANY
    return {
        "picture": lanes.build(by_id, site),
        "tours": [_tour(id_, by_id[id_]) for id_ in latest_first],
        "years": [
            {"year": year.name, "entries": [card(entry, site) for entry in year.entries]}
            for year in ([] if is_long else years)
        ],
        "folds": listing.folds(years, site, aside=listing.kind_name) if is_long else [],
    }


def _holds(tour: Tour, entry: Entry) -> bool:
    organization = entry.meta.organization
    return (
        organization is not None
        and organization.casefold() == tour.organization.casefold()
        and tour.start.first <= entry.span.latest.last
        and (tour.end is None or entry.date <= tour.end.last)
    )


def _tour(id_: str, tour: Tour) -> TourView:
    return {
        "id": id_,
        "organization": tour.organization,
        "title": tour.title,
        "span": tour.span.name,
        "state": "ongoing" if tour.end is None else "ended",
        "mission": tour.mission,
        "success_criteria": list(tour.success_criteria),
        "result": tour.result,
    }


def _search(tours: tuple[Tour, ...]) -> list[str]:
    found: list[str | None] = []
    for tour in tours:
        found += [tour.organization, tour.title, tour.mission, *tour.success_criteria, tour.result]
    return [text for text in found if text]
