"""Where diagrams stand in Markdown: blocks of code that say that they are Mermaid."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$"
)
_IS_MERMAID = re.compile(r"\{?[ \t]*\.?mermaid\b(?![-.\w])", re.IGNORECASE)
_RAW = re.compile(
    r"<(?P<tag>pre|div)[ \t]+class=(?P<quote>[\"'])mermaid(?P=quote)>(?P<inside>.*?)</(?P=tag)>",
    re.DOTALL,
)
"""As pages have it that load Mermaid by themselves."""
_HOLDER = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|:|\[\^|///)")
"""The first line of what may hold a block that is indented like code."""
_CODE = 4
_MARKS = re.compile(r"[ \t>]*")


@dataclass(frozen=True, slots=True)
class Fence:
    """A diagram in a body."""

    source: str
    first: int
    """Its first line in the body, counted from 0: that of the fence."""
    last: int
    before: str
    """What stands before the fence on its line, such as the mark of a list."""

    @property
    def margin(self) -> str:
        """What stands before lines below the first, in the same list or quotation."""
        return re.sub(r"[^>\s]", " ", self.before)


def find(body: str) -> Iterator[Fence]:
    """Yield the diagrams of a body; what stands in other blocks of code is text."""
    if "mermaid" not in body.lower():
        return
    lines = body.split("\n")
    number = 0
    while number < len(lines):
        opening = _OPENING.match(lines[number])
        last = _last(lines, number, opening["mark"]) if opening else None
        if not opening or last is None:
            fence = _raw(lines, number)
            if fence:
                yield fence
            number = fence.last + 1 if fence else number + 1
            continue
        if _IS_MERMAID.match(opening["info"]) and not _is_code(lines, number, opening["before"]):
            inside = lines[number + 1 : last]
            source = "\n".join(_without(line, opening["before"]) for line in inside)
            yield Fence(source, number, last, opening["before"])
        number = last + 1


def _last(lines: list[str], number: int, mark: str) -> int | None:
    closing = re.compile(rf"[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*")
    return next((at for at in range(number + 1, len(lines)) if closing.fullmatch(lines[at])), None)


def _without(line: str, before: str) -> str:
    """Return a line without what stands before it in its list or quotation."""
    position = 0
    for expected in before:
        if position < len(line) and (line[position] in " \t" or line[position] == expected == ">"):
            position += 1
    return line[position:]


def _is_code(lines: list[str], number: int, before: str) -> bool:
    """Whether a fence is itself shown as code, since it stands as far in as code does."""
    width = len(before) - len(before.lstrip(" "))
    if width < _CODE:
        return False
    for line in reversed(lines[:number]):
        if line.strip() and len(line) - len(line.lstrip(" ")) < width:
            return not _HOLDER.match(line)
    return True


def _raw(lines: list[str], number: int) -> Fence | None:
    if not lines[number].startswith(("<pre", "<div")) or "mermaid" not in lines[number]:
        return None
    element = _RAW.match("\n".join(lines[number:]))
    if not element:
        return None
    source = html.unescape(element["inside"]).strip("\n")
    return Fence(source, number, number + element[0].count("\n"), "")
