"""What MkDocs has made of `mkdocs.yml`, flags and hooks, as the core's own settings."""

import logging
import os
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import get_args

from mkdocs.config import config_options as opt
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from pathspec import GitIgnoreSpec

from cto_portfolio import clock, links
from cto_portfolio.engines import settings, validation_levels
from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.problems import PortfolioError, Problem, Severity
from cto_portfolio.publishing import theme_files
from cto_portfolio.publishing.settings import PLUGIN, Settings, Validation
from cto_portfolio.site.site import Lead
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import Document

_LEVELS = {logging.WARNING: Severity.WARNING, logging.INFO: Severity.NOTICE}


class PluginConfig(Config):
    """What an author may set below `cto-portfolio` in `mkdocs.yml`."""

    frameworks = opt.ListOfItems(opt.Type(str), default=[FIVE_AREAS])
    """What evidence is held against: shipped names, and YAML files of your own, in order."""
    publish_frameworks = opt.ListOfItems(opt.Type(str), default=[])
    """Other frameworks that get a page, such as tour-of-duty: the same public evidence, read
    through each."""
    publish = opt.ListOfItems(opt.Type(str), default=[])
    """Files that are published although no page uses them: patterns as in `.gitignore`."""
    navigation = opt.Optional(opt.DictOfItems(opt.Type(str)))
    """What stands in the bar on top of every page, in order: `Essays: writing.md`, a title and the
    page's file. Other pages are led to from the foot. The usual bar is there if it is left out."""
    show_gaps = opt.Type(bool, default=False)
    """Whether the public matrix shows requirements without evidence, and every status."""
    lead = opt.Optional(opt.Choice(get_args(Lead)))
    """What the home page leads with: outcomes, decisions or writing. What most entries are, if it
    is left out."""
    timezone = opt.Optional(opt.Type(str))
    """The time zone that says what day it is, such as `Europe/Berlin`; that of the machine if it is
    left out."""
    redact = opt.Type(bool, default=False)
    """Whether what `confidential.yml` names is published in the words it has instead."""
    look = opt.Optional(opt.Type(dict))
    """Colours, type and portrait: palette, accent, type_scale, portrait."""
    thresholds = opt.Optional(opt.Type(dict))
    """The least that `cto-portfolio coverage` asks: overall, of areas, of requirements. A build
    asks for nothing."""


def of(config: MkDocsConfig, options: PluginConfig) -> Settings:
    """Return the settings of a build.

    Raises:
        PortfolioError: if there is no such time zone, or if the plugin is listed twice: each would
            build the other's pages again.
    """
    if f"{PLUGIN} #2" in config.plugins:
        raise PortfolioError(settings.LISTED_TWICE)
    path = Path(config.config_file_path or "mkdocs.yml")
    theme_dirs = theme_files.folders(_path(config.theme.custom_dir))
    docs_dir, site_dir = Path(config.docs_dir), Path(config.site_dir)
    written, place = settings.written_options(path)
    return Settings(
        path=shown(path),
        options_path=shown(Path(place)),
        name=config.site_name,
        address=settings.address(config.site_url),
        root=path.resolve().parent,
        docs_dir=docs_dir,
        excluded=_excluded(config.exclude_docs, config.draft_docs),
        published=(docs_dir, site_dir, *theme_dirs),
        site_dir=site_dir,
        theme_dirs=theme_dirs,
        has_directory_urls=config.use_directory_urls,
        frameworks=tuple(options.frameworks),
        published_frameworks=tuple(options.publish_frameworks),
        navigation=options.navigation or {},
        shows_gaps=options.show_gaps,
        lead=options.lead,
        timezone=_timezone(options, written, shown(Path(place))),
        redacts=options.redact,
        publish=tuple(options.publish),
        named=tuple(
            settings.named(config, {key: config.theme.get(key) for key in ("logo", "favicon")})
        ),
        nav=config.nav,
        nav_places=settings.nav_places(path),
        not_in_nav=config.not_in_nav or GitIgnoreSpec.from_lines(()),
        validation=_validation(config),
        plugins=_plugins(config),
        template_dirs=tuple(map(Path, config.theme.dirs)),
        said=tuple(settings.said(config)),
        loads=tuple(settings.loads(config)),
        dialect=Dialect(
            extensions=tuple(config.markdown_extensions),
            options=config.mdx_configs,
            plugins=tuple(config.plugins),
        ),
        options=written,
        look=_asked("look", options, written),
        thresholds=_asked("thresholds", options, written),
    )


def _plugins(config: MkDocsConfig) -> tuple[str, ...]:
    return tuple(name.rpartition("/")[2] for name in config.plugins if name not in config.hooks)


def _validation(config: MkDocsConfig) -> Validation | None:
    if not validation_levels.is_foreseeable(_plugins(config), config.hooks):
        return None
    links, nav = config.validation.links, config.validation.nav
    return Validation(
        absolute=_LEVELS.get(links.absolute_links),
        anchors=_LEVELS.get(links.anchors),
        nav_not_found=_LEVELS.get(nav.not_found),
        nav_omitted=_LEVELS.get(nav.omitted_files),
        nav_absolute=_LEVELS.get(nav.absolute_links),
        nav_is_of_docs=nav.absolute_links < 0,
    )


def hush(config: MkDocsConfig) -> None:
    """Keep the engine from saying a second time, without a line, what we say of links.

    It does so once our settings have been made of its own.
    """
    for levels in (config.validation.links, config.validation.nav):
        for key, level in levels.items():
            if level > 0:  # the others say what a slash means
                levels[key] = logging.DEBUG


def encode_addresses(config: MkDocsConfig) -> None:
    """Have pages load the author's styles and scripts by addresses, whatever those are called."""
    config.extra_css = [links.encoded(path) for path in config.extra_css]
    for index, script in enumerate(config.extra_javascript):
        if isinstance(script, str):
            config.extra_javascript[index] = links.encoded(script)
        else:
            script.path = links.encoded(script.path)


def shown(path: Path) -> PurePosixPath:
    """Return a path as the author would type it here."""
    return PurePosixPath(Path(os.path.relpath(path)).as_posix())


def with_drafts(decided: Settings, config: MkDocsConfig) -> Settings:
    """Return settings by which counts what `draft_docs` names; the same ones if it is nothing."""
    if not config.draft_docs:
        return decided
    return replace(decided, excluded=_excluded(config.exclude_docs))


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def _excluded(*asked: GitIgnoreSpec | None) -> GitIgnoreSpec:
    patterns = [str(pattern.pattern) for spec in filter(None, asked) for pattern in spec.patterns]
    return GitIgnoreSpec.from_lines([*settings.ALWAYS_EXCLUDED, *map(links.composed, patterns)])


def _timezone(options: PluginConfig, written: Document, place: PurePosixPath) -> str | None:
    name = options.timezone or None
    if name and (why := clock.why_unknown(name)):
        line, message = written.line(("timezone",)), f"'timezone': {why}"
        raise PortfolioError(str(Problem(path=place, line=line, code="bad-value", message=message)))
    return name


def _asked(option: str, options: PluginConfig, written: Document) -> Document:
    lines = settings.below(option, written).lines
    return Document(meta=options[option] or {}, body="", body_line=1, lines=lines)
