"""A memory for what is found in entries, so that a preview reads anew only those that changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import suggestions
from cto_portfolio.coverage.nearest import Found
from cto_portfolio.coverage.suggestions import Finding
from cto_portfolio.frameworks.vocabulary import Vocabulary


@dataclass(kw_only=True, slots=True)
class Memory:
    """What was found in the last run. It is the one value here that changes."""

    _basis: Vocabulary | None = None
    _made: dict[PurePosixPath, tuple[Entry, tuple[Finding, ...]]] = field(default_factory=dict)

    def find(self, entries: Iterable[Entry], vocabulary: Vocabulary) -> Found:
        """Return what is found in each entry, and forget the entries that are gone."""
        known = self._made if self._basis == vocabulary else {}
        self._basis = vocabulary
        self._made = {}
        for entry in entries:
            before = known.get(entry.path)
            if before and _says_the_same(before[0], entry):
                found = before[1]
            else:
                found = suggestions.findings(entry, vocabulary)
            self._made[entry.path] = (entry, found)
        return tuple(self._made.values())


def _says_the_same(one: Entry, other: Entry) -> bool:
    return (one.meta, one.body, one.private_passages, one.body_line, one.lines) == (
        other.meta,
        other.body,
        other.private_passages,
        other.body_line,
        other.lines,
    )
