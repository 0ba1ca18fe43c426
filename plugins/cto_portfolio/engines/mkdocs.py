"""The adapter for MkDocs, and for ProperDocs unchanged: moves pages into the engine."""

import functools
import itertools
import logging
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

import jinja2
from mkdocs.config import config_options as opt
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils import CountHandler, get_build_datetime, get_relative_url, write_file

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio, sources, symlinks
from cto_portfolio.content.entry import is_in_private_folder
from cto_portfolio.content.packets import packet
from cto_portfolio.content.sources import ENTRIES, Content
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import headers, policy, swap
from cto_portfolio.publishing.confidential import gate, redaction, terms
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.confidential.places import Published
from cto_portfolio.publishing.confidential.terms import Terms
from cto_portfolio.publishing.swap import Swap
from cto_portfolio.site import look, pages, site_files
from cto_portfolio.site.feeds import feed, feed_links
from cto_portfolio.site.feeds import files as feeds
from cto_portfolio.site.feeds.feed import Feed
from cto_portfolio.site.look import Look
from cto_portfolio.site.pages import Page
from cto_portfolio.site.site import Read, Site
from cto_portfolio.site.site_files import SiteFile
from cto_portfolio.site.social_cards.cache import Cache
from cto_portfolio.site.social_cards.card import Card, Colors
from cto_portfolio.site.view import View
from cto_portfolio.text import images, markdown_extension
from cto_portfolio.text.frontmatter import Document

if TYPE_CHECKING:
    from cto_portfolio.engines.preview import Preview

log = get_plugin_logger(__name__)

PREVIEW_STYLES = "assets/review.css"
UNUSED = ("css/", "assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""What lies in theme folders and no page asks for: the sources of the stylesheet, and Material's
script and styles, in whose place the theme has its own."""


class PluginConfig(Config):
    """What an author may set below `cto-portfolio` in `mkdocs.yml`."""

    frameworks = opt.ListOfItems(opt.Type(str), default=[frameworks.FIVE_AREAS])
    """What evidence is held against: shipped names, and YAML files of your own, in order."""
    publish_frameworks = opt.ListOfItems(opt.Type(str), default=[])
    """Other frameworks that get a page, such as tour-of-duty: the same public evidence, read
    through each."""
    show_gaps = opt.Type(bool, default=False)
    """Whether the public matrix shows requirements without evidence, and every status."""
    redact = opt.Type(bool, default=False)
    """Whether what `confidential.yml` names is published in the words it has instead."""
    look = opt.Optional(opt.Type(dict))
    """Colours, type and portrait: palette, accent, type_scale, portrait."""
    thresholds = opt.Optional(opt.Type(dict))
    """The least that `cto-portfolio coverage` asks: overall, of areas, of requirements. A build
    asks for nothing."""


class PortfolioPlugin(BasePlugin[PluginConfig]):
    """Gives the core the texts of a portfolio, and the engine the pages made of them."""

    _swap: Swap | None = None
    """There while a build writes beside the site."""
    _swaps: bool = False
    _preview: "Preview | None" = None
    """There while nobody but the author looks on."""
    _look: Look
    _author_bar: Mapping[str, View] | None = None
    """What the pages of such a preview say on top of the site's own."""
    _metas: dict[str, Mapping[str, View]]
    """What templates read, by source path: given to the engine as values, which saves it from
    parsing the YAML that other engines get."""

    _offers: Mapping[str, View]
    """What pages of the author's own offer to programs."""
    _feeds: tuple[Feed, ...]
    _places: frozenset[PurePosixPath]
    """Where feeds will be written: everywhere but where the author has put one."""
    _feed_entry: jinja2.Template
    _gate: Gate
    _followed: dict[PurePosixPath, str]
    """The HTML of the entries that stand in feeds; empty until it has been rendered."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Preview and dirty builds write in place: nobody else reads the one, the other must."""
        if command == "serve":
            # Imported here alone: it is a third of what there is to import, and builds need none.
            from cto_portfolio.engines.preview import Preview  # noqa: PLC0415

            self._preview = Preview()
        self._swaps = command != "serve" and not dirty

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the engine build beside the last good site, and know the look."""
        if self._swaps:
            self._swap = swap.begin(Path(config.site_dir))
            config.site_dir = str(self._swap.new)
        config.theme.static_templates |= look.TEMPLATES
        if self._preview:
            config.theme.static_templates.add(PREVIEW_STYLES)
        if markdown_extension.NAME not in config.markdown_extensions:
            config.markdown_extensions.append(markdown_extension.NAME)
        self._look = self._parsed_look(config)
        config.extra["look"] = self._look.view
        inline = config.theme.get_env().get_template(policy.INLINE).render()
        is_preview = self._preview is not None
        config.extra["policy"] = policy.build(inline, is_preview=is_preview)
        loaded = (*config.extra_css, *map(str, config.extra_javascript))
        for message in policy.refused(loaded):
            log.warning("%s", message)
        return config

    def _parsed_look(self, config: MkDocsConfig) -> Look:
        path = Path(config.config_file_path or "mkdocs.yml")
        asked = self.config.look or {}
        lines = settings.option_lines(path, "look") if asked else {}
        try:
            document = Document(meta=asked, body="", body_line=1, lines=lines)
            return look.parse(document, _shown(str(path)))
        except PortfolioError as error:
            raise PluginError(str(error)) from error

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the portfolio's pages in place before any other plugin sees what is private."""
        try:
            framework = frameworks.load(self.config.frameworks, root=_root(config))
            confidential = terms.load(Path(config.docs_dir))
            published = tuple(
                map(other_frameworks.load, dict.fromkeys(self.config.publish_frameworks))
            )
        except PortfolioError as error:
            raise PluginError(str(error)) from error
        self._redact(files, confidential, config)
        contents = _Contents(files, config)
        linked = symlinks.linked(Path(config.docs_dir), contents)
        today = get_build_datetime().date()
        parsed = portfolio.parse(contents, framework, today=today, linked=linked)
        for problem in parsed.problems:
            log.warning("%s", problem.below(_shown(config.docs_dir)))
        for notice in parsed.notices:
            log.info("%s", notice.below(_shown(config.docs_dir)))
        site = Site(
            portfolio=parsed,
            name=config.site_name,
            url_for=functools.cache(lambda path: _file(path, config).url),
            address=settings.address(config.site_url),
            shows_gaps=self.config.show_gaps,
            published_frameworks=published,
            packets=packet.shown(parsed.packets, today=today, opened=os.environ.get(packet.OPENED)),
            read=contents.without(symlinks.strays(contents, linked)),
        )
        self._gate = self._gate_of(contents, site, confidential, config)
        _leave_out_unused(files, config)
        _hide(files, parsed.hidden, config)
        _publish_well_known(files, config)
        _bare(files, config)
        self._offers = feed_links.of_page(None, site)
        self._feeds = tuple(feed.build(site))
        self._followed = dict.fromkeys((item.path for one in self._feeds for item in one.items), "")
        if site.address is None:
            log.info("There are no feeds: they need the site's address; set 'site_url'")
        self._metas = {}
        cards: dict[PurePosixPath, Card] = {}
        for page in pages.build(site):
            _put(files, page, config)
            self._metas[str(page.path)] = page.meta
            if page.card:
                cards[page.path] = page.card
        self._add_beside(site, cards, files, config)
        if self._preview:
            self._add_review(self._preview, site, files, config)
        if config.nav is None:
            nav = pages.nav(parsed, map(PurePosixPath, self._metas))
            config.nav = [{item.title: str(item.path)} for item in nav]
            _expect_outside_nav(files, {str(item.path) for item in nav})
        return files

    def _add_beside(
        self, site: Site, cards: Mapping[PurePosixPath, Card], files: Files, config: MkDocsConfig
    ) -> None:
        """Add what is no page: for programs, for servers, for chats, and places for the feeds."""
        cache = Cache.of(site, _root(config))
        drawn = site_files.pictures(cards, Colors.of(self._look), cache)
        of_servers = headers.build(config.extra["policy"])
        for made in itertools.chain(site_files.build(site), of_servers, drawn):
            _put_beside(files, made, config)
        # Empty until pages have been rendered; there already, so that authors can link to them.
        empty = (SiteFile(path=path, content=b"") for one in self._feeds for path in one.paths)
        self._places = frozenset(one.path for one in empty if _put_beside(files, one, config))

    def _redact(self, files: Files, confidential: Terms, config: MkDocsConfig) -> None:
        for file in _authored(files, config) if self.config.redact else ():
            said = file.content_bytes
            redacted = redaction.of_file(PurePosixPath(file.src_uri), said, confidential)
            if redacted != said:
                file.content_bytes = redacted

    def _gate_of(
        self, contents: "_Contents", site: Site, confidential: Terms, config: MkDocsConfig
    ) -> Gate:
        hidden = site.portfolio.hidden
        published = Published(
            portfolio=site.portfolio,
            packets=site.packets,
            docs_dir=Path(config.docs_dir),
            beside=tuple(p for p in contents if p.suffix != ".md" and p not in hidden),
            redacts=self.config.redact,
        )
        config_file = _root(config) / Path(config.config_file_path or "mkdocs.yml").name
        return Gate(terms=confidential, published=published, config_file=config_file)

    def _add_review(
        self, preview: "Preview", site: Site, files: Files, config: MkDocsConfig
    ) -> None:
        """Add the page that only the author may see, outside of the navigation."""
        try:
            page, self._author_bar = preview.review(
                site,
                today=get_build_datetime().date(),
                folder=_shown(config.docs_dir),
                frameworks=self.config.frameworks,
                root=_root(config),
            )
        except PortfolioError as error:
            raise PluginError(str(error)) from error
        _put(files, page, config).inclusion = InclusionLevel.NOT_IN_NAV
        self._metas[str(page.path)] = page.meta

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Keep compiled templates between builds: a fifth of the time of a small one."""
        del config, files
        env.bytecode_cache = jinja2.FileSystemBytecodeCache()
        env.globals["author_bar"] = self._author_bar
        self._feed_entry = env.get_template("partials/feed-entry.html")
        return env

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: EnginePage, **_: object) -> str:
        """Give a page its data before any other plugin looks for it."""
        if page.file.src_uri in self._metas:
            page.meta.update(self._metas[page.file.src_uri])
            page.file.content_string = ""  # has been read; a thousand of them weigh megabytes
        else:
            page.meta["offers"] = self._offers
        return markdown

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: EnginePage, config: MkDocsConfig) -> str:
        """Let go of what only the page's template reads, for the same reason.

        What stands in a feed is kept: it is rendered here, where its links can be resolved.
        """
        path = PurePosixPath(page.file.src_uri)
        if path in self._followed:
            base = get_relative_url(".", page.url)
            self._followed[path] = self._feed_entry.render(page=page, config=config, base_url=base)
        for key, value in self._metas.pop(page.file.src_uri, {}).items():
            if isinstance(value, dict | list):
                page.meta.pop(key, None)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the new site take the old one's place, unless strict mode is about to refuse it."""
        for made in feeds.build(self._feeds, self._followed):
            if made.path in self._places:
                write_file(made.content, str(Path(config.site_dir, made.path)))
        self._refuse_leaks(Path(config.site_dir))
        if self._swap is None:
            return
        config.site_dir = str(self._swap.site_dir)
        if config.strict and _warned():
            self._swap.abandon()
        else:
            self._swap.finish()
        self._swap = None

    def _refuse_leaks(self, built: Path) -> None:
        """Fail on what is confidential; a preview goes on, so that the author can mend it."""
        leaks = self._gate.problems(gate.contents(built), built)
        for leak in leaks:
            log.error("%s", leak)
        if leaks and not self._preview:
            message = f"{len(leaks)} times something confidential would be published; see above"
            raise PluginError(message)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - the engine passes it
        """Leave the old site as it was."""
        if self._swap is not None:
            self._swap.abandon()
            self._swap = None


class _Contents(Mapping[PurePosixPath, Content]):
    """What the engine would publish of the portfolio, other plugins' files among it.

    Files are read one by one, as the core asks for them, and not kept.
    """

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files = {
            PurePosixPath(file.src_uri): file
            for file in files
            if file.inclusion.is_included() and file.src_dir in {None, config.docs_dir}
        }

    def __getitem__(self, path: PurePosixPath) -> Content:
        file = self._files[path]
        return file.content_bytes if sources.is_read(path) else None

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def without(self, strays: Collection[PurePosixPath]) -> Read:
        """Return what gives the bytes of any file but these; None: there is no such file."""

        def read(path: PurePosixPath) -> bytes | None:
            is_there = path in self._files and path not in strays
            return self._files[path].content_bytes if is_there else None

        return read

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _leave_out_unused(files: Files, config: MkDocsConfig) -> None:
    for file in list(files):
        is_authored = file.src_dir in {None, config.docs_dir}
        if not is_authored and file.src_uri.startswith((*UNUSED, PREVIEW_STYLES)):
            files.remove(file)


def _hide(files: Files, hidden: frozenset[PurePosixPath], config: MkDocsConfig) -> None:
    """Take out what must not reach the site, and what the engine would preview raw."""
    for file in _authored(files, config):
        path = PurePosixPath(file.src_uri)
        is_raw = file.inclusion.is_excluded() and path.is_relative_to(ENTRIES)
        if path in hidden or is_raw or is_in_private_folder(path):
            files.remove(file)


def _publish_well_known(files: Files, config: MkDocsConfig) -> None:
    found = {
        PurePosixPath(file.src_uri): file
        for file in _authored(files, config)
        if sources.is_well_known(PurePosixPath(file.src_uri))
    }
    linked = symlinks.linked(Path(config.docs_dir), found)
    strays = symlinks.strays(found, linked)
    for problem in symlinks.problems(strays, linked):
        log.warning("%s", problem.below(_shown(config.docs_dir)))
    for path in found.keys() - strays:
        found[path].inclusion = InclusionLevel.INCLUDED


def _bare(files: Files, config: MkDocsConfig) -> None:
    """Take out of images what is not for readers; those that cannot be read are hidden by now."""
    for file in _authored(files, config):
        if images.is_image(PurePosixPath(file.src_uri)):
            content = file.content_bytes
            bare = images.of(content)
            if bare is None:
                files.remove(file)
            elif bare != content:
                file.content_bytes = bare


def _authored(files: Files, config: MkDocsConfig) -> list[File]:
    """Return the files of the portfolio, as opposed to those of the theme."""
    return [file for file in files if file.src_dir in {None, config.docs_dir}]


def _put(files: Files, page: Page, config: MkDocsConfig) -> File:
    # Without front matter MkDocs would take lines such as "Date: today" for some.
    content = f"---\ntitle: ''\n---\n\n{page.body}" if page.meta else page.body
    file = File.generated(config, str(page.path), content=content)
    replaced = files.get_file_from_path(str(page.path))
    if replaced is not None:
        file.edit_uri = replaced.edit_uri
        files.remove(replaced)
    files.append(file)
    return file


def _put_beside(files: Files, made: SiteFile, config: MkDocsConfig) -> bool:
    """Put a file of ours in place, unless the author has one there."""
    is_free = files.get_file_from_path(str(made.path)) is None
    if is_free:
        files.append(File.generated(config, str(made.path), content=made.content))
    return is_free


def _expect_outside_nav(files: Files, in_nav: set[str]) -> None:
    """Keep the engine from listing every entry as forgotten."""
    for file in files.documentation_pages():
        if file.src_uri not in in_nav:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _file(path: PurePosixPath, config: MkDocsConfig) -> File:
    return File(str(path), None, config.site_dir, config.use_directory_urls)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _shown(folder: str) -> PurePosixPath:
    """Return a folder as the author would type it here."""
    return PurePosixPath(Path(os.path.relpath(folder)).as_posix())


def _warned() -> bool:
    """Whether the engine has counted a warning, on which strict mode fails after the build."""
    logger: logging.Logger | None = log.logger
    while logger is not None:
        handlers = [one for one in logger.handlers if isinstance(one, CountHandler)]
        if any(handler.get_counts() for handler in handlers):
            return True
        logger = logger.parent
    return False
