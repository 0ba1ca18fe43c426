"""The timeline: tours of duty and entries, year by year."""

from cto_portfolio import wording
from cto_portfolio.entries import Entry, View
from cto_portfolio.pages.cards import card
from cto_portfolio.pages.page import Page, page
from cto_portfolio.profile import Tour
from cto_portfolio.site import TIMELINE, Site


def build(site: Site) -> Page:
    """Return the page; a tour stands in the year in which it ended, or, going on, began."""
    tours = site.portfolio.profile.tours if site.portfolio.profile else ()
    years: dict[int, tuple[list[Tour], list[Entry]]] = {}
    for tour in sorted(tours, key=lambda one: (-one.start.toordinal(), one.organization)):
        years.setdefault((tour.end or tour.start).year, ([], []))[0].append(tour)
    for entry in site.listed:
        years.setdefault(entry.date.year, ([], []))[1].append(entry)
    meta: dict[str, View] = {
        "template": "timeline.html",
        "title": "Timeline",
        "description": "Tours of duty, achievements, decisions, talks and writing, year by year.",
        "timeline": {
            "years": [
                {
                    "year": str(year),
                    "tours": [_tour(tour) for tour in years[year][0]],
                    "entries": [card(entry, site) for entry in years[year][1]],
                }
                for year in sorted(years, reverse=True)
            ]
        },
    }
    return page(TIMELINE, meta, site, search=_search(tours))


def _tour(tour: Tour) -> View:
    return {
        "organization": tour.organization,
        "title": tour.title,
        "span": wording.span(tour.start, tour.end),
        "mission": tour.mission,
        "success_criteria": list(tour.success_criteria),
        "result": tour.result,
        "ongoing": tour.end is None,
    }


def _search(tours: tuple[Tour, ...]) -> list[str]:
    found: list[str | None] = []
    for tour in tours:
        found += [tour.organization, tour.title, tour.mission, *tour.success_criteria, tour.result]
    return [text for text in found if text]
