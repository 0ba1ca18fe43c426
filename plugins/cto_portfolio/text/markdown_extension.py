"""An extension of Python-Markdown, which every engine runs: makes authors' HTML fit for readers.

Wide tables scroll inside themselves and, like code, can be scrolled by keyboard; alignment is a
class, since neither the old attribute nor a style in the text is wanted on a page. Diagrams are
drawn. What would act by itself is left out. What people write for GitHub reads as it does there.
"""

import re
from collections import Counter
from collections.abc import Iterator

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import AMP_SUBSTITUTE

from cto_portfolio.text import (
    active_markup,
    diagrams,
    github_flavour,
    inline_patterns,
    private_passages,
)

NAME = "cto_portfolio.text.markdown_extension"
"""As `markdown_extensions` in `mkdocs.yml` lists it; the plugin does so by itself."""

WITHOUT_WHAT_ACTS = "without-what-acts"
"""The step by which what could act is left out."""

_AFTER_RAW_HTML = 20
"""Python-Markdown puts raw HTML back at 30 and goes down from there."""
_LAST = -1000
_AFTER_SNIPPETS = 31
"""pymdownx.snippets brings in text at 32, and code in fences is taken out at 25."""
_BEFORE_CODE = 26
_BEFORE_HTML = 21
_LESS = f"{AMP_SUBSTITUTE}lt;"
"""As what it stands until the end, at which the parser does not look."""
_MOST_OPEN = 500
"""Of `<` after the last `>` of a text: no tag among them ends, which a parser sees anew at each."""
_TABLE = re.compile(r"<table\b[^>]*>|</table>")
_ALIGNED = re.compile(r'(<t[hd]\b[^>]*?) (?:style="text-align: (\w+);?"|align="(\w+)")')
_PRE = re.compile(r"<pre\b(?![^>]*\btabindex)")
_SCROLL = '<div class="scroll" role="region" aria-label="Table" tabindex="0">'


class _FitForReaders(Postprocessor):
    """Works on the finished HTML, where highlighted code and authors' own HTML are, too."""

    def run(self, text: str) -> str:
        text = _PRE.sub('<pre tabindex="0"', text)
        text = _ALIGNED.sub(lambda found: f'{found[1]} class="align-{found[2] or found[3]}"', text)
        return _TABLE.sub(_wrapped, text)


class _WithoutWhatActs(Postprocessor):
    """Works on what all other extensions have made, so that nothing comes in behind."""

    def run(self, text: str) -> str:
        return active_markup.without(text)


def _wrapped(found: re.Match[str]) -> str:
    tag = found[0]
    return f"{tag}</div>" if tag.startswith("</") else f"{_SCROLL}{tag}"


class _ForReaders(Preprocessor):
    """Leaves out private passages, whatever has brought the text in: snippets, other plugins."""

    def run(self, lines: list[str]) -> list[str]:
        body = "\n".join(lines)
        if "private" not in body.casefold():
            return lines
        return private_passages.part(body).shown.split("\n")


class _WithoutEnd(Preprocessor):
    """Takes tags that never end for text, where they are so many that looking takes ever longer."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        end = text.rfind(">") + 1
        if text.count("<", end) <= _MOST_OPEN:
            return lines
        return f"{text[:end]}{text[end:].replace('<', _LESS)}".split("\n")


class _Diagrams(Preprocessor):
    """Draws diagrams; what cannot be drawn stays a block of code."""

    def run(self, lines: list[str]) -> list[str]:
        made: list[str] = []
        position = 0
        counted: Counter[str] = Counter()
        for fence in diagrams.fences.find("\n".join(lines)):
            counted[fence.source] += 1
            try:
                drawn = diagrams.drawn(fence.source, number=counted[fence.source])
            except diagrams.UndrawnError:
                continue
            place = self.md.htmlStash.store(drawn)
            made += lines[position : fence.first]
            made += _apart(
                f"{fence.before}{place}", fence.margin.rstrip(), made, lines[fence.last + 1 :]
            )
            position = fence.last + 1
        return [*made, *lines[position:]]


def _apart(line: str, margin: str, above: list[str], below: list[str]) -> Iterator[str]:
    """Yield a line, with an empty one between it and a paragraph on either side."""
    if above and above[-1].strip(" \t>"):
        yield margin
    yield line
    if below and below[0].strip(" \t>"):
        yield margin


class PortfolioExtension(Extension):
    """Registers what this module does."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Add the postprocessor, and ids for headings, which pages with several stories need."""
        md.registerExtensions(["attr_list"], {})
        github_flavour.add(md)
        inline_patterns.quicken(md)
        md.preprocessors.register(_ForReaders(md), "for-readers", _AFTER_SNIPPETS)
        md.preprocessors.register(_Diagrams(md), "diagrams", _BEFORE_CODE)
        md.preprocessors.register(_WithoutEnd(md), "without-end", _BEFORE_HTML)
        md.postprocessors.register(_FitForReaders(md), "fit-for-readers", _AFTER_RAW_HTML)
        md.postprocessors.register(_WithoutWhatActs(md), WITHOUT_WHAT_ACTS, _LAST)


def makeExtension() -> PortfolioExtension:  # noqa: N802 - Python-Markdown looks for it
    """Return the extension."""
    return PortfolioExtension()
