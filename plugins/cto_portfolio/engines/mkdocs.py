"""The adapter for MkDocs, and for ProperDocs unchanged: moves a Release into the engine."""

import contextlib
import errno
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils import CountHandler, get_relative_url
from mkdocs.utils.templates import TemplateContext

from cto_portfolio import clock, links, progress, store, unforeseen, wording
from cto_portfolio.content import source_memory
from cto_portfolio.engines import (
    garbage,
    markdown_addresses,
    mkdocs_files,
    mkdocs_navigation,
    mkdocs_settings,
    mkdocs_theme,
    packet_secrets,
)
from cto_portfolio.engines.mkdocs_advance import Advance
from cto_portfolio.engines.mkdocs_files import Placed
from cto_portfolio.engines.mkdocs_finished import FinishedPages
from cto_portfolio.engines.mkdocs_navigation import MAKERS
from cto_portfolio.engines.mkdocs_settings import PluginConfig
from cto_portfolio.problems import PortfolioError, Problem
from cto_portfolio.publishing import (
    endless,
    file_names,
    finish,
    folder,
    gone_pages,
    late_pages,
    navigation,
    policy,
    search_index,
    swap,
)
from cto_portfolio.publishing import release as releases
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.publishing.swap import Swap
from cto_portfolio.publishing.theme_files import PREVIEW_STYLES
from cto_portfolio.site import look
from cto_portfolio.site.feeds import feed_links
from cto_portfolio.site.site_files import SiteFile
from cto_portfolio.text import markdown_extension

if TYPE_CHECKING:
    from cto_portfolio.engines.preview import Apart, Preview

log = get_plugin_logger(__name__)
_OF_SYSTEM = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO),
        *(errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENAMETOOLONG, errno.ELOOP),
    }
)
"""What a disk, or whoever looks after it, refuses: no traceback helps to mend that."""


class PortfolioPlugin(BasePlugin[PluginConfig]):
    """Gives the core the files of a portfolio, and the engine what leaves of them."""

    _preview: "Preview | None" = None
    """There while nobody but the author looks on."""
    _apart: "Apart | None" = None
    """What a preview has beside the site; never there in a build."""
    _swap: Swap | None = None
    """There while a build writes beside the site."""
    _depth: int = 0
    """How many builds are under way: plugins may build within a build, for each language."""
    _settings: Settings
    _release: Release
    _placed: Placed
    _metas: dict[str, Mapping[str, object]]
    """What templates read, by source path: given to the engine as values, which saves it from
    parsing the YAML that other engines get."""
    _bodies: dict[str, str]
    """What of pages is Markdown: other plugins may have read a file anew, and what is private."""
    _followed: dict[str, PurePosixPath]
    """The entries that stand in feeds, by the path that the engine knows them by."""
    _rendered: dict[PurePosixPath, str]
    """Their HTML; empty until it has been rendered."""
    _unsearched: set[str]
    """The addresses of pages that want to be in no search."""
    _feed_entry: jinja2.Template
    _finished: FinishedPages | None = None
    """The pages that need not be made anew, while a build is under way."""
    _advance: Advance | None = None
    """What is done by workers meanwhile."""

    @event_priority(100)
    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Know whether the author alone looks on."""
        packet_secrets.take_passphrase()  # builds need none, and other plugins may look for it
        if dirty:
            log.info("'--dirty' builds everything: what is hidden now must not stay in the site")
        if command == "serve":
            # Imported here alone: it is a third of what there is to import, and builds need none.
            from cto_portfolio.engines.preview import Preview  # noqa: PLC0415

            self._preview = Preview()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the engine build beside the last good site, with our parts of theme and dialect."""
        try:
            mkdocs_theme.put(config)
            self._settings = mkdocs_settings.of(config, self.config)
            if self._settings.validation:
                mkdocs_settings.hush(config)
            mkdocs_settings.encode_addresses(config)
            endless.refuse(self._settings)
        except PortfolioError as error:
            raise PluginError(str(error)) from error
        # Engines stop at such a name themselves, with a traceback, before they ask for files.
        for problem in file_names.unusable(list(folder.names(self._settings.docs_dir))):
            shown = mkdocs_settings.shown(self._settings.docs_dir)
            raise PluginError(str(problem.below(shown)))
        self._depth += 1
        if self._preview:
            config.theme.static_templates.add(PREVIEW_STYLES)
        elif self._swap is None:
            self._begin(config)
        config.theme.static_templates |= look.TEMPLATES
        for name in (markdown_extension.NAME, markdown_addresses.NAME):
            if name not in config.markdown_extensions:
                config.markdown_extensions.append(name)
        inline = config.theme.get_env().get_template(policy.INLINE).render()
        config.extra["policy"] = policy.build(inline, is_preview=self._preview is not None)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """Have the engine build beside the last good site."""
        try:
            self._swap = swap.begin(
                Path(config.site_dir), sources=_sources(config), on_wait=log.info
            )
        except PortfolioError as error:
            raise PluginError(str(error)) from error
        config.site_dir = str(self._swap.new)
        garbage.search_seldom()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Go before the templates of other plugins; empty a preview, which '--dirty' would keep."""
        mkdocs_theme.put_first(config)
        if self._preview:
            swap.empty(Path(config.site_dir))

    @event_priority(100)
    def _on_first_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the Release in place before any other plugin sees what is private."""
        progress.begin("Reading the portfolio")
        mkdocs_files.compose_names(files, config)
        self._settings = replace(
            self._settings, named=(*self._settings.named, *mkdocs_files.generated(files, config))
        )
        try:
            release = releases.release(
                mkdocs_files.of_portfolio(files, config),
                self._settings,
                today=clock.today(self._settings.timezone),
                opened=packet_secrets.OPENED.get(),
                understand=self._preview.sources.read if self._preview else source_memory.read,
            )
            refused = set(release.refusals)
            said = (problem for problem in release.problems if problem not in refused)
            self._say(said, release.notices)
            self._finished = FinishedPages.of(release, log.logger)
            self._refuse(release.refusals)
            self._release = release
            if self._preview:
                written = mkdocs_files.of_portfolio(files, config)
                whole = mkdocs_settings.with_drafts(self._settings, config)
                self._apart = self._preview.apart(release, written, whole)
            self._place(files, config)
        except PortfolioError as error:
            raise PluginError(str(error)) from error
        return files

    @event_priority(-1000)
    def _on_last_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out what other plugins have added, and must not be published."""
        release = self._release
        mkdocs_files.compose_names(files, config)
        changed = mkdocs_files.restore(release, files, self._placed)
        self._say(problem.below(release.folder) for problem in changed)
        late = late_pages.decide(mkdocs_files.late(files, self._metas, config), release)
        self._say(late.problems, late.notices)
        for path in late.hidden:
            if file := files.get_file_from_path(str(path)):
                files.remove(file)
        for path, text in late.texts.items():
            if file := files.get_file_from_path(str(path)):
                mkdocs_files.give(file, text)
        if config.nav is None and MAKERS.isdisjoint(config.plugins):
            config.nav = list(mkdocs_files.nav(release, files))
        elif config.nav is not None:
            self._take_out_of_nav(config)
        progress.begin("Reading pages", len(files.documentation_pages()))
        if self._finished is None:
            return files
        offers = feed_links.of_page(None, release.site)
        bar = (self._preview and self._preview.author_bar) or {}
        summary = str(bar["summary"]) if bar else None
        return self._finished.files(files, config, [offers, bar.get("url")], summary)

    on_files = CombinedEvent(_on_first_files, _on_last_files)

    def _take_out_of_nav(self, config: MkDocsConfig) -> None:
        """Take out of the author's navigation what is lost; other plugins write in it, too."""
        release = self._release
        nav = navigation.of(self._settings, config.nav, release.portfolio.lost)
        self._say(set(nav.problems) - set(release.problems))
        config.nav = nav.items

    @event_priority(-1000)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take out what other plugins have put into the navigation, and is not published."""
        del config
        for target in mkdocs_navigation.take_out(nav, self._release.portfolio.lost):
            log.info("The navigation leads to '%s', which is not published; left out", target)
        if self._finished:
            self._take_over(self._finished, nav)
        if self._swap:
            garbage.leave_out_what_stays()
        if self._advance:
            self._advance.begin(files, self._bodies)
        return nav

    def _take_over(self, finished: FinishedPages, nav: Navigation) -> None:
        finished.take(nav)
        for name, feed in finished.feeds.items():
            self._rendered[self._followed[name]] = feed
        for name in finished.taken:
            self._metas.pop(name, None)
        if finished.store.damaged:
            message = "What is kept in '%s' is damaged, and is made anew; remove it to start afresh"
            log.info(message, store.FOLDER)

    def _place(self, files: Files, config: MkDocsConfig) -> None:
        release, before = self._release, dict(files.src_uris)
        config.extra |= release.extra
        if self._finished and not self._preview:
            self._advance = Advance.of(config, self._finished.logger)
        mkdocs_files.place(release, files, config)
        pages = {str(links.page_path(path)): page for path, page in release.pages.items()}
        self._metas = {name: page.meta for name, page in pages.items()}
        own = release.portfolio.author_pages
        self._bodies = {str(links.page_path(page.path)): page.body for page in own}
        self._bodies |= {name: page.body for name, page in pages.items() if page.meta}
        made = [
            str(made.path)
            for made in release.made(config.extra["policy"])
            if mkdocs_files.put_beside(made, files, config)
        ]
        made += self._put_cards(files, config)
        self._placed = mkdocs_files.placed(release, made, files)
        self._followed = {str(links.page_path(path)): path for path in release.followed}
        self._rendered = dict.fromkeys(release.followed, "")
        self._unsearched = set()
        if self._apart:
            self._place_apart(self._apart, before, files, config)
        if config.nav is not None:
            self._take_out_of_nav(config)

    def _put_cards(self, files: Files, config: MkDocsConfig) -> Iterator[str]:
        """Put cards in place, those that are to be drawn without their content where that may be.

        Yields the names of the files.
        """
        for path, picture in self._release.pictures():
            name = str(path)
            if files.get_file_from_path(name) is None:
                yield name
                if self._advance and picture.kept is None:
                    files.append(self._advance.file(path, picture))
                else:
                    made = SiteFile(path=path, content=picture.drawn())
                    mkdocs_files.put_beside(made, files, config)

    def _place_apart(
        self, apart: "Apart", before: Mapping[str, File], files: Files, config: MkDocsConfig
    ) -> None:
        """Put in place what only the author sees, and say where it is."""
        mkdocs_files.place_apart(apart, files, config, before=before)
        for page in apart.pages:
            name = str(links.page_path(page.path))
            self._metas[name], self._bodies[name] = page.meta, page.body
        url = urljoin(config.site_url or "", apart.review_url)
        log.info("Drafts, private pages and what to do next, in no build: %s", url)

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Keep compiled templates between builds: a fifth of the time of a small one."""
        del config
        if self._advance:
            self._advance.finish()
        with contextlib.suppress(OSError, RuntimeError):  # nobody may write there, or anybody
            env.bytecode_cache = jinja2.FileSystemBytecodeCache()
        env.globals["author_bar"] = self._preview and self._preview.author_bar
        self._feed_entry = env.get_template("partials/feed-entry.html")
        taken = self._finished.taken if self._finished else ()
        progress.begin(progress.PAGES, len(files.documentation_pages()) + len(taken))
        for _ in taken:
            progress.advance()
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Have lists of all pages, such as a sitemap, list those that are not made anew, too."""
        del template_name, config
        if self._finished:
            context["pages"] = self._finished.shown(context["pages"])
        return context

    @event_priority(1000)
    def on_page_markdown(self, markdown: str, *, page: EnginePage, **_: object) -> str:
        """Give a page its data, and the text that leaves, before any other plugin looks for it."""
        progress.advance()
        if self._finished:
            self._finished.begin(page)
        meta = self._metas.get(page.file.src_uri)
        if meta:
            page.meta.update(meta)
            mkdocs_files.give(page.file, "")  # has been read; a thousand of them weigh megabytes
        else:
            for key in [key for key, value in page.meta.items() if value is None]:
                del page.meta[key]  # engines fail at a template that is named so
            page.meta["offers"] = feed_links.of_page(None, self._release.site)
        # The page's own, too: Material's blog takes its excerpts from there.
        page.markdown = self._bodies.get(page.file.src_uri, markdown)
        return page.markdown

    @event_priority(-1000)
    def on_page_content(self, html: str, *, page: EnginePage, **_: object) -> str:
        """Look whether the engine had anything to say of a page."""
        if self._finished:
            self._finished.rendered(page)
        return html

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: EnginePage, config: MkDocsConfig) -> str:
        """Let go of what only the page's template reads: a thousand of them weigh megabytes.

        What stands in a feed is kept: it is rendered here, where its links can be resolved.
        """
        progress.advance()
        if path := self._followed.get(page.file.src_uri):
            base = get_relative_url(".", page.url)
            self._rendered[path] = self._feed_entry.render(page=page, config=config, base_url=base)
        if self._finished:
            self._finished.made(page, self._rendered[path] if path else "")
        if _wants_no_search(page.meta):
            self._unsearched.add(page.url)
        for key, value in self._metas.pop(page.file.src_uri, {}).items():
            if isinstance(value, dict | list):
                page.meta.pop(key, None)
        return output

    @event_priority(-1000)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site and verify it; let it take the old one's place unless it is refused."""
        self._depth -= 1
        if self._depth:
            return
        problems = self._problems(config)
        self._refuse(problems)
        if self._finished and not problems:
            self._finished.keep(Path(config.site_dir, search_index.PATH))
        self._end()
        if self._apart:
            self._apart.lay_beside(Path(config.site_dir))
        if self._swap is None:
            return
        self._say((), gone_pages.notices(self._swap.site_dir, self._swap.new, self._release))
        config.site_dir = str(self._swap.site_dir)
        if config.strict and _warned():
            self._swap.abandon()
        else:
            self._swap.finish()
        self._swap = None

    def _problems(self, config: MkDocsConfig) -> Sequence[Problem]:
        return finish.finish(
            Path(config.site_dir),
            self._release,
            self._rendered,
            self._unsearched,
            completed=self._finished.index if self._finished else lambda index: index,
        )

    def _end(self) -> None:
        """Let go of what is known of the pages of one build."""
        if self._finished:
            self._finished.end()
            self._finished = None
        if self._advance:
            self._advance.end()
            self._advance = None
        garbage.search_as_usual()

    @event_priority(-1000)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was, and say in a line what went wrong, foreseen or not."""
        self.on_shutdown()
        if isinstance(error, MkDocsException) or log.logger.isEnabledFor(logging.DEBUG):
            return
        more = "build with '--verbose' to see all of it"
        log.error("%s", _of_system(error) or unforeseen.message(error, more=more))
        raise Abort("Nothing was built: the last good site is as it was.") from error

    def on_shutdown(self) -> None:
        """Leave the old site as it was, if a build was stopped by hand."""
        self._depth = 0
        self._end()
        if self._swap is not None:
            self._swap.abandon()
            self._swap = None

    def _say(self, problems: Iterable[Problem], notices: Iterable[Problem] = ()) -> None:
        for problem in problems:
            log.warning("%s", problem)
        for notice in notices:
            log.info("%s", notice)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        """Fail on what must not be published; a preview goes on, so that the author can mend it."""
        for problem in problems:
            log.error("%s", problem)
        if problems and self._preview is None:
            message = (
                f"the site is refused for {wording.count(len(problems), 'problem')}; see above"
            )
            raise PluginError(message)


def _sources(config: MkDocsConfig) -> Iterator[Path]:
    """Yield what a site is made of, which no build may remove."""
    yield Path(config.docs_dir)
    if config.config_file_path:
        yield Path(config.config_file_path)
    if config.theme.custom_dir:
        yield Path(config.theme.custom_dir)


def _of_system(error: Exception) -> str | None:
    """Say why a build cannot go on, where that is no fault of the engine's or of a plugin's."""
    if isinstance(error, PortfolioError):
        return str(error)
    if isinstance(error, OSError) and error.errno in _OF_SYSTEM:
        place = f"'{error.filename}'" if error.filename else "the site"
        return f"cannot go on at {place}: {error.strerror}"
    if isinstance(error, jinja2.TemplateNotFound):
        return (
            f"there is no template '{error.name}'; mend 'template' on the page above, or put a file"
            " of that name into the theme's 'custom_dir'"
        )
    return None


def _wants_no_search(meta: Mapping[str, object]) -> bool:
    """Whether a page says so in the words of Material, which MkDocs' own search does not know."""
    search = meta.get("search")
    return isinstance(search, dict) and bool(search.get("exclude"))


def _warned() -> bool:
    """Whether the engine has counted a warning, on which strict mode fails after the build."""
    logger: logging.Logger | None = log.logger
    while logger is not None:
        handlers = [handler for handler in logger.handlers if isinstance(handler, CountHandler)]
        if any(handler.get_counts() for handler in handlers):
            return True
        logger = logger.parent
    return False
