"""Plain text: what rendered HTML says, for places that show no markup.

It is read from what the engine's own dialect of Markdown has made, so that a summary says what the
page says: code stays code, and a word in brackets stays in its brackets.
"""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from cto_portfolio import wording

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul"),
    ]
)
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
_UNREAD = frozenset(
    [
        *("audio", "button", "del", "iframe", "math", "object", "rp", "s", "script", "select"),
        *("strike", "style", "svg", "template", "textarea", "title", "video"),
    ]
)
"""What is drawn or runs, and what its author has struck out."""
_UNREAD_CLASSES = frozenset({"footnote", "footnote-ref", "headerlink", "linenos", "lineno"})
_CODE = frozenset({"code", "kbd", "pre", "samp"})
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_OF_LEVEL: Mapping[str, dict[int, int]] = {"sup": _RAISED, "sub": _LOWERED}
_ICON = re.compile(r":[\w+-]+:")
"""The short code of a picture that stands for a sign: its alternative text is the sign, if there is
one."""
_HELD = str.maketrans("\"'`", "\ue000\ue001\ue002")
"""Quotes within code, which no typography may touch, while the rest is set."""
_LET_GO = str.maketrans("\ue000\ue001\ue002", "\"'`")
_OWN = re.compile("[\ue000-\ue002\u00ad]")
"""What is taken for a held quote, and the hyphen that is seen at the end of a line alone."""


def first_paragraph(html: str) -> str:
    """Return what the first paragraph says that stands within nothing else; empty without one."""
    return next((text for path, text in _read(html) if path == ("p",)), "")


def paragraphs(html: str) -> tuple[str, ...]:
    """Return what each paragraph says, and each item, row and heading."""
    return tuple(text for _, text in _read(html))


def _read(html: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text that stands by itself, with the elements it stands in."""
    reader = _Reader()
    reader.feed(_OWN.sub("", html))
    reader.close()
    reader.end_block()
    for path, text in reader.blocks:
        yield path, wording.typographic(text).translate(_LET_GO)


class _Reader(HTMLParser):
    """Collects text as a page shows it. What it reads is well-formed: engines have mended it."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[tuple[str, ...], str]] = []
        self._path: list[str] = []
        self._pieces: list[str] = []
        self._levels: list[int] = []
        """Where raised and lowered text begins."""
        self._code = 0
        self._unread: list[str] = []
        """The elements that are open within one that is not read, and that one."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            if not self._unread:
                self._add_void(tag, dict(attrs))
        elif self._unread or _is_unread(tag, dict(attrs)):
            self._unread.append(tag)
        else:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            _leave(tag, self._unread)
        elif tag not in _VOID:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._pieces.append(data.translate(_HELD) if self._code else data)

    def end_block(self) -> None:
        """Close the text that has been read so far."""
        if text := " ".join("".join(self._pieces).split()):
            self.blocks.append((tuple(self._path), text))
        self._pieces.clear()
        self._levels.clear()

    def _begin(self, tag: str) -> None:
        self._code += tag in _CODE
        if tag in _BLOCKS:
            self.end_block()
            self._path.append(tag)
        elif tag in _OF_LEVEL:
            self._levels.append(len(self._pieces))
        elif tag in {"td", "th", "q"}:
            self._pieces.append("“" if tag == "q" else " ")

    def _end(self, tag: str) -> None:
        self._code -= tag in _CODE
        if tag in _BLOCKS:
            self.end_block()
            _leave(tag, self._path)
        elif tag in _OF_LEVEL and self._levels:
            start = self._levels.pop()
            text = "".join(self._pieces[start:])
            self._pieces[start:] = [_at_level(text, _OF_LEVEL[tag])]
        elif tag == "q":
            self._pieces.append("”")

    def _add_void(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag == "hr":
            self.end_block()
        elif tag == "br":
            self._pieces.append(" ")
        elif tag == "img" and _ICON.fullmatch(attributes.get("title") or ""):
            self._pieces.append(_ICON.sub("", attributes.get("alt") or ""))


def _is_unread(tag: str, attributes: Mapping[str, str | None]) -> bool:
    classes = (attributes.get("class") or "").split()
    return tag in _UNREAD or "hidden" in attributes or not _UNREAD_CLASSES.isdisjoint(classes)


def _leave(tag: str, path: list[str]) -> None:
    """Take an element off the open ones, with what was left open in it."""
    if tag in path:
        del path[len(path) - 1 - path[::-1].index(tag) :]


def _at_level(text: str, letters: dict[int, int]) -> str:
    """Return raised or lowered text in letters that are so themselves, if there are all of them."""
    return text.translate(letters) if all(ord(letter) in letters for letter in text) else text
