"""Redaction: what may be said instead, in the place of what is confidential.

It changes what is published, never the sources. What is part of an address stays, since the
address would lead nowhere, and so does what has no replacement; the gate then says so.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import AnyStr

from cto_portfolio import links
from cto_portfolio.content.files import Content, Files, LazyFiles
from cto_portfolio.content.packets.packet import is_packet
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.publishing.confidential import folding
from cto_portfolio.publishing.confidential.terms import Term, Terms

ENDINGS = links.ENDINGS | {".csv", ".html", ".json", ".sbv", ".srt", ".svg", ".txt", ".vtt", ".xml"}
"""Of files that are text, and may be changed."""

_ROUNDS = 8
"""A short name is found with what stands around it, and so not at once beside another."""
_PART = re.compile(r"[^\s\"'()<>\[\]{}`,]*")
_ADDRESS = re.compile(r"[/\\@]|\.\w{2,5}$")


def of_files(files: Files, terms: Terms) -> Files:
    """Return the files of a portfolio as they may be published."""
    return LazyFiles(files, lambda path: _of_content(path, files[path], terms))


def _of_content(path: PurePosixPath, content: Content, terms: Terms) -> Content:
    match content:
        case None:
            return None
        case str():
            return of_file(path, content, terms)
        case bytes():
            return of_file(path, content, terms)


def of_file(path: PurePosixPath, content: AnyStr, terms: Terms) -> AnyStr:
    """Return what a file may publish; what is no text stays as it is."""
    is_read = path == PurePosixPath(PROFILE) or is_packet(path)
    if path.suffix.lower() not in ENDINGS and not is_read:
        return content
    try:
        text = content.decode() if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        return content
    redacted = of_text(text, terms)
    return redacted.encode() if isinstance(content, bytes) else redacted


def of_text(text: str, terms: Terms) -> str:
    """Return a text with what may be said instead; its lines stay as many."""
    for _ in range(_ROUNDS):
        before, text = text, _once(text, terms)
        if text == before:
            break
    return text


def _once(text: str, terms: Terms) -> str:
    if next(terms.find(folding.fold(text)), None) is None:
        return text
    folded, offsets = folding.fold_with_offsets(text)
    found = ((term, offsets[start], offsets[end]) for term, start, end in terms.find(folded))
    parts: list[str] = []
    done = 0
    for term, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
        if start >= done and term.replacement and not _is_fixed(text, start, end):
            parts += [text[done:start], *_said(term, text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


def _said(term: Term, found: str) -> Iterator[str]:
    yield term.replacement or ""
    yield "\n" * found.count("\n")


def _is_fixed(text: str, start: int, end: int) -> bool:
    """Whether it is part of an address, or has markup within it that would be torn apart."""
    before = _PART.match(text[start - 1 :: -1]) if start else None
    after = _PART.match(text, end)
    left, right = before[0][::-1] if before else "", after[0] if after else ""
    return "<" in text[start:end] or bool(_ADDRESS.search(f"{left}{text[start:end]}{right}"))
