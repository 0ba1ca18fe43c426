"""Private passages: what a body holds for its author alone, between two comments.

They are `<!-- private -->` and `<!-- /private -->`. What an author could take for one is one, or an
error: a marker that is read over would publish what it was to hide. In blocks of code, and alone in
a span of it, it is text.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio.problems import Severity
from cto_portfolio.text import markers
from cto_portfolio.text.lines import Lines
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
    """How many lines the file has, up to behind it, more than the shown body."""


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
    lines = Lines(text)
    yield from (lines.at(start) for start in markers.find_in_markup(text))


def written_line(line: int, passages: Sequence[PrivatePassage]) -> int:
    """Return the line of the written body on which a line of the shown body stands."""
    above = bisect.bisect_left(passages, line, key=lambda passage: passage.line)
    return line + (passages[above - 1].breaks if above else 0)


def _without(
    body: str, pairs: Sequence[tuple[Marker, Marker]], found: tuple[Found, ...]
) -> SplitBody:
    pieces: list[str] = []
    passages: list[PrivatePassage] = []
    position = shown_breaks = hidden_breaks = 0
    # Of the line that is shown last: whether anything stands on it, and whether all is blank.
    is_begun, is_blank = False, True
    for opening, closing in pairs:
        piece = body[position : opening.start]
        _, has_break, last = piece.rpartition("\n")
        is_begun = bool(last) or (is_begun and not has_break)
        is_blank = not last.strip() and (is_blank or bool(has_break))
        shown_breaks += piece.count("\n")
        pieces.append(piece)
        position = closing.end
        on_own_line = _OWN_LINE.match(body, closing.end)
        if on_own_line and is_blank:
            position = on_own_line.end()
            _drop_blanks(pieces)
            is_begun = False
        hidden_breaks += body.count("\n", opening.start, position)
        passages.append(
            PrivatePassage(
                text=body[opening.end : closing.start].strip(),
                line=shown_breaks + is_begun,
                breaks=hidden_breaks,
            )
        )
    shown = "".join([*pieces, body[position:]])
    return SplitBody(shown=shown, private_passages=tuple(passages), found=found)


def _drop_blanks(pieces: list[str]) -> None:
    """Take the blanks off the end of what the pieces say together."""
    while pieces:
        piece = pieces.pop().rstrip(" \t")
        if piece:
            pieces.append(piece)
            return


def _faults(body: str, marked: Sequence[Marker]) -> Iterator[Found]:
    opened: Marker | None = None
    lines = Lines(body)
    for marker in marked:
        line = lines.at(marker.start)
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
        line = lines.at(opened.start)
        message = f"the private passage is never closed; put '{CLOSING}' where it ends"
        yield Found(line=line, code="unclosed-private", message=message)
