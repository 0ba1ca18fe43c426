"""The plan of an import: which document becomes which file, and what happens to it there."""

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cto_portfolio import progress
from cto_portfolio.authoring import skeletons
from cto_portfolio.content import aliases
from cto_portfolio.content.sources import ENTRIES
from cto_portfolio.importing import entry_text, linking, profile_addition, record
from cto_portfolio.importing.incoming import Incoming, LeftOut, Refusal, RefusedError
from cto_portfolio.importing.linking import Places
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.record import Brought, Record
from cto_portfolio.problems import PortfolioError

_DATED_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(.+)")
MOST_DOCUMENTS = 20_000
"""More are refused: a portfolio of so many entries is none that anybody reads."""


class Action(enum.StrEnum):
    """What happens to a document."""

    NEW = "new"
    ADDED = "added to"
    """The author's profile gets the keys that it lacks."""
    UPDATED = "updated"
    """It has changed at its source, and the author has not touched the entry."""
    UNCHANGED = "unchanged"
    YOURS = "yours"
    """The author has changed the entry since; the source is as it was."""
    BOTH = "both"
    """Both have changed; the entry stays as the author has it."""
    GONE = "gone"
    """The author has removed or renamed the entry; it does not come again."""


WRITTEN = (Action.NEW, Action.ADDED, Action.UPDATED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """One document, and the file that it becomes."""

    incoming: Incoming
    path: PurePosixPath
    """From the portfolio's folder."""
    text: str
    action: Action
    beside: Mapping[PurePosixPath, PurePosixPath]
    """The files that come along: where they come to lie, and where they are in the original."""
    there: bytes = b""
    """What the author has written, where something is added to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPlan:
    """All that an import does, before it does anything."""

    format: str
    planned: tuple[Planned, ...]
    refused: tuple[Refusal, ...]

    def of(self, *actions: Action) -> list[Planned]:
        """Return the documents to which one of these happens."""
        return [planned for planned in self.planned if planned.action in actions]


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """Where documents go."""

    docs_dir: Path
    folder: PurePosixPath = ENTRIES
    """Below which entries are made, from there."""
    visibility: str | None = None
    """Who may see new entries; None as each says itself."""
    brought: Record
    """What was brought in before."""
    author: str = ""
    """Whose portfolio it is, as the profile says it."""


def make(
    documents: Iterable[Incoming | Refusal],
    original: Original,
    format_name: str,
    destination: Destination,
) -> ImportPlan:
    """Decide what becomes of documents, without writing anything."""
    incoming: list[Incoming] = []
    refused = list(original.refused)
    for document in documents:
        progress.advance()
        if isinstance(document, Refusal):
            refused.append(document)
        elif len(incoming) < MOST_DOCUMENTS:
            incoming.append(document)
        else:
            message = f"more than {MOST_DOCUMENTS:,} documents; bring in the other folders later"
            refused.append(Refusal(origin=document.origin, message=message))
    incoming, of_others = _parted(incoming, destination.author)
    refused += of_others
    placed = _placed(_with_own_aliases(incoming), format_name, destination)
    places = _places(placed, original)
    names = _Names(destination.docs_dir, original)
    planned = (
        _planned(document, path, places, names, format_name=format_name, destination=destination)
        for document, path in placed
    )
    return ImportPlan(format=format_name, planned=tuple(planned), refused=tuple(refused))


def _parted(incoming: Sequence[Incoming], author: str) -> tuple[list[Incoming], list[Refusal]]:
    """Part what the author gave from what others did, in a source that names the author at all."""
    if not any(_names(document, author) for document in incoming):
        return [*incoming], []
    own, of_others = [], []
    for document in incoming:
        if document.people and not _names(document, author):
            message = f"{', '.join(document.people)} gave it, and not you"
            of_others.append(Refusal(origin=document.origin, message=message, is_fault=False))
        else:
            own.append(document)
    return own, of_others


def _names(document: Incoming, author: str) -> bool:
    words = set(author.casefold().split())
    return bool(words) and any(words == set(name.casefold().split()) for name in document.people)


def _placed(
    incoming: Sequence[Incoming], format_name: str, destination: Destination
) -> list[tuple[Incoming, PurePosixPath]]:
    """Give each document a path: the one that it had before, or a free one."""
    known = {key[1]: one.entry for key, one in destination.brought.items() if key[0] == format_name}
    taken = {str(one.entry).casefold() for one in destination.brought.values()}
    placed = []
    for document in incoming:
        path = known.get(document.id) or document.at or _free(document, taken, destination)
        taken.add(str(path).casefold())
        placed.append((document, path))
    return placed


def _free(document: Incoming, taken: set[str], destination: Destination) -> PurePosixPath:
    stem = skeletons.slug(document.stem)
    for name in (stem, *(f"{stem}-{number}" for number in skeletons.numbers())):
        path = destination.folder / f"{name}.md"
        there = destination.docs_dir / path
        is_taken = str(path).casefold() in taken or (there.with_suffix("") / "index.md").exists()
        if not is_taken and (not there.exists() or _is_ours(there, document, destination)):
            return path
    raise PortfolioError(f"there are too many entries '{stem}'; choose another folder with --into")


def _is_ours(there: Path, document: Incoming, destination: Destination) -> bool:
    """Whether a file is what an import wrote that was ended before it could say so."""
    head = entry_text.head_of(_visible(document, destination)).encode("utf-8", "replace")
    try:
        return there.read_bytes().startswith(head)
    except OSError:
        return False


def _with_own_aliases(incoming: Sequence[Incoming]) -> list[Incoming]:
    """Take out the old addresses that cannot be used, or that another document has, too."""
    taken: set[str] = set()
    return [_with_aliases(document, taken) for document in incoming]


def _with_aliases(document: Incoming, taken: set[str]) -> Incoming:
    if "aliases" not in document.meta:
        return document
    kept, dropped = [], []
    for address in document.meta["aliases"]:
        reason = aliases.why_unusable(address, document.site)
        if linking.key_of(address) in taken:
            reason = "is claimed by another document, too"
        if reason:
            dropped.append(LeftOut(what="aliases", quotation=f"{address} ({reason})"))
        else:
            kept.append(address)
    taken |= {linking.key_of(address) for address in kept}
    meta = {**document.meta, "aliases": kept}
    if not kept:
        del meta["aliases"]
    account = replace(document.account, dropped=(*document.account.dropped, *dropped))
    return replace(document, meta=meta, account=account)


def _places(placed: Iterable[tuple[Incoming, PurePosixPath]], original: Original) -> Places:
    by_origin: dict[PurePosixPath, PurePosixPath] = {}
    by_address: dict[str, PurePosixPath] = {}
    for document, path in placed:
        if not document.part:
            by_origin[document.origin] = path
        for address in (*document.addresses, *_dated(document)):
            by_address.setdefault(linking.key_of(address), path)
    return Places(by_origin=by_origin, by_address=by_address, files=original.__contains__)


def _dated(document: Incoming) -> Iterator[str]:
    """Yield the address of day and name that blogs give to a file that is called so."""
    if match := _DATED_NAME.match(document.origin.stem):
        yield "/".join(match.groups())


class _Names:
    """Gives files that come along their paths: the same file gets the same one."""

    def __init__(self, docs_dir: Path, original: Original) -> None:
        self._docs_dir = docs_dir
        self._original = original
        self._taken: dict[PurePosixPath, PurePosixPath] = {}

    def beside(self, entry: PurePosixPath) -> Callable[[PurePosixPath], PurePosixPath]:
        """Return what names the files beside an entry."""
        folder = entry.parent if entry.stem == "index" else entry.with_suffix("")

        def name_for(source: PurePosixPath) -> PurePosixPath:
            stem, suffix = skeletons.slug(source.stem), source.suffix.lower()
            for name in (stem, *(f"{stem}-{number}" for number in skeletons.numbers())):
                path = folder / f"{name}{suffix}"
                if self._taken.setdefault(path, source) == source and self._is_free(path, source):
                    return path
            raise PortfolioError(f"there are too many files '{stem}{suffix}'")

        return name_for

    def _is_free(self, path: PurePosixPath, source: PurePosixPath) -> bool:
        there = self._docs_dir / path
        try:
            return not there.exists() or there.read_bytes() == self._original.content(source)
        except (RefusedError, OSError):
            return False


def _planned(  # noqa: PLR0913 - a document, its place, and all that decides about it
    document: Incoming,
    path: PurePosixPath,
    places: Places,
    names: _Names,
    *,
    format_name: str,
    destination: Destination,
) -> Planned:
    if (addition := _addition(document, destination)) is not None:
        return addition
    found = linking.linked(_visible(document, destination), path, places, names.beside(path))
    text = entry_text.build(found.incoming)
    before = destination.brought.get((format_name, document.id))
    return Planned(
        incoming=found.incoming,
        path=path,
        text=text,
        action=_action(text, destination.docs_dir / path, before),
        beside=found.beside,
    )


def _addition(document: Incoming, destination: Destination) -> Planned | None:
    """Return what becomes of a data file that is there already; None of any other document."""
    if document.at is None:
        return None
    try:
        there = (destination.docs_dir / document.at).read_bytes()
    except FileNotFoundError:
        return None
    added = profile_addition.of(there, document.meta)
    account = replace(document.account, dropped=(*document.account.dropped, *added.left_out))
    is_changed = bool(added.text) and added.text.encode() != there
    left_alone = Action.BOTH if added.left_out else Action.UNCHANGED
    return Planned(
        incoming=replace(document, account=account),
        path=document.at,
        text=added.text,
        action=Action.ADDED if is_changed else left_alone,
        beside={},
        there=there,
    )


def _visible(document: Incoming, destination: Destination) -> Incoming:
    visibility = destination.visibility
    if document.at is not None or visibility in {None, "public"} or "visibility" in document.meta:
        return document
    head = {key: document.meta[key] for key in ("kind", "title") if key in document.meta}
    return replace(document, meta={**head, "visibility": visibility, **document.meta, **head})


def _action(text: str, there: Path, before: Brought | None) -> Action:
    try:
        now = record.digest(there.read_bytes())
    except FileNotFoundError:
        return Action.GONE if before else Action.NEW
    if before is None:
        return Action.UNCHANGED if now == record.digest(text) else Action.BOTH
    is_same_source, is_touched = before.written == record.digest(text), before.written != now
    if is_touched:
        return Action.YOURS if is_same_source else Action.BOTH
    return Action.UNCHANGED if is_same_source else Action.UPDATED


def documents_of(plan: ImportPlan) -> Iterator[Brought]:
    """Yield what the record says of documents of a plan once it is done."""
    for planned in plan.of(*WRITTEN, Action.UNCHANGED):
        yield Brought(
            format=plan.format,
            source=planned.incoming.id,
            entry=planned.path,
            written=record.digest(planned.text),
        )
