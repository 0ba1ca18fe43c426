"""Readings: all that one text may say, once what encodes it is undone."""

import html
import re
from collections.abc import Iterator
from typing import AnyStr

from cto_portfolio.publishing.confidential import folding

_ROUNDS = 4
"""How often something may be encoded within something encoded."""
# Each begins with the character it is about, which lets `re` skip to it.
_PERCENT = re.compile(r"%u([0-9A-Fa-f]{4})|%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([nrt/]))"
)
_TAG = re.compile(rb"<[/!?a-zA-Z][^<>]*>")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKDOWN = re.compile(r"\]\([^()\s]*(?:\s[^()]*)?\)|\]\[[^\]\n]*\]|[*`~\[\]]")
_JOINT = re.compile(
    r"(?<=[^\W\d_])(?:[-\u00ad\u2010\u2011](?:\s|<[^<>]*>)+|\\\r?\n)(?=[^\W\d_])"
    r"|(?<=\w)(?:\s*</?(?:tspan|text|g|\w+:(?!p\b)\w+)\b[^<>]*>)+\s*(?=\w)"
)
"""What stands where a line ends within a word, and between the parts that programs write it in."""
_SPELT = re.compile(r"(?<![^\W_])[^\W\d_](?:[\s.·_|*-]{1,3}[^\W\d_](?![^\W_])){3,}")
_BETWEEN_LETTERS = re.compile(r"[\s.·_|*-]")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]{2,59}", re.IGNORECASE)
_CSS_SIGN = re.compile(r"\\(?:0{0,4}[2-7]|0{0,2}[0-9a-fA-F]{2,3})[0-9a-fA-F](?![0-9a-fA-F])")
_CSS = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|([^0-9a-fA-F\r\n\f]))")
SIGNS = (
    r"(?i)[a-z](?:-(?:\s|<[^<>]*>)+|\\\r?\n)[a-z]",
    r"(?i)</(?:tspan|text|g|\w+:\w+)(?:\s[^<>]*)?>\s+</?(?:tspan|text|g|\w+:)",
    r"(?i)(?:^|[^a-z0-9])[a-z](?:[\s.·_|*-]{1,3}[a-z]){3,}(?:$|[^a-z0-9])",
    r"(?i)xn--[a-z0-9]",
    r"(?i)\\(?:0{0,4}[2-7]|0{0,2}[0-9a-f]{2,3})[0-9a-f](?:[^0-9a-f]|$)",
    r"(?i)%u[0-9a-f]{4}",
)
"""What finds texts that have more forms than one, for RE2; other letters than those of ASCII are
signs anyway."""


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
    yield from map(folding.fold, _mended(text, decoded))


def _mended(text: str, decoded: str) -> Iterator[str]:
    """Yield what was broken by lines and letters, made whole."""
    joined = _JOINT.sub("", decoded)
    if joined != decoded:
        yield joined
    if _SPELT.search(decoded):
        yield _SPELT.sub(lambda found: _BETWEEN_LETTERS.sub("", found[0]), decoded)
    if _PUNYCODE.search(decoded):
        yield _PUNYCODE.sub(_of_punycode, decoded)
    if _CSS_SIGN.search(text):
        yield _CSS.sub(_of_css, text)


def of_source(text: str) -> Iterator[bytes]:
    """Yield the same of what an author has written, without marks for emphasis, on its own lines.

    Lines stay where they are unless something stands for a line's end.
    """
    yield folding.fold(text)
    folded = folding.fold(_decoded(text))
    for one in (folded, folding.fold(_MARKDOWN.sub(_line_ends, _decoded(text)))):
        yield one
        yield _TAG.sub(_line_ends, _COMMENT.sub(_line_ends, one))
    for mended in _mended(text, _decoded(text)):
        yield folding.fold(mended)


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
    if found[1]:
        return html.unescape(f"&#x{found[1]};")
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


def _of_punycode(found: re.Match[str]) -> str:
    try:
        return found[0].lower().encode().decode("idna")
    except UnicodeError:
        return found[0]


def _of_css(found: re.Match[str]) -> str:
    return html.unescape(f"&#x{found[1]};") if found[1] else found[2]


def _line_ends(found: re.Match[AnyStr]) -> AnyStr:
    nothing = found[0][:0]
    return nothing.join(
        line[len(line.rstrip()) :] for line in found[0].splitlines(keepends=True)[:-1]
    )
