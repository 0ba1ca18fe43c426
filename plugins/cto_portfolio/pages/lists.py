"""The list of all entries of a kind."""

import itertools

from cto_portfolio.entries import Entry, Kind, View
from cto_portfolio.pages import activity, sharing
from cto_portfolio.pages.cards import card
from cto_portfolio.pages.page import Page, changed, page
from cto_portfolio.site import Site


def build(kind: Kind, site: Site) -> Page:
    """Return the page, newest year first."""
    entries = site.of_kind.get(kind.id, ())
    meta: dict[str, View] = {
        "template": "list.html",
        "lastmod": changed(entries),
        "title": kind.list_name,
        "description": kind.intro,
        "list": {
            "kind": kind.id,
            "name": kind.list_name,
            "intro": kind.intro,
            "count": str(len(entries)),
            "activity": activity.build(entries, one=kind.name.lower(), many=kind.plural),
            "empty": f"There are no {kind.plural} here yet.",
            "years": [
                {"year": str(year), "entries": [_row(entry, site) for entry in some]}
                for year, some in itertools.groupby(entries, key=lambda entry: entry.date.year)
            ],
        },
    }
    built = page(kind.path, meta, site, search=[kind.name, kind.intro])
    return sharing.overview(built, site, entries=entries)


def _row(entry: Entry, site: Site) -> View:
    remarks = [{"name": one.name, "text": one.text} for one in entry.kind.remarks(entry)]
    return {**card(entry, site), "remarks": remarks}
