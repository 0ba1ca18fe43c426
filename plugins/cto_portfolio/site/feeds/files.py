"""The feeds as files of the site, once an engine has rendered what stands in them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from cto_portfolio.content import addresses
from cto_portfolio.site.feeds import atom, content, json_feed
from cto_portfolio.site.feeds.feed import Feed
from cto_portfolio.site.site_files import SiteFile

_WRITERS = {addresses.ATOM: atom.write, addresses.JSON: json_feed.write}


def build(feeds: Iterable[Feed], rendered: Mapping[PurePosixPath, str]) -> Iterator[SiteFile]:
    """Yield each feed in both formats; `rendered` is the HTML of every entry in them.

    It is what stands on the entry's page, with addresses relative to that.
    """
    whole: dict[PurePosixPath, str] = {}
    for feed in feeds:
        for item in feed.items:
            if item.path not in whole:
                whole[item.path] = content.sanitized(rendered[item.path], base=item.url)
        for extension, write in _WRITERS.items():
            path = addresses.of_feed(feed.page, extension)
            yield SiteFile(path=path, content=write(feed, whole, url=f"{feed.home}{path}"))
