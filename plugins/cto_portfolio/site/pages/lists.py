"""The list of all entries of a kind."""

import itertools
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry, Kind
from cto_portfolio.site import kinds
from cto_portfolio.site.pages import activity, sharing
from cto_portfolio.site.pages.activity import ActivityView
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, View


class RemarkView(TypedDict):
    """What else is said of an entry."""

    name: str
    text: str


class RowView(CardView):
    """An entry in the list of its kind, as `partials/row.html` reads it."""

    remarks: list[RemarkView]


class ListedYearView(TypedDict):
    """A year's entries."""

    year: str
    entries: list[RowView]


class ListView(TypedDict):
    """All entries of a kind as `list.html` reads them."""

    name: str
    intro: str
    activity: ActivityView | None
    empty: str
    """What stands there while there is no entry."""
    years: list[ListedYearView]


def build(kind: Kind, site: Site) -> Page:
    """Return the page, newest year first."""
    entries = site.of_kind.get(kind.id, ())
    meta: dict[str, View] = {
        "template": "list.html",
        "lastmod": changed(entries),
        "title": kind.list_name,
        "description": kind.intro,
        "list": _list(kind, site),
    }
    built = page(
        kind.path, meta, site, search=[kind.name, wording.sentence(kind.plural), kind.intro]
    )
    return sharing.overview(built, site, entries=entries)


def _list(kind: Kind, site: Site) -> ListView:
    entries = site.of_kind.get(kind.id, ())
    return {
        "name": kind.list_name,
        "intro": kind.intro,
        "activity": activity.build(entries, one=kind.name.lower(), many=kind.plural),
        "empty": labels.of("none_here", entries=kind.plural),
        "years": [
            {"year": str(year), "entries": [_row(entry, site) for entry in group]}
            for year, group in itertools.groupby(entries, key=lambda entry: entry.date.year)
        ],
    }


def _row(entry: Entry, site: Site) -> RowView:
    remarks: list[RemarkView] = [
        {"name": fact.name, "text": fact.text} for fact in kinds.of(entry).remarks(entry, site)
    ]
    return {**card(entry, site), "remarks": remarks}
