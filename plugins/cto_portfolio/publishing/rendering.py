"""Entries as HTML without an engine, for feeds: those are files, and staged before one has run.

What stands in them is what the engine would make of the same Markdown, with whole addresses.
"""

from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from cto_portfolio import links
from cto_portfolio.publishing.release import Release
from cto_portfolio.text import raw_html

_ADDRESSES = {"a": "href", "img": "src"}
_AFTER_INLINE = 15
"""Python-Markdown makes links of the text at 20."""


def html(path: PurePosixPath, release: Release) -> str:
    """Return the HTML of a page that is made here, as the author's engine would make it."""
    parser = release.settings.dialect.parser()
    addresses = _WholeAddresses(parser, release, path)
    parser.treeprocessors.register(addresses, "whole-addresses", _AFTER_INLINE)
    return parser.convert(release.pages[path].body)


class _WholeAddresses(Treeprocessor):
    """Points links to files of the portfolio to where those will be."""

    def __init__(self, md: Markdown, release: Release, source: PurePosixPath) -> None:
        super().__init__(md)
        self._release = release
        self._source = source

    def run(self, root: Element) -> None:
        """Change what leads to a page or a file; what leads nowhere stays as it is."""
        for element in root.iter():
            attribute = _ADDRESSES.get(element.tag)
            url = element.get(attribute) if attribute else None
            if attribute and url:
                element.set(attribute, self._whole(url))
        raw_html.change_all(self.md.htmlStash.rawHtmlBlocks, root, lambda _, url: self._whole(url))

    def _whole(self, url: str) -> str:
        if not self._is_known(url):
            return url
        site = self._release.site
        return site.absolute(site.url(url, source=self._source)) or url

    def _is_known(self, url: str) -> bool:
        path = None if links.is_external(url) else links.resolve(url, source=self._source)
        return path in self._release.pages or path in self._release.files
