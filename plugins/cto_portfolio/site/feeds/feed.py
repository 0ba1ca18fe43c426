"""A feed and its items, as both formats have them."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence
from cto_portfolio.periods import PartialDate
from cto_portfolio.site.feeds import feed_links
from cto_portfolio.site.site import Site

MAX_ENTRIES = 50
"""The newest of each feed: whoever follows it fetches all of it, again and again."""

_NAMESPACE = uuid.UUID("df422a80-5afa-418e-bd8a-07d0027e13c1")


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """An entry away from the site: every address in it is whole."""

    path: PurePosixPath
    """By which its HTML is found, once that has been rendered."""
    id: str
    url: str
    title: str
    summary: str
    image: str | None
    published: str
    changed: str
    speaker: str | None
    """Whose words these are, where they are not the author's."""
    categories: tuple[str, ...]
    language: str | None
    """Of title and summary, where it is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """Items, the newest first, and whose they are."""

    page: PurePosixPath
    """The source path of the page that shows the same entries."""
    id: str
    url: str
    """The address of that page."""
    title: str
    about: str | None
    author: str
    home: str
    items: tuple[FeedItem, ...]

    @property
    def paths(self) -> tuple[PurePosixPath, ...]:
        """Where it lies, in each format."""
        return tuple(addresses.of_feed(self.page, extension) for extension in feed_links.TYPES)

    @property
    def changed(self) -> str:
        """When the newest change was made to one of its items: a build changes nothing."""
        return max((item.changed for item in self.items), key=dt.datetime.fromisoformat)


def build(site: Site) -> Iterator[Feed]:
    """Yield every feed of a site; none where it has no address, since all of theirs are whole."""
    for page, stream in site.streams.items() if site.address else ():
        yield Feed(
            page=page,
            id=_id(page, "feed", site),
            url=_whole(site.url_for(page), site),
            title=feed_links.title(stream, site),
            about=stream.about,
            author=str(site.person["name"]),
            home=_whole("", site),
            items=tuple(_item(entry, site) for entry in stream.entries[:MAX_ENTRIES]),
        )


def _item(entry: Entry, site: Site) -> FeedItem:
    picture = entry.meta.image
    return FeedItem(
        path=entry.path,
        id=_id(entry.path, "entry", site),
        url=_whole(site.entry_url(entry), site),
        title=site.title(entry),
        summary=entry.summary,
        image=_whole(site.url(picture, source=entry.path), site) if picture else None,
        published=_moment(entry.span.moment, site),
        changed=_moment(entry.meta.updated or entry.span.moment, site),
        speaker=entry.meta.speaker,
        categories=_categories(entry, site),
        language=site.language(entry),
    )


def _categories(entry: Entry, site: Site) -> tuple[str, ...]:
    """Return its tags, and the areas and requirements it is evidence for, each once."""
    framework = site.portfolio.framework
    names = list(entry.meta.tags)
    for trace in evidence.of(entry, framework):
        names += [framework.area_of(trace.requirement).name, trace.requirement.name]
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.casefold(), name)
    return tuple(once.values())


def _id(path: PurePosixPath, role: str, site: Site) -> str:
    """Return what readers know it by, so that they show it once and not again.

    It stays when the site moves to another domain or another form of URL, and when title, date
    or kind are corrected. It is made from the site's name, since others have a file of that name,
    too, and from where the file lies, which is also what its address depends on.
    """
    name = "\n".join((site.name, role, links.address(path)))
    return uuid.uuid5(_NAMESPACE, name).urn


def _moment(date: PartialDate, site: Site) -> str:
    """Return the first moment that is meant; where no time is said, in no zone but UTC."""
    if date.time is None:
        return f"{date.first.isoformat()}T00:00:00Z"
    moment = dt.datetime.combine(date.first, date.time)
    return (moment if moment.tzinfo else moment.replace(tzinfo=site.zone)).isoformat()


def _whole(url: str, site: Site) -> str:
    return site.absolute(url) or url
