"""Terms: what is confidential, as values, looked for all at once."""

import functools
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cto_portfolio import links
from cto_portfolio.problems import PortfolioError, Problem, Severity
from cto_portfolio.publishing.confidential import (
    boilerplate,
    encoded_runs,
    pattern,
    searchable_forms,
    terms_file,
    wrapped,
)
from cto_portfolio.publishing.confidential.batches import Batches
from cto_portfolio.publishing.confidential.terms_file import PATH, ConfidentialMeta
from cto_portfolio.text import file_names, validation, yaml_files

_FOLDABLE = r"[^\x00-\x7f\pP\pZ\p{Sm}\x{2190}-\x{21ff}\x{25a0}-\x{27bf}\x{1f300}-\x{1f64f}€£©]"
"""Letters that may be written otherwise: all that is not ASCII but for signs and spaces."""
_PACKS = (";base64,", "%PDF-", *encoded_runs.SIGNS, *searchable_forms.SIGNS, *wrapped.SIGNS)
_ENCODINGS = (
    *("cp1251", "koi8_r", "cp866", "iso8859_5", "cp1250", "iso8859_2", "cp852", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp1257", "cp874", "cp850", "mac_roman", "shift_jis", "euc_jp"),
    *("gb18030", "big5", "euc_kr"),
)
"""What texts were written in before UTF-8; a name may be found in those that have its letters."""
_LONGER = "or make the term longer, if something else is meant here"
_PUBLISHED = frozenset({*links.ENDINGS, ".gif", ".html", ".jpeg", ".jpg", ".pdf", ".png", ".svg"})
"""Endings of pages and pictures, which may be called anything."""
_NAMES = frozenset({"confidential.yml", "confidential.yaml"})
"""What is meant in any folder, in any case of letters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One thing that must not be published."""

    expression: str
    """What finds it in a folded text."""
    sign: str | None
    """What is in every text that holds it, unless letters are encoded there; None: nothing is."""
    torn: str | None
    """What finds it where spaces may stand within words; None: nothing does."""
    encodings: tuple[str, ...]
    """In which it may be written otherwise than in those that every text is read in."""
    replacement: str | None
    is_pattern: bool
    is_one_word: bool
    """Whether it may mean something else, too."""
    line: int
    """Where it stands in its file: how it is spoken of, since others read what builds say."""

    @property
    def name(self) -> str:
        """How it is spoken of."""
        return f"the term on line {self.line} of {PATH}"

    @property
    def advice(self) -> str:
        """What to do about it."""
        advice = f"write '{self.replacement}'" if self.replacement else "leave it out"
        return f"{advice}, {_LONGER}" if self.is_one_word else advice


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All of them. Not slotted: what searches is made once and kept."""

    every: tuple[Term, ...] = ()
    allowed: frozenset[str] = frozenset()
    """What looks like a secret and is none."""

    def find(self, folded: bytes) -> Iterator[tuple[Term, int, int]]:
        """Yield what a folded text holds, and where; each place of each term."""
        likely = [self.every[number] for number in self._all.those_in(folded)]
        folded = boilerplate.blanked(folded) if likely else folded
        for term in likely:
            for found in pattern.compiled(term.expression).finditer(folded):
                groups = () if term.is_pattern else range(1, found.re.groups + 1)
                name = next((one for one in groups if found.start(one) >= 0), 0)
                yield term, found.start(name), found.end(name)

    def find_torn(self, folded: bytes) -> Iterator[Term]:
        """Yield what a folded text holds if spaces within words count for nothing."""
        for term in self.every:
            if term.torn and pattern.compiled(term.torn).search(folded) is not None:
                yield term

    @functools.cached_property
    def encodings(self) -> tuple[str, ...]:
        """In which texts must be read, too."""
        return tuple(dict.fromkeys(one for term in self.every for one in term.encodings))

    @functools.cached_property
    def signs(self) -> Sequence[str]:
        """What finds a text in UTF-8 that must be read in full, where no letter in it is encoded.

        That is a part of each term, what may be folded to letters, and what packs something. Most
        texts hold none of it, and to see that costs a tenth of reading them.
        """
        if not self.every:
            return ()
        signs = [term.sign for term in self.every]
        known = [sign for sign in signs if sign is not None]
        return [*known, _FOLDABLE, *_PACKS] if len(known) == len(signs) else [""]

    def may_be_in(self, text: bytes) -> bool:
        """Whether such a text must be read in full."""
        return self._signs.is_in(text)

    @functools.cached_property
    def _signs(self) -> Batches:
        return Batches(self.signs)

    @functools.cached_property
    def need_bare(self) -> bool:
        """Whether texts must be searched without markup, too: names are found across it anyway."""
        return any(term.is_pattern for term in self.every)

    @functools.cached_property
    def _all(self) -> Batches:
        return Batches([term.expression for term in self.every])


def load(folder: Path) -> Terms:
    """Read what is confidential from a portfolio's folder; nothing where there is no such file.

    Raises:
        PortfolioError: if it has a mistake, since then nobody knows what is confidential.
    """
    terms, problems = read(folder)
    if problems:
        shown = PurePosixPath(Path(os.path.relpath(folder)).as_posix())
        raise PortfolioError("\n".join(str(problem.below(shown)) for problem in problems))
    return terms


def read(folder: Path) -> tuple[Terms, Sequence[Problem]]:
    """Return what is confidential, and what is wrong with the file that says it.

    A file of a name that is nearly right, or that cannot be read, is a problem: nobody else would
    notice that nothing is looked for.
    """
    names = _names(folder)
    misnamed = (*_misnamed(names), *_misplaced(folder))
    if PATH.name not in names:
        return Terms(), misnamed or tuple(_beside(folder))
    terms, problems = parse(_content(folder / PATH))
    return (Terms() if misnamed else terms), (*misnamed, *problems)


def _names(folder: Path) -> Collection[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        message = f"the folder '{folder}' cannot be read: {error.strerror}"
        raise PortfolioError(message) from error


def _misnamed(names: Collection[str]) -> Iterator[Problem]:
    """Yield the names in a folder that are nearly right; where none is, whatever they end in."""
    problems = {problem.path.name: problem for problem in file_names.misnamed(names, {PATH.name})}
    for name in sorted(names) if PATH.name not in names else ():
        if PATH.stem in name.casefold() and PurePosixPath(name).suffix.lower() not in _PUBLISHED:
            problems[name] = file_names.problem(PurePosixPath(name), PATH, is_there=False)
    yield from problems.values()


def _misplaced(folder: Path) -> Iterator[Problem]:
    """Yield the files of that name that lie in folders of the portfolio."""
    for path, _, names in os.walk(folder):
        at = PurePosixPath(Path(path).relative_to(folder).as_posix())
        if at.parts and at.parts[0] != ".git":
            yield from (_elsewhere(at / name) for name in names if name.casefold() in _NAMES)


def _beside(folder: Path) -> Iterator[Problem]:
    """Yield the files that lie beside the portfolio's folder instead of in it."""
    parent = folder.resolve().parent
    names = _names(parent) if os.access(parent, os.R_OK) else ()
    yield from (
        _elsewhere(PurePosixPath("..", name)) for name in names if name.casefold() in _NAMES
    )


def _elsewhere(path: PurePosixPath) -> Problem:
    message = "it is not read where it lies; move it into the folder of the portfolio"
    if path.name != PATH.name:
        message += f", as '{PATH}'"
    return Problem(path=path, line=1, code="misnamed-file", message=message)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def parse(content: bytes | str | None) -> tuple[Terms, Sequence[Problem]]:
    """Return the terms of a file; none while something is wrong with it."""
    document, unread = yaml_files.read(content, PATH)
    if document is None:
        return Terms(), unread
    said, problems = yaml_files.validate(
        ConfidentialMeta, document, PATH, terms_file.faults, is_private=True
    )
    if said is None or problems:  # a term of which a part is not read would be looked for in vain
        return Terms(), [replace(problem, severity=Severity.ERROR) for problem in problems]
    if not said.terms and not said.allow:
        return Terms(), (validation.place(terms_file.EMPTY, document, PATH),)
    every = (
        Term(
            expression=pattern.of(one.match, is_pattern=one.pattern),
            sign=pattern.sign(one.match, is_pattern=one.pattern),
            torn=pattern.torn(one.match, is_pattern=one.pattern),
            encodings=tuple(_encodings(one.match)),
            replacement=one.replace,
            is_pattern=one.pattern,
            is_one_word=not one.pattern and one.match.isalnum(),
            line=document.line(("terms", index)),
        )
        for index, one in enumerate(said.terms)
    )
    return Terms(every=tuple(every), allowed=frozenset(said.allow)), ()


def _encodings(match: str) -> Iterator[str]:
    """Yield those that have all letters of a name, and write them in ways of their own."""
    usual = {match.encode(), match.encode("cp1252", "replace")}
    for encoding in _ENCODINGS if not match.isascii() else ():
        try:
            if match.encode(encoding) not in usual:
                yield encoding
        except UnicodeEncodeError:
            continue
