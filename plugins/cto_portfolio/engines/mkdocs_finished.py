"""Finished pages among those of MkDocs: what did not change is taken over, not made again.

To the engine a finished page is a file to be copied: it is neither read nor rendered, and links
still lead to it. This rests on the engine's own files and pages, and on nothing behind them.
"""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import markupsafe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage

from cto_portfolio import links, store
from cto_portfolio.engines import mkdocs_inputs
from cto_portfolio.publishing import finished_pages, search_index, theme_files
from cto_portfolio.publishing.finished_pages import LISTED, FinishedPage, Found
from cto_portfolio.publishing.release import Release
from cto_portfolio.site.pages import Page
from cto_portfolio.store import Store

_BAR = ">Review</a> %s</p></aside>"
"""How the bar ends that a preview has on top of each page: how things stand is nobody else's to
know, and changes with every edit. So pages are kept without it."""
_ALWAYS_MADE = "index.md"
"""The home page is made each time: a site of which no page is made would be none to the engine."""
_KEPT_BAR = (_BAR % "").encode()


class _PageFile(File):
    """The file of a page, which the engine no longer takes for one once the page is finished."""

    is_finished = False

    @classmethod
    def of(cls, file: File) -> "_PageFile":
        """Return a file that is another in all else."""
        made = cls(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls)
        vars(made).update(vars(file))
        _ = made.url, made.abs_dest_path  # worked out while the engine takes it for a page
        return made

    def is_documentation_page(self) -> bool:
        return not self.is_finished and super().is_documentation_page()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as engines call it
        if not self.is_finished:
            super().copy_file(dirty)

    def finish(self, html: bytes) -> None:
        """Write the page, which the engine need not make any more."""
        self.is_finished = True
        place = Path(self.abs_dest_path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(html)


class AskedFiles(Files):
    """Files that remember which of them the links of a page were looked up among."""

    asked: dict[str, Found] | None = None

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file, and remember what was asked for."""
        file = super().get_file_from_path(path)
        if self.asked is not None:
            self.asked[path] = _found(file)
        return file


class _Listener(logging.Handler):
    """Counts what is said."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.count += 1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Made:
    """What is known of a page that was made anew, until the site is verified."""

    place: Path
    url: str
    feed: str
    title: str | None
    listing: Mapping[str, str]
    anchors: frozenset[str]
    asked: Mapping[str, Found]


@dataclass(kw_only=True, slots=True)
class FinishedPages:
    """The pages of one build. It changes as the engine goes through them."""

    store: Store
    logger: logging.Logger
    """The engine's, by which everything is said of a page."""
    _texts: dict[str, bytes]
    """A digest of what each page of a Release says, by the name of its file."""
    _told: dict[str, bytes]
    """The same at any address."""
    _bar: bytes | None = None
    """The end of the bar on top of each page, in a preview."""
    _inputs: bytes | None = None
    _names: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, FinishedPage] = field(default_factory=dict)
    _made: dict[str, _Made] = field(default_factory=dict)
    _asked: dict[str, dict[str, Found]] = field(default_factory=dict)
    _files: AskedFiles = field(default_factory=lambda: AskedFiles([]))
    _listener: _Listener = field(default_factory=lambda: _Listener(logging.DEBUG + 1))
    _heard: int = 0

    @classmethod
    def of(cls, release: Release, logger: logging.Logger) -> "FinishedPages":
        """Begin a build; what tells anything that the Release does not say is removed at once.

        Of packets nothing is kept: some open with a passphrase, which the store knows nothing of.
        """
        followed, address = set(release.followed), release.settings.address
        own = (address or "\n").encode()
        for_one_reader = {packet.path for packet in release.site.packets}
        texts, told = {}, {}
        for path, page in release.pages.items():
            if path not in for_one_reader and mkdocs_inputs.SNIPPET not in page.body:
                text = _text(page, is_followed=page.path in followed)
                texts[_name(page)] = hashlib.sha256(text).digest()
                told[_name(page)] = hashlib.sha256(text.replace(own, b"")).digest()
        pages = cls(
            store=Store.of(release.settings.root, "page", address),
            logger=_top(logger),
            _texts=texts,
            _told=told,
        )
        pages.store.prune({store.told(pages.store.name(digest, b"")) for digest in told.values()})
        return pages

    @property
    def taken(self) -> Collection[str]:
        """The files of the pages that are not made anew."""
        return self._taken.keys()

    def files(self, files: Files, config: MkDocsConfig, more: object, summary: str | None) -> Files:
        """Return the files with those of our pages in a form that can be finished.

        `more` is what our hooks put into all pages; `summary` is what a preview says on top.
        """
        self._bar = None if summary is None else (_BAR % markupsafe.escape(summary)).encode()
        self._inputs = mkdocs_inputs.digest(config, more)
        if self._inputs is None or not self.store.is_on:
            return files
        self._files = AskedFiles(
            _PageFile.of(file) if file.src_uri in self._texts else file for file in files
        )
        return self._files

    def take(self, nav: Navigation) -> None:
        """Take over the pages of which nothing has changed, and look on at the others."""
        if self._inputs is None or not self.store.is_on:
            return
        around = self._inputs + mkdocs_inputs.of_navigation(nav, self._texts)
        for file in self._files:
            if isinstance(file, _PageFile) and file.page and _may_be_taken(file):
                name = self._names[file.src_uri] = self._key(file, file.page, around)
                page = self._kept(name)
                if page and self._holds(page):
                    file.finish(self._with_bar(page.html))
                    self._taken[file.src_uri] = replace(page, html=b"")
                    _stand_in(file.page, page)
        for logger in (self.logger, logging.getLogger()):
            logger.addHandler(self._listener)

    def begin(self, page: EnginePage) -> None:
        """Look on while a page is rendered."""
        self._heard = self._listener.count
        self._files.asked = {} if page.file.src_uri in self._names else None

    def rendered(self, page: EnginePage) -> None:
        """Remember what the links of a page have asked for, unless something was said of it."""
        if self._files.asked is not None and self._heard == self._listener.count:
            self._asked[page.file.src_uri] = self._files.asked
        self._files.asked = None

    def made(self, page: EnginePage, feed: str) -> None:
        """Remember a page that may be kept, once the site has been verified."""
        asked = self._asked.pop(page.file.src_uri, None)
        anchors = page.present_anchor_ids or set()
        listing = {key: page.meta[key] for key in LISTED if key in page.meta}
        may_be_kept = (
            _leads_only_within(page, anchors)
            and _is_shipped(page.meta.get("template", "main.html"))
            and all(isinstance(value, str) for value in listing.values())
        )
        if asked is not None and may_be_kept:
            self._made[page.file.src_uri] = _Made(
                place=Path(page.file.abs_dest_path),
                url=page.url,
                feed=feed,
                title=page.title,
                listing=listing,
                anchors=frozenset(anchors),
                asked=asked,
            )

    def shown(self, files: Iterable[File]) -> list[File]:
        """Return the files of all pages, in the order of the site, from those that are made."""
        pages = {file.src_uri: file for file in files}
        every = self._files if self._taken else pages.values()
        return [file for file in every if file.src_uri in pages or file.src_uri in self._taken]

    @property
    def feeds(self) -> Mapping[str, str]:
        """What feeds show of the pages taken over, by the names of their files."""
        return {name: page.feed for name, page in self._taken.items() if page.feed}

    def index(self, content: bytes) -> bytes:
        """Return a search index with the pages taken over."""
        kept = {_url(self._files, name): page.docs for name, page in self._taken.items()}
        order = (file.page.url for file in self._files if file.page)
        return search_index.with_kept(content, kept, order)

    def keep(self, index: Path) -> None:
        """Keep what was made, now that all of it may be published."""
        docs = search_index.by_address(index.read_bytes()) if self._made and index.is_file() else {}
        silence = self.logger.getEffectiveLevel()
        for name, made in self._made.items():
            html = self._without_bar(made.place.read_bytes()) if made.place.is_file() else None
            if html is not None:
                page = FinishedPage(
                    html=html,
                    docs=docs.get(made.url, ""),
                    feed=made.feed,
                    title=made.title,
                    listing=made.listing,
                    anchors=made.anchors,
                    asked=made.asked,
                    silence=silence,
                )
                self.store.keep(self._names[name], page.encoded())
        if self.store.is_on:
            self.store.tidy()

    def end(self) -> None:
        """Listen no longer."""
        for logger in (self.logger, logging.getLogger()):
            logger.removeHandler(self._listener)

    def _without_bar(self, html: bytes) -> bytes | None:
        """Return a page as it is kept; None if what a preview says stands on it otherwise."""
        if self._bar is None:
            return html
        return html.replace(self._bar, _KEPT_BAR, 1) if self._bar in html else None

    def _with_bar(self, html: bytes) -> bytes:
        return html if self._bar is None else html.replace(_KEPT_BAR, self._bar, 1)

    def _key(self, file: File, page: EnginePage, around: bytes) -> str:
        place = [file.src_uri, file.url, file.inclusion.value, page.edit_url, page.canonical_url]
        inputs = around + self._texts[file.src_uri] + json.dumps(place).encode()
        return self.store.name(self._told[file.src_uri], hashlib.sha256(inputs).digest())

    def _kept(self, name: str) -> FinishedPage | None:
        content = self.store.read(name)
        if content is None:
            return None
        try:
            page = finished_pages.decoded(content)
        except (ValueError, LookupError, TypeError):
            self.store.damaged.add(name)
            return None
        return page if page.silence <= self.logger.getEffectiveLevel() else None

    def _holds(self, page: FinishedPage) -> bool:
        """Whether the links of a page still lead where they led."""
        get = self._files.get_file_from_path
        return all(_found(get(name)) == found for name, found in page.asked.items())


def _name(page: Page) -> str:
    return str(links.page_path(page.path))


def _text(page: Page, *, is_followed: bool) -> bytes:
    return json.dumps([page.meta, page.body, is_followed]).encode()


def _top(logger: logging.Logger) -> logging.Logger:
    """Return the engine's own logger, below which all of its others are."""
    while logger.parent and logger.parent.parent:
        logger = logger.parent
    return logger


def _may_be_taken(file: File) -> bool:
    return file.src_uri != _ALWAYS_MADE and int(file.inclusion.value) > int(
        InclusionLevel.DRAFT.value
    )


def _found(file: File | None) -> Found:
    return (file.url, file.inclusion.value) if file else None


def _stand_in(page: EnginePage, finished: FinishedPage) -> None:
    """Have a page say to others what they ask of it."""
    page.present_anchor_ids = set(finished.anchors)
    page.meta.update(finished.listing)
    if "title" not in vars(page):
        page.title = finished.title


def _leads_only_within(page: EnginePage, anchors: set[str]) -> bool:
    """Whether every link to a part of a page leads to one that is there, on this very page."""
    led = page.links_to_anchors or {}
    return all(file is page.file and anchors.issuperset(parts) for file, parts in led.items())


def _is_shipped(template: str) -> bool:
    return (theme_files.shipped() / PurePosixPath(template)).is_file()


def _url(files: Files, name: str) -> str:
    file = files.get_file_from_path(name)
    return file.page.url if file and file.page else ""
