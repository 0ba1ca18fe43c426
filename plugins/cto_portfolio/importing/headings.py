"""The title within a text: a heading of the first level, where nothing stands above it."""

import html
import re
from dataclasses import dataclass

_COMMENT = r"(?:<!--(?:[^-]|-(?!->))*-->\s*)"
_ATX = re.compile(
    rf"\A(?P<above>\s*{_COMMENT}*)(?P<line>#(?!#)[ \t]*(?P<text>[^\n]+?)[ \t]*#*[ \t]*)(?:\n|\Z)"
)
_SETEXT = re.compile(
    rf"\A(?P<above>\s*{_COMMENT}*)(?P<line>(?P<text>[^\s#>|\-*+<`!][^\n]*)\n=+[ \t]*)(?:\n|\Z)"
)
_HTML = re.compile(
    rf"\A(?P<above>\s*{_COMMENT}*)(?P<line><h1\b[^<>]*>(?P<text>.{{1,500}}?)</h1>[ \t]*)(?:\n|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"\s*\{:? ?[#.:][^{}]*\}\s*$")
_TAG = re.compile(r"<[^<>]+>")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\n]*\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """A heading on top of a text."""

    text: str
    start: int
    end: int
    written: str

    def without(self, body: str) -> str:
        """Return the text without the heading."""
        return (body[: self.start] + body[self.end :]).lstrip("\n")


def first(body: str) -> Title | None:
    """Return the heading of the first level with which a text begins."""
    for pattern in (_ATX, _SETEXT, _HTML):
        if match := pattern.match(body):
            text = _ATTRIBUTES.sub("", match["text"])
            line = match["line"]
            start = match.start("line")
            return Title(text=text, start=start, end=match.end(), written=line.strip())
    return None


def plain(text: str) -> str:
    """Return what a heading says, without links and emphasis; code keeps its marks."""
    words = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _TAG.sub("", text)))
    return " ".join(html.unescape(words).split())


def is_same(heading: str, title: str) -> bool:
    """Whether a heading says what a title says."""
    return _letters(plain(heading)) == _letters(title)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
