"""Pictures in SVG, which are documents: opened by themselves they could run scripts as the site.

What could act in one is named, and the file withheld. Nothing is taken out of it: how a picture
then looks, only its author can say.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from xml.parsers import expat

from cto_portfolio import links
from cto_portfolio.text import active_markup

ENDINGS = frozenset({".svg", ".svgz"})

_XHTML = "http://www.w3.org/1999/xhtml"
_TEXT = frozenset(
    [
        *("div", "span", "p", "br", "b", "i", "u", "s", "em", "strong", "sub", "sup", "small"),
        *("code", "font", "ul", "ol", "li", "table", "tbody", "tr", "td", "th"),
    ]
)
"""What HTML there may be in a picture: drawing programs write labels so."""
_ACTING = frozenset(
    [
        *("script", "handler", "listener", "iframe", "embed", "object", "audio", "video"),
        *("link", "meta", "base", "form"),
    ]
)
_CSS = re.compile(r"@import\b|url\(\s*[\"']?(?!\s*(?:#|data:image/))", re.IGNORECASE)
_MOST = 20
"""Faults told of one picture."""

Fault = tuple[int, str]
"""A line, counted from 1, and what is wrong there."""


def faults(path: PurePosixPath, content: str | bytes | None) -> Iterator[Fault]:
    """Yield what could act in a picture, or why that cannot be said."""
    if path.suffix.lower() == ".svgz":
        yield 1, "a compressed picture is not looked into; unpack it, and name it .svg"
        return
    yield from _Reader(content).found[:_MOST] if content else ()


class _Reader:
    """Reads a picture with expat, which loads nothing; entities end the reading at once."""

    def __init__(self, content: str | bytes) -> None:
        self.found: list[Fault] = []
        self._is_style = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.buffer_text = True
        try:
            self._parser.Parse(content, True)  # noqa: FBT003 - it takes no names
        except expat.ExpatError as error:
            message = f"cannot be read as SVG ({expat.errors.messages[error.code]})"
            self.found.append((error.lineno, f"{message}; export it again"))
        except _RefusedError:
            pass

    def _say(self, message: str) -> None:
        self.found.append((self._parser.CurrentLineNumber, message))

    def _doctype(
        self,
        _name: str,
        _system: str | None,
        _public: str | None,
        has_subset: bool,  # noqa: FBT001 - expat calls it so
    ) -> None:
        if has_subset:  # the mere name of a document type does nothing
            self._say("declares entities of its own; export it as plain SVG")
            raise _RefusedError

    def _instruction(self, target: str, _data: str) -> None:
        self._say(f"holds '<?{target}'; take it out")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        self._is_style = tag == "style"
        if tag.lower() in _ACTING or (namespace == _XHTML and tag.lower() not in _TEXT):
            self._say(f"holds '<{tag}>', which can act by itself; take it out")
        for key, value in attributes.items():
            if reason := _why_refused(tag, key.rpartition(" ")[2], value):
                self._say(f"{reason}; take it out")

    def _end(self, _name: str) -> None:
        self._is_style = False

    def _text(self, text: str) -> None:
        if self._is_style and _CSS.search(text):
            self._say("its style loads from another file; take '@import' and 'url(...)' out")


class _RefusedError(Exception):
    """Nothing more is to be read."""


def _why_refused(tag: str, name: str, value: str) -> str | None:
    name = name.lower()
    if name.startswith("on") or name == "base":
        return f"'{name}' can act by itself"
    if name == "attributename" and value.lower().rpartition(":")[2] == "href":
        return "an animation that changes a link"
    if name in {"href", "src"}:
        is_image = tag.lower() != "a"
        if active_markup.is_dangerous(value, is_image=is_image):
            return f"'{links.scheme(value)}:' links act by themselves"
        if is_image and not value.startswith("#") and links.scheme(value) != "data":
            return f"'{value[:60]}' is loaded from another file"
    if "(" in value and _CSS.search(value):
        return f"'{name}' loads from another file"
    return None
