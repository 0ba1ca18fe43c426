"""The list of all entries of a kind."""

import itertools

from cto_portfolio.content.entry import Entry, Kind
from cto_portfolio.site import kinds
from cto_portfolio.site.pages import activity, sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View


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
    remarks = [{"name": one.name, "text": one.text} for one in kinds.of(entry).remarks(entry)]
    return {**card(entry, site), "remarks": remarks}
