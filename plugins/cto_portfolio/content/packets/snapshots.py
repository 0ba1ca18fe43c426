"""What is kept beside a packet: what it showed when it was frozen, and what was sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pydantic import ConfigDict

from cto_portfolio.content.files import Files
from cto_portfolio.content.packets.packet_file import Known
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.text import validation, yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, AuthoredT, Count, Fault, Name


class FrozenPage(Authored):
    """What the template of a packet reads; cards of entries and what is added later are its own."""

    model_config = ConfigDict(extra="allow")

    reader: str
    letter: tuple[str, ...]
    topics: tuple[dict[str, Any], ...]
    outcomes: tuple[dict[str, Any], ...]
    decisions: tuple[dict[str, Any], ...]
    vouchers: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]
    tells: bool


class FrozenMeta(Authored):
    """What a packet shows, as the command writes it down."""

    packet: FrozenPage
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


KINDS = (".frozen", ".sealed")
"""What stands between the name of a packet and `.json`."""


def is_snapshot(path: PurePosixPath) -> bool:
    """Whether a file of the portfolio is kept beside a packet."""
    return path.parent == PACKETS and path.name.endswith(tuple(f"{kind}.json" for kind in KINDS))


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
    return Frozen(packet=found.packet.model_dump(), body=found.body, entries=entries), problems


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
    if path not in files:
        return None, ()
    value, problems = yaml_files.load(model, files[path], path, is_private=True)
    first = sorted(problems, key=lambda problem: problem.line)[:1]
    why = f"it is not as the command wrote it; run {command}"
    return value, tuple(replace(problem, message=f"{why} ({problem.message})") for problem in first)


def _problem(path: PurePosixPath, code: str, message: str) -> Problem:
    document = Document(meta={}, body="", body_line=1, lines={})
    return validation.place(Fault((), code, message), document, path)
