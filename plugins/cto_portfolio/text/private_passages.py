"""Private passages: what a body holds for its author alone, between two comments.

They are `<!-- private -->` and `<!-- /private -->`. What an author could take for one is one, or an
error: a marker that is read over would publish what it was to hide. In blocks of code, and alone in
a span of it, it is text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio.problems import Severity
from cto_portfolio.text import markers
from cto_portfolio.text.markers import Marker, Role

MARKUP_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml"})
"""Of the files beside pages in which a marker is a comment."""
OPENING, CLOSING = "<!-- private -->", "<!-- /private -->"

_OWN_LINE = re.compile(r"[ \t]*\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivatePassage:
    """A passage that is not published."""

    text: str
    line: int
    """Of the shown body, where the passage would stand."""
    breaks: int
    """How many lines the file has there more than the shown body."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Something to say of a marker, with its line in the written body."""

    line: int
    code: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitBody:
    """A body, and what was taken out of it."""

    shown: str
    private_passages: tuple[PrivatePassage, ...] = ()
    found: tuple[Found, ...] = ()


def part(body: str) -> SplitBody:
    """Return what of a body is for readers, what is not, and what is wrong with the markers."""
    marked = list(markers.find(body))
    if not marked:
        return SplitBody(shown=body)
    found = tuple(_faults(body, marked))
    if any(one.severity is Severity.ERROR for one in found):
        return SplitBody(shown="", found=found)
    edges = [one for one in marked if one.role is not Role.QUOTED]
    pairs = list(zip(edges[::2], edges[1::2], strict=True))
    parted = _without(body, pairs, found)
    if pairs and any(one.role is not Role.QUOTED for one in markers.find(parted.shown)):
        line = body.count("\n", 0, pairs[0][0].start) + 1
        message = "taking this passage out changes the code around it; put blank lines there"
        return SplitBody(
            shown="", found=(*found, Found(line=line, code="unclear-private", message=message))
        )
    return parted


def is_marked(text: str) -> bool:
    """Whether a text, such as a value of front matter, holds a marker, or what is meant as one."""
    return any(one.role is not Role.QUOTED for one in markers.find(text))


def marked_lines(markup: str | bytes) -> Iterator[int]:
    """Yield the lines of an HTML or XML file on which a marker stands, or what is meant as one."""
    raw = markup.encode() if isinstance(markup, str) else markup
    text = raw.replace(b"\0", b"").decode("utf-8", "replace")  # UTF-16 read as if it were not
    for start in markers.find_in_markup(text):
        yield text.count("\n", 0, start) + 1


def written_line(line: int, passages: Iterable[PrivatePassage]) -> int:
    """Return the line of the written body on which a line of the shown body stands."""
    return line + sum(passage.breaks for passage in passages if passage.line < line)


def _without(
    body: str, pairs: Sequence[tuple[Marker, Marker]], found: tuple[Found, ...]
) -> SplitBody:
    shown = ""
    passages: list[PrivatePassage] = []
    position = 0
    for opening, closing in pairs:
        shown += body[position : opening.start]
        position = closing.end
        on_own_line = _OWN_LINE.match(body, closing.end)
        if on_own_line and not shown.rpartition("\n")[2].strip():
            position = on_own_line.end()
            shown = shown.rstrip(" \t")
        passages.append(
            PrivatePassage(
                text=body[opening.end : closing.start].strip(),
                line=shown.count("\n") + 1 - (not shown or shown.endswith("\n")),
                breaks=body.count("\n", opening.start, position),
            )
        )
    return SplitBody(shown=shown + body[position:], private_passages=tuple(passages), found=found)


def _faults(body: str, marked: Sequence[Marker]) -> Iterator[Found]:
    opened: Marker | None = None
    for marker in marked:
        line = body.count("\n", 0, marker.start) + 1
        match marker.role:
            case Role.QUOTED:
                message = f"'{OPENING}' in a block of code is text; it hides nothing there"
                yield Found(
                    line=line, code="private-in-code", message=message, severity=Severity.NOTICE
                )
            case Role.UNCLEAR:
                said = " ".join(body[marker.start : marker.end].split())
                message = f"'{said}' hides nothing; did you mean '{OPENING}' or '{CLOSING}'?"
                yield Found(line=line, code="unclear-private", message=message)
            case Role.OPENS if opened:
                message = f"the passage above is still private; close it with '{CLOSING}' first"
                yield Found(line=line, code="nested-private", message=message)
            case Role.OPENS:
                opened = marker
            case Role.CLOSES if opened is None:
                message = f"no passage is private here; put '{OPENING}' where it begins"
                yield Found(line=line, code="stray-private", message=message)
            case Role.CLOSES:
                opened = None
    if opened:
        line = body.count("\n", 0, opened.start) + 1
        message = f"the private passage is never closed; put '{CLOSING}' where it ends"
        yield Found(line=line, code="unclosed-private", message=message)
