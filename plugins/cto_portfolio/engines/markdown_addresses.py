"""An extension of Python-Markdown: the addresses that engines do not understand, as they would.

Engines know the names of the disk and read addresses in their own ways; none does it with those in
an author's HTML as with those in Markdown. Here each leads to the file that the core has found.
"""

import posixpath
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from cto_portfolio import links
from cto_portfolio.text import raw_html

NAME = "cto_portfolio.engines.markdown_addresses"

_OF_MKDOCS = "relpath"
"""The step in which MkDocs and ProperDocs resolve addresses in Markdown, at 0 or 1."""
_OF_ZENSICAL = "rendering_context"
_BEFORE_ENGINES = 2
_RESOLVED_BY_ZENSICAL = frozenset({"href", "src", "srcset"})
"""In HTML, too, once it has been rendered."""
_MARKDOWN = {"a": "href", "img": "src"}


class _Engine(Protocol):
    """What an engine knows of the page that it renders."""

    source: PurePosixPath
    encodes: bool
    """Whether it encodes what an author has left as it is."""

    def has(self, path: PurePosixPath) -> bool:
        """Whether it has a file, or a page under the name of its source."""

    def in_html(self, name: str, path: PurePosixPath, rest: str) -> str:
        """Return the address of a file as it is to stand in an attribute."""


class _MkDocs:
    """MkDocs and ProperDocs, which leave HTML alone."""

    encodes = True

    def __init__(self, step: Any) -> None:  # noqa: ANN401 - a class of the engine's own
        self._step = step
        self.source = PurePosixPath(step.file.src_uri)

    def has(self, path: PurePosixPath) -> bool:
        return str(path) in self._step.files.src_uris

    def in_html(self, name: str, path: PurePosixPath, rest: str) -> str:
        del name
        return str(self._step.path_to_url(links.relative(path, self.source) + rest))


class _Zensical:
    """Zensical, which reads most of HTML as it reads Markdown."""

    encodes = False

    def __init__(self, context: Any) -> None:  # noqa: ANN401 - a class of the engine's own
        self.source = PurePosixPath(context.page.path)
        self._to_root = "../" * context.page.url.count("/")
        self._has_directory_urls = context.config["use_directory_urls"]
        self._folder = Path(context.config["root_dir"], context.config["docs_dir"])

    def has(self, path: PurePosixPath) -> bool:
        return Path(self._folder, path).is_file()

    def in_html(self, name: str, path: PurePosixPath, rest: str) -> str:
        if name in _RESOLVED_BY_ZENSICAL:
            return links.relative(path, self.source) + rest
        url = links.published_at(path, has_directory_urls=self._has_directory_urls)
        return posixpath.join(self._to_root, url) + rest


class _Addresses(Treeprocessor):
    """Works on what has been rendered, before the engine resolves addresses in it."""

    def run(self, root: Element) -> None:
        """Change the addresses that lead to files which the engine would not find."""
        engine = _engine(self.md)
        if engine is None:
            return
        for element in root.iter():
            name = _MARKDOWN.get(element.tag)
            if name and (url := element.get(name)):
                element.set(name, _in_markdown(url, engine))
        blocks = self.md.htmlStash.rawHtmlBlocks
        raw_html.change_all(blocks, root, lambda name, url: _in_html(name, url, engine))


def _engine(md: Markdown) -> _Engine | None:
    """Return the engine that renders a text; None where a text is only looked at."""
    if _OF_MKDOCS in md.treeprocessors:
        return _MkDocs(md.treeprocessors[_OF_MKDOCS])
    if _OF_ZENSICAL in md.preprocessors:
        return _Zensical(md.preprocessors[_OF_ZENSICAL])
    return None


def _in_markdown(url: str, engine: _Engine) -> str:
    path = _meant(url, engine)
    is_understood = path and _as_engines_read(url, engine.source) == str(path)
    if path is None or (is_understood and (engine.encodes or links.encoded(url) == url)):
        return url
    return links.relative(path, engine.source) + links.behind_path(url)


def _in_html(name: str, url: str, engine: _Engine) -> str:
    path = _meant(url, engine)
    return engine.in_html(name, path, links.behind_path(url)) if path else url


def _meant(url: str, engine: _Engine) -> PurePosixPath | None:
    """Return the file that an address means, if it means one."""
    path = None if links.is_external(url) else links.resolve(url, source=engine.source)
    if path is None or engine.has(path):
        return path
    page = links.page_path(path) if links.is_page(path) else path
    return page if engine.has(page) else None


def _as_engines_read(url: str, source: PurePosixPath) -> str:
    path = unquote(url.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(source.parent, path))


class AddressesExtension(Extension):
    """Registers what this module does."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Add the step before those of engines."""
        md.treeprocessors.register(_Addresses(md), "own-addresses", _BEFORE_ENGINES)


def makeExtension() -> AddressesExtension:  # noqa: N802 - Python-Markdown looks for it
    """Return the extension."""
    return AddressesExtension()
