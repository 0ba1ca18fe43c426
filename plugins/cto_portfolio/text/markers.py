"""Markers: the comments in a body between which a passage is private, and what is meant as one.

In blocks of code, and alone in a span of it, a marker is text; but only where no dialect of
Markdown could see it otherwise.
"""

import bisect
import difflib
import enum
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = "private"
_ALIKE = 0.72
"""Takes in "privat", "prviate" and "priv", and leaves out "privacy"."""
_MOST_WORDS = 3
"""A comment of more is a sentence about something, not a marker, unless the word comes first."""
_BEFORE = frozenset({"begin", "begins", "start", "starts", "end", "ends", "of", "the", "stop"})
"""Words that may stand before the first."""
_HIDING = frozenset(
    [
        *("draft", "hidden", "secret", "confidential", "unpublished", "not public", "do not share"),
        *("do not publish", "don t publish", "not for publication"),
    ]
)
"""What comments that hold nothing else say in place of the word."""
_MARKER = re.compile(r"<!--+(?P<said>[^<>]{0,200}?)-+->")
_NEAR_MARKER = re.compile(
    r"<![-–—−!\s]*(?P<said>[^<>\n]{0,80})|<(?P<tag>[^<>\n]{3,20}|/?private\s[^<>\n]{,200})>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<![-–—−!\s]*(?P<said>[^<>\n]{0,80})")
_FENCE_LINE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]*)*(?:`{3,}|~{3,})", re.MULTILINE)
_PLAIN_FENCE = re.compile(
    r"^(?P<mark>`{3,}|~{3,}) *[\w#.+-]*\n(?:(?![ \t>]*(?:```|~~~)).*\n)*?(?P=mark)[ \t]*$",
    re.MULTILINE,
)
"""A block of code that every dialect of Markdown takes for one."""
_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>[^`\n]+)(?P=ticks)(?!`)")
_RAW_HTML = re.compile(r"^[ \t>]*<[a-z/!?]", re.IGNORECASE | re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


class Role(enum.Enum):
    """What a marker does."""

    OPENS = enum.auto()
    CLOSES = enum.auto()
    QUOTED = enum.auto()
    """Text, in a block of code."""
    UNCLEAR = enum.auto()
    """Hides nothing, although it may be meant to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """A marker, and where it stands."""

    start: int
    end: int
    role: Role


def find(body: str) -> Iterator[Marker]:
    """Yield the markers of a body, in order."""
    if not _NEAR_MARKER.search(body):
        return
    blocks, spans = blocks_of_code(body), _spans_of_code(body)
    for match in _NEAR_MARKER.finditer(body):
        exact = _MARKER.match(body, match.start())
        role = _role(_folded(exact["said"])) if exact else None
        start, end = match.start(), match.end() + body.startswith(">", match.end())
        if not role and (_is_meant(match["said"]) or _is_meant_as_tag(match["tag"])):
            role = Role.UNCLEAR
        if not role or is_within(start, spans):
            continue
        if exact and role is not Role.UNCLEAR:
            end = exact.end()
        yield Marker(start=start, end=end, role=Role.QUOTED if is_within(start, blocks) else role)


def find_in_markup(text: str) -> Iterator[int]:
    """Yield where markers, or what is meant as one, stand in HTML or XML: nothing is code there."""
    for match in _COMMENT.finditer(text):
        if _is_meant(match["said"]):
            yield match.start()


def blocks_of_code(body: str) -> list[tuple[int, int]]:
    """Return where blocks of code are; none if a line looks like the edge of one and is not.

    Dialects differ in what they make of such a line, and with that of all that follows it.
    """
    blocks = [match.span() for match in _PLAIN_FENCE.finditer(body)]
    edges = sum(1 for _ in _FENCE_LINE.finditer(body))
    return blocks if edges == 2 * len(blocks) else []


def _spans_of_code(body: str) -> list[tuple[int, int]]:
    """Return where spans of code hold a comment or a tag and nothing else, beyond all doubt."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.start() for match in _PARAGRAPH_END.finditer(body)), len(body)]:
        paragraph = body[start:end]
        rest = _SPAN.sub("", paragraph)
        if "`" not in rest and "<" not in rest:
            found += [
                (start + match.start(), start + match.end())
                for match in _SPAN.finditer(paragraph)
                if re.fullmatch(r" ?<[^<>]*> ?", match["code"])
            ]
        if _RAW_HTML.search(rest):
            return found  # what follows may belong to it, and there a span is none
        start = end
    return found


def is_within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies in one of some spans, which are in order and do not overlap."""
    index = bisect.bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]


def _role(said: str) -> Role | None:
    return {_WORD: Role.OPENS, f"/{_WORD}": Role.CLOSES}.get(said)


def _folded(said: str) -> str:
    """Return what a comment says as the eye sees it: one width, one case, nothing invisible."""
    seen = (one for one in unicodedata.normalize("NFKC", said) if unicodedata.category(one) != "Cf")
    return "".join("".join(seen).split()).casefold()


def _is_meant(said: str | None) -> bool:
    """Whether a comment may be meant as a marker: it is short, or begins like one."""
    words = _words(said or "")
    first = next((word for word in words if word not in _BEFORE), "")
    if " ".join(word for word in words if word not in _BEFORE) in _HIDING:
        return True
    return _is_alike(first) or (len(words) <= _MOST_WORDS and any(map(_is_alike, words)))


def _is_meant_as_tag(said: str | None) -> bool:
    words = _words(said or "")
    return bool(words) and _is_alike(words[0]) and (len(words) == 1 or " " in (said or ""))


def _words(said: str) -> list[str]:
    seen = (one for one in unicodedata.normalize("NFKC", said) if unicodedata.category(one) != "Cf")
    return re.findall(r"[^\W\d_]+", "".join(seen).casefold())


def _is_alike(word: str) -> bool:
    return _WORD in word or difflib.SequenceMatcher(None, word, _WORD).ratio() >= _ALIKE
