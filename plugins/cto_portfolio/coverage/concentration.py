"""Concentration: how many requirements rest on one entry, or on the work at one organization."""

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cto_portfolio.coverage import matrix
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import StatusRule


class Bearer(enum.StrEnum):
    """What requirements may rest on."""

    ENTRY = "entry"
    ORGANIZATION = "organization"


_LARGE_SHARE = {Bearer.ENTRY: 0.25, Bearer.ORGANIZATION: 0.5}
"""Of the requirements with evidence; few people have worked for more than a few organizations."""
_MANY_FILLED = 4
_MANY_FALLEN = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Concentration:
    """One entry or organization on which much rests."""

    bearer: Bearer
    name: str
    """The path of the entry, or the organization."""
    title: str
    """What people call it."""
    filled: tuple[Row, ...]
    """The requirements it is evidence for."""
    fallen: tuple[Row, ...]
    """The requirements that are covered with it, and would not be without it."""


def measure(rows: Sequence[Row], rules: Sequence[StatusRule]) -> tuple[Concentration, ...]:
    """Return what an interviewer would have to doubt to take much away, the worst first."""
    found = [
        *_borne(rows, rules, Bearer.ENTRY, lambda one: str(one.entry.path)),
        *_borne(rows, rules, Bearer.ORGANIZATION, lambda one: one.entry.meta.organization),
    ]
    large = [one for one in found if _is_large(one, rows)]
    return tuple(sorted(large, key=lambda one: (-len(one.fallen), -len(one.filled), one.name)))


def _borne(
    rows: Sequence[Row],
    rules: Sequence[StatusRule],
    bearer: Bearer,
    name_of: Callable[[Evidence], str | None],
) -> Iterable[Concentration]:
    """Yield what each entry or organization fills, and what would not be covered without it."""
    filled: dict[str, list[Row]] = {}
    fallen: dict[str, list[Row]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        needed = {name_of(one) for one in _enough(row, rules)}
        for name, evidence in _by_name(row, name_of).items():
            titles[name] = evidence.entry.meta.title if bearer is Bearer.ENTRY else name
            filled.setdefault(name, []).append(row)
            rest = [trace for trace in row.evidence if name_of(trace) != name]
            if name in needed and not matrix.status(rest, rules).is_covered:
                fallen.setdefault(name, []).append(row)
    for name, title in titles.items():
        yield Concentration(
            bearer=bearer,
            name=name,
            title=title,
            filled=tuple(filled[name]),
            fallen=tuple(fallen.get(name, ())),
        )


def _enough(row: Row, rules: Sequence[StatusRule]) -> Sequence[Evidence]:
    """Return the newest evidence by which a requirement is covered.

    Rules only ask for minima, so nothing falls with what is not among it: a shortcut without which
    a thousand entries would take several seconds.
    """
    if not row.is_covered:
        return ()
    counts = range(1, len(row.evidence) + 1)
    runs = (row.evidence[:count] for count in counts)
    return next(run for run in runs if matrix.status(run, rules).is_covered)


def _by_name(row: Row, name_of: Callable[[Evidence], str | None]) -> Mapping[str, Evidence]:
    named = ((name_of(trace), trace) for trace in row.evidence)
    return {name: one for name, one in named if name is not None}


def _is_large(one: Concentration, rows: Sequence[Row]) -> bool:
    share = _LARGE_SHARE[one.bearer]
    covered = sum(row.is_covered for row in rows)
    evidenced = sum(not row.is_gap for row in rows)
    # One entry that takes two requirements with it is worth a word; an organization, a quarter.
    falls = covered / 4 if one.bearer is Bearer.ORGANIZATION else 0
    return len(one.fallen) >= max(_MANY_FALLEN, falls) or len(one.filled) >= max(
        _MANY_FILLED, share * evidenced
    )
