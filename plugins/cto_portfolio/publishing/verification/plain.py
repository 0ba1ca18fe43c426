"""Plain words: text without case, punctuation and markup, in which engines differ."""

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from cto_portfolio import links

BREAK = " \x1f "
"""Stands where one element ends and another begins: no sentence goes on there."""
_MARKED_UP = frozenset({".html", ".htm", ".xml", ".svg"})
_TEXTS = links.ENDINGS | {".txt", ".csv", ".yml", ".yaml", ".js", ".css"}
_WORD = re.compile(r"[^\W_]+|\x1f")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""\s(?!class|role|rel|type)[\w:-]+=(?:"([^"]*)"|'([^']*)')""")
_TARGET = re.compile(r"\]\([^)\s]*\)")


def words(text: str) -> str:
    """Return the words of a text."""
    return " ".join(_WORD.findall(text.casefold()))


def of_file(path: PurePosixPath, content: bytes) -> str:
    """Return the words of a file, or none where it holds no text."""
    if path.suffix == ".gz":
        return of_file(path.with_suffix(""), _unpacked(content))
    text = content.decode("utf-8", "replace")
    if path.suffix in _MARKED_UP:
        return of_markup(text)
    if path.suffix == ".json":
        return words(BREAK.join(map(of_markup, _strings(text))))
    return words(text) if path.suffix in _TEXTS else ""


def of_markdown(text: str) -> str:
    """Return the words of a page's source, links with and without their addresses."""
    return words(f"{text}{BREAK}{_TARGET.sub('', text)}{BREAK}{of_markup(text)}")


def of_markup(text: str) -> str:
    """Return the words of HTML, those in its attributes among them."""
    said = _TAG.sub(BREAK, _INLINE.sub("", text))
    attributes = (one or other for one, other in _ATTRIBUTE.findall(text))
    parts = [html.unescape(said), *(unquote(html.unescape(one)) for one in attributes)]
    return words(BREAK.join(parts))


def _unpacked(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError):
        return b""


def _strings(text: str) -> Iterator[str]:
    try:
        values = [json.loads(text)]
    except ValueError:
        values = [text]
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            values += [*value.values()]
        elif isinstance(value, list):
            values += value
