"""What is kept beside a packet: what it showed when it was frozen, and what was sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.content.packets.packet_file import Known
from cto_portfolio.content.sources import PACKETS, Files
from cto_portfolio.problems import Problem
from cto_portfolio.text import validation
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, AuthoredT, Count, Fault, Name


class FrozenMeta(Authored):
    """What a packet shows, as the command writes it down."""

    packet: dict[str, Any]
    """What its template reads, but for addresses."""
    body: str
    """The stories in it, as Markdown with their pictures."""
    entries: tuple[Name, ...]
    """The paths of all entries in it."""


class SealedMeta(Authored):
    """A page that only a passphrase opens, as the command writes it down."""

    rounds: Count
    salt: Name
    iv: Name
    text: Name
    check_iv: Name
    check: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """What a packet shows."""

    packet: Mapping[str, object]
    """What its template reads; entries stand there by path, since addresses may change."""
    body: str
    entries: tuple[PurePosixPath, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """A page that only a passphrase opens; what is not a number is in Base64."""

    rounds: int
    """Of PBKDF2."""
    salt: str
    iv: str
    text: str
    """The HTML of the page's content, encrypted."""
    check_iv: str
    check: str
    """Nothing, encrypted with the same key: tells a wrong passphrase from a damaged page."""


def frozen_path(name: str) -> PurePosixPath:
    """Return where a frozen packet is kept."""
    return PACKETS / f"{name}.frozen.json"


def sealed_path(name: str) -> PurePosixPath:
    """Return where a sealed one is."""
    return PACKETS / f"{name}.sealed.json"


def frozen(name: str, files: Files, known: Known) -> tuple[Frozen | None, tuple[Problem, ...]]:
    """Return what a packet was frozen as, and what is wrong with it."""
    path = frozen_path(name)
    found, problems = _read(FrozenMeta, path, files, f"'cto-portfolio packet {name} --thaw'")
    if found is None:
        return None, problems
    entries = tuple(map(PurePosixPath, found.entries))
    for one in entries:
        entry = known.entries.get(one)
        if entry and not entry.meta.has_consent:
            message = f"'{one}' holds words whose author no longer agrees to show them; --thaw it"
            problems = (*problems, _problem(path, "no-consent", message))
    return Frozen(packet=found.packet, body=found.body, entries=entries), problems


def sealed(name: str, files: Files) -> tuple[Sealed | None, tuple[Problem, ...]]:
    """Return what was sealed of a packet, and what is wrong with it."""
    path = sealed_path(name)
    found, problems = _read(SealedMeta, path, files, f"'cto-portfolio packet {name} --protect'")
    return (Sealed(**dict(found)) if found else None), problems


def as_text(value: Mapping[str, object]) -> str:
    """Return something that is kept as it stands in its file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _read(
    model: type[AuthoredT], path: PurePosixPath, files: Files, command: str
) -> tuple[AuthoredT | None, tuple[Problem, ...]]:
    content = files.get(path)
    if content is None:
        return None, ()
    try:
        meta = json.loads(content)
    except ValueError:
        meta = None
    if isinstance(meta, dict):
        document = Document(meta=meta, body="", body_line=1, lines={})
        value, _ = validation.validate(model, document, path)
        if value:
            return value, ()
    message = f"is not as the command wrote it; run {command}"
    return None, (_problem(path, "bad-value", message),)


def _problem(path: PurePosixPath, code: str, message: str) -> Problem:
    document = Document(meta={}, body="", body_line=1, lines={})
    return validation.place(Fault((), code, message), document, path)
