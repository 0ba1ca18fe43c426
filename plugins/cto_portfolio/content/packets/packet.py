"""A packet: for whom, what they ask, what is chosen for them, and whether it is shown today."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.files import Files
from cto_portfolio.content.packets import packet_file, snapshots
from cto_portfolio.content.packets.packet_file import SUFFIX, Known, PacketMeta
from cto_portfolio.content.packets.snapshots import Frozen, Sealed
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.frameworks import Framework, Requirement
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import prose, validation, yaml_files
from cto_portfolio.text.validation import Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What they want to know, and what the author names in answer."""

    text: str
    entries: tuple[Entry, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Packet:
    """A page for one reader."""

    name: str
    """Of its file, without the ending."""
    key: str
    reader: str
    names_reader: bool
    """Whether its title does, which chats and tabs show."""
    letter: tuple[str, ...]
    """Its paragraphs, as plain text."""
    questions: tuple[Question, ...]
    """None: those of a CTO interview."""
    entries: tuple[Entry, ...]
    expires: dt.date | None
    notes: str | None
    is_protected: bool
    is_revoked: bool
    frozen: Frozen | None
    """What it shows in place of what it would show now."""
    sealed: Sealed | None

    @property
    def path(self) -> PurePosixPath:
        """Where its page lies."""
        return page_path(self.key)

    @property
    def address(self) -> str:
        """Where it is found, from the site's root."""
        return f"{self.path.parent}/"

    @property
    def named(self) -> tuple[Entry, ...]:
        """Every entry that the author names, each once: private ones are shown because of it."""
        answers = (entry for question in self.questions for entry in question.entries)
        return tuple(dict.fromkeys([*self.entries, *answers]))

    def is_over(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.expires is not None and self.expires < today

    def is_shown(self, today: dt.date) -> bool:
        """Whether it has a page in what is built that day."""
        return not self.is_revoked and not self.is_over(today)

    def standing(self, today: dt.date) -> Iterator[str]:
        """Yield who can open it, until when, and whether it changes, each in a few words."""
        if self.is_revoked:
            yield "revoked"
        elif self.is_over(today):
            yield "over"
        elif self.is_protected:
            yield "opens with a passphrase"
        else:
            yield "open to whoever has the link"
        if self.expires:
            yield f"until {wording.date(self.expires)}"
        if self.frozen:
            yield "frozen"


def shown(packets: Iterable[Packet], *, today: dt.date, opened: str | None) -> tuple[Packet, ...]:
    """Return the packets that have a page in what is built today.

    `opened` is the key of one that its author looks at, prints or seals: that one is there in any
    case, and open.
    """
    return tuple(
        replace(one, is_protected=False) if one.key == opened else one
        for one in packets
        if one.key == opened or one.is_shown(today)
    )


def page_path(key: str) -> PurePosixPath:
    """Return where a page lies: at one address with directory URLs and without."""
    return PurePosixPath("for", key, "index.md")


def is_packet(path: PurePosixPath) -> bool:
    """Whether a file of the portfolio is one."""
    return path.parent == PACKETS and path.suffix == SUFFIX


def parse(
    files: Files, framework: Framework, entries: Iterable[Entry], written: Iterable[PurePosixPath]
) -> tuple[tuple[Packet, ...], tuple[Problem, ...]]:
    """Return the packets of a portfolio, and everything wrong with them.

    `written` are the files of all entries, those with errors among them.
    """
    by_path = {entry.path: entry for entry in entries}
    known = Known(framework=framework, entries=by_path, files=frozenset(written))
    found: dict[PurePosixPath, Packet] = {}
    problems: list[Problem] = []
    for path in sorted(path for path in files if is_packet(path)):
        packet, wrong = _parse(path, files, known)
        problems += wrong
        if packet:
            found[path] = packet
    shared = list(_shared_keys(found))
    withheld = {problem.path for problem in shared}
    intact = tuple(packet for path, packet in found.items() if path not in withheld)
    return intact, (*problems, *shared)


def _parse(path: PurePosixPath, files: Files, known: Known) -> tuple[Packet | None, list[Problem]]:
    document, unread = yaml_files.read(files[path], path)
    if document is None:
        return None, [*unread]
    value, found = yaml_files.validate(
        PacketMeta, document, path, lambda meta: packet_file.faults(meta, path.stem, known)
    )
    frozen, wrong = snapshots.frozen(path.stem, files, known)
    sealed, damaged = snapshots.sealed(path.stem, files)
    if value and value.revoked:
        packet = None if _has_error(found) else _resolved(path.stem, value, known)
        if packet and sealed:
            damaged += tuple(snapshots.refusals(sealed, packet.name, packet.address, known))
        return packet, [*map(_of_revoked, (*found, *wrong, *damaged))]
    problems = [*found, *wrong]
    if value is None or _has_error(problems):
        return None, [*problems, *damaged]
    problems += damaged
    if value.protected and sealed is None and not damaged:
        message = f"it has not been sealed; run 'cto-portfolio packet {path.stem} --protect'"
        fault = Fault(("protected",), "not-sealed", message)
        problems.append(validation.place(fault, document, path))
    packet = _resolved(path.stem, value, known)
    if packet.is_protected and sealed:
        refusals = [*snapshots.refusals(sealed, packet.name, packet.address, known)]
        problems += refusals
        sealed = None if refusals else sealed
    return replace(packet, frozen=frozen, sealed=sealed), problems


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def _of_revoked(problem: Problem) -> Problem:
    """Return what is wrong with a packet that nobody can open, which so takes nothing away."""
    message = f"{problem.message.partition('; ')[0]}; it is revoked, so nothing of it is shown"
    return replace(problem, severity=Severity.NOTICE, message=message)


def _shared_keys(packets: Mapping[PurePosixPath, Packet]) -> Iterator[Problem]:
    """Yield the packets that would stand at one address: one was copied from the other."""
    by_key: dict[str, list[PurePosixPath]] = {}
    for path, packet in packets.items():
        by_key.setdefault(packet.key, []).append(path)
    for paths in by_key.values():
        for path in paths:
            others = " and ".join(other.name for other in paths if other != path)
            if others:
                message = (
                    f"has the key of {others}; run 'cto-portfolio packet NAME --rotate' for the"
                    " one that was copied"
                )
                yield Problem(path=path, line=1, code="shared-key", message=message)


def _resolved(name: str, said: PacketMeta, known: Known) -> Packet:
    assert said.key  # noqa: S101 - without one there is a problem
    requirements = {one.id: one for one in known.framework.requirements}

    def entries(names: Iterable[str]) -> tuple[Entry, ...]:
        return tuple(dict.fromkeys(one for name in names if (one := known.entry(name))))

    theirs = (
        Question(
            text=one.question,
            entries=entries(filter(packet_file.is_entry, one.answer)),
            requirements=tuple(
                requirements[id_] for id_ in one.answer if not packet_file.is_entry(id_)
            ),
        )
        for one in said.questions
    )
    cared_about = (
        Question(text=requirements[id_].name, entries=(), requirements=(requirements[id_],))
        for id_ in said.requirements
    )
    return Packet(
        name=name,
        key=said.key,
        reader=said.reader,
        names_reader=said.name_in_card,
        letter=tuple(prose.plain_paragraphs(said.letter).split("\n\n")) if said.letter else (),
        questions=(*theirs, *cared_about),
        entries=entries(said.entries),
        expires=said.expires,
        notes=said.notes,
        is_protected=said.protected,
        is_revoked=said.revoked,
        frozen=None,
        sealed=None,
    )
