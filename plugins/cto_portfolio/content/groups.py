"""Groups: entries that their authors give one name, a topic or a series."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.entry import Entry

_LEAST_PARTS = 2
"""One article is no series."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Entries that have a name in common."""

    name: str
    """As the first of them writes it."""
    path: PurePosixPath
    """Of its page."""
    entries: tuple[Entry, ...]
    """In the order in which they were given."""


def topics(entries: Iterable[Entry]) -> Mapping[str, Group]:
    """Return the topics of entries by their keys, in the order of the alphabet."""
    named = ((tag, entry) for entry in entries for tag in entry.meta.tags)
    return {
        key: Group(name=name, path=addresses.of_topic(key), entries=those)
        for key, (name, those) in _by_key(named).items()
    }


def series(entries: Iterable[Entry]) -> Mapping[str, Group]:
    """Return the series of entries by their keys, in the order of the alphabet."""
    named = ((entry.meta.part_of, entry) for entry in entries if entry.meta.part_of)
    return {
        key: Group(name=name, path=addresses.of_series(key), entries=those)
        for key, (name, those) in _by_key(named).items()
        if len(those) >= _LEAST_PARTS
    }


def key_of(name: str) -> str:
    """Return what names have in common that differ in capitals, spaces and hyphens alone."""
    return re.sub(r"[\s_-]+", "-", links.composed(name.strip().casefold()))


def _by_key(named: Iterable[tuple[str, Entry]]) -> Mapping[str, tuple[str, tuple[Entry, ...]]]:
    """Return each name and its entries, in the order of the alphabet."""
    names: dict[str, str] = {}
    found: dict[str, dict[PurePosixPath, Entry]] = {}
    for name, entry in named:
        key = key_of(name)
        names.setdefault(key, name)
        found.setdefault(key, {})[entry.path] = entry
    return {key: (names[key], tuple(found[key].values())) for key in sorted(names)}
