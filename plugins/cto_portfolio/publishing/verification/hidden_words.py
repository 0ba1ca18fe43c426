"""What a hidden file says, as runs of words that must not be found anywhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry
from cto_portfolio.publishing.verification import plain
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.text import private_passages

LEAST_WORDS = 3
"""Shorter parts of a sentence say nothing by themselves."""
LEAST_LETTERS = 5
"""The same of values and names."""

_ENOUGH_LETTERS = re.compile(rf"(?:[^\W\d_][\W\d_]*){{{LEAST_LETTERS}}}")
_IS_TEXT = re.compile(r"\.(?:md|markdown|mdown|mkdn?|ya?ml)\b", re.IGNORECASE)
"""Pages and data, under whatever name an editor or a sync keeps a copy."""
_VALUE = re.compile(r"\s*(?:-\s+)?[\w-]+:\s+(.+)|\s*-\s+(.+)")
"""A line of YAML, or of a list."""
_LIST = re.compile(r"[\[\],]")
_ITEM = re.compile(r",\s*")
"""Between ids in the comment with which each new entry begins. Pages name requirements in a row,
too: two ids side by side are a sign of nothing."""
_MARKUP = re.compile(r"[][*_`<>{}|\\/#~^=+&$%@]|:\s")
"""Where a line may be torn apart on its way to a page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row, and where they stand."""

    text: str
    path: PurePosixPath
    line: int


def find(case: Case) -> Iterator[Run]:
    """Yield what hidden files say and are called, and what published ones keep for the author."""
    requirements = frozenset(one.id for one in case.release.portfolio.framework.requirements)
    for path in case.hidden:
        yield from _values(links.address(path), path, 1)
        if _IS_TEXT.search(path.name):
            for line, said in enumerate(_lines(case, path), start=1):
                if not requirements.issuperset(_ITEM.split(said.strip("#, \t"))):
                    yield from _of_line(said, path, line)
    portfolio = case.release.portfolio
    for entry in portfolio.published:
        for said in (entry.meta.notes or "").splitlines():
            yield from _of_line(said, entry.path, entry.lines.get(("notes",), 1))
        yield from _of_asides(entry)
    for page in portfolio.author_pages:
        yield from _of_asides(page)


def _lines(case: Case, path: PurePosixPath) -> Sequence[str]:
    """Return the lines of a file; none where it cannot be read, which `copies` says."""
    try:
        return case.source(path).decode("utf-8", "replace").splitlines()
    except OSError:
        return ()


def _of_asides(page: Entry | AuthorPage) -> Iterator[Run]:
    for aside in page.private_passages:
        line = page.body_line + private_passages.written_line(aside.line, page.private_passages) - 1
        for said in aside.text.splitlines():
            yield from _of_line(said, page.path, line)


def _of_line(said: str, path: PurePosixPath, line: int) -> Iterator[Run]:
    for part in _MARKUP.split(said):
        text = plain.words(part)
        if text.count(" ") + 1 >= LEAST_WORDS:
            yield Run(text, path, line)
    if found := _VALUE.fullmatch(said):
        value = found[1] or found[2]
        yield from _values(value, path, line)
        for item in _LIST.split(value) if value.startswith("[") else ():
            yield from _values(item, path, line)


def _values(said: str, path: PurePosixPath, line: int) -> Iterator[Run]:
    text = plain.words(said)
    if _ENOUGH_LETTERS.search(text):
        yield Run(text, path, line)
