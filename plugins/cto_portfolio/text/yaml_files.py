"""The one door for data files: YAML that an author writes, and JSON that commands keep beside it.

Whatever such a file holds, it comes out as a value or as problems with lines, never as an
exception. What is wrong with keys taken together is for the owner of the file to say (`faults`).
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from cto_portfolio.problems import Problem
from cto_portfolio.text import frontmatter, json_block, private_passages, validation
from cto_portfolio.text.frontmatter import Document, FrontMatterError, Key
from cto_portfolio.text.validation import AuthoredT, Fault

_KEPT = 16
"""Of how many files is kept how they were read: previews read them again with every edit."""


def load(
    model: type[AuthoredT],
    content: bytes | str | None,
    path: PurePosixPath,
    faults: Callable[[AuthoredT], Iterable[Fault]] = lambda _: (),
    *,
    is_private: bool = False,
) -> tuple[AuthoredT | None, tuple[Problem, ...]]:
    """Return what a file says, unless it is withheld, and everything that is wrong with it.

    `content` is None where there is something of that name that cannot be read. `is_private` is set
    where nothing of the file is ever published; elsewhere a marker of private passages in a value
    is an error, since it would hide nothing.
    """
    document, problems = read(content, path)
    if document is None:
        return None, problems
    return validate(model, document, path, faults, is_private=is_private)


@functools.lru_cache(maxsize=_KEPT)
def read(
    content: bytes | str | None, path: PurePosixPath
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return a file as keys and values with their lines, or why there are none."""
    try:
        return _document(content, path), ()
    except FrontMatterError as error:
        return None, (_problem(error, path),)


def validate(
    model: type[AuthoredT],
    document: Document,
    path: PurePosixPath,
    faults: Callable[[AuthoredT], Iterable[Fault]] = lambda _: (),
    *,
    is_private: bool = False,
) -> tuple[AuthoredT | None, tuple[Problem, ...]]:
    """Return what a document says, as `load` does, for owners that need its lines, too."""
    value, invalid = validation.validate(model, document, path, faults)
    marked = () if is_private else marked_values(document, path)
    problems = tuple(sorted({*invalid, *doubled(document, path), *marked}))
    return (None if any(problem.withholds for problem in problems) else value), problems


def doubled(document: Document, path: PurePosixPath) -> tuple[Problem, ...]:
    """Return what is wrong with a document that could be read, such as keys that stand twice."""
    return tuple(_problem(fault, path) for fault in document.faults)


def marked_values(document: Document, path: PurePosixPath) -> Iterator[Problem]:
    """Yield the problems of values that hold a marker of private passages, which hide nothing."""
    for key, text in _texts(document.meta, ()):
        if key[0] != "notes" and private_passages.is_marked(text):
            opening = private_passages.OPENING
            message = f"'{opening}' hides nothing in a value; use the body or 'notes' of an entry"
            yield validation.place(Fault(key, "private-in-front-matter", message), document, path)


def _document(content: bytes | str | None, path: PurePosixPath) -> Document:
    if content is None:
        message = "it cannot be read; put a file here, in place of a folder or a broken link"
        raise FrontMatterError("unreadable-file", 1, message)
    text = frontmatter.decode(content)
    if not text.strip():
        raise FrontMatterError("empty-file", 1, "the file is empty; fill it in, or remove it")
    if path.suffix != ".json":
        return frontmatter.load(text)
    meta, lines, faults = json_block.load(text)
    return Document(meta=meta, lines=lines, faults=faults)


def _texts(value: object, key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*key, index))


def _problem(error: FrontMatterError, path: PurePosixPath) -> Problem:
    return Problem(path=path, line=error.line, code=error.code, message=error.message)
