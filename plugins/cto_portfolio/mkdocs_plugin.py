"""The adapter for MkDocs, and for ProperDocs unchanged: moves pages into the engine."""

import functools
import logging
import os
from collections.abc import Iterator, Mapping
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
from mkdocs.utils import CountHandler, get_build_datetime

from cto_portfolio import frameworks, other_frameworks, pages, portfolio, sources, swap
from cto_portfolio.entries import View
from cto_portfolio.pages import Page
from cto_portfolio.problems import PortfolioError
from cto_portfolio.site import Site
from cto_portfolio.sources import ENTRIES, Content

if TYPE_CHECKING:
    from cto_portfolio.preview import Preview

log = get_plugin_logger(__name__)


class PluginConfig(Config):
    """What an author may set below `cto-portfolio` in `mkdocs.yml`."""

    frameworks = opt.ListOfItems(opt.Type(str), default=[frameworks.FIVE_AREAS])
    """What evidence is held against: shipped names, and YAML files of your own, in order."""
    publish_frameworks = opt.ListOfItems(opt.Type(str), default=[])
    """Other frameworks that get a page, such as tour-of-duty: the same public evidence, read
    through each."""
    show_gaps = opt.Type(bool, default=False)
    """Whether the public matrix shows requirements without evidence, and every status."""
    thresholds = opt.Optional(opt.Type(dict))
    """The least that `cto-portfolio coverage` asks: overall, of areas, of requirements. A build
    asks for nothing."""


class PortfolioPlugin(BasePlugin[PluginConfig]):
    """Gives the core the texts of a portfolio, and the engine the pages made of them."""

    _site_dir: Path | None = None
    """Where the site belongs, while a build writes beside it."""
    _swaps: bool = False
    _preview: "Preview | None" = None
    """There while nobody but the author looks on."""
    _author_bar: Mapping[str, View] | None = None
    """What the pages of such a preview say on top of the site's own."""
    _metas: dict[str, Mapping[str, View]]
    """What templates read, by source path: given to the engine as values, which saves it from
    parsing the YAML that other engines get."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Preview and dirty builds write in place: nobody else reads the one, the other must."""
        if command == "serve":
            # Imported here alone: it is a third of what there is to import, and builds need none.
            from cto_portfolio.preview import Preview  # noqa: PLC0415

            self._preview = Preview()
        self._swaps = command != "serve" and not dirty

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the engine build beside the last good site."""
        if self._swaps:
            self._site_dir = Path(config.site_dir)
            config.site_dir = str(swap.begin(self._site_dir))
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the portfolio's pages in place before any other plugin sees what is private."""
        try:
            framework = frameworks.load(self.config.frameworks, root=_root(config))
            published = tuple(
                map(other_frameworks.load, dict.fromkeys(self.config.publish_frameworks))
            )
        except PortfolioError as error:
            raise PluginError(str(error)) from error
        parsed = portfolio.parse(_Contents(files, config), framework)
        for problem in parsed.problems:
            log.warning("%s", problem.below(_shown(config.docs_dir)))
        site = Site(
            portfolio=parsed,
            name=config.site_name,
            url_for=functools.cache(lambda path: _file(path, config).url),
            shows_gaps=self.config.show_gaps,
            published_frameworks=published,
        )
        _hide(files, parsed.hidden)
        self._metas = {}
        for page in pages.build(site):
            _put(files, page, config)
            self._metas[str(page.path)] = page.meta
        if self._preview:
            self._add_review(self._preview, site, files, config)
        if config.nav is None:
            nav = pages.nav(parsed, map(PurePosixPath, self._metas))
            config.nav = [{item.title: str(item.path)} for item in nav]
            _expect_outside_nav(files, {str(item.path) for item in nav})
        return files

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
        return env

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: EnginePage, **_: object) -> str:
        """Give a page its data before any other plugin looks for it."""
        if page.file.src_uri in self._metas:
            page.meta.update(self._metas[page.file.src_uri])
            page.file.content_string = ""  # has been read; a thousand of them weigh megabytes
        return markdown

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: EnginePage, config: MkDocsConfig) -> str:
        """Let go of what only the page's template reads, for the same reason."""
        del config
        for key, value in self._metas.pop(page.file.src_uri, {}).items():
            if isinstance(value, dict | list):
                page.meta.pop(key, None)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the new site take the old one's place, unless strict mode is about to refuse it."""
        if self._site_dir is None:
            return
        config.site_dir = str(self._site_dir)
        if config.strict and _warned():
            swap.abandon(self._site_dir)
        else:
            swap.finish(self._site_dir)
        self._site_dir = None

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - the engine passes it
        """Leave the old site as it was."""
        if self._site_dir is not None:
            swap.abandon(self._site_dir)
            self._site_dir = None


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

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _hide(files: Files, hidden: frozenset[PurePosixPath]) -> None:
    """Take out what must not reach the site, and entries that the engine would preview raw."""
    for file in list(files):
        path = PurePosixPath(file.src_uri)
        if path in hidden or (path.is_relative_to(ENTRIES) and file.inclusion.is_excluded()):
            files.remove(file)


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
