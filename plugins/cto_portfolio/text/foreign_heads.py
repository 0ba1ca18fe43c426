"""Foreign heads: front matter on top of a Markdown file that is not written as it is read here.

YAML below an empty line or a comment, TOML, JSON, and `Key: value` lines with nothing around them,
which MkDocs reads and takes out of the page. What stands there may be meant to hide it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ABOVE = re.compile(r"(?:\s|<!--.*?-->)*", re.DOTALL)
_BELOW = re.compile(r"\s*(?:---|\+\+\+|[a-z_]+[ \t]*:(?!//))")
_FENCE = re.compile(r"\W*|(?:---|\+\+\+|;;;|```|~~~).{0,20}")
_HEADING = re.compile(r"\[\[?[\w. \"-]+\]?\]|#.*")
"""A heading or a comment among keys in TOML."""
_LINE = re.compile(r"[\"']?(?P<key>[^\W\d][\w-]*)[\"']?\s*(?:=|:(?!//))\s*(?P<value>.{,200})")
_IN_JSON = re.compile(r"\"(?P<key>[\w-]+)\"\s*:\s*(?P<value>\"[^\"]*\"|[^,{}\[\]]*)")
_AROUND_VALUE = re.compile(r"^[\"'\[\s]+|\s+#.*$|[\"'\],\s]+$")
_LONGEST_LINE = 10_000
_INDENTED = re.compile(r"(?: {2,}|\t|- )\S")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Named:
    """A key on top of a file, and what it says there."""

    line: int
    """Counted from 1 within the text."""
    key: str
    value: str


def find(text: str) -> list[Named]:
    """Return the keys that stand on top of a text, before its first sentence.

    What stands in a comment counts, and what stands below one, too.
    """
    above = _ABOVE.match(text)
    start = above.end() if above else 0
    line = text.count("\n", 0, start)
    return sorted({*_keys(text, 0), *_keys(text[start:], line)})


def stands_below(body: str) -> bool:
    """Whether what follows front matter begins with some more, or with a key outside of it."""
    return bool(_BELOW.match(body))


def _keys(text: str, above: int) -> Iterator[Named]:
    is_fenced = has_key = False
    for number, line in enumerate(text.split("\n"), start=above + 1):
        seen = _visible(line[:_LONGEST_LINE])
        stripped = seen.strip().removeprefix("<!--").removesuffix("-->").strip()
        found = [*_in_line(stripped, number)]
        if found:
            has_key = True
            yield from found
        elif not seen:
            if has_key and not is_fenced:
                return
        elif _FENCE.fullmatch(stripped):
            is_fenced = not is_fenced
        elif not (has_key and _INDENTED.match(seen)) and not (
            is_fenced and _HEADING.fullmatch(stripped)
        ):
            return


def _in_line(line: str, number: int) -> Iterator[Named]:
    pattern = _IN_JSON if line.startswith(("{", '"')) else _LINE
    matches = pattern.finditer(line) if pattern is _IN_JSON else filter(None, [_LINE.match(line)])
    for match in matches:
        value = _AROUND_VALUE.sub("", match["value"])
        yield Named(line=number, key=match["key"], value=value)


def _visible(line: str) -> str:
    """Return a line without what nobody sees, such as half of each letter in UTF-16."""
    seen = (one for one in line if one == "\t" or unicodedata.category(one) not in {"Cf", "Cc"})
    return "".join(seen).rstrip()
