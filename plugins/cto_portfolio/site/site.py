"""The portfolio as its public readers see it: which entries are listed, and where things are."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, TypedDict
from urllib.parse import urljoin

from cto_portfolio import links
from cto_portfolio.content import addresses, groups
from cto_portfolio.content.addresses import HOME
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.coverage import matrix
from cto_portfolio.site import namesakes
from cto_portfolio.site.view import CardView, ImageView, LinkView

if TYPE_CHECKING:
    from cto_portfolio.content.entry import Entry, Kind
    from cto_portfolio.content.groups import Group
    from cto_portfolio.content.packets.packet import Packet
    from cto_portfolio.content.portfolio import Portfolio
    from cto_portfolio.coverage.matrix import Coverage, Row
    from cto_portfolio.frameworks import Area, Requirement
    from cto_portfolio.frameworks.other_frameworks import OtherFramework
    from cto_portfolio.text.images.paper import Paper

UrlFor = Callable[[PurePosixPath], str]
"""Gives the address of a source path relative to the site's root; each engine has its own."""

Lead = Literal["outcomes", "decisions", "writing"]

Read = Callable[[PurePosixPath], bytes | None]
"""Gives what a file of the portfolio holds; None: there is none, or it leads out of its folder."""

_NO_DAY = dt.date.min
"""Public pages say nothing of staleness, so that they do not change while nobody writes."""


class PersonView(TypedDict):
    """Who the site is about, as the header, the footer and `partials/author.html` say it."""

    name: str
    headline: str | None
    url: str
    links: list[LinkView]
    email_url: str | None
    looking_for: str | None
    photo: ImageView | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """Listed entries that a reader can follow: all, or those of a kind or an area."""

    name: str | None
    """None for all of them."""
    about: str | None
    entries: tuple[Entry, ...]
    """Newest first; at least one."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """What pages are built from. Not slotted: what is derived is worked out once and kept."""

    portfolio: Portfolio
    name: str
    """Stands in for the author's where there is no profile."""
    url_for: UrlFor
    address: str | None = None
    """Where the site will be, with a slash at its end; what needs whole addresses is not made
    without it."""
    today: dt.date = _NO_DAY
    """Up to whose month a tour that goes on is drawn; nothing else of a public page asks for it."""
    zone: dt.tzinfo = dt.UTC
    """In which the times are that authors say without one."""
    shows_gaps: bool = False
    """Whether readers see what lacks evidence, too."""

    lead: Lead | None = None
    """What the home page leads with; what most entries are, if nobody says."""

    published_frameworks: tuple[OtherFramework, ...] = ()
    """The other frameworks through which readers may look, too."""

    packets: tuple[Packet, ...] = ()
    """Those that are shown today; nothing but their own pages knows of them."""
    published: Container[PurePosixPath] = frozenset()
    """The author's pages and files that leave."""
    read: Read = lambda _: None
    """Reads the author's pictures: they stand within packets, or need something on dark pages."""

    cards: dict[PurePosixPath, CardView] = field(default_factory=dict)
    """What `pages.cards` has worked out so far."""
    papers: dict[PurePosixPath, Paper | None] = field(default_factory=dict)
    """What `pictures` has worked out so far."""

    @functools.cached_property
    def listed(self) -> tuple[Entry, ...]:
        """The public entries, newest first."""
        return tuple(sorted(self.portfolio.listed, key=matrix.newest_first))

    @functools.cached_property
    def of_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        """The listed entries by their kind's id, for kinds that have any."""
        found: dict[str, list[Entry]] = {}
        for entry in self.listed:
            found.setdefault(entry.kind.id, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    @functools.cached_property
    def _titles(self) -> dict[PurePosixPath, str]:
        """What `title` has worked out so far."""
        return {}

    @functools.cached_property
    def _titled(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """The listed entries by kind and title."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.listed:
            found.setdefault(_title_key(entry), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @functools.cached_property
    def person(self) -> PersonView:
        """Who the site is about, as every page says it."""
        profile = self.portfolio.profile
        return {
            "name": profile.name if profile else self.name,
            "headline": profile.headline if profile else None,
            "url": self.url_for(HOME),
            "links": [
                {"title": link.title, "url": self.url(link.url, source=PurePosixPath(PROFILE))}
                for link in (profile.links if profile else ())
            ],
            "email_url": f"mailto:{profile.email}" if profile and profile.email else None,
            "looking_for": profile.looking_for if profile else None,
            "photo": (
                {
                    "url": self.url(profile.photo, source=PurePosixPath(PROFILE)),
                    "alt": profile.alt or "",
                }
                if profile and profile.photo
                else None
            ),
        }

    @functools.cached_property
    def topics(self) -> Mapping[str, Group]:
        """The topics of the listed entries by their keys; each newest first."""
        return groups.topics(self.listed)

    @functools.cached_property
    def series(self) -> Mapping[str, Group]:
        """The series of which more than one part is listed, by their keys; each oldest first."""
        return groups.series(sorted(self.listed, key=matrix.oldest_first))

    @functools.cached_property
    def measured(self) -> Coverage:
        """The whole matrix of the listed entries."""
        return matrix.measure(self.listed, self.portfolio.framework, today=_NO_DAY)

    @functools.cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the matrix that readers see, in the framework's order."""
        return tuple(row for row in self.measured.rows if self.shows_gaps or not row.is_gap)

    @functools.cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas that have rows which readers see."""
        return tuple({row.area.id: row.area for row in self.rows}.values())

    @functools.cached_property
    def shown_requirements(self) -> frozenset[Requirement]:
        """The requirements of the rows that readers see."""
        return frozenset(row.requirement for row in self.rows)

    @functools.cached_property
    def streams(self) -> Mapping[PurePosixPath, Stream]:
        """What can be followed, by the path of the page that shows the same entries."""
        headline = self.portfolio.profile.headline if self.portfolio.profile else None
        found = {HOME: Stream(name=None, about=headline, entries=self.listed)}
        for entries in self.of_kind.values():
            kind = entries[0].kind
            found[kind.path] = Stream(name=kind.list_name, about=kind.intro, entries=entries)
        for area in self.areas:
            evidence = (trace.entry for row in self.rows_of(area) for trace in row.evidence)
            entries = tuple(sorted(set(evidence), key=matrix.newest_first))
            found[addresses.of_area(area.id)] = Stream(
                name=area.name, about=area.summary, entries=entries
            )
        return {path: stream for path, stream in found.items() if stream.entries}

    @functools.cached_property
    def newer(self) -> Mapping[PurePosixPath, Entry]:
        """For each listed entry the next newer one of its kind."""
        return {older.path: newer for newer, older in self._neighbours}

    @functools.cached_property
    def older(self) -> Mapping[PurePosixPath, Entry]:
        """For each listed entry the next older one of its kind."""
        return {newer.path: older for newer, older in self._neighbours}

    @functools.cached_property
    def predecessors(self) -> Mapping[PurePosixPath, tuple[Entry, ...]]:
        """The listed entries that the entry on a path supersedes, the oldest first."""
        pairs = self.portfolio.predecessors.items()
        return {path: self._in_order(older) for path, older in pairs}

    @functools.cached_property
    def successors(self) -> Mapping[PurePosixPath, tuple[Entry, ...]]:
        """The listed entries that supersede the entry on a path, the oldest first."""
        newer: dict[PurePosixPath, list[PurePosixPath]] = {}
        for path, superseded in self.portfolio.predecessors.items():
            for older in superseded:
                newer.setdefault(older, []).append(path)
        return {older: self._in_order(paths) for older, paths in newer.items()}

    def _in_order(self, paths: Collection[PurePosixPath]) -> tuple[Entry, ...]:
        """Return the listed ones of some entries, the oldest first."""
        return tuple(entry for entry in reversed(self.listed) if entry.path in paths)

    def title(self, entry: Entry) -> str:
        """Return an entry's title, with what tells it from listed ones of its kind and title."""
        if entry.path not in self._titles:
            titled = self._titled.get(_title_key(entry), ())
            others = [other for other in titled if other.path != entry.path]
            self._titles[entry.path] = namesakes.title(entry, others)
        return self._titles[entry.path]

    def language(self, entry: Entry) -> str | None:
        """Return the language of an entry's title and summary, where the author says one.

        A title that is the same in several languages is in none of them for certain.
        """
        others = self._titled.get(_title_key(entry), ())
        tags = {other.meta.language_tag for other in (entry, *others)}
        return entry.meta.language_tag if len(tags) == 1 else None

    def rows_of(self, area: Area) -> tuple[Row, ...]:
        """Return the rows of one area that readers see."""
        return tuple(row for row in self.rows if row.area.id == area.id)

    def url(self, target: str, *, source: PurePosixPath) -> str:
        """Return an author's address as templates need it: whole, or from the site's root."""
        path = None if links.is_external(target) else links.resolve(target, source=source)
        if path is None:
            return target
        return f"{self.url_for(path)}{links.behind_path(target)}"

    def absolute(self, url: str) -> str | None:
        """Return an address as other sites need it, from one relative to the site's root."""
        return _joined(self.address, url) if self.address else None

    def entry_url(self, entry: Entry) -> str:
        """Return the address of an entry's page."""
        return self.url_for(entry.path)

    def list_url(self, kind: Kind) -> str:
        """Return the address of the list of all entries of a kind."""
        return self.url_for(kind.path)

    def area_url(self, area: Area) -> str:
        """Return the address of an area's page."""
        return self.url_for(addresses.of_area(area.id))

    def requirement_url(self, requirement: Requirement) -> str:
        """Return where an area's page speaks of a requirement."""
        return f"{self.url_for(addresses.of_area(requirement.area))}#{requirement.slug}"

    @functools.cached_property
    def _neighbours(self) -> tuple[tuple[Entry, Entry], ...]:
        """Each newer entry with the older one of its kind that comes next."""
        return tuple(
            pair for entries in self.of_kind.values() for pair in itertools.pairwise(entries)
        )


def _title_key(entry: Entry) -> tuple[str, str]:
    return entry.kind.id, entry.meta.title.casefold()


@functools.lru_cache(maxsize=16384)
def _joined(address: str, url: str) -> str:
    """Join two addresses; each page of a site is led to from many."""
    return urljoin(address, url)
