"""Markdown as GitHub renders it, for what an author's own list of extensions leaves out.

What the author has listed stays as it was configured there; only what nobody has asked for comes
from here. The blocks of a page are read by GitHub's rules in any case (`text/blocks.py`).
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor, HashHeaderProcessor, OListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor

from cto_portfolio.text import blocks, emoji

_USUAL: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("markdown.extensions.admonition", {}),
    ("markdown.extensions.footnotes", {}),
    ("pymdownx.details", {}),
    ("pymdownx.tasklist", {}),
    ("pymdownx.tilde", {"subscript": False}),
)
"""What GitHub has, and the options by which it is had here."""
_BY_WHAT_THEY_REGISTER = {"magic-link": "pymdownx.magiclink", "markdown_block": "md_in_html"}
"""The same, for extensions of which a parser does not know that it has them."""
_FENCES = "pymdownx.superfences"
_AFTER_WHITESPACE = 29
"""Python-Markdown makes spaces of tabs at 30, and code in fences is taken out at 25."""
_BEFORE_ESCAPES = 185
"""Escapes are read at 180, code at 190."""
_AS_EMOJI = 75
_HEADINGS = 70
_QUOTES = 20
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_ESCAPABLE = "\"$%&',/:;=?@^|~"
"""Signs that a backslash takes the meaning from, beside those that Markdown had first."""


def add(md: Markdown) -> None:
    """Add to a parser, after all extensions of the author's, what GitHub has and it has not."""
    listed = {type(extension).__module__ for extension in md.registeredExtensions}
    for name, options in _USUAL:
        if name not in listed:
            md.registerExtensions([name], {name: dict(options)})
    for registered, name in _BY_WHAT_THEY_REGISTER.items():
        if registered not in md.inlinePatterns and registered not in md.parser.blockprocessors:
            md.registerExtensions([name], {})
    if _FENCES not in listed:
        md.registerExtensions([_FENCES], {})
    # Whatever stands behind the language, such as lines to mark, it is code.
    fences: Any = md.preprocessors["fenced_code_block"]
    fences.config["relaxed_headers"] = True
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *_ESCAPABLE]
    md.parser.blockprocessors.register(_Headings(md.parser), "hashheader", _HEADINGS)
    md.inlinePatterns.register(
        SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", _BEFORE_ESCAPES
    )
    if "emoji" not in md.inlinePatterns:
        md.inlinePatterns.register(_Emoji(emoji.SHORT_NAME, md), "emoji", _AS_EMOJI)
    if _has_usual_lists(md):
        md.registerExtensions(["sane_lists"], {})
        md.preprocessors.register(_Blocks(md), "github-blocks", _AFTER_WHITESPACE)
        md.parser.blockprocessors.register(_Quotes(md.parser), "quote", _QUOTES)


class _Blocks(Preprocessor):
    """Works on lines without tabs, before any part of them is taken out."""

    def run(self, lines: list[str]) -> list[str]:
        return blocks.for_python_markdown(lines)


class _Quotes(BlockQuoteProcessor):
    """Quotes that stay apart, with an empty line between them."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: N802 - of Python-Markdown
        """Return no quote that the next one would go on with."""
        del parent
        return None


class _Headings(HashHeaderProcessor):
    """Headings as in CommonMark: a space comes after the signs, and before those at the end."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?:[ \t][^\n]*)?)(?:\n|$)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a heading of the first that stands in a block; what is above it goes first."""
        block = blocks.pop(0)
        heading = self.RE.search(block)
        if heading is None:
            return
        if above := block[: heading.start()]:
            self.parser.parseBlocks(parent, [above])
        element = SubElement(parent, f"h{len(heading['level'])}")
        element.text = _CLOSING.sub("", heading["header"].strip()).strip()
        if below := block[heading.end() :]:
            blocks.insert(0, below)


class _Emoji(InlineProcessor):
    """Signs for short names, such as `:rocket:`; not within words or times."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown calls it so
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        """Return the sign and its place."""
        del data
        sign = emoji.sign(m[0])
        return (sign, m.start(), m.end()) if sign else (None, None, None)


def _has_usual_lists(md: Markdown) -> bool:
    """Whether lists are read as Python-Markdown does, and by no extension that has other rules."""
    return type(md.parser.blockprocessors["olist"]) in {OListProcessor, SaneOListProcessor}
