"""What a page offers to programs: feeds, what they are called and where they lie."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import HOME, RESUME
from cto_portfolio.site.site import Site, Stream
from cto_portfolio.site.view import View

TYPES = {addresses.ATOM: "application/atom+xml", addresses.JSON: "application/feed+json"}
"""The formats, by how the names of their files end."""


def title(stream: Stream, site: Site) -> str:
    """Return a feed's name as a list of subscriptions shows it."""
    name = str(site.person["name"])
    return f"{stream.name} · {name}" if stream.name else name


def of_page(page: PurePosixPath | None, site: Site) -> Mapping[str, View]:
    """Return what a page links to: the feed of everything, and its own if it has one."""
    everything = _formats(HOME, site)
    footer = [{**one, "title": "Feed"} for one in everything[:1]]
    if site.portfolio.profile:
        title = "Resume as JSON"
        footer.append({"title": title, "type": "application/json", "url": RESUME})
    own = _formats(page, site) if page and page != HOME else []
    return {"own": own, "site": everything, "footer": footer}


def _formats(page: PurePosixPath, site: Site) -> list[dict[str, str]]:
    stream = site.streams.get(page)
    if stream is None or site.address is None:
        return []
    return [
        {"title": title(stream, site), "type": kind, "url": str(addresses.of_feed(page, extension))}
        for extension, kind in TYPES.items()
    ]
