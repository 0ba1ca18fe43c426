"""One parser of Markdown for all pages of MkDocs, which makes one for each.

To make a parser takes a tenth of the time that it takes to render a page. This rests on the steps
by which the engine looks on while a page is rendered; where it has others, it renders itself.
"""

import logging
from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as engine
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import get_toc

from cto_portfolio.engines import markdown_addresses
from cto_portfolio.text import markdown_extension

_STEPS = (
    "_RawHTMLPreprocessor",
    "_ExtractAnchorsTreeprocessor",
    "_RelativePathTreeprocessor",
    "_ExtractTitleTreeprocessor",
)
"""In the order in which the engine registers them."""
_BEGIN_ANEW = frozenset(
    [
        *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html"),
        *(
            "sane_lists",
            "smarty",
            "tables",
            "toc",
            markdown_extension.NAME,
            markdown_addresses.NAME,
        ),
        *("pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark"),
        *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    ]
)
"""Extensions that keep nothing of one page for the next, once the parser has been reset."""
_ITS_OWN = "markdown.extensions."
_COUNTS_PAGES = "UNIQUE_IDS"
"""An option of footnotes, which then have the number of the page in their names."""


class Parser:
    """Renders pages as the engine does."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._markdown: Markdown | None = None
        """None while a page is rendered: what could not be ended is begun anew."""
        self.is_one_for_all = _begins_anew(config) and all(hasattr(engine, name) for name in _STEPS)

    def render(self, page: EnginePage, config: MkDocsConfig, files: Files) -> None:
        """Do for a page what `Page.render` of the engine does."""
        if not self.is_one_for_all:
            EnginePage.render(page, config, files)
            return
        parser, self._markdown = self._markdown or _made(config), None
        parser.reset()
        raw, anchors, relative, title = steps = _steps(page, config, files)
        for step in steps:
            step._register(parser)  # noqa: SLF001 - as the engine does
        page.content = parser.convert(page.markdown or "")
        page.toc = get_toc(getattr(parser, "toc_tokens", []))
        page._title_from_render = title.title  # noqa: SLF001 - the engine has no other name
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        if not engine.log.isEnabledFor(logging.DEBUG):
            page.links_to_anchors = relative.links_to_anchors
        self._markdown = parser


def _begins_anew(config: MkDocsConfig) -> bool:
    names = {str(name).removeprefix(_ITS_OWN) for name in config.markdown_extensions}
    options: Mapping[str, Any] = config.mdx_configs or {}
    counts = any((given or {}).get(_COUNTS_PAGES) for given in options.values())
    return names <= _BEGIN_ANEW and not counts


def _made(config: MkDocsConfig) -> Markdown:
    return Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
    )


def _steps(page: EnginePage, config: MkDocsConfig, files: Files) -> tuple[Any, Any, Any, Any]:
    raw, anchors, relative, title = (getattr(engine, name) for name in _STEPS)
    about = (page.file, files, config)
    return raw(), anchors(*about), relative(*about), title()
