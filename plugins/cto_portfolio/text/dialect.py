"""The dialect of Markdown that an engine renders: the extensions that its configuration lists."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markdown import Markdown

from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import markdown_extension

BUILT_IN = ("toc", "tables", "fenced_code")
"""What MkDocs adds to what the author lists."""
_READS_FILES = "pymdownx.snippets"
"""Left out where a body is only looked at: `text/includes` looks at what it brings in."""


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """Extensions of Python-Markdown, in order. Not slotted: the parser is made once."""

    extensions: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By the extension's name."""
    plugins: tuple[str, ...] = ()
    """The names of an engine's plugins, which may change what is written before it is rendered."""

    def parser(self, *, without: Iterable[str] = ()) -> Markdown:
        """Return a new parser, of whose state nothing is shared.

        Raises:
            PortfolioError: if an extension is not there, or does not take its options.
        """
        names: dict[str, None] = dict.fromkeys(
            (*BUILT_IN, *self.extensions, markdown_extension.NAME)
        )
        listed = [name for name in names if name not in without]
        try:
            options = {name: dict(self.options[name]) for name in listed if name in self.options}
            return Markdown(extensions=listed, extension_configs=options)
        except (ImportError, AttributeError, LookupError, TypeError, ValueError) as error:
            message = (
                f"'markdown_extensions' cannot be loaded: {error}; install what is missing, or mend"
                " names and options"
            )
            raise PortfolioError(message) from error

    @functools.cached_property
    def _looker(self) -> Markdown:
        return self.parser(without=[_READS_FILES])

    @functools.cached_property
    def _writer(self) -> Markdown:
        writer = self.parser(without=[_READS_FILES])
        writer.postprocessors.deregister(markdown_extension.WITHOUT_WHAT_ACTS)
        return writer

    def as_written(self, body: str) -> str:
        """Return the HTML of a body, with what is left out of a page, too."""
        self._writer.reset()
        return self._writer.convert(body)

    def html(self, body: str) -> str:
        """Return what an engine would make of a body, without what it brings in from files."""
        self._looker.reset()
        return self._looker.convert(body)


class Unrendered(Dialect):
    """Renders nothing, where only front matter is asked for: that takes a tenth of the time."""

    def as_written(self, body: str) -> str:  # noqa: ARG002 - as those that render
        """Return nothing."""
        return ""

    def html(self, body: str) -> str:  # noqa: ARG002 - the same
        """Return nothing."""
        return ""
