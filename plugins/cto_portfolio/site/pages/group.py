"""The page of a topic, or of a series: the entries to which their authors give one name."""

from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import labels
from cto_portfolio.content.addresses import TOPICS
from cto_portfolio.content.groups import Group
from cto_portfolio.site.pages import listing, sharing
from cto_portfolio.site.pages.listing import ListingView
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.pages.topics import extent
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import LinkView, View


class GroupView(TypedDict):
    """A topic or a series, as `group.html` reads it."""

    name: str
    what: str
    """`Topic` or `Series`."""
    above: LinkView
    """Where the others of its sort are."""
    extent: str
    listing: ListingView


def of_topic(group: Group, site: Site) -> Page:
    """Return the page of a topic, its entries by kind, each newest first."""
    shown = listing.by_kind(group.entries, site)
    return _page(group, labels.of("topic"), (labels.of("topics"), TOPICS), shown, site)


def of_series(group: Group, site: Site) -> Page:
    """Return the page of a series, its parts as they are to be read."""
    kind, shown = group.entries[0].kind, listing.by_part(group.entries, site)
    return _page(group, labels.of("series"), (kind.list_name, kind.path), shown, site)


def _page(
    group: Group, what: str, above: tuple[str, PurePosixPath], shown: ListingView, site: Site
) -> Page:
    view: GroupView = {
        "name": group.name,
        "what": what,
        "above": {"title": above[0], "url": site.url_for(above[1])},
        "extent": extent(group),
        "listing": shown,
    }
    meta: dict[str, View] = {
        "template": "group.html",
        "lastmod": changed(group.entries),
        "title": group.name,
        "description": labels.of(
            "group_description", what=what, name=group.name, extent=extent(group)
        ),
        "group": view,
    }
    built = page(group.path, meta, site, search=[what, group.name])
    return sharing.overview(
        built, site, entries=listing.first(group.entries), above=(above,), has_card=False
    )
