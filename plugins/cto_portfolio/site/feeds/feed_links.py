"""What a page offers to programs: feeds, what they are called and where they lie."""

from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import labels
from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import HOME, RESUME
from cto_portfolio.site.site import Site, Stream

TYPES = {addresses.ATOM: "application/atom+xml", addresses.JSON: "application/feed+json"}
"""The formats, by how the names of their files end."""


class FeedLinkView(TypedDict):
    """An address for programs."""

    title: str
    type: str
    """Its media type."""
    url: str


class OffersView(TypedDict):
    """What a page links to for programs: `partials/feeds.html`, `follow.html` and the footer."""

    own: list[FeedLinkView]
    """The feed of what the page shows, in each format."""
    site: list[FeedLinkView]
    """The feed of everything."""
    footer: list[FeedLinkView]


def title(stream: Stream, site: Site) -> str:
    """Return a feed's name as a list of subscriptions shows it."""
    name = str(site.person["name"])
    return f"{stream.name} · {name}" if stream.name else name


def of_page(page: PurePosixPath | None, site: Site) -> OffersView:
    """Return what a page links to: the feed of everything, and its own if it has one."""
    everything = _formats(HOME, site)
    footer: list[FeedLinkView] = [{**link, "title": labels.of("feed")} for link in everything[:1]]
    if site.portfolio.profile:
        title = labels.of("resume")
        footer.append({"title": title, "type": "application/json", "url": RESUME})
    own = _formats(page, site) if page and page != HOME else []
    return {"own": own, "site": everything, "footer": footer}


def _formats(page: PurePosixPath, site: Site) -> list[FeedLinkView]:
    stream = site.streams.get(page)
    if stream is None or site.address is None:
        return []
    return [
        {"title": title(stream, site), "type": kind, "url": str(addresses.of_feed(page, extension))}
        for extension, kind in TYPES.items()
    ]
