"""How loud MkDocs is about what leads nowhere: `validation` in `mkdocs.yml`.

Where plugins or hooks may add pages, or change their text, only the engine can say what is missing
in the end. So nothing is foreseen there, and the engine goes on to say it itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cto_portfolio.problems import Severity
from cto_portfolio.publishing.settings import PLUGIN, Validation

_SILENT = frozenset({PLUGIN, "search", "minify", "offline", "optimize", "privacy", "rss"})
"""Plugins that leave pages and their text as they are, at least until they are rendered."""
_LEVELS = {"warn": Severity.WARNING, "info": Severity.NOTICE, "ignore": None}
_OF_DOCS = "relative_to_docs"


def is_foreseeable(plugins: Iterable[str], hooks: object) -> bool:
    """Whether no plugin and no hook changes which pages there are, and what they say."""
    return not hooks and _SILENT.issuperset(plugins)


def of(written: object) -> Validation:
    """Return the levels that are written below `validation`, those of MkDocs where none are."""
    usual = Validation()
    in_links, in_nav = (_level(written, part, "absolute_links") for part in ("links", "nav"))
    return Validation(
        absolute=None if in_links == _OF_DOCS else _LEVELS.get(in_links, usual.absolute),
        anchors=_LEVELS.get(_level(written, "links", "anchors"), usual.anchors),
        nav_not_found=_LEVELS.get(_level(written, "nav", "not_found"), usual.nav_not_found),
        nav_omitted=_LEVELS.get(_level(written, "nav", "omitted_files"), usual.nav_omitted),
        nav_absolute=_LEVELS.get(in_nav, usual.nav_absolute),
        nav_is_of_docs=in_nav == _OF_DOCS,
    )


def _level(written: object, part: str, key: str) -> str:
    """Return a level; what stands on top counts for all parts that do not say otherwise."""
    whole: Mapping[str, Any] = written if isinstance(written, dict) else {}
    own = whole.get(part)
    level = own.get(key) if isinstance(own, dict) else None
    return str(level if level is not None else whole.get(key))
