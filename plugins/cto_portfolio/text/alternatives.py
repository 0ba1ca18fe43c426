"""Text alternatives: what somebody gets who cannot see a picture in a body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cto_portfolio.text import prose
from cto_portfolio.text.lines import Lines

_IMAGE = re.compile(
    r"(?<!\\)!\[(?P<alt>[^\[\]\n]*)\](?=\(|\[)(?!\([^()\n]{0,500}\)\{[^{}\n]{0,500}\balt=)"
)
_TAG = re.compile(r"<img\b(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ALT = re.compile(
    r"(?<![\w-])alt\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]*))",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"(?:(?<=\s)alt(?=[\s/]|$)|aria-hidden=[\"']?true|role=[\"']?(?:none|presentation))",
    re.IGNORECASE,
)
_EMPTY_WORD = re.compile(
    r"(?:alt(?: text)?|image|img|photo|pic|picture|screen ?shot|graphic|untitled)"
    r"(?:[ _-]?\d[\d ._:-]*(?: at [\d ._:-]+(?: ?[ap]m)?)?)?",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\S*\.(?:avif|gif|jpe?g|png|svg|webp)|(?:img|dsc|pxl|image)[_-]?\d+", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unspoken:
    """A picture that says nothing to who does not see it."""

    start: int
    line: int
    """Counted from 1 within the body."""
    message: str


def unspoken(body: str) -> list[Unspoken]:
    """Return the pictures of a body without words, or with words that say nothing.

    `<img alt="">` is decoration: its author has said so.
    """
    if "![" not in body and "<img" not in body.lower():
        return []
    shown = prose.without_code(body)
    lines = Lines(body)
    found = sorted([*_in_markdown(shown), *_in_html(shown)])
    return [
        Unspoken(start=start, line=lines.at(start), message=message) for start, message in found
    ]


def _in_markdown(text: str) -> Iterator[tuple[int, str]]:
    for image in _IMAGE.finditer(text):
        if not image["alt"].strip():
            message = (
                "this picture has no words; say between the brackets what it shows, or write"
                " '<img alt=\"\" …>' if it only decorates"
            )
            yield image.start(), message
        elif message := _of_words(image["alt"]):
            yield image.start(), message


def _in_html(text: str) -> Iterator[tuple[int, str]]:
    for tag in _TAG.finditer(text):
        alt = _ALT.search(tag["attributes"])
        if alt is None and not _SILENT.search(tag["attributes"]):
            message = (
                "this picture has no words; say in 'alt' what it shows, or write 'alt=\"\"' if it"
                " only decorates"
            )
            yield tag.start(), message
        elif alt and (message := _of_words(next(filter(None, alt.groups()), ""))):
            yield tag.start(), message


def _of_words(alt: str) -> str:
    words = " ".join(alt.split())
    if words and (_EMPTY_WORD.fullmatch(words) or _FILE_NAME.fullmatch(words)):
        return f"'{words}' does not say what the picture shows; write that instead"
    return ""
