"""File names: those that nothing can read or tell apart, and which files a text may speak of.

The latter are found in one pass over its words.
"""

import html
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from cto_portfolio import links
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.addressed_files import HTML

_NO_TEXT = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes in a name that are not UTF-8."""
_WORD = re.compile(r"[^\W_]+")


def is_readable(path: PurePosixPath) -> bool:
    """Whether the name of a file is text."""
    return _NO_TEXT.search(str(path)) is None


def unusable(paths: Collection[PurePosixPath]) -> Iterator[Problem]:
    """Yield a problem for each name with which no engine and no reader can do anything."""
    yield from unreadable(paths)
    yield from twins(paths)


def unreadable(paths: Iterable[PurePosixPath]) -> Iterator[Problem]:
    """Yield a problem for each file whose name is not text: no page and no engine can name it."""
    for path in paths:
        if not is_readable(path):
            shown = os.fsencode(path).decode("utf-8", "backslashreplace")
            message = "its name is not UTF-8, so that no page can name it; rename the file"
            yield Problem(path=PurePosixPath(shown), line=1, code="bad-file-name", message=message)


def twins(paths: Iterable[PurePosixPath]) -> Iterator[Problem]:
    """Yield a problem for each name that two files share, one of them with letters taken apart.

    Nobody sees which is meant, and which of them is hidden; so nothing may leave.
    """
    by_name: dict[PurePosixPath, list[PurePosixPath]] = defaultdict(list)
    for path in paths:
        by_name[links.composed_path(path)].append(path)
    for name, files in by_name.items():
        if len(files) > 1:
            forms = " and ".join(sorted(ascii(str(path)) for path in files))
            message = (
                f"two files have this name, one with letters and accents apart ({forms}); rename "
                "or remove one of them"
            )
            yield Problem(path=name, line=1, code="same-name", message=message)


class FileNames:
    """The names of some files, by their longest words."""

    def __init__(self, paths: Iterable[PurePosixPath]) -> None:
        self._by_longest: dict[str, list[tuple[frozenset[str], PurePosixPath]]] = defaultdict(list)
        for path in paths:
            words = _words(_shortest_name(path))
            self._by_longest[max(words, key=len, default="")].append((words, path))

    def within(self, text: str) -> Iterator[PurePosixPath]:
        """Yield the files all of whose words stand in a text, in whatever way they are written."""
        words = _words(text)
        if "&" in text or "%" in text:
            words |= _words(unquote(html.unescape(text)))
        for longest in self._by_longest.keys() & (words | {""}):
            for needed, path in self._by_longest[longest]:
                if needed <= words:
                    yield path


def _shortest_name(path: PurePosixPath) -> str:
    """Return the least that an address of a file says: hosts add `.html`, and `index.html`."""
    if path.suffix.lower() not in HTML:
        return path.name
    return (path.parent.name or path.stem) if path.stem == "index" else path.stem


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(links.composed(text).casefold()))
