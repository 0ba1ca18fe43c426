"""Inline patterns of Python-Markdown, tried only where a text has a letter that they need.

The same comes out, in half of the time. This rests on one method of Python-Markdown's own step,
which that step calls by a name of its own; a version without it is only slower.
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from cto_portfolio.text import needed_letters

_PRIORITIES = {"inline": 20, "smarty": 6}
"""Steps that try patterns, as Python-Markdown and its extensions register them."""


def quicken(md: Markdown) -> None:
    """Put a quicker step in the place of each that is Python-Markdown's own."""
    for name, priority in _PRIORITIES.items():
        if name not in md.treeprocessors:
            continue
        step = md.treeprocessors[name]
        if type(step) is InlineProcessor:
            quicker = _QuickInlineProcessor(md)
            quicker.inlinePatterns = step.inlinePatterns
            md.treeprocessors.register(quicker, name, priority)


class _QuickInlineProcessor(InlineProcessor):
    """Tries each pattern as its parent does, but for those that cannot match."""

    _patterns: tuple[Any, ...] = ()
    _needed: tuple[tuple[str, ...], ...] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self._patterns = tuple(self.inlinePatterns)
        self._needed = tuple(
            needed_letters.of(pattern.getCompiledRegExp()) for pattern in self._patterns
        )
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(  # noqa: N802 - as Python calls what begins with "__"
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        if isinstance(data, AtomicString):
            return data
        index, start = patternIndex, 0
        while index < len(self._needed):
            for letter in self._needed[index]:
                if letter in data:
                    break
            else:
                index += 1
                start = 0
                continue
            data, is_match, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                self._patterns[index], data, index, start
            )
            if not is_match:
                index += 1
        return data
