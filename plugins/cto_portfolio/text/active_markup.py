"""Markup that acts: what in authors' HTML would run, or change the page around it.

It is left out of what is published. The site's policy would refuse most of it, too; but a page is
also read where there is no policy, and an author should hear of what will not work.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from cto_portfolio import links

_DANGEROUS = frozenset({"javascript", "vbscript", "data", "file", "blob"})
"""Schemes of addresses that run something, or show what is not the site's."""

_WHOLE = frozenset({"script", "style"})
"""Left out with what stands in them."""
_PAGES = frozenset({"html", "head", "body", "base", "meta", "link", "frame", "frameset"})
_FOREIGN = frozenset({"object", "embed", "applet", "portal", "form", "plaintext"})
_TAGS = _PAGES | _FOREIGN
_ATTRIBUTES = frozenset({"style", "srcdoc", "formaction", "ping", "http-equiv"})
_ADDRESSES = frozenset(
    {"href", "xlink:href", "src", "srcset", "action", "poster", "data", "background", "cite"}
)
_ADVICE = {
    "script": "; put it into a file, and name that below 'extra_javascript' in mkdocs.yml",
    "style": "; put it into a file, and name that below 'extra_css' in mkdocs.yml",
    "form": "; nothing is sent from a page: link to where it can be filled in",
    "iframe": "; only files of the portfolio can be shown in a frame: link to this one",
}

_SUSPECT = re.compile(
    rf"<(?:{'|'.join(sorted((*_WHOLE, *_TAGS, 'iframe')))})\b"
    rf"|[\s/\"'](?:on\w+|{'|'.join(sorted(_ATTRIBUTES))})\s*="
    r"|=\s*[\"']?(?:[^\"'\s>/?#]*[:&\x00-\x1f]|//)|=\s*[\"']\s"
    r"|<[^>]*\Z"
)
"""Most pages hold nothing of it, and reading all their tags would take longer than making them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What is left out of a text, and why."""

    line: int
    """Counted from 1 within the text."""
    message: str


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    replacement: str
    refused: tuple[str, ...] = ()


def refusals(body: str) -> Iterator[Refusal]:
    """Yield what will be left out of a body without code, but for addresses: those are told apart.

    They are unsafe links, whether they stand in Markdown or in HTML.
    """
    for edit in _edits(body):
        for name in edit.refused:
            key = name.strip("<>")
            advice = _ADVICE.get("script" if key.startswith("on") else key, "")
            message = f"'{name}' is left out of the page, in which nothing acts by itself{advice}"
            yield Refusal(line=body.count("\n", 0, edit.start) + 1, message=message)


def without(text: str) -> str:
    """Return HTML without what acts, and with `rel=noopener` on links to other sites."""
    for edit in sorted(_edits(text), key=lambda one: -one.start):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def is_dangerous(address: str, *, is_image: bool) -> bool:
    """Whether an address runs something, or shows what is not the site's.

    Pictures may stand in their own address: browsers do not navigate to it.
    """
    is_picture = is_image and address.strip().lower().startswith("data:image/")
    return links.scheme(address) in _DANGEROUS and not is_picture


def _edits(text: str) -> Sequence[_Edit]:
    return _Reader(text).edits if _SUSPECT.search(text.casefold()) else ()


class _Reader(HTMLParser):
    """Finds what to change; every other character stays as it is."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.edits: list[_Edit] = []
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._open: tuple[str, int] | None = None
        """An element that is left out as a whole, and where it begins."""
        self._keeps_frame = True
        self.feed(text)
        self.close()
        last = text.rfind("<")
        if self._open:
            name, start = self._open
            self.edits.append(_Edit(start, len(text), "", (f"<{name}>",)))
        elif ">" not in text[last:]:  # the page's next tag would close it
            self.edits.append(_Edit(last, last + 1, "&lt;"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._at()
        raw = self.get_starttag_text() or ""
        if tag in _WHOLE:
            self._open = self._open or (tag, start)
        elif tag in _TAGS or not self._may_stay(tag, dict(attrs)):
            self.edits.append(_Edit(start, start + len(raw), "", (f"<{tag}>",)))
        else:
            edit = _of_attributes(tag, attrs, raw, start)
            self.edits += [edit] if edit else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        end = self._text.find(">", self._at()) + 1 or len(self._text)
        if self._open and self._open[0] == tag:
            self.edits.append(_Edit(self._open[1], end, "", (f"<{tag}>",)))
            self._open = None
        elif tag in _TAGS or (tag == "iframe" and not self._keeps_frame):
            self.edits.append(_Edit(self._at(), end, ""))

    def _may_stay(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        if tag == "iframe":
            self._keeps_frame = _is_own_frame(attributes)
        return tag != "iframe" or self._keeps_frame

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column


def _of_attributes(
    tag: str, attrs: Sequence[tuple[str, str | None]], raw: str, start: int
) -> _Edit | None:
    refused = tuple(name for name, _ in attrs if name.startswith("on") or name in _ATTRIBUTES)
    kept = [one for one in attrs if one[0] not in refused and not _is_dangerous(*one)]
    given = {name: value or "" for name, value in reversed(kept)}
    address = given.get("href", "")
    rel = given.get("rel", "").split()
    leaves = tag in {"a", "area"} and links.is_external(address) and "noopener" not in rel
    if leaves and links.scheme(address) != "mailto":
        kept = [one for one in kept if one[0] != "rel"] + [("rel", " ".join([*rel, "noopener"]))]
    if kept == list(attrs):
        return None
    said = "".join(
        f" {name}" if value is None else f' {name}="{html.escape(value)}"' for name, value in kept
    )
    close = " />" if raw.endswith("/>") else ">"
    return _Edit(start, start + len(raw), f"<{tag}{said}{close}", refused)


def _is_dangerous(name: str, value: str | None) -> bool:
    return name in _ADDRESSES and is_dangerous(value or "", is_image=name != "href")


def _is_own_frame(attributes: Mapping[str, str | None]) -> bool:
    address = attributes.get("src") or ""
    return bool(address) and "srcdoc" not in attributes and not links.is_external(address)
