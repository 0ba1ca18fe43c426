"""Missing files: what is said of an address that leads to no file, though one may be meant."""

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from cto_portfolio import links

_SIGNS = "#?%&"
"""What has a meaning of its own in an address, and stands in names of files, too."""


@dataclass(frozen=True, kw_only=True)
class KnownFiles:
    """The files that an address may mean. Not slotted: what is derived is kept."""

    paths: Collection[PurePosixPath]

    def advice(self, url: str, source: PurePosixPath) -> str:
        """Return how an address that leads nowhere is to be written; nothing if no file is near."""
        sign = next((sign for sign in _SIGNS if sign in url), "")
        meant = links.resolve(url, source=source)
        near = {
            f"in an address '{sign}' has a meaning of its own": (
                links.resolve(quote(links.composed(url)), source=source) if sign else None
            ),
            "hosts tell capitals from small letters": (
                self._by_folded_name.get(_folded(meant)) if meant else None
            ),
            "addresses are meant from this file, in HTML, too": (
                links.resolve(url, source=source.with_suffix("") / "index.md")
            ),
        }
        for reason, path in near.items():
            if path and path in self.paths:
                return f"; {reason}: write '{links.written(path, source)}'"
        if meant and any(part.startswith(".") for part in meant.parts):
            return "; what begins with a dot is no part of a site: rename the file"
        return ""

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
