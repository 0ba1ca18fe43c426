"""The gate: nothing confidential leaves, whatever it is written in and whoever has built the site.

A term is spoken of by its line in `confidential.yml`: what builds say is read by others.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from cto_portfolio import links
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.confidential import places, searchable_forms, unpacking
from cto_portfolio.publishing.confidential.places import CODE, Published, PublishedLine
from cto_portfolio.publishing.confidential.terms import Term, Terms
from cto_portfolio.publishing.confidential.unreadable import UnreadableError
from cto_portfolio.publishing.release import Release

Contents: TypeAlias = Iterable[tuple[PurePosixPath, bytes]]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What to look for, and the sources, in which the origin of a find is looked for."""

    terms: Terms
    published: Published
    docs_dir: Path

    @classmethod
    def of(cls, release: Release) -> "Gate":
        """Make the gate of what leaves."""
        return cls(
            terms=release.terms,
            published=release.as_written,
            docs_dir=release.settings.docs_dir,
        )

    def problems(self, site: Contents, folder: Path) -> list[Problem]:
        """Return everything in a built site that must not be published."""
        search = self.search()
        for output, content in site:
            texts = unpacking.texts(content, output.suffix, encodings=self.terms.encodings)
            search.see(output, texts)
        return search.problems(folder)

    def search(self) -> "Search":
        """Return what looks at the files of a site, one after the other."""
        return Search(self)

    def find(self, output: PurePosixPath, texts: Iterable[str]) -> Sequence[Term]:
        """Return the terms in the name of a file and in its texts, each once."""
        names = searchable_forms.of(str(output), bare=False)
        found = {term: None for name in names for term, _, _ in self.terms.find(name)}
        for text in texts:
            found |= dict.fromkeys(places.in_text(self.terms, text))
        return tuple(found)

    def origins(self, found: Iterable[Term]) -> Mapping[Term, Sequence[PublishedLine]]:
        """Return where in the sources some terms stand."""
        wanted = Terms(every=tuple(found))
        if not wanted.every:
            return {}
        origins: dict[Term, dict[PublishedLine, None]] = {}
        listed = places.find(wanted, self.published)
        for term, place in listed:
            origins.setdefault(term, {})[place] = None
        for path, text in self.published.config.items():
            for term, place in places.of_text(wanted, text, path):
                origins.setdefault(term, {})[place] = None
        return {term: sorted(one) for term, one in origins.items()}


class Search:
    """What has been found so far in a site."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._found: dict[Term, list[PurePosixPath]] = {}
        self._unreadable: dict[PurePosixPath, str] = {}

    def see(self, output: PurePosixPath, texts: Iterable[str]) -> None:
        """Look at a file of the site, of which the texts are unpacked on the way."""
        if not self._gate.terms.every:
            return
        try:
            for term in self._gate.find(output, texts):
                self._found.setdefault(term, []).append(output)
        except UnreadableError as error:
            self._unreadable[output] = f"cannot be searched: {error}; publish it in another form"

    @property
    def has_found(self) -> bool:
        """Whether there is anything to say."""
        return bool(self._found or self._unreadable)

    def problems(self, folder: Path) -> list[Problem]:
        """Return everything that must not be published."""
        shown = PurePosixPath(Path(os.path.relpath(folder)).as_posix())
        said = [_problem(shown / output, message) for output, message in self._unreadable.items()]
        origins = self._gate.origins(self._found)
        docs_dir = self._gate.docs_dir
        for term, held in self._found.items():
            said += _told(term, held, origins.get(term, ()), shown=shown, docs_dir=docs_dir)
        return sorted(said)


def contents(site_dir: Path) -> Contents:
    """Yield the files of a site; git's own are none of them."""
    for folder, folders, names in os.walk(site_dir):
        at = PurePosixPath(Path(folder).relative_to(site_dir).as_posix())
        folders[:] = sorted(one for one in folders if one != ".git")
        for name in sorted(names):
            yield at / name, Path(folder, name).read_bytes()


def _told(
    term: Term,
    held: Sequence[PurePosixPath],
    origins: Sequence[PublishedLine],
    *,
    shown: PurePosixPath,
    docs_dir: Path,
) -> Iterator[Problem]:
    """Yield a problem for each place it comes from; for each file where that cannot be told."""
    if not origins:
        for output in held:
            yield _problem(shown / output, f"holds {term.name}; {term.advice}")
        return
    by_address = {links.address(output): output for output in held}
    sources = PurePosixPath(Path(os.path.relpath(docs_dir)).as_posix())
    for place in origins:
        output = by_address.get(links.address(place.path), held[0])
        source = PurePosixPath(os.path.normpath(sources / place.path))
        where = f"{source}:{place.line}" if place.line else f"the name of {source}"
        others = f", and so do {len(held) - 1} more files" if len(held) > 1 else ""
        message = f"holds {term.name}, which comes from {where}{others}; {term.advice}"
        yield _problem(shown / output, message)


def _problem(path: PurePosixPath, message: str) -> Problem:
    return Problem(path=path, line=1, code=CODE, message=message)
