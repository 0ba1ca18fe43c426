"""Tags in HTML, found as browsers find them: in comments and between quotes there are none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SPACE = r" \t\n\r\f"
"""White space between attributes, which is less than Python's."""
_MARKUP = re.compile(r"<(?:(?P<comment>!--)|/?(?P<tag>[a-zA-Z][^ \t\n\r\f/>]*)|(?P<other>[!?/]))")
_COMMENT_END = re.compile(r"-->|(?<!<!)--!>")
_ATTRIBUTE = re.compile(
    rf"[{SPACE}/]*(?P<name>=[^{SPACE}/>=]*|[^{SPACE}/>=]+)"
    rf"(?:[{SPACE}]*=[{SPACE}]*"
    rf"(?:\"(?P<double>[^\"]*)\"?|'(?P<single>[^']*)'?|(?P<bare>[^{SPACE}>\"'][^{SPACE}>]*))?)?"
)
_RAW = frozenset(
    [
        *("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style"),
        *("textarea", "title", "xmp"),
    ]
)
"""Elements whose content is text, or may be: a comment that begins in one ends with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag, of a beginning or an end."""

    name: str
    """In lower case, without the prefix of a namespace."""
    attributes: tuple[tuple[str, str], ...]
    """Names in lower case, and values as written."""
    places: tuple[tuple[int, int], ...]
    """Where each of the values begins and ends in the text, with the quotes around it."""
    is_end: bool
    is_within_text: bool
    """Whether it stands in an element whose content may be text."""
    text: str
    """What stands in an element whose content may be text."""


def read(text: str) -> Iterator[Tag]:
    """Yield every tag of an HTML text."""
    position = raw_end = 0
    last = {end: text.rfind(end) for end in ("-->", "--!>", ">")}
    while markup := _MARKUP.search(text, position):
        start, position = markup.span()
        is_within = start < raw_end
        if not markup["tag"]:
            if not is_within:
                position = _end_of_comment(markup, text, last)
            continue
        end = raw_end if is_within else len(text)
        matches = list(_attributes(text, position, end))
        position = matches[-1].end() if matches else position
        is_end = text[start + 1] == "/"
        if not is_within and not is_end:
            raw_end = _end_of_raw(markup["tag"], text, position)
        yield Tag(
            name=_local(markup["tag"]),
            attributes=tuple((match["name"].lower(), _value(match)) for match in matches),
            places=tuple(map(_place, matches)),
            is_end=is_end,
            is_within_text=is_within,
            text="" if is_within else text[position:raw_end],
        )


def _attributes(text: str, position: int, end: int) -> Iterator[re.Match[str]]:
    while attribute := _ATTRIBUTE.match(text, position, end):
        position = attribute.end()
        yield attribute


def _value(attribute: re.Match[str]) -> str:
    return attribute["double"] or attribute["single"] or attribute["bare"] or ""


def _place(attribute: re.Match[str]) -> tuple[int, int]:
    """Return where a value stands: behind its name and `=`, as far as the attribute goes."""
    name = next((one for one in ("double", "single", "bare") if attribute[one] is not None), None)
    if name is None:
        return attribute.end(), attribute.end()
    return attribute.start(name) - (name != "bare"), attribute.end()


def _end_of_comment(opening: re.Match[str], text: str, last: Mapping[str, int]) -> int:
    """Return where a comment ends, or what is read as one: `<!doctype>`, `<?php>`, `</>`.

    What nothing ends is none: what follows it may be seen. `last` is where each of the ends
    stands last, so that texts full of beginnings are not searched again and again.
    """
    start = opening.end()
    if not opening["comment"]:
        return text.find(">", start) + 1 if start <= last[">"] else start
    if start > max(last["-->"], last["--!>"]) + 2:
        return start
    closing = _COMMENT_END.search(text, opening.start() + 2)
    return closing.end() if closing else start


def _end_of_raw(tag: str, text: str, position: int) -> int:
    """Return where an element ends whose content is text; nowhere, if it holds elements."""
    if _local(tag) not in _RAW:
        return 0
    closing = re.compile(rf"</{re.escape(tag)}(?=[{SPACE}/>])", re.IGNORECASE)
    found = closing.search(text, position)
    return found.start() if found else len(text)


def _local(tag: str) -> str:
    return tag.lower().rpartition(":")[2]
