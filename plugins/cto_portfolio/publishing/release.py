"""The Release: what leaves, byte for byte, what is withheld and why, and all that is wrong.

This is the only place that assembles it. Engines, `check`, `stage`, `verify`, packets and the brief
take a Release and decide nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

import yaml

from cto_portfolio import clock, frameworks, labels, links, wording
from cto_portfolio.content import addresses, portfolio, source_memory, symlinks, visibility
from cto_portfolio.content import files as content_files
from cto_portfolio.content.entry import Visibility, is_in_private_folder
from cto_portfolio.content.files import Content, Files, LazyFiles
from cto_portfolio.content.lost_links import Lost
from cto_portfolio.content.packets import packet
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.source_memory import ReadSource
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.problems import PortfolioError, Problem, Severity
from cto_portfolio.publishing import (
    allowed_files,
    credentials,
    dead_ends,
    endless,
    file_names,
    headers,
    included_files,
    navigation,
    page_keys,
    policy,
    redirects,
    silent_folders,
)
from cto_portfolio.publishing import folder as folders
from cto_portfolio.publishing.addressed_files import ROOT, named_in
from cto_portfolio.publishing.confidential import places, redaction, terms
from cto_portfolio.site import look, pages, site_files
from cto_portfolio.site import navigation as site_navigation
from cto_portfolio.site.feeds import feed, feed_links
from cto_portfolio.site.pages import home, thumbnails
from cto_portfolio.site.site import Read, Site
from cto_portfolio.site.social_cards import cache, card
from cto_portfolio.text import frontmatter, images, prose, references, validation

if TYPE_CHECKING:
    from cto_portfolio.content.packets.packet import Packet
    from cto_portfolio.content.portfolio import Portfolio
    from cto_portfolio.publishing.allowed_files import Allowed, PublishedPage, Reason
    from cto_portfolio.publishing.confidential.places import Published
    from cto_portfolio.publishing.confidential.terms import Terms
    from cto_portfolio.publishing.navigation import Navigation
    from cto_portfolio.publishing.redirects import Redirect
    from cto_portfolio.publishing.settings import Settings
    from cto_portfolio.site.feeds.feed import Feed
    from cto_portfolio.site.look import Look
    from cto_portfolio.site.pages import Page
    from cto_portfolio.site.site_files import SiteFile
    from cto_portfolio.site.social_cards.cache import Picture
    from cto_portfolio.site.view import View


@dataclass(frozen=True, kw_only=True)
class Release:
    """What leaves. Not slotted: what is derived is worked out once and kept."""

    settings: Settings
    files: Files
    """All that was looked at, as it may be said: what is confidential in other words, if asked."""
    site: Site
    terms: Terms
    allowed: Allowed
    """Which files leave beside the pages, and why the others do not."""
    left_out: frozenset[PurePosixPath]
    """What engines leave out by the author's wish, and never what begins with a dot."""
    as_written: Published
    """What leaves, in the author's own files, where something confidential is looked for."""
    today: dt.date
    beyond_content: tuple[Problem, ...]
    """What is wrong with more than one of the author's files: with options, with what leaves."""
    refusals: tuple[Problem, ...]
    """Those for which nothing may leave at all: something confidential would."""

    @property
    def portfolio(self) -> Portfolio:
        """What the author has written."""
        return self.site.portfolio

    @functools.cached_property
    def look(self) -> Look:
        """Colours, type and portrait.

        Raises:
            PortfolioError: if the author's wishes cannot be understood.
        """
        return look.parse(self.settings.look, self.settings.options_path)

    @property
    def extra(self) -> Mapping[str, View]:
        """What the theme reads on every page, those of other plugins and `404.html` among them.

        Raises:
            PortfolioError: if the author's wishes for the look cannot be understood.
        """
        profile = self.portfolio.profile
        return {
            "look": self.look.view,
            "notice": profile.notice if profile else None,
            "labels": labels.every(),
            "more": [
                {"title": item.title, "url": self.site.url_for(item.path)}
                for item in (() if self.settings.nav else self.nav.foot)
            ],
        }

    @property
    def folder(self) -> PurePosixPath:
        """The portfolio's folder, as its author would type it."""
        return _typed(self.settings.docs_dir)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, by the paths that its author would type."""
        own = (problem.below(self.folder) for problem in self.portfolio.problems)
        beyond = (*self.beyond_content, *self.navigation.problems, *self.secrets)
        foreseen = (one for one in self._foreseen if one.severity is not Severity.NOTICE)
        return tuple(sorted({*own, *beyond, *foreseen}))

    @property
    def _foreseen(self) -> tuple[Problem, ...]:
        """What an engine would say if it were not said here."""
        return (*self.settings.problems, *self.dead_ends)

    @functools.cached_property
    def secrets(self) -> tuple[Problem, ...]:
        """What looks like a key or a password in what leaves."""
        found = credentials.problems(self.as_written, self.terms.allowed)
        return tuple(_placed(problem, self.folder) for problem in found)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What is as it should be, and the author should know of."""
        own = (
            *self.portfolio.notices,
            *filter(None, [self.allowed.notice]),
            *_of_cards(self.site),
        )
        placed = {notice.below(self.folder) for notice in own}
        beyond = (*_without_address(self.settings), *credentials.notices(self.settings.path))
        foreseen = (one for one in self._foreseen if one.severity is Severity.NOTICE)
        return tuple(sorted({*placed, *beyond, *foreseen}))

    @functools.cached_property
    def pages(self) -> Mapping[PurePosixPath, Page]:
        """Every page that leaves, the author's own among them, by the path of its source."""
        return {page.path: page for page in pages.build(self.site)}

    def text(self, path: PurePosixPath) -> str:
        """Return one of the pages as a file, for engines that know nothing of ours."""
        page = self.pages[path]
        if page.meta:
            return page.source
        return _with_offers(page.source, feed_links.of_page(None, self.site))

    def is_made(self, path: PurePosixPath) -> bool:
        """Whether a page is ours, in front matter and all, and not merely one of the author's."""
        return path in self.pages and bool(self.pages[path].meta)

    @functools.cached_property
    def beside(self) -> tuple[PurePosixPath, ...]:
        """The author's files that leave beside the pages, in order."""
        return tuple(sorted(self.allowed.published))

    @functools.cached_property
    def hidden(self) -> tuple[PurePosixPath, ...]:
        """The author's files of which nothing may be found in what leaves, in order."""
        return tuple(path for path in self.files if path not in self.site.published)

    @functools.cached_property
    def unlisted(self) -> frozenset[str]:
        """The addresses of the pages that no list may know of, from the site's root."""
        entries = (
            entry.path
            for entry in self.portfolio.published
            if entry.visibility is Visibility.UNLISTED
        )
        told = (packet.path for packet in self.site.packets)
        return frozenset(map(self.site.url_for, (*entries, *told)))

    @functools.cached_property
    def redirects(self) -> tuple[Redirect, ...]:
        """What leads from where pages were found before to where they are."""
        return redirects.of(self.site)

    @functools.cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """What can be followed; its files need what an engine makes of the entries in it."""
        return tuple(feed.build(self.site))

    @property
    def followed(self) -> Iterator[PurePosixPath]:
        """Yield the entries that stand in feeds."""
        return (item.path for one in self.feeds for item in one.items)

    @functools.cached_property
    def navigation(self) -> Navigation:
        """What is published of the navigation that the author names."""
        return navigation.of(self.settings, self.settings.nav, self.portfolio.lost)

    @functools.cached_property
    def dead_ends(self) -> tuple[Problem, ...]:
        """What an engine would say of links and of the navigation, as far as that is foreseen."""
        found = dead_ends.problems(self.portfolio, self.settings, self.files, lambda: self.pages)
        return (*(_placed(problem, self.folder) for problem in found), *self._of_navigation())

    @functools.cached_property
    def _of_many(self) -> Mapping[PurePosixPath, Page]:
        """The pages that are made of many entries: a thousand of one entry each take a second."""
        return {page.path: page for page in pages.of_many(self.site)}

    def _of_navigation(self) -> Iterator[Problem]:
        if not isinstance(self.settings.nav, list):
            return
        own = (page.path for page in self.portfolio.author_pages if not page.is_private)
        listed = dict.fromkeys([*self._of_many, *(one.path for one in self.portfolio.listed), *own])
        shown = [str(links.page_path(path)) for path in listed if not addresses.is_named(path)]
        named = (str(links.page_path(path)) for path in listed if addresses.is_named(path))
        told = (
            *(entry.path for entry in self.portfolio.published),
            *(packet.path for packet in self.site.packets),
        )
        beside = (*self.beside, *addresses.of_files(self.portfolio.framework))
        files = {*shown, *named, *map(str, map(links.page_path, told)), *map(str, beside)}
        yield from navigation.dead_ends(self.settings, self.portfolio.lost, shown, files)

    @functools.cached_property
    def nav(self) -> site_navigation.Menu:
        """The site's navigation, where the author names none below `nav`."""
        return site_navigation.build(self.portfolio, self.pages, self.settings.navigation)

    def made(self, policy: str) -> Iterator[SiteFile]:
        """Yield the files of ours that need no engine: for programs, for servers, for chats.

        The author's own of that name stay; `policy` is what every page has in itself.
        """
        # Empty until an engine has rendered what stands in them; there, so that links can lead to
        # them.
        feeds = (
            site_files.SiteFile(path=path, content=b"") for one in self.feeds for path in one.paths
        )
        moved = redirects.build(self.redirects, self.site, policy)
        silent = silent_folders.build(self.site, self.pages, policy)
        shown = thumbnails.files(home.pictured(self.site), self.site)
        scaled = (
            site_files.SiteFile(path=path, content=content) for path, content in shown.items()
        )
        texts = (*site_files.build(self.site), *headers.build(policy), *moved, *silent, *scaled)
        for made in (*texts, *feeds):
            if made.path not in self.allowed.published:
                yield made

    def pictures(self) -> Iterator[tuple[PurePosixPath, Picture]]:
        """Yield the social cards of pages, which take long to draw, and where they are to lie."""
        cards = {path: page.card for path, page in self.pages.items() if page.card}
        kept = cache.Cache.of(self.site, self.settings.root)
        for path, picture in site_files.pictures(cards, card.Colors.of(self.look), kept):
            if path not in self.allowed.published:
                yield path, picture

    @functools.cached_property
    def markdown(self) -> tuple[SiteFile, ...]:
        """The entries as Markdown: no engine may have them before its pages are made."""
        made = site_files.markdown(self.site)
        return tuple(one for one in made if one.path not in self.allowed.published)

    def content(self, path: PurePosixPath) -> bytes:
        """Return what leaves of one of the files beside the pages.

        Raises:
            OSError: if it cannot be read any more.
        """
        return self.as_written.content(path)


def load(settings: Settings, *, today: dt.date, opened: str | None = None) -> Release:
    """Return the Release of the portfolio's folder as it lies on the disk; see `release`.

    Raises:
        PortfolioError: if there is no such folder, it cannot be read to its end, or for what
            `release` raises it.
    """
    return release(_on_disk(settings), settings, today=today, opened=opened)


def read(settings: Settings, *, today: dt.date) -> Portfolio:
    """Return what the author has written, of a Release of which nothing else is wanted.

    Raises:
        PortfolioError: for what `load` raises it.
    """
    confidential, _ = terms.read(settings.docs_dir)
    files = _looked_at(_on_disk(settings), settings, confidential)
    return _understood(files, settings, symlinks.linked(settings.docs_dir, files), today=today)


def _on_disk(settings: Settings) -> Files:
    _refuse_missing(settings)
    endless.refuse(settings)
    return folders.load(settings.docs_dir)


def _refuse_missing(settings: Settings) -> None:
    """Refuse a portfolio's folder that is not there, at the place where it is named."""
    folder = settings.docs_dir
    if folder.is_dir():
        return
    what = "is no folder" if folder.exists() else "is not there"
    path, line = settings.docs_dir_place or (settings.path, 1)
    named = "as 'docs_dir' says" if settings.docs_dir_place else "unless 'docs_dir' names another"
    message = f"the portfolio lies in '{_typed(folder)}', {named}, and that {what}; mend the name"
    problem = Problem(path=path, line=line, code="missing-folder", message=f"{message}, or make it")
    raise PortfolioError(str(problem))


def release(
    files: Files,
    settings: Settings,
    *,
    today: dt.date,
    opened: str | None = None,
    understand: ReadSource = source_memory.read,
) -> Release:
    """Decide what leaves of the files of a portfolio's folder, all of them as they lie there.

    `today` decides what is still to come; `opened` is the key of a packet that is shown to its
    author although it is protected; `understand` reads one Markdown file.

    Raises:
        PortfolioError: if a framework cannot be read.
    """
    confidential, mistakes = terms.read(settings.docs_dir)
    left_out = frozenset(
        links.composed_path(path)
        for path in files
        if settings.leaves_out(path) and not _has_dot(path)
    )
    unnamed, twins = tuple(file_names.unreadable(files)), tuple(file_names.twins(files))
    files = _looked_at(files, settings, confidential)
    linked = symlinks.linked(settings.docs_dir, files)
    strays = symlinks.strays(files, linked)
    written = _understood(files, settings, linked, today=today, understand=understand)
    allowed = _allowed(files, written, settings, strays)
    site = _site(
        written,
        settings,
        today=today,
        packets=packet.shown(written.packets, today=today, opened=opened),
        published=allowed.published | frozenset(_public_pages(written)),
        read=lambda path: None if path in strays else _bytes(files.get(path)),
    )
    as_written = places.Published(
        portfolio=written,
        packets=site.packets,
        files=files,
        beside=tuple(sorted(allowed.published)),
        content=functools.partial(_as_published, files),
        config=_config(settings),
        said_by_config=settings.said,
    )
    folder = _typed(settings.docs_dir)
    found = [*mistakes, *places.problems(confidential, as_written)]
    refusals = (
        *(_placed(problem, folder) for problem in (*found, *twins)),
        *_of_included(written, settings),
        *_of_said(written, settings, folder),
        *(problem.below(folder) for problem in page_keys.problems(written, settings)),
    )
    own = (problem.below(folder) for problem in (*allowed.problems, *unnamed))
    return Release(
        settings=settings,
        files=files,
        site=site,
        terms=confidential,
        allowed=allowed,
        left_out=left_out,
        as_written=as_written,
        today=today,
        beyond_content=(
            *_of_options(settings, allowed),
            *navigation.of_bar(settings, written.lost, site_navigation.paths(written)),
            *own,
            *refusals,
        ),
        refusals=refusals,
    )


def _site(  # noqa: PLR0913 - each is another thing that pages are built from
    written: Portfolio,
    settings: Settings,
    *,
    today: dt.date,
    packets: tuple[Packet, ...],
    published: frozenset[PurePosixPath],
    read: Read,
) -> Site:
    at = functools.partial(links.published_at, has_directory_urls=settings.has_directory_urls)
    others = dict.fromkeys(settings.published_frameworks)
    return Site(
        portfolio=written,
        name=settings.name,
        url_for=functools.cache(at),
        address=settings.address,
        today=today,
        zone=clock.zone(settings.timezone),
        shows_gaps=settings.shows_gaps,
        lead=settings.lead,
        published_frameworks=tuple(map(other_frameworks.load, others)),
        packets=packets,
        published=published,
        read=read,
    )


def _looked_at(files: Files, settings: Settings, confidential: Terms) -> Files:
    """Return the files that count, as they may be said."""
    counted = _counted(files, settings)
    return redaction.of_files(counted, confidential) if settings.redacts else counted


def _understood(
    files: Files,
    settings: Settings,
    linked: symlinks.Linked,
    *,
    today: dt.date,
    understand: ReadSource = source_memory.read,
) -> Portfolio:
    return portfolio.parse(
        files,
        frameworks.load(settings.frameworks, root=settings.root),
        today=today,
        zone=clock.place(settings.timezone),
        linked=linked,
        lost=Lost(address=settings.address, dialect=settings.dialect),
        elsewhere=included_files.elsewhere(settings),
        understand=understand,
    )


def _counted(files: Files, settings: Settings) -> Files:
    """Return the files that engines would publish if nothing were hidden, and what counts else.

    By their names in the site.
    """
    counted = [path for path in files if not settings.leaves_out(path)]
    readable = LazyFiles([*filter(file_names.is_readable, counted)], files.__getitem__)
    return content_files.composed(readable)


def _config(settings: Settings) -> dict[PurePosixPath, str]:
    path = Path(settings.path)
    if not path.is_file():
        return {}
    seen = PurePosixPath(Path(os.path.relpath(path, settings.docs_dir)).as_posix())
    return {seen: path.read_text("utf-8", "replace")}


def _placed(problem: Problem, folder: PurePosixPath) -> Problem:
    """Return a problem of the portfolio's folder, or of a file beside it, as it would be typed."""
    path = PurePosixPath(os.path.normpath(folder / problem.path))
    return replace(problem, path=path)


def _allowed(
    files: Files, written: Portfolio, settings: Settings, strays: Collection[PurePosixPath]
) -> Allowed:
    profile = validation.addresses(written.profile) if written.profile else ()
    allowed = allowed_files.decide(
        files,
        pages=_published_pages(written),
        never=lambda path: _reason(path, strays) if path in written.lost.paths else None,
        render=settings.dialect.html,
        # An author's own file of a name of ours is meant in the place of ours.
        named=(*settings.named, *(url for _, url in profile), *map(str, _of_ours(written))),
        patterns=settings.publish,
        of_hidden=written.used_by_hidden,
        address=settings.address,
    )
    return allowed.without(path for path in allowed.published if _is_lost(path, settings))


def _of_ours(written: Portfolio) -> Iterator[PurePosixPath]:
    yield from addresses.of_files(written.framework)
    yield from (PurePosixPath(name) for name in (*headers.NAMES, *redirects.NAMES))


def _is_lost(path: PurePosixPath, settings: Settings) -> bool:
    """Whether a file lies in the folder and cannot be read; others are made by plugins."""
    file = content_files.on_disk(settings.docs_dir, path)
    return os.path.lexists(file) and not (file.is_file() and os.access(file, os.R_OK))


def _published_pages(written: Portfolio) -> Iterator[PublishedPage]:
    for entry in written.published:
        urls = [url for _, url in validation.addresses(entry.meta)]
        urls += _used_by_included(written, entry.path)
        yield allowed_files.PublishedPage(path=entry.path, body=entry.body, addresses=urls)
    for page in written.author_pages:
        if not page.is_private:
            head = frontmatter.as_engines_read(page.head)
            urls = [*named_in(head), *_used_by_included(written, page.path)]
            yield allowed_files.PublishedPage(path=page.path, body=page.body, addresses=urls)


def _used_by_included(written: Portfolio, page: PurePosixPath) -> Iterator[str]:
    """Yield the addresses in what a page brings in, as meant from the page and from that file."""
    for path, text in written.brought_in.get(page, ()):
        scanned = (reference.url for reference in prose.references(text))
        for url in (*scanned, *references.addresses_in_html(text)):
            yield url
            meant = None if links.is_external(url) else links.resolve(url, source=path)
            if meant:
                yield f"/{quote(str(meant))}"


def _reason(path: PurePosixPath, strays: Collection[PurePosixPath]) -> Reason:
    reasons = allowed_files.Reason
    if path in strays:
        return reasons.STRAY
    if path.is_relative_to(PACKETS):
        return reasons.PACKET
    if is_in_private_folder(path):
        return reasons.PRIVATE_FOLDER
    if links.is_page(path):
        return reasons.HIDDEN
    return reasons.CONFIGURATION if visibility.is_configuration(path) else reasons.ERROR


def _has_dot(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _public_pages(written: Portfolio) -> Iterator[PurePosixPath]:
    yield from (entry.path for entry in written.published)
    yield from (page.path for page in written.author_pages if not page.is_private)


def _with_offers(text: str, offers: View) -> str:
    """Return a page of the author's own with what every page offers to programs."""
    meta = _without_nothing(frontmatter.as_engines_read(text))
    text = frontmatter.parse(text).body if frontmatter.has_block(text) else text
    block = yaml.safe_dump({**meta, "offers": offers}, allow_unicode=True)
    return f"---\n{block}---\n\n{text}"


def _without_nothing(meta: Mapping[str, object]) -> dict[str, object]:
    """Return front matter without keys that say nothing, at some of which engines fail."""
    return {key: value for key, value in meta.items() if value is not None}


def _of_cards(site: Site) -> Iterator[Problem]:
    """Yield that titles cannot be drawn, once for all of them."""
    entries = tuple(card.untitled(site))
    for first in entries[:1]:
        more = wording.count(len(entries) - 1, "more entry", "more entries")
        yield Problem(
            path=first.path,
            line=first.lines.get(("title",), 1),
            code="undrawn-title",
            message="the font of social cards lacks letters of this title; its card shows your name"
            f" instead{f', and so do those of {more}' if len(entries) > 1 else ''}",
            severity=Severity.NOTICE,
        )


def _without_address(settings: Settings) -> Iterator[Problem]:
    if settings.address is None:
        yield Problem(
            path=settings.path,
            line=1,
            code="no-address",
            message="there are no feeds: they need the site's address; set 'site_url'",
            severity=Severity.NOTICE,
        )


def _of_options(settings: Settings, allowed: Allowed) -> Iterator[Problem]:
    for fault in allowed.faults:
        yield validation.place(fault, settings.options, settings.options_path)
    for message in policy.refused(settings.loads):
        yield Problem(
            path=settings.path,
            line=1,
            code="third-party",
            message=message,
            severity=Severity.WARNING,
        )


def _of_included(written: Portfolio, settings: Settings) -> Iterator[Problem]:
    for message in written.brought_everywhere:
        yield Problem(path=settings.path, line=1, code="hidden-include", message=message)


def _of_said(written: Portfolio, settings: Settings, folder: PurePosixPath) -> Iterator[Problem]:
    """Yield the links to what is lost in what stands on many pages: copyright, profile."""
    in_nav = set(named_in(settings.nav))
    texts = [(settings.path, text) for text in settings.said if text not in in_nav]
    if written.profile:
        texts += [(folder / PROFILE, text) for text in validation.words(written.profile)]
    for path, text in texts:
        for url in dict.fromkeys(written.lost.led_to_in(text, ROOT)):
            message = f"every page would lead to '{url}', which is not published; take it out"
            yield Problem(path=path, line=1, code="hidden-link", message=message)


def _as_published(files: Files, path: PurePosixPath) -> bytes:
    content = _bytes(files[path]) or b""
    return images.without_metadata(content) or b"" if images.is_image(path) else content


def _bytes(content: Content) -> bytes | None:
    return content.encode() if isinstance(content, str) else content


def _typed(folder: Path) -> PurePosixPath:
    """Return a folder as the author would type it here."""
    return PurePosixPath(Path(os.path.relpath(folder)).as_posix())
