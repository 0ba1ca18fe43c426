"""Entries as HTML without an engine, for feeds: those are files, and staged before one has run.

What stands in them is what the engine would make of the same Markdown, with whole addresses.
"""

from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

import yaml
import yaml_env_tag
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from cto_portfolio import links
from cto_portfolio.publishing.publication import Publication
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.text import markdown_extension

_BUILTIN = ("toc", "tables", "fenced_code")
"""What engines add to what the author lists."""
_ADDRESSES = {"a": "href", "area": "href", "img": "src"}
_AFTER_INLINE = 15
"""Python-Markdown makes links of the text at 20."""


class _Loader(yaml.UnsafeLoader):
    """Reads what engines read: options of extensions may be functions, named by `!!python/name`."""


_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


class Renderer:
    """Makes HTML of Markdown as the engine would that reads the same configuration."""

    def __init__(self, publication: Publication, settings: Settings) -> None:
        self._publication = publication
        content = Path(settings.path).read_bytes()
        asked = yaml.load(content, _Loader).get("markdown_extensions") or []  # noqa: S506 - as engines do
        listed = asked.items() if isinstance(asked, dict) else map(_pair, asked)
        self._options = {name: options or {} for name, options in listed}

    def render(self, path: PurePosixPath) -> str:
        """Return the HTML of a page that is made here."""
        names = dict.fromkeys((*_BUILTIN, *self._options, markdown_extension.NAME))
        markdown = Markdown(extensions=list(names), extension_configs=self._options)
        addresses = _WholeAddresses(self._publication, path)
        markdown.treeprocessors.register(addresses, "whole-addresses", _AFTER_INLINE)
        return markdown.convert(self._publication.built[path].body)


def _pair(listed: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401 - any YAML may stand there
    if isinstance(listed, dict):
        return next(iter(listed.items()))
    return str(listed), {}


class _WholeAddresses(Treeprocessor):
    """Points links to files of the portfolio to where those will be."""

    def __init__(self, publication: Publication, source: PurePosixPath) -> None:
        super().__init__()
        self._publication = publication
        self._source = source

    def run(self, root: Element) -> None:
        """Change what leads to a page or a file; what leads nowhere stays as it is."""
        for element in root.iter():
            attribute = _ADDRESSES.get(element.tag)
            url = element.get(attribute) if attribute else None
            if attribute and url and self._is_known(url):
                site = self._publication.site
                found = site.absolute(site.url(url, source=self._source))
                element.set(attribute, found or url)

    def _is_known(self, url: str) -> bool:
        path = None if links.is_external(url) else links.resolve(url, source=self._source)
        return path in self._publication.pages or path in self._publication.files
