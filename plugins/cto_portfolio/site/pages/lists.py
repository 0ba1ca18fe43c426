"""The list of all entries of a kind."""

from collections.abc import Iterable
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.addresses import TOPICS
from cto_portfolio.content.entry import Entry, Kind
from cto_portfolio.content.groups import Group
from cto_portfolio.site.pages import activity, listing, sharing
from cto_portfolio.site.pages.activity import ActivityView
from cto_portfolio.site.pages.listing import ListingView
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import LinkView, View

_MAX_FILTERS = 12
"""Topics, or series, to choose from; there is a page of all topics."""


class FilterLinkView(LinkView):
    """A topic or a series, and how many of the list are about it."""

    count: str


class FilterView(TypedDict):
    """Ways to see a part of a list, as `partials/filters.html` reads them."""

    name: str
    links: list[FilterLinkView]
    more: LinkView | None
    """Where the others stand."""


class ListView(TypedDict):
    """All entries of a kind as `list.html` reads them."""

    name: str
    intro: str
    filters: list[FilterView]
    activity: ActivityView | None
    empty: str
    """What stands there while there is no entry."""
    listing: ListingView


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
    return sharing.overview(built, site, entries=listing.first(entries))


def _list(kind: Kind, site: Site) -> ListView:
    entries = site.of_kind.get(kind.id, ())
    is_long = len(entries) > listing.MANY
    return {
        "name": kind.list_name,
        "intro": kind.intro,
        "filters": _filters(kind, site) if is_long else [],
        "activity": activity.build(entries, one=kind.name.lower(), many=kind.plural),
        "empty": labels.of("none_here", entries=kind.plural),
        "listing": listing.by_year(entries, site),
    }


def _filters(kind: Kind, site: Site) -> list[FilterView]:
    topics = _most(site.topics.values(), kind)
    series = _most(site.series.values(), kind)
    all_topics: LinkView = {"title": labels.of("all_topics"), "url": site.url_for(TOPICS)}
    found: list[FilterView] = [
        {
            "name": labels.of("series"),
            "links": [_link(group, site.url_for(group.path), kind) for group in series],
            "more": None,
        },
        {
            "name": labels.of("topics"),
            "links": [
                _link(group, f"{site.url_for(group.path)}#{kind.id}", kind) for group in topics
            ],
            "more": all_topics,
        },
    ]
    return [each for each in found if each["links"]]


def _most(groups: Iterable[Group], kind: Kind) -> list[Group]:
    """Return the groups that hold the most of a kind, in the order of the alphabet."""
    counts = {group: _count(group.entries, kind) for group in groups}
    most = sorted(counts, key=lambda group: -counts[group])[:_MAX_FILTERS]
    return [group for group in counts if group in most and counts[group]]


def _count(entries: Iterable[Entry], kind: Kind) -> int:
    return sum(entry.kind is kind for entry in entries)


def _link(group: Group, url: str, kind: Kind) -> FilterLinkView:
    return {"title": group.name, "url": url, "count": str(_count(group.entries, kind))}
