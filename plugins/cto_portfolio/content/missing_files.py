"""Missing files: what is said of an address that leads to no file, though one may be meant."""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import quote

from cto_portfolio import links

_Near: TypeAlias = tuple[str, PurePosixPath | None, str]
_HIDDEN = re.compile(r"\.\w")
_SIGNS = "#?%&"
"""What has a meaning of its own in an address, and stands in names of files, too."""


@dataclass(frozen=True, kw_only=True)
class KnownFiles:
    """The files that an address may mean. Not slotted: what is derived is kept."""

    paths: Collection[PurePosixPath]

    def advice(self, url: str, source: PurePosixPath) -> str:
        """Return how an address that leads nowhere is to be written; nothing if no file is near."""
        for reason, path, rest in self._near(url, source):
            if path and path in self.paths:
                return f"; {reason}: write '{links.written(path, source)}{rest}'"
        meant = links.resolve(url, source=source)
        if meant and any(map(_HIDDEN.match, meant.parts)):
            return "; what begins with a dot is no part of a site: rename the file"
        return ""

    def _near(self, url: str, source: PurePosixPath) -> Iterator[_Near]:
        """Yield what the author may have taken an address for, and what follows the path then."""
        sign = next((sign for sign in _SIGNS if sign in url), None)
        if sign:
            reason = f"in an address '{sign}' has a meaning of its own"
            yield reason, links.resolve(quote(links.composed(url)), source=source), ""
        rest = links.behind_path(url)
        if meant := links.resolve(url, source=source):
            reason = "hosts tell capitals from small letters"
            yield reason, self._by_folded_name.get(_folded(meant)), rest
        page = source.with_suffix("") / "index.md"
        reason = "addresses are meant from this file, in HTML, too"
        yield reason, links.resolve(url, source=page), rest

    @functools.cached_property
    def _by_folded_name(self) -> Mapping[str, PurePosixPath]:
        return {_folded(path): path for path in sorted(self.paths)}


def entry_at(
    name: str, source: PurePosixPath, entries: Collection[PurePosixPath]
) -> PurePosixPath | None:
    """Return the entry that a key means: by the name of its file, or by its address."""
    ways = (name, quote(links.composed(name)))
    found = (links.resolve(way, source=source) for way in ways)
    return next((path for path in found if path in entries), None)


def _folded(path: PurePosixPath) -> str:
    return str(path).casefold()
