"""The nearest: which entries come closest to a requirement without evidence, or with little."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import suggestions
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.coverage.suggestions import Finding
from cto_portfolio.frameworks import Requirement, Status
from cto_portfolio.frameworks.vocabulary import Vocabulary

MOST = 2
"""How many entries are named for a requirement."""
_LEAST = 0.05
"""How probable it must be that an entry shows it; what is less is near nothing."""
_LEAST_WORDS = 5
"""What has fewer, such as the name of an event, says nothing that an author could judge."""

Found = Sequence[tuple[Entry, tuple[Finding, ...]]]
"""What is found in each entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """An entry that may be evidence for a requirement, if its author thinks so."""

    requirement: Requirement
    entry: Entry
    sentence: str
    line: int
    probability: float


def find(entries: Iterable[Entry], vocabulary: Vocabulary) -> Found:
    """Read entries, for those that call it once for all."""
    return tuple((entry, suggestions.findings(entry, vocabulary)) for entry in entries)


def of(rows: Iterable[Row], found: Found) -> Mapping[str, tuple[Near, ...]]:
    """Return by id the nearest entries to each requirement that has no evidence, or is thin.

    Drafts are left out: they are to be finished first.
    """
    near = {}
    for row in rows:
        if row.status in {Status.GAP, Status.THIN}:
            ranked = sorted(_of(row, found), key=lambda one: (-one.probability, one.entry.path))
            near[row.requirement.id] = tuple(ranked[:MOST])
    return {requirement: some for requirement, some in near.items() if some}


def _of(row: Row, found: Found) -> Iterator[Near]:
    for entry, findings in found:
        declared = {trace.requirement for trace in entry.meta.evidence}
        if entry.meta.draft or row.requirement.id in declared:
            continue
        for finding in findings:
            is_sentence = len(finding.best.sentence.split()) >= _LEAST_WORDS
            is_near = is_sentence and finding.probability >= _LEAST
            if is_near and finding.requirement == row.requirement.id:
                yield Near(
                    requirement=row.requirement,
                    entry=entry,
                    sentence=finding.best.sentence,
                    line=finding.best.line,
                    probability=finding.probability,
                )
