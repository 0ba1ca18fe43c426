"""Places: where in what an author has written, and publishes, something confidential stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.content.files import Files
from cto_portfolio.content.packets import snapshots
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.confidential import searchable_forms, unpacking
from cto_portfolio.publishing.confidential.terms import Term, Terms
from cto_portfolio.publishing.confidential.unreadable import UnreadableError
from cto_portfolio.text import validation

CODE = "confidential"


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What an author publishes, as it was written."""

    portfolio: Portfolio
    packets: tuple[Packet, ...]
    """Those that have a page."""
    files: Files
    """All of the portfolio's, as they may be said."""
    beside: tuple[PurePosixPath, ...]
    """The files that leave beside the pages."""
    content: Callable[[PurePosixPath], bytes]
    """Gives what leaves of those."""
    config: Mapping[PurePosixPath, str]
    """The text of `mkdocs.yml`, by its path as seen from the portfolio's folder."""
    said_by_config: tuple[str, ...] = ()
    """What of it is on every page."""


@dataclass(frozen=True, slots=True, order=True)
class PublishedLine:
    """A line of a published file; 0 stands for the file's name."""

    path: PurePosixPath
    line: int


def problems(terms: Terms, published: Published) -> list[Problem]:
    """Return what would be published and must not be, before anything has been built."""
    found = find(terms, published)
    said = {
        Problem(
            path=place.path,
            line=max(place.line, 1),
            code=CODE,
            message=f"{'holds' if place.line else 'its name holds'} {term.name}; {term.advice}",
        )
        for term, place in found
    }
    return sorted(said)


def find(terms: Terms, published: Published) -> Iterator[tuple[Term, PublishedLine]]:
    """Yield each term and where it stands in what is published: private entries may say it."""
    if not terms.every:
        return
    portfolio = published.portfolio
    for entry in portfolio.published:
        yield from _of_entry(terms, entry)
    for page in portfolio.author_pages:
        if not page.is_private:
            yield from of_text(terms, page.head + page.body, page.path)
            yield from _of_name(terms, page.path)
    if portfolio.profile:
        said = validation.words(portfolio.profile)
        urls = (url for _, url in validation.addresses(portfolio.profile))
        yield from _of_values(terms, (*said, *urls), published.files, PurePosixPath(PROFILE))
    for path in published.config:
        yield from _of_values(terms, published.said_by_config, published.config, path)
    for packet in published.packets:
        yield from _of_packet(terms, packet, published.files)
    for path in published.beside:
        yield from _of_name(terms, path)
        for term in of_bytes(terms, published.content(path), path.suffix):
            yield term, PublishedLine(path, 1)


def of_text(
    terms: Terms, text: str, path: PurePosixPath, first_line: int = 1
) -> Iterator[tuple[Term, PublishedLine]]:
    """Yield the terms in a text of several lines."""
    for folded in searchable_forms.of_source(text):
        for term, start, _ in terms.find(folded):
            yield term, PublishedLine(path, first_line + folded.count(b"\n", 0, start))


def of_bytes(terms: Terms, content: bytes, ending: str) -> Iterator[Term]:
    """Yield the terms in a file, each once; nothing of what nobody can read."""
    seen: dict[Term, None] = {}
    try:
        for text in unpacking.texts(content, ending, encodings=terms.encodings):
            seen |= dict.fromkeys(in_text(terms, text))
    except UnreadableError:
        pass
    yield from seen


def in_text(terms: Terms, text: str) -> Iterator[Term]:
    """Yield the terms in one of the texts of a file."""
    for reading in searchable_forms.of(text, bare=terms.need_bare):
        yield from (term for term, _, _ in terms.find(reading))
        if isinstance(text, unpacking.Torn):
            yield from terms.find_torn(reading)


def _of_entry(terms: Terms, entry: Entry) -> Iterator[tuple[Term, PublishedLine]]:
    yield from _of_name(terms, entry.path)
    values = (
        *validation.placed_words(entry.meta),
        *validation.addresses(entry.meta),
        *((("aliases", index), unquote(alias)) for index, alias in enumerate(entry.meta.aliases)),
    )
    for key, value in values:
        line = entry.lines.get(key) or entry.lines.get(key[:1], 1)
        for term, place in of_text(terms, value, entry.path):
            yield term, PublishedLine(place.path, line)
    yield from of_text(terms, entry.body, entry.path, entry.body_line)
    if entry.appendix and entry.meta.appendix:
        path = entry.path.parent / entry.meta.appendix
        yield from of_text(terms, entry.appendix, path)


def _of_packet(terms: Terms, packet: Packet, files: Files) -> Iterator[tuple[Term, PublishedLine]]:
    if packet.frozen:
        path = snapshots.frozen_path(packet.name)
        for term in of_bytes(terms, _bytes(files, path), path.suffix):
            yield term, PublishedLine(path, 1)
        return
    said = (packet.reader, *packet.letter, *(question.text for question in packet.questions))
    yield from _of_values(terms, said, files, PACKETS / f"{packet.name}.yml")
    for entry in packet.named:
        if entry.visibility is Visibility.PRIVATE:
            yield from _of_entry(terms, entry)


def _of_values(
    terms: Terms, said: Iterable[str], files: Files, path: PurePosixPath
) -> Iterator[tuple[Term, PublishedLine]]:
    """Yield the terms in what is published of a data file, on the lines where they stand in it."""
    published = {term for value in said for term, _ in of_text(terms, value, path)}
    text = _bytes(files, path).decode("utf-8", "replace") if published else ""
    found = [one for one in of_text(terms, text, path) if one[0] in published]
    yield from found
    yield from ((term, PublishedLine(path, 1)) for term in published - {term for term, _ in found})


def _of_name(terms: Terms, path: PurePosixPath) -> Iterator[tuple[Term, PublishedLine]]:
    for term, place in of_text(terms, str(path), path):
        yield term, PublishedLine(place.path, 0)


def _bytes(files: Files, path: PurePosixPath) -> bytes:
    content = files.get(path) or b""
    return content.encode() if isinstance(content, str) else content
