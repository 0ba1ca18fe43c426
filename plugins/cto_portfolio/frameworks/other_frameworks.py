"""Other frameworks, shipped as data, through which evidence can be read.

Evidence is tagged once, against the requirements. `other_frameworks/crosswalk.yml` says which items
of another framework each requirement also supports.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar

from pydantic import Field

from cto_portfolio.problems import PortfolioError, Problem, near_miss
from cto_portfolio.text import yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, Line, Name

INTERVIEW = "cto-interview"
_CROSSWALK = "crosswalk"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that a framework asks."""

    id: str
    name: str
    means: str | None
    group: str | None
    """The id of what it belongs to within its framework."""
    percent: int | None
    """The share that the framework wants it to have among its part's items."""
    says: Mapping[str, tuple[str, ...]]
    """What else the framework says of it, by what it calls that: needs, asks, signals."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Items that a framework lists together."""

    id: str
    """As the crosswalk knows it."""
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherFramework:
    """A framework to read evidence through."""

    id: str
    name: str
    source: str
    premise: str | None
    business_sentence: str | None
    """The shape of a sentence that says in business words what technical work is for."""
    parts: tuple[Part, ...]
    background: Mapping[str, Any]
    """What it says besides, as plain YAML values: told on, and held against nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Evidence for a requirement also supports an item; strongly: it answers it by itself."""

    requirement: str
    part: str
    item: str
    is_strong: bool


class _Meta(Authored):
    id: Name
    name: Line
    source: Line
    premise: Line | None = None


class _ItemMeta(Authored):
    id: Name
    name: Line
    group: Name | None = None
    means: Line | None = None
    percent: Annotated[int | None, Field(ge=0, le=100)] = None
    says: dict[str, tuple[Line, ...]] = Field(default_factory=dict)


class _PartMeta(Authored):
    id: Name
    name: Line
    items: tuple[_ItemMeta, ...]


class _OtherFile(Authored):
    framework: _Meta
    parts: tuple[_PartMeta, ...]
    business_sentence: Line | None = None
    background: dict[str, Any] = Field(default_factory=dict)


class _Grades(Authored):
    strong: tuple[Name, ...] = ()
    partial: tuple[Name, ...] = ()


class _Row(Authored):
    requirement: Name
    maps_to: dict[str, _Grades]


class _CrosswalkFile(Authored):
    from_framework: Name
    basis: Line
    rows: tuple[_Row, ...]
    elsewhere: tuple[Name, ...] = ()


_FileT = TypeVar("_FileT", bound=Authored)


@functools.cache
def names() -> tuple[str, ...]:
    """Return the ids of those there are, without reading them."""
    files = (resources.files(__package__) / "data/other").iterdir()
    return tuple(sorted({file.name.partition(".")[0] for file in files} - {_CROSSWALK}))


def unknown(name: str) -> str:
    """Say that there is no such framework, and which there are."""
    return f"no framework '{name}'{near_miss(name, names())}; there are: {', '.join(names())}"


@functools.cache
def load(name: str) -> OtherFramework:
    """Read a shipped framework.

    Raises:
        PortfolioError: if there is none of that name.
    """
    if name not in names():
        raise PortfolioError(unknown(name))
    return parse(_shipped(name), PurePosixPath(f"{name}.yml"))


@functools.cache
def reaches() -> tuple[Reach, ...]:
    """Return what the shipped crosswalk says of the others."""
    known = {
        part.id: {item.id for item in part.items} for name in names() for part in load(name).parts
    }
    return parse_crosswalk(_shipped(_CROSSWALK), known, PurePosixPath(f"{_CROSSWALK}.yml"))


def parse(content: bytes | str, path: PurePosixPath) -> OtherFramework:
    """Return the framework that a file holds.

    Raises:
        PortfolioError: with every problem found.
    """
    file, _ = _read(_OtherFile, content, path)
    return OtherFramework(
        id=file.framework.id,
        name=file.framework.name,
        source=file.framework.source,
        premise=file.framework.premise,
        business_sentence=file.business_sentence,
        parts=tuple(
            Part(id=part.id, name=part.name, items=tuple(Item(**dict(one)) for one in part.items))
            for part in file.parts
        ),
        background=file.background,
    )


def parse_crosswalk(
    content: bytes | str, known: Mapping[str, set[str]], path: PurePosixPath
) -> tuple[Reach, ...]:
    """Return what a crosswalk says of the items in `known`, which are by the id of their part.

    Raises:
        PortfolioError: with every problem found, such as an item that there is not.
    """
    file, document = _read(_CrosswalkFile, content, path)
    found: list[Reach] = []
    problems: list[Problem] = []
    for index, row in enumerate(file.rows):
        for part, reach in _reaches(row, elsewhere=file.elsewhere):
            if reach.item in known.get(part, ()):
                found.append(reach)
                continue
            line = document.line(("rows", index, "maps_to", part))
            message = (
                f"no item '{reach.item}' in '{part}'{near_miss(reach.item, known.get(part, ()))}"
            )
            problems.append(Problem(path=path, line=line, code="unknown-item", message=message))
    if problems:
        raise PortfolioError("\n".join(map(str, problems)))
    return tuple(found)


def _reaches(row: _Row, *, elsewhere: tuple[str, ...]) -> Iterator[tuple[str, Reach]]:
    for part, grades in row.maps_to.items():
        for is_strong, items in ((True, grades.strong), (False, grades.partial)):
            for item in () if part in elsewhere else items:
                yield (
                    part,
                    Reach(requirement=row.requirement, part=part, item=item, is_strong=is_strong),
                )


def _shipped(name: str) -> bytes:
    return (resources.files(__package__) / "data/other" / f"{name}.yml").read_bytes()


def _read(
    model: type[_FileT], content: bytes | str, path: PurePosixPath
) -> tuple[_FileT, Document]:
    document, unread = yaml_files.read(content, path)
    if document is None:
        raise PortfolioError("\n".join(map(str, unread)))
    file, problems = yaml_files.validate(model, document, path)
    if file is None:
        raise PortfolioError("\n".join(map(str, problems)))
    return file, document
