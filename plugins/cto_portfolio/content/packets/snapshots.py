"""What is kept beside a packet: what it showed when it was frozen, and what was sealed."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict
from pydantic_core import PydanticCustomError

from cto_portfolio.content.files import Files
from cto_portfolio.content.packets import consents
from cto_portfolio.content.packets.consents import Consent, ConsentMeta
from cto_portfolio.content.packets.packet_file import Known
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.text import validation, yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, AuthoredT, Count, Fault, Name

FORMAT = 1
"""Of what is sealed: how it is encrypted, and what is bound to it."""


def _base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except ValueError as error:
        context = {"message": "is not in Base64"}
        raise PydanticCustomError("bad-value", "{message}", context) from error
    return text


_Base64 = Annotated[str, AfterValidator(_base64)]


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
    consents: tuple[ConsentMeta, ...]
    """Whose words are in it."""


class SealedMeta(Authored):
    """A page that only a passphrase opens, as the command writes it down."""

    format: Literal[1]
    address: Name
    consents: tuple[ConsentMeta, ...]
    """Whose words are in it; what is published does not say so."""
    rounds: Count
    salt: _Base64
    iv: _Base64
    text: _Base64
    check_iv: _Base64
    check: _Base64


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """What a packet shows."""

    packet: Mapping[str, object]
    """What its template reads; entries stand there by path, since addresses may change."""
    body: str
    entries: tuple[PurePosixPath, ...]
    consents: tuple[Consent, ...] = ()
    """Whose words are in what was kept; none of what nobody has kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """A page that only a passphrase opens."""

    format: int
    address: str
    """Where it opens, from the site's root, and nowhere else."""
    consents: tuple[Consent, ...]
    """Whose words are in it."""
    rounds: int
    """Of PBKDF2."""
    salt: str
    """In Base64, as all that follows."""
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
    meta, problems = _read(FrozenMeta, path, files, f"'cto-portfolio packet {name} --thaw'")
    if meta is None:
        return None, problems
    kept = Frozen(
        packet=meta.packet.model_dump(),
        body=meta.body,
        entries=tuple(map(PurePosixPath, meta.entries)),
        consents=consents.parse(meta.consents),
    )
    way_out = f"run 'cto-portfolio packet {name} --thaw'"
    return kept, (*problems, *_ended(kept.consents, known, path, way_out))


def sealed(name: str, files: Files) -> tuple[Sealed | None, tuple[Problem, ...]]:
    """Return what was sealed of a packet, and what is wrong with its file."""
    path = sealed_path(name)
    meta, problems = _read(SealedMeta, path, files, f"'cto-portfolio packet {name} --protect'")
    if meta is None:
        return None, problems
    return Sealed(**{**dict(meta), "consents": consents.parse(meta.consents)}), problems


def refusals(kept: Sealed, name: str, address: str, known: Known) -> Iterator[Problem]:
    """Yield why something sealed is not shown at an address today.

    Only the passphrase could take out of it the words of somebody who does not agree any more.
    """
    path = sealed_path(name)
    way_out = f"run 'cto-portfolio packet {name} --protect'"
    if kept.address != address:
        message = f"it was sealed for another address, and opens at no other; {way_out}"
        yield _problem(path, "not-sealed", message)
    yield from _ended(kept.consents, known, path, way_out)


def _ended(
    kept: Iterable[Consent], known: Known, path: PurePosixPath, way_out: str
) -> Iterator[Problem]:
    for why in consents.ended(kept, known.entries, known.files):
        yield _problem(path, "no-consent", f"{why}; the packet is withheld until you {way_out}")


def as_text(value: Mapping[str, object]) -> str:
    """Return something that is kept as it stands in its file."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"


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
