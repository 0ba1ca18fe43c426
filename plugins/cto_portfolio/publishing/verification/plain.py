"""Plain words: text without case, punctuation and markup, in which engines differ."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

BREAK = " \x1f "
"""Stands where one element ends and another begins: no sentence goes on there."""
INLINE = r"a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u"
"""The elements within which a sentence goes on."""

_WORD = re.compile(r"[^\W_]+|\x1f")
_INLINE = re.compile(rf"</?(?:{INLINE})\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""\s(?!class|role|rel|type)[\w:-]+=(?:"([^"]*)"|'([^']*)')""")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TARGET = re.compile(r"\]\([^)\s]*\)")
_BARE_TAG = re.compile(r"<([^<>=]*\s[^<>=]*)>")
"""It may be text between signs for less and more."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf])|(.))", re.DOTALL)


def words(text: str) -> str:
    """Return the words of a text."""
    return " ".join(_WORD.findall(text.casefold()))


def of_text(text: str) -> str:
    """Return the words of a text, whatever it is: as it stands, and with what encodes it undone.

    Each way to read it stands for itself, with a break before the next.
    """
    return BREAK.join(_readings(text))


def without_targets(text: str) -> str:
    """Return Markdown without the addresses of its links."""
    return _TARGET.sub("", text)


def without_inline_tags(text: str) -> str:
    """Return markup in which no tag stands within a sentence."""
    return _INLINE.sub("", text)


def unescaped(text: str) -> str:
    """Return a text without the escapes of JSON and of scripts."""
    joined = _ESCAPE.sub(_character, text)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _readings(text: str) -> Iterator[str]:
    yield _of_markup(text)
    if "&" in text and (plain := html.unescape(text)) != text:
        yield _of_markup(plain)
    if "%" in text and (plain := unquote(html.unescape(text))) != text:
        yield _of_markup(plain)
    if "\\" in text and (decoded := unescaped(text)) != text:
        yield from _readings(decoded)


def _of_markup(text: str) -> str:
    """Return the words of HTML, those of its attributes and comments among them."""
    if "<" not in text:
        return words(html.unescape(text))
    said = _TAG.sub(BREAK, without_inline_tags(text))
    attributes = [one or other for one, other in _ATTRIBUTE.findall(text)]
    parts = [html.unescape(said), *(unquote(html.unescape(one)) for one in attributes)]
    parts += map(html.unescape, [*_COMMENT.findall(text), *_BARE_TAG.findall(text)])
    return words(BREAK.join(parts))


def _character(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2]:
        return chr(int(code, 16))
    return " " if escape[3] else escape[4]
