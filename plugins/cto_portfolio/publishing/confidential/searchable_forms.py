"""Readings: all that one text may say, once what encodes it is undone."""

import html
import re
from collections.abc import Iterator
from typing import AnyStr

from cto_portfolio.publishing.confidential import folding

_ROUNDS = 4
"""How often something may be encoded within something encoded."""
# Each begins with the character it is about, which lets `re` skip to it.
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([nrt/]))"
)
_TAG = re.compile(rb"<[/!?a-zA-Z][^<>]*>")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKDOWN = re.compile(r"\]\([^()\s]*(?:\s[^()]*)?\)|\]\[[^\]\n]*\]|[*`~\[\]]")
_DATA = re.compile(r"data:[\w.+/;=-]*;base64,([A-Za-z0-9+/=\s]+)")


def of(text: str, *, bare: bool) -> Iterator[bytes]:
    """Yield a text folded: with nothing left of it encoded, `bare` of markup, and as it stands.

    As it stands only where something looked like an escape, and might have been none.
    """
    plain = html.unescape(text)
    decoded = _decoded(plain)
    folded = folding.fold(decoded)
    yield folded
    if bare and b"<" in folded:
        yield _TAG.sub(b"", _COMMENT.sub(b"", folded) if b"<!--" in folded else folded)
    if decoded != plain:
        yield folding.fold(text)


def of_source(text: str) -> Iterator[bytes]:
    """Yield the same of what an author has written, without marks for emphasis, on its own lines.

    Lines stay where they are unless something stands for a line's end.
    """
    yield folding.fold(text)
    folded = folding.fold(_decoded(text))
    for one in (folded, folding.fold(_MARKDOWN.sub(_line_ends, _decoded(text)))):
        yield one
        yield _TAG.sub(_line_ends, _COMMENT.sub(_line_ends, one))


def data(text: str) -> Iterator[str]:
    """Yield what stands in `data:` addresses, as Base64."""
    if ";base64," in text:
        yield from _DATA.findall(text)


def _decoded(text: str) -> str:
    for _ in range(_ROUNDS):
        before = text
        if "%" in text:
            text = _PERCENT.sub(_of_percent, text)
        if "\\" in text:
            text = _ESCAPE.sub(_of_escape, text)
        text = html.unescape(text)
        if text == before:
            break
    return text


def _of_percent(found: re.Match[str]) -> str:
    octets = bytes.fromhex(found[0].replace("%", ""))
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def _of_escape(found: re.Match[str]) -> str:
    if found[1]:
        return bytes.fromhex(found[1] + found[2]).decode("utf-16-be")
    if code := found[3] or found[4] or found[5]:
        return html.unescape(f"&#x{code};")  # which knows what numbers stand for no character
    return "/" if found[6] == "/" else " "


def _line_ends(found: re.Match[AnyStr]) -> AnyStr:
    nothing = found[0][:0]
    return nothing.join(
        line[len(line.rstrip()) :] for line in found[0].splitlines(keepends=True)[:-1]
    )
