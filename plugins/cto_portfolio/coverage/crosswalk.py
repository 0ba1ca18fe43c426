"""The crosswalk: evidence that was tagged once, read through another framework."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.matrix import Coverage, newest_first
from cto_portfolio.frameworks import Requirement
from cto_portfolio.frameworks.other_frameworks import Item, OtherFramework, Part, Reach


class Standing(enum.StrEnum):
    """How far evidence reaches an item, from the least."""

    UNMAPPED = "unmapped"
    """No requirement leads there: the portfolio cannot answer it, whatever is written."""
    UNREACHED = "unreached"
    """Requirements lead there, and none of them has evidence."""
    PARTIAL = "partial"
    STRONG = "strong"


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """An entry that reaches an item, and the requirements by which it does."""

    entry: Entry
    is_strong: bool
    requirements: tuple[Requirement, ...]
    """The requirements of the better grade, where the entry reaches the item by both grades."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """An item with the evidence that reaches it."""

    item: Item
    supports: tuple[Support, ...]
    """Strong evidence first, then the newest."""
    strong_by: tuple[Requirement, ...]
    """The requirements whose evidence answers the item, with evidence or without."""
    partial_by: tuple[Requirement, ...]

    @property
    def strong(self) -> tuple[Support, ...]:
        """The entries that answer it."""
        return tuple(support for support in self.supports if support.is_strong)

    @property
    def partial(self) -> tuple[Support, ...]:
        """The entries that help, where more is needed."""
        return tuple(support for support in self.supports if not support.is_strong)

    @property
    def standing(self) -> Standing:
        """How far the evidence reaches."""
        if not self.strong_by and not self.partial_by:
            return Standing.UNMAPPED
        if not self.supports:
            return Standing.UNREACHED
        return Standing.STRONG if self.strong else Standing.PARTIAL

    @property
    def newest(self) -> Entry | None:
        """The entry with the latest date, of either grade."""
        entries = (support.entry for support in self.supports)
        return min(entries, key=newest_first, default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How much of the evidence an item has, beside what its framework wants it to have."""

    item: Item
    asked: int
    found: float
    """Both in per cent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PartReading:
    """A part of a framework with the evidence that reaches its items."""

    part: Part
    readings: tuple[Reading, ...]

    @property
    def shares(self) -> tuple[Share, ...]:
        """The balance of the evidence, where the framework asks for one.

        Each entry counts once, divided among the items it reaches; a strong reach gets twice
        the share of a partial one.
        """
        asked = [reading.item.percent for reading in self.readings]
        weights = _weights(self.readings)
        total = sum(weights.values())
        return tuple(
            Share(
                item=one.item,
                asked=percent,
                found=100 * weights[one.item.id] / total if total else 0.0,
            )
            for one, percent in zip(self.readings, asked, strict=True)
            if percent is not None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameworkReading:
    """All of a framework with the evidence that reaches it."""

    framework: OtherFramework
    parts: tuple[PartReading, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every item, part by part."""
        return tuple(reading for part in self.parts for reading in part.readings)

    def of(self, standing: Standing) -> tuple[Reading, ...]:
        """Return the items of one standing."""
        return tuple(reading for reading in self.readings if reading.standing is standing)


def read(
    framework: OtherFramework, coverage: Coverage, reaches: Iterable[Reach]
) -> FrameworkReading:
    """Read the evidence of a matrix through another framework.

    Requirements that the matrix does not have lead nowhere; those that an author has added are
    mapped to nothing, and reach nothing.
    """
    by_item: dict[tuple[str, str], list[Reach]] = {}
    for reach in reaches:
        by_item.setdefault((reach.part, reach.item), []).append(reach)
    rows = {row.requirement.id: row.requirement for row in coverage.rows}
    entries = {
        row.requirement.id: tuple(trace.entry for trace in row.evidence) for row in coverage.rows
    }
    return FrameworkReading(
        framework=framework,
        parts=tuple(
            PartReading(
                part=part,
                readings=tuple(
                    _reading(item, by_item.get((part.id, item.id), ()), rows, entries)
                    for item in part.items
                ),
            )
            for part in framework.parts
        ),
    )


def _reading(
    item: Item,
    reaches: Sequence[Reach],
    rows: Mapping[str, Requirement],
    entries: Mapping[str, tuple[Entry, ...]],
) -> Reading:
    strong = tuple(
        rows[reach.requirement]
        for reach in reaches
        if reach.is_strong and reach.requirement in rows
    )
    partial = tuple(
        rows[reach.requirement]
        for reach in reaches
        if not reach.is_strong and reach.requirement in rows
    )
    answers = _supports(strong, entries, is_strong=True)
    answered = {answer.entry.path for answer in answers}
    helps = _supports(partial, entries, is_strong=False)
    return Reading(
        item=item,
        supports=(*answers, *(one for one in helps if one.entry.path not in answered)),
        strong_by=strong,
        partial_by=partial,
    )


def _supports(
    requirements: Iterable[Requirement],
    entries: Mapping[str, tuple[Entry, ...]],
    *,
    is_strong: bool,
) -> list[Support]:
    found: dict[PurePosixPath, tuple[Entry, list[Requirement]]] = {}
    for requirement in requirements:
        for entry in entries[requirement.id]:
            found.setdefault(entry.path, (entry, []))[1].append(requirement)
    return [
        Support(entry=entry, is_strong=is_strong, requirements=tuple(by))
        for entry, by in sorted(found.values(), key=lambda pair: newest_first(pair[0]))
    ]


def _weights(readings: Iterable[Reading]) -> dict[str, float]:
    grades = [
        (support.entry.path, reading.item.id, 2 if support.is_strong else 1)
        for reading in readings
        for support in reading.supports
    ]
    totals: dict[PurePosixPath, int] = {}
    for path, _, grade in grades:
        totals[path] = totals.get(path, 0) + grade
    weights = {reading.item.id: 0.0 for reading in readings}
    for path, item, grade in grades:
        weights[item] += grade / totals[path]
    return weights
