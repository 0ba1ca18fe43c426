"""Next steps: which requirements need an entry most, and which kind of entry mends most."""

from collections.abc import Iterable
from dataclasses import dataclass

from cto_portfolio.content import kinds
from cto_portfolio.content.entry import Entry, Kind, KindRole
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.coverage.matrix import Coverage, Row
from cto_portfolio.coverage.shortfalls import Lack
from cto_portfolio.frameworks import Channel, Status

_WEIGHTS = {Lack.GAP: 8, Lack.THIN: 4, Lack.STALE: 2, Lack.CHANNEL: 1}
"""Each is more than all smaller ones together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """A requirement for which an entry should be written."""

    row: Row
    lacks: tuple[Lack, ...]
    drafts: tuple[Entry, ...]
    """The unfinished entries that would be evidence for it."""

    @property
    def weight(self) -> int:
        """How much is gained by an entry for it."""
        return self.row.area.weight * sum(_WEIGHTS[lack] for lack in self.lacks)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of entries that would help, the likeliest first."""
        anything = kinds.in_role(KindRole.OUTCOME)[:1]
        usual = tuple(KINDS[id_] for id_ in self.row.requirement.kinds if id_ in KINDS) or anything
        wants_voucher = (
            self.row.area.expects is Channel.VOUCHED and Channel.VOUCHED not in self.row.channels
        )
        if wants_voucher:
            usual = tuple(dict.fromkeys([*kinds.in_role(KindRole.VOUCHER), *usual]))
        if self.lacks == (Lack.CHANNEL,):  # only other people's words are vouched, and always
            usual = tuple(
                kind for kind in usual if (kind.role is KindRole.VOUCHER) is wants_voucher
            )
        return usual or anything


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A kind of entry to write, and what one could be evidence for."""

    kind: Kind
    needs: tuple[Need, ...]
    """The most pressing first."""

    @property
    def command(self) -> str:
        """What to type to begin an entry of the kind."""
        return command(self.kind)


def command(kind: Kind) -> str:
    """Return what to type to begin an entry of a kind."""
    return f'cto-portfolio new {kind.id} "Title"'


def needs(coverage: Coverage, *, drafts: Iterable[Evidence] = ()) -> tuple[Need, ...]:
    """Return the requirements that lack something, in the order in which to see to them.

    Gaps come before what is thin, stale, or not of the sort that its area expects; among equals,
    what interviewers ask about most comes first.
    """
    promised: dict[str, list[Entry]] = {}
    for trace in drafts:
        promised.setdefault(trace.requirement.id, []).append(trace.entry)
    needed = [
        Need(row=row, lacks=lacks, drafts=tuple(promised.get(row.requirement.id, ())))
        for row in coverage.rows
        if (lacks := _lacks(row))
    ]
    order = list(Lack)
    return tuple(
        sorted(
            needed,
            key=lambda need: (order.index(need.lacks[0]), -need.row.area.weight, -need.weight),
        )
    )


def steps(needed: Iterable[Need]) -> tuple[Step, ...]:
    """Return the kinds of entries to write, the one that would help most first."""
    by_kind: dict[str, list[Need]] = {kind: [] for kind in KINDS}
    for need in needed:
        for kind in need.kinds:
            by_kind[kind.id].append(need)
    found = [Step(kind=KINDS[kind], needs=tuple(some)) for kind, some in by_kind.items() if some]
    return tuple(sorted(found, key=lambda step: -sum(need.weight for need in step.needs)))


def _lacks(row: Row) -> tuple[Lack, ...]:
    has = {
        Lack.GAP: row.is_gap,
        Lack.THIN: row.status is Status.THIN,
        Lack.STALE: row.is_stale,
        Lack.CHANNEL: row.lacks_channel,
    }
    return tuple(lack for lack in Lack if has[lack])
