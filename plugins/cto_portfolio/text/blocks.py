"""Blocks of Markdown as GitHub reads them, written so that Python-Markdown reads them alike.

Python-Markdown wants four spaces before what belongs to an item of a list, and an empty line above
a list or a table; CommonMark, which people write, wants neither. Here lists, quotes and code in
fences are found by CommonMark's rules and written by Python-Markdown's. What is written by those
already stays as it is. Alerts (`> [!NOTE]`) become admonitions, and `<details>` says that it holds
Markdown.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto

from cto_portfolio.text import callouts

_DEEPEST = 16
"""Levels of lists and quotes; nobody writes more, and parsers fail over hundreds."""
_SIGNS = re.compile(r"(?:\s*(?:[-+*>]|\d{1,9}[.)])(?=\s|$))+\s*")
"""What would begin further levels."""
_TAB = 4
_INDENT = " " * _TAB
_FENCE = re.compile(r"(?P<indent> {0,3})(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_HEADING = re.compile(r" {0,3}(?P<heading>#{1,6}(?: .*)?)")
_QUOTE = re.compile(r" {0,3}> ?(?P<text>.*)")
_ITEM = re.compile(
    r"(?P<indent> {0,3})(?P<marker>[-+*]|(?P<number>\d{1,9})[.)])(?P<gap> +|$)(?P<text>.*)"
)
_HOLDER = re.compile(r"(?:!!!|\?\?\?\+?) ?[\w-]|={3}[!+]* ?\"|\[\^[^\]]+\]:|:   ")
"""On the line above four spaces of Markdown: admonitions, tabs, footnotes, definitions."""
_DELIMITERS = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *")
_PIPE = re.compile(r"(?<!\\)\|")
_BLOCK_TAGS = (
    "address|article|aside|blockquote|body|center|details|dialog|dd|dir|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|menu|nav|ol|p|pre|script"
    "|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|tr|ul"
)
_HTML = re.compile(rf" {{0,3}}(?:</?(?:{_BLOCK_TAGS})(?=[\s/>]|$)|<!--)", re.IGNORECASE)
_VERBATIM = re.compile(r"<(?:(?P<tag>pre|script|style|textarea)\b|!--)", re.IGNORECASE)
_COMMENT_END = re.compile(r"-->")
"""What an empty line does not end begins with the first, and a comment ends with the second."""
_HOLDS_MARKDOWN = "details|div|section|center"
_OPENING = re.compile(rf" {{0,3}}<(?P<tag>{_HOLDS_MARKDOWN})\b(?![^>]*\bmarkdown\b)", re.IGNORECASE)
_PAIRED = re.compile(rf"<(?P<close>/?)(?P<tag>{_HOLDS_MARKDOWN})\b", re.IGNORECASE)


class _Above(Enum):
    """What the line above is part of, as far as it matters for the next one."""

    NOTHING = auto()
    TEXT = auto()
    TABLE = auto()
    BULLETS = auto()
    NUMBERS = auto()
    CODE = auto()
    OTHER = auto()
    """A quote or a fence, which Python-Markdown would take what follows for a part of."""


_LISTS = frozenset({_Above.BULLETS, _Above.NUMBERS})
_GREEDY = frozenset({_Above.TABLE, *_LISTS, _Above.CODE, _Above.OTHER})


def for_python_markdown(lines: Sequence[str]) -> list[str]:
    """Return what Python-Markdown understands as GitHub does these lines, which hold no tabs."""
    return _Blocks(lines).rewritten()


class _Blocks:
    """One pass over the lines of a page, an item or a quote."""

    def __init__(self, lines: Sequence[str], *, depth: int = 0, is_item: bool = False) -> None:
        self._lines = lines
        self._depth = depth
        self._is_item = is_item
        self._out: list[str] = []
        self._at = 0
        self._above = _Above.NOTHING
        self._has_blocks = False
        """Whether the item above is more than a paragraph and a list."""
        self._unclosed: dict[str, int] = {}
        """How long the shortest fence of a sign is that nothing closes."""
        self._steps: tuple[Callable[[str], bool], ...] = (
            self._blank,
            self._indented,
            self._fence,
            self._rule_or_heading,
            self._html,
            self._holder,
            self._quote,
            self._item,
            self._table,
        )

    def rewritten(self) -> list[str]:
        """Return the lines as Python-Markdown wants them."""
        if self._depth > _DEEPEST:
            return [
                line[signs.end() :] if (signs := _SIGNS.match(line)) else line
                for line in self._lines
            ]
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not any(step(line) for step in self._steps):
                self._text(line)
        return self._out

    def _blank(self, line: str) -> bool:
        if line.strip():
            return False
        self._emit([""], _Above.NOTHING)
        return True

    def _indented(self, line: str) -> bool:
        """Take code, or what goes on in a paragraph."""
        if not line.startswith(_INDENT):
            return False
        goes_on = self._above in {_Above.TEXT, _Above.TABLE}
        if self._above is _Above.OTHER:
            self._out.append("")
        self._emit([line], self._above if goes_on else _Above.CODE)
        return True

    def _text(self, line: str) -> None:
        if self._above in _GREEDY - {_Above.TABLE}:
            self._out.append("")
        self._emit([line], self._above if self._above is _Above.TABLE else _Above.TEXT)

    def _fence(self, line: str) -> bool:
        fence = _FENCE.fullmatch(line)
        end = self._end_of_fence(fence) if fence else None
        if fence is None or end is None:
            return False
        width = len(fence["indent"])
        inner = [_outdented(one, width) for one in self._lines[self._at + 1 : end]]
        self._separate()
        self._emit(
            [f"{fence['mark']}{fence['info']}", *inner, fence["mark"]],
            _Above.OTHER,
            until=end + 1,
        )
        return True

    def _end_of_fence(self, fence: re.Match[str]) -> int | None:
        sign, length = fence["mark"][0], len(fence["mark"])
        if length >= self._unclosed.get(sign, length + 1):
            return None
        closing = re.compile(rf" *{re.escape(sign)}{{{length},}} *")
        for number in range(self._at + 1, len(self._lines)):
            if closing.fullmatch(self._lines[number]):
                return number
        self._unclosed[sign] = length
        return None

    def _rule_or_heading(self, line: str) -> bool:
        heading = _HEADING.fullmatch(line)
        is_underline = self._above is _Above.TEXT and line.strip("-") == ""
        if is_underline or not (heading or _RULE.fullmatch(line)):
            return False
        self._separate()
        self._emit([heading["heading"] if heading else line], _Above.NOTHING)
        return True

    def _html(self, line: str) -> bool:
        """Take HTML up to an empty line, as CommonMark does."""
        if not _HTML.match(line):
            return False
        if self._above in _GREEDY:
            self._out.append("")
        end = self._end_of_html()
        first = self._marked_as_markdown(line)
        self._emit([first, *self._lines[self._at + 1 : end]], _Above.NOTHING, until=end)
        return True

    def _end_of_html(self) -> int:
        closing: re.Pattern[str] | None = None
        for number in range(self._at, len(self._lines)):
            line = self._lines[number]
            if closing is None and not line.strip():
                return number
            closing = _still_verbatim(line, closing)
        return len(self._lines)

    def _marked_as_markdown(self, line: str) -> str:
        opening = _OPENING.match(line)
        end = self._ends_of_tags.get(self._at) if opening else None
        if opening is None or end is None:
            return line
        inner = self._lines[self._at + 1 : end]
        blank = next((number for number, one in enumerate(inner) if not one.strip()), len(inner))
        is_text = (
            one.strip() and not one.startswith(_INDENT) and not one.lstrip().startswith("<")
            for one in inner[blank:]
        )
        if not any(is_text):
            return line
        return f'{line[: opening.end()]} markdown="1"{line[opening.end() :]}'

    @functools.cached_property
    def _ends_of_tags(self) -> dict[int, int]:
        """On which line an element ends, by the line it begins on."""
        ends: dict[int, int] = {}
        begun: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            for tag in _PAIRED.finditer(line):
                of_name = begun.setdefault(tag["tag"].lower(), [])
                if not tag["close"]:
                    of_name.append(number)
                elif of_name:
                    ends[of_name.pop()] = number
        return ends

    def _holder(self, line: str) -> bool:
        if not _HOLDER.match(line):
            return False
        end = self._at + 1
        while end < len(self._lines) and _is_blank_or_indented(self._lines[end], _TAB):
            end += 1
        inner = [_outdented(one, _TAB) for one in self._lines[self._at + 1 : end]]
        if not any(inner):
            return False
        if self._above in _GREEDY:
            self._out.append("")
        self._emit([line, *_indented(self._deeper(inner))], _Above.TEXT, until=end)
        if not inner[-1]:
            self._above = _Above.NOTHING
        return True

    def _quote(self, line: str) -> bool:
        if not _QUOTE.fullmatch(line):
            return False
        inner, end = self._quoted()
        self._separate()
        head = callouts.head(inner[0])
        if head is None:
            quoted = [f"> {one}".rstrip() for one in self._deeper(inner)]
            self._emit(quoted, _Above.OTHER, until=end)
        else:
            if self._above is _Above.TEXT:
                self._out.append("")
            self._emit([head, *_indented(self._deeper(inner[1:]))], _Above.OTHER, until=end)
        return True

    def _quoted(self) -> tuple[list[str], int]:
        """Return the lines of a quote without their sign, and where it ends."""
        inner: list[str] = []
        fence = ""
        for number in range(self._at, len(self._lines)):
            line = self._lines[number]
            quote = _QUOTE.fullmatch(line)
            if quote is None and (fence or not _goes_on(inner[-1], line)):
                return inner, number
            inner.append(quote["text"] if quote else line)
            fence = _fence_after(inner[-1], fence)
        return inner, len(self._lines)

    def _item(self, line: str) -> bool:
        item = _ITEM.fullmatch(line)
        if item is None or (self._above is _Above.TEXT and not _interrupts(item)):
            return False
        kind = _Above.NUMBERS if item["number"] else _Above.BULLETS
        is_nested_at_once = (
            self._is_item and self._above is _Above.TEXT and not any(not one for one in self._out)
        )
        is_below_blocks = self._above in _LISTS and self._has_blocks
        if not is_nested_at_once and (is_below_blocks or self._above not in {_Above.NOTHING, kind}):
            self._out.append("")
        children, end = self._children(item)
        inner = _Blocks(
            [item["text"].strip(), *children], depth=self._depth + 1, is_item=True
        ).rewritten()
        self._has_blocks = "" in inner[1:]
        self._emit(_item_of(item, inner), kind, until=end)
        return True

    def _children(self, item: re.Match[str]) -> tuple[list[str], int]:
        """Return the lines below an item's first that are part of it, and where it ends."""
        width = len(item["indent"]) + len(item["marker"])
        width += len(item["gap"]) if 0 < len(item["gap"]) <= _TAB else 1
        least = min(width, _TAB)
        lines: list[str] = []
        above, fence = item["text"], _fence_after(item["text"], "")
        for number in range(self._at + 1, len(self._lines)):
            line = self._lines[number]
            is_inside = _is_blank_or_indented(line, least)
            if not is_inside and (fence or not _goes_on(above, line)):
                break
            lines.append(line)
            above, fence = line, _fence_after(line, fence)
        while lines and not lines[-1].strip():
            lines.pop()
        indents = [indent for one in lines if one.strip() and (indent := _indent_of(one)) >= least]
        by = max(least, min([*indents, max(width, _TAB)]))
        return [_outdented(one, by) for one in lines], self._at + 1 + len(lines)

    def _table(self, line: str) -> bool:
        below = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        is_head = (
            self._above is not _Above.TABLE
            and "|" in line
            and "|" in below
            and _DELIMITERS.fullmatch(below)
            and _cells(line) == _cells(below)
        )
        if not is_head:
            return False
        if self._above is not _Above.NOTHING:
            self._out.append("")
        self._emit([line, below], _Above.TABLE, until=self._at + 2)
        return True

    def _separate(self) -> None:
        """Leave an empty line where Python-Markdown would else go on with what is above."""
        if self._above in _GREEDY or (self._is_item and self._above is _Above.TEXT):
            self._out.append("")

    def _deeper(self, lines: Sequence[str]) -> list[str]:
        return _Blocks(lines, depth=self._depth + 1).rewritten()

    def _emit(self, lines: Iterable[str], above: _Above, *, until: int | None = None) -> None:
        self._out += lines
        self._above = above
        self._at = self._at + 1 if until is None else until


def _item_of(item: re.Match[str], inner: Sequence[str]) -> list[str]:
    """Return an item with what is in it; what must begin a line does so below an empty one."""
    text = item["text"].strip()
    is_below = len(inner) > 1 and any(
        pattern.fullmatch(line)
        for pattern, line in ((_FENCE, text), (_QUOTE, text), (_DELIMITERS, inner[1]))
    )
    # '-' alone would make a heading of the line above.
    marker = f"{item['number']}." if item["number"] else item["marker"] if text else "+"
    if is_below:
        marker = marker if item["number"] else "+"
        return [f"{marker} ", *_indented(inner)]
    first, *others = inner
    return [f"{marker} {first.strip()}", *_indented(others)]


def _interrupts(item: re.Match[str]) -> bool:
    """Whether an item may follow a paragraph at once: nobody's sentence begins so."""
    return bool(item["text"]) and item["number"] in {None, "1"}


def _goes_on(above: str, line: str) -> bool:
    """Whether a line that is indented too little still belongs to the paragraph above it."""
    return bool(above.strip()) and not _is_closed(above) and bool(line.strip()) and _is_text(line)


def _is_closed(line: str) -> bool:
    text = line.strip()
    return bool(_HEADING.fullmatch(text) or _RULE.fullmatch(text) or _FENCE.fullmatch(text))


def _is_text(line: str) -> bool:
    patterns = (_FENCE, _RULE, _HEADING, _QUOTE, _ITEM)
    return not any(pattern.fullmatch(line) for pattern in patterns) and not _HTML.match(line)


def _fence_after(line: str, fence: str) -> str:
    """Return the mark of the fence that is open below a line; empty if none is."""
    mark = _FENCE.fullmatch(line.strip())
    if mark is None:
        return fence
    if not fence:
        return mark["mark"]
    is_end = mark["mark"].startswith(fence) and not mark["info"].strip()
    return "" if is_end else fence


def _still_verbatim(line: str, closing: re.Pattern[str] | None) -> re.Pattern[str] | None:
    """Return what ends the HTML that a line is in the midst of, if an empty line does not."""
    position = 0
    while True:
        if closing is None:
            opening = _VERBATIM.search(line, position)
            if opening is None:
                return None
            position, closing = opening.end(), _end_of(opening)
        end = closing.search(line, position)
        if end is None:
            return closing
        position, closing = end.end(), None


def _end_of(opening: re.Match[str]) -> re.Pattern[str]:
    tag = opening["tag"]
    return re.compile(rf"</{tag}\b", re.IGNORECASE) if tag else _COMMENT_END


def _cells(row: str) -> int:
    return len(_PIPE.findall(row.strip().removeprefix("|").removesuffix("|")))


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_blank_or_indented(line: str, least: int) -> bool:
    return not line.strip() or _indent_of(line) >= least


def _outdented(line: str, by: int) -> str:
    return line[min(by, _indent_of(line)) :]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"{_INDENT}{line}" if line else "" for line in lines)
