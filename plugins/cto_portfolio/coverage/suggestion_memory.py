"""A memory for suggestions, so that a preview makes them anew only of entries that changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import suggestions
from cto_portfolio.coverage.suggestions import Suggestion
from cto_portfolio.frameworks import Framework
from cto_portfolio.frameworks.vocabulary import Vocabulary

Suggested = Sequence[tuple[Entry, tuple[Suggestion, ...]]]
"""Entries with what is suggested for each."""


@dataclass(kw_only=True, slots=True)
class Memory:
    """What was suggested in the last run. It is the one value here that changes."""

    _basis: tuple[Framework, Vocabulary] | None = None
    _made: dict[PurePosixPath, tuple[Entry, tuple[Suggestion, ...]]] = field(default_factory=dict)

    def suggest(
        self, entries: Iterable[Entry], framework: Framework, vocabulary: Vocabulary
    ) -> Suggested:
        """Return what is suggested for each entry, and forget the entries that are gone."""
        known = self._made if self._basis == (framework, vocabulary) else {}
        self._basis = framework, vocabulary
        self._made = {}
        for entry in entries:
            before = known.get(entry.path)
            if before and _says_the_same(before[0], entry):
                found = before[1]
            else:
                found = suggestions.of(entry, framework, vocabulary)
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
