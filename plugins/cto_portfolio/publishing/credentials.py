"""Credentials: keys, tokens and passwords about to be published, which no author has listed.

A scanner that others keep up to date knows what they look like. It comes with the extra `secrets`.
"""

import functools
import ipaddress
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import ModuleType
from typing import TYPE_CHECKING

from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.content.files import Content
from cto_portfolio.content.packets import snapshots
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.publishing.confidential import terms_file, unpacking
from cto_portfolio.publishing.confidential.places import Published
from cto_portfolio.publishing.confidential.unreadable import UnreadableError
from cto_portfolio.text import validation

if TYPE_CHECKING:
    from betterleaks import Finding

CODE = "secret"

_ADDRESS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|[./-]\w)")
_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_WITHOUT_TEXT = ("audio", "font", "video")
_KEPT = 2048
"""Of how many texts is kept what was found: previews look again with every edit."""
_SHOWN = 4
"""How many letters of a secret are said, to find it again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """What looks like a secret."""

    rule: str
    """How the scanner calls its kind."""
    value: str

    @property
    def longest_word(self) -> str:
        """The part of it that is the same however its lines are broken."""
        return max(self.value.split(), key=len, default=self.value)

    def is_among(self, texts: Iterable[str]) -> bool:
        """Whether one of some texts is this one: its better half, or with what stands around it."""
        value = "".join(self.value.split())
        for text in ("".join(text.split()) for text in texts):
            if value in text or (text in value and 2 * len(text) >= len(value)):
                return True
        return False

    @property
    def masked(self) -> str:
        """How it is spoken of: what builds say is read by others."""
        shown = self.value[: min(_SHOWN, len(self.value) // 6)].split("\n")[0]
        return f"'{shown}…'"


def problems(published: Published, allowed: Iterable[str]) -> tuple[Problem, ...]:
    """Return what looks like a secret in what leaves; nothing where there is no scanner.

    `allowed` is what its author knows to be none.
    """
    if _scanner() is None:
        return ()
    said = {
        _problem(path, _line(secret, _source(path, text, published)), secret)
        for path, text in _texts(published)
        for secret in _found(text)
        if not secret.is_among(allowed)
    }
    return tuple(sorted(said))


def notices(settings_path: PurePosixPath) -> Iterator[Problem]:
    """Yield that nobody looks for secrets, where there is no scanner."""
    if _scanner() is None:
        yield Problem(
            path=settings_path,
            line=1,
            code="no-scanner",
            message=(
                "keys, tokens and passwords were not looked for; run"
                " pip install 'cto-portfolio[secrets]'"
            ),
            severity=Severity.NOTICE,
        )


@functools.lru_cache(maxsize=_KEPT)
def _found(text: str) -> tuple[Secret, ...]:
    return tuple(find(text))


def find(text: str) -> Iterator[Secret]:
    """Yield what looks like a secret in a text."""
    readable = text.encode(errors="replace").decode().replace("\0", " ")
    scan = _scanner()
    for finding in scan(readable) if scan else ():
        yield Secret(rule=finding.rule_id, value=finding.match.value)
    for address in _ADDRESS.finditer(readable):
        if _is_private(address[0]):
            yield Secret(rule="private-address", value=address[0])


def _scanner() -> "Callable[[str], list[Finding]] | None":
    try:
        import betterleaks  # noqa: PLC0415 - an extra, and a tenth of a second
    except ImportError:
        return None
    return betterleaks.scan_string if _runs(betterleaks) else None


@functools.cache
def _runs(scanner: ModuleType) -> bool:
    try:
        scanner.scan_string("")
    except (OSError, scanner.BetterleaksError):  # built for another system
        return False
    return True


def _is_private(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in _PRIVATE)


def _problem(path: PurePosixPath, line: int, secret: Secret) -> Problem:
    return Problem(
        path=path,
        line=line,
        code=CODE,
        message=(
            f"{secret.masked} looks like a secret ({secret.rule}); take it out, and have it"
            f" replaced where it is valid; if it is none, write it below 'allow' in"
            f" {terms_file.PATH}"
        ),
        severity=Severity.WARNING,
    )


def _source(path: PurePosixPath, text: str, published: Published) -> str:
    """Return an author's file as it is written, or what can be read of it."""
    content = published.config.get(path) or published.files.get(path) or text
    return content if isinstance(content, str) else content.decode("utf-8", "replace")


def _line(secret: Secret, source: str) -> int:
    start = source.find(secret.longest_word)
    return source.count("\n", 0, start) + 1 if start >= 0 else 1


def _texts(published: Published) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield all that leaves, by the files that it stands in."""
    portfolio = published.portfolio
    for entry in portfolio.published:
        yield from _of_entry(entry)
    for page in portfolio.author_pages:
        if not page.is_private:
            yield page.path, page.head + page.body
    for texts in portfolio.brought_in.values():
        yield from texts
    if portfolio.profile:
        yield PurePosixPath(PROFILE), _values(portfolio.profile)
    for path in published.config:
        yield path, "\n".join(published.said_by_config)
    for packet in published.packets:
        yield from _of_packet(packet, published.files)
    for path in published.beside:
        if (mimetypes.guess_type(path.name)[0] or "").partition("/")[0] not in _WITHOUT_TEXT:
            yield from ((path, text) for text in _unpacked(published.content(path), path))


def _of_entry(entry: Entry) -> Iterator[tuple[PurePosixPath, str]]:
    yield entry.path, entry.body
    yield entry.path, _values(entry.meta)
    if entry.appendix and entry.meta.appendix:
        yield entry.path.parent / entry.meta.appendix, entry.appendix


def _of_packet(
    packet: Packet, files: Mapping[PurePosixPath, Content]
) -> Iterator[tuple[PurePosixPath, str]]:
    if packet.frozen:
        path = snapshots.frozen_path(packet.name)
        content = files.get(path) or ""
        yield path, content if isinstance(content, str) else content.decode("utf-8", "replace")
        return
    questions = (question.text for question in packet.questions)
    said = (packet.reader, *packet.letter, *questions)
    yield PACKETS / f"{packet.name}.yml", "\n".join(said)
    for entry in packet.named:
        if entry.visibility is Visibility.PRIVATE:
            yield from _of_entry(entry)


def _values(authored: validation.Authored) -> str:
    addresses = (url for _, url in validation.addresses(authored))
    return "\n".join([*validation.words(authored), *addresses])


def _unpacked(content: bytes, path: PurePosixPath) -> Iterator[str]:
    try:
        yield from unpacking.texts(content, path.suffix)
    except UnreadableError:
        return
