"""File names: which files a text may speak of, found in one pass over its words."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from cto_portfolio.publishing.addressed_files import HTML

_WORD = re.compile(r"[^\W_]+")


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
    return frozenset(_WORD.findall(text.casefold()))
