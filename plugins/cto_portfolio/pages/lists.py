"""The list of all entries of a kind."""

import itertools

from cto_portfolio.entries import Kind, View
from cto_portfolio.pages.cards import card
from cto_portfolio.pages.page import Page, page
from cto_portfolio.site import Site


def build(kind: Kind, site: Site) -> Page:
    """Return the page, newest year first."""
    entries = site.of_kind.get(kind.id, ())
    meta: dict[str, View] = {
        "template": "list.html",
        "title": kind.list_name,
        "description": kind.intro,
        "list": {
            "kind": kind.id,
            "name": kind.list_name,
            "intro": kind.intro,
            "count": str(len(entries)),
            "empty": f"There are no {kind.plural} here yet.",
            "years": [
                {"year": str(year), "entries": [card(entry, site) for entry in some]}
                for year, some in itertools.groupby(entries, key=lambda entry: entry.date.year)
            ],
        },
    }
    return page(kind.path, meta, site, search=[kind.name, kind.intro])
