"""What goes into every page of MkDocs beside its own words: settings, theme, navigation, versions.

Only what is known to make the same page of the same words counts. Where anything else takes part,
such as another plugin or an extension that reads files, there is no digest, and nothing is kept.
"""

import functools
import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from types import FunctionType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage

from cto_portfolio.engines import markdown_addresses, mkdocs_templates
from cto_portfolio.text import markdown_extension

_PURE_PLUGINS = frozenset(
    {
        *("mkdocs.contrib.search", "properdocs.contrib.search", "material.plugins.search.plugin"),
        "cto_portfolio.engines.mkdocs",
    }
)
"""The modules of plugins that make the same of the same pages, and whose part is kept."""
_READING_OPTIONS = ("prebuild_index", "jieba_dict", "jieba_dict_user")
"""Options of those by which something else takes part: another program, or a file."""
_EXTENSIONS = frozenset(
    [
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
        *("footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists"),
        *("smarty", "tables", "toc", "wikilinks", markdown_extension.NAME),
        markdown_addresses.NAME,
    ]
)
"""Those of Python-Markdown, and ours."""
_ITS_OWN = "markdown.extensions."
_PYMDOWN = "pymdownx."
SNIPPETS = "pymdownx.snippets"
SNIPPET = "8<--"
"""Stands on a page that brings in a file: such a page is made anew."""
_READS_FILES = frozenset({"pymdownx.b64"})
_NOT_ON_PAGES = frozenset(
    [
        *("config_file_path", "dev_addr", "docs_dir", "draft_docs", "exclude_docs", "hooks"),
        *("not_in_nav", "plugins", "site_dir", "strict", "theme", "watch"),
    ]
)
"""Settings that no page shows, and those that are looked at by themselves."""


class _UnknownError(Exception):
    """Something takes part of which nobody can tell what it does."""


def digest(config: MkDocsConfig, more: object) -> bytes | None:
    """Return what stands for all that goes into every page; None if that cannot be known.

    `more` is what our own hooks put into all pages.
    """
    try:
        parts = [
            *_versions(),
            *_templates(config),
            *_plugins(config),
            _extensions(config),
            _plain({key: value for key, value in config.items() if key not in _NOT_ON_PAGES}),
            _plain({**dict(config.theme), "locale": str(config.theme.get("locale"))}),
            _plain(more),
        ]
    except _UnknownError:
        return None
    return hashlib.sha256(json.dumps(parts).encode()).digest()


def is_known(config: MkDocsConfig) -> bool:
    """Whether nothing takes part in pages of which nobody can tell what it does."""
    try:
        _ = [*_templates(config), *_plugins(config), _extensions(config)]
    except _UnknownError:
        return False
    return True


def of_navigation(nav: Navigation, own: Mapping[str, bytes]) -> bytes:
    """Return what stands for the navigation, as every page shows it.

    A page without a title there has one of its own words, which `own` has digests of.
    """
    return hashlib.sha256(json.dumps(list(_items(nav.items, own))).encode()).digest()


def _items(items: Iterable[StructureItem], own: Mapping[str, bytes]) -> Iterator[object]:
    for item in items:
        if isinstance(item, EnginePage):
            title = vars(item).get("title")
            words = "" if title else own.get(item.file.src_uri, b"").hex()
            yield [title, item.url, item.file.src_uri, words]
        else:
            children = list(_items(getattr(item, "children", None) or (), own))
            yield [item.title, getattr(item, "url", None), children]


def _versions() -> Iterator[object]:
    yield platform.python_version()
    yield _installed()
    yield _of_folder(Path(str(resources.files("cto_portfolio"))))


@functools.cache
def _installed() -> list[str]:
    """Return what is installed, as the names of folders say it, with versions."""
    folders = (Path(entry or ".") for entry in sys.path)
    names = (path.name for folder in folders if folder.is_dir() for path in folder.iterdir())
    return sorted({name for name in names if name.endswith((".dist-info", ".egg-info"))})


@functools.cache
def _of_folder(folder: Path) -> str:
    """Return what stands for our own code, which runs as it was when the process began."""
    hashed = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        content = path.read_bytes()
        hashed.update(f"{path.relative_to(folder)} {len(content)} ".encode() + content)
    return hashed.hexdigest()


def _templates(config: MkDocsConfig) -> Iterator[object]:
    """Yield what stands for the templates that no installed package has."""
    installed = [Path(path).parent for path in _packages()]
    folders = [
        folder
        for folder in map(Path, config.theme.dirs)
        if not any(folder.is_relative_to(place) for place in installed)
    ]
    known = mkdocs_templates.digest(folders)
    if known is None or config.extra_templates:
        raise _UnknownError
    yield known


def _packages() -> Iterator[str]:
    """Yield where engines and themes are installed, which versions stand for."""
    for name in ("mkdocs", "properdocs", "material"):
        module = sys.modules.get(name)
        if module and module.__file__:
            yield module.__file__


def _plugins(config: MkDocsConfig) -> Iterator[object]:
    if config.hooks:
        raise _UnknownError
    for name, plugin in config.plugins.items():
        module = type(plugin).__module__
        options = dict(plugin.config)
        if module not in _PURE_PLUGINS or any(options.get(key) for key in _READING_OPTIONS):
            raise _UnknownError
        yield [name, module, _plain(options)]


def _extensions(config: MkDocsConfig) -> list[str]:
    """Return the names of the extensions that take part.

    Raises:
        _UnknownError: if one may read files, or is somebody else's.
    """
    names = [str(name) for name in config.markdown_extensions]
    for name in names:
        is_known = name.removeprefix(_ITS_OWN) in _EXTENSIONS or name.startswith(_PYMDOWN)
        if not is_known or name in _READS_FILES:
            raise _UnknownError
    if SNIPPETS in names and (config.mdx_configs.get(SNIPPETS) or {}).get("auto_append"):
        raise _UnknownError
    return names


def _plain(value: Any) -> object:  # noqa: ANN401 - settings hold whatever YAML does
    """Return a value of settings as data of JSON.

    Raises:
        _UnknownError: if it is of a kind that may act.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(held)] for key, held in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, set | frozenset):
        return sorted(json.dumps(_plain(held)) for held in value)
    if isinstance(value, FunctionType | type) and value.__module__.startswith(_PYMDOWN):
        return [value.__module__, value.__qualname__]
    raise _UnknownError
