"""The same evidence, read through each of the other frameworks, and what it does not reach."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.coverage import crosswalk
from cto_portfolio.coverage.crosswalk import FrameworkReading, PartReading, Reading, Standing
from cto_portfolio.frameworks import Requirement, other_frameworks
from cto_portfolio.site.pages.framework import ShareView
from cto_portfolio.site.pages.review.review import (
    EntryLinkView,
    RequirementLinkView,
    Review,
    SectionView,
    StatusView,
    requirement_link,
)

MAX_EVIDENCE = 3
"""Entries an item lists; `coverage --framework` lists all."""

_SHAPES = {
    Standing.UNMAPPED: "–",
    Standing.UNREACHED: "○",
    Standing.PARTIAL: "◑",
    Standing.STRONG: "●",
}


class SupportView(EntryLinkView):
    """An entry that reaches an item, and by which requirements."""

    grade: str
    requirements: list[RequirementLinkView]


class ReadingView(StatusView):
    """What a framework asks for, and what answers it."""

    name: str
    means: str | None
    evidence: list[SupportView]
    more: str | None
    """How many entries it does not list."""
    wanted: list[RequirementLinkView]
    """The requirements that would answer it."""


class ReadPartView(TypedDict):
    """Some of its items."""

    name: str
    balance: list[ShareView]
    readings: list[ReadingView]


class MissingView(TypedDict):
    """The items that are missed in one way."""

    said: str
    names: list[str]


class ReadFrameworkView(TypedDict):
    """Another framework, with the evidence read through it."""

    name: str
    source: str
    premise: str | None
    summary: str
    missing: list[MissingView]
    command: str
    parts: list[ReadPartView]


class ReadingsView(SectionView):
    """The section as `partials/readings.html` reads it."""

    frameworks: list[ReadFrameworkView]


def build(review: Review) -> ReadingsView:
    """Return the section; the frameworks are in the order of their names."""
    loaded = sorted(map(other_frameworks.load, other_frameworks.names()), key=lambda one: one.name)
    reaches = other_frameworks.reaches()
    return {
        "id": "frameworks",
        "title": "Through other frameworks",
        "count": str(len(loaded)),
        "frameworks": [
            _framework(crosswalk.read(other, review.coverage, reaches), review) for other in loaded
        ],
    }


def _framework(read: FrameworkReading, review: Review) -> ReadFrameworkView:
    counts = ((standing.value, len(read.of(standing))) for standing in reversed(Standing))
    return {
        "name": read.framework.name,
        "source": read.framework.source,
        "premise": read.framework.premise,
        "summary": ", ".join(f"{amount} {name}" for name, amount in counts if amount),
        "missing": list(_missing(read)),
        "command": f"cto-portfolio coverage --framework {read.framework.id}",
        "parts": [_part(part, review) for part in read.parts],
    }


def _missing(read: FrameworkReading) -> Iterator[MissingView]:
    partial = [reading for reading in read.of(Standing.PARTIAL) if not reading.strong_by]
    for said, found in (
        ("No evidence reaches", read.of(Standing.UNREACHED)),
        ("Reached in part, and no requirement answers it whole", partial),
        ("No requirement leads to, so prepare apart", read.of(Standing.UNMAPPED)),
    ):
        if found:
            yield {"said": said, "names": [wording.sentence(one.item.name) for one in found]}


def _part(part: PartReading, review: Review) -> ReadPartView:
    return {
        "name": part.part.name,
        "balance": [
            {"name": share.item.name, "asked": f"{share.asked}%", "found": f"{share.found:.0f}%"}
            for share in part.shares
        ],
        "readings": [_reading(reading, review) for reading in part.readings],
    }


def _reading(reading: Reading, review: Review) -> ReadingView:
    older = len(reading.supports) - MAX_EVIDENCE
    wanted = () if reading.strong else reading.strong_by
    if reading.standing is Standing.UNREACHED:
        wanted = wanted or reading.partial_by
    return {
        "name": wording.sentence(reading.item.name),
        "means": reading.item.means,
        "status": reading.standing.value,
        "status_name": reading.standing.value.capitalize(),
        "shape": _SHAPES[reading.standing],
        "stale": False,
        "evidence": [
            {
                **review.link(support.entry),
                "grade": "answers it" if support.is_strong else "in part",
                "requirements": _requirements(support.requirements),
            }
            for support in reading.supports[:MAX_EVIDENCE]
        ],
        "more": wording.count(older, "more entry", "more entries") if older > 0 else None,
        "wanted": _requirements(wanted),
    }


def _requirements(requirements: Iterable[Requirement]) -> list[RequirementLinkView]:
    return [requirement_link(requirement) for requirement in requirements]
