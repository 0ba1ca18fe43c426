"""Frameworks: areas, their requirements, and the rules that go with them, read from data.

The five areas are shipped in `frameworks/five-areas.yml`; an author may add requirements, or
bring a framework of their own, as a file of the same form.
"""

import enum
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from cto_portfolio.frameworks import cues
from cto_portfolio.frameworks.cues import CuesMeta
from cto_portfolio.problems import PortfolioError, Problem, near_miss
from cto_portfolio.text import characters, yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, Line

FIVE_AREAS = "five-areas"
"""The name of the framework that is used unless the author names others."""
SUFFIXES = (".yml", ".yaml")


class Channel(enum.StrEnum):
    """How evidence reaches the person who judges."""

    SHOWN = "shown"
    TOLD = "told"
    VOUCHED = "vouched"


class Status(enum.StrEnum):
    """How well a requirement is evidenced, from the least."""

    GAP = "gap"
    THIN = "thin"
    COVERED = "covered"
    STRONG = "strong"

    @property
    def rank(self) -> int:
        """The place in the order above, from 0."""
        return list(Status).index(self)

    @property
    def is_covered(self) -> bool:
        """Whether it is covered or better."""
        return self in {Status.COVERED, Status.STRONG}


@dataclass(frozen=True, kw_only=True, slots=True)
class Implication:
    """A rule: every entry of a kind is evidence, if it has a certain key."""

    kind: str
    having: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement:
    """One of the things a reader looks for."""

    id: str
    """Namespaced: `communication/architecture`."""
    area: str
    name: str
    asks: str
    tip: str | None
    examples: tuple[str, ...]
    implied_by: tuple[Implication, ...]
    kinds: tuple[str, ...]
    """The kinds of entries it is usually written up as, the likeliest first."""

    @property
    def slug(self) -> str:
        """The id without its area."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A group of requirements that are judged in one way."""

    id: str
    name: str
    summary: str
    stance: str
    judged_through: tuple[str, ...]
    expects: Channel
    fresh_months: int
    """How old the newest evidence may be before it is stale."""
    weight: int
    """How often it is asked about, beside others; the author's reports put heavier ones first."""
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One way to reach a status; every number is a minimum, counted in entries."""

    entries: int
    organizations: int
    backed: int
    declared: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusRule:
    """A status and the ways to reach it."""

    status: Status
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class Framework:
    """What evidence is held against. Not slotted: what is derived is worked out once and kept."""

    areas: tuple[Area, ...]
    status_rules: tuple[StatusRule, ...]
    """The first that fits counts."""

    @functools.cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """All of them, area by area."""
        return tuple(one for area in self.areas for one in area.requirements)

    def area_of(self, requirement: Requirement) -> Area:
        """Return the area a requirement belongs to."""
        return next(area for area in self.areas if area.id == requirement.area)

    def why_unknown(self, requirement_id: str) -> str | None:
        """Return what is wrong with the id of a requirement, with the way out, or nothing."""
        known = {requirement.id: requirement.slug for requirement in self.requirements}
        if requirement_id in known:
            return None
        if odd := characters.advice(requirement_id):
            return f"no requirement '{requirement_id}', which {odd}"
        slug = requirement_id.rpartition("/")[2]
        full = next((full for full, bare in known.items() if bare == slug), None)
        guess = f"; did you mean '{full}'?" if full else near_miss(requirement_id, known)
        way_out = guess or "; 'cto-portfolio coverage' lists them"
        return f"no requirement '{requirement_id}'{way_out}"


def _id(value: str) -> str:
    if value != value.casefold() or not value.replace("-", "").isalnum() or not value.isascii():
        message = "an id is made of small letters, digits and hyphens"
        raise PydanticCustomError("bad-value", "{message}", {"message": message})
    return value


_Id = Annotated[Line, AfterValidator(_id)]
_Months = Annotated[int, Field(ge=1, le=1200)]
_Minimum = Annotated[int, Field(ge=0, le=1000)]
_Weight = Annotated[int, Field(ge=1, le=10)]


class _FrameworkMeta(Authored):
    id: _Id
    name: Line
    source: Line | None = None
    premise: Line | None = None


class _AreaMeta(Authored):
    id: _Id
    name: Line
    summary: Line
    stance: Line
    judged_through: tuple[Line, ...] = ()
    expects: Literal["shown", "told", "vouched"] = "shown"
    fresh_months: _Months = 36
    weight: _Weight = 1
    kinds: tuple[Line, ...] = ()


class _ImplicationMeta(Authored):
    kind: Line
    having: Line | None = None


class _RequirementMeta(Authored):
    id: _Id
    area: _Id
    name: Line
    asks: Line
    source_tip: Line | None = None
    source_examples: tuple[Line, ...] = ()
    implied_by: tuple[_ImplicationMeta, ...] = ()
    kinds: tuple[Line, ...] = ()


class _WayMeta(Authored):
    entries: _Minimum = 0
    organizations: _Minimum = 0
    backed: _Minimum = 0
    declared: _Minimum = 0


class _StatusMeta(Authored):
    status: Literal["thin", "covered", "strong"]
    any: tuple[_WayMeta, ...]


class _File(Authored):
    framework: _FrameworkMeta | None = None
    areas: tuple[_AreaMeta, ...] = ()
    requirements: tuple[_RequirementMeta, ...] = ()
    statuses: tuple[_StatusMeta, ...] = ()
    vocabulary: tuple[CuesMeta, ...] = ()
    """Read by `vocabulary.load`; it may stand here or in a file beside this one."""


def load(names: Iterable[str] = (FIVE_AREAS,), *, root: Path = Path()) -> Framework:
    """Read frameworks by shipped name, or by the path of a YAML file below `root`.

    Raises:
        PortfolioError: if a file is missing, or with every problem found in the files.
    """
    shipped = resources.files("cto_portfolio.frameworks") / "data"
    sources: dict[PurePosixPath, bytes | str] = {}
    for name in names:
        file = root / name if name.endswith(SUFFIXES) else shipped / f"{name}.yml"
        content = content_of(file, name)
        if content is None:
            known = [one.name.partition(".")[0] for one in shipped.iterdir()]
            guess = near_miss(name, known) or "; name a YAML file of yours by its path"
            message = f"no framework '{name}'{guess}"
            raise PortfolioError(message)
        sources[PurePosixPath(name)] = content
    return parse(sources)


def content_of(file: Traversable, name: str) -> bytes | None:
    """Return what a file of a framework holds; None where there is none.

    Raises:
        PortfolioError: if it is there and cannot be read.
    """
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        message = f"'{name}' cannot be read: {error.strerror}"
        raise PortfolioError(message) from error


def parse(sources: Mapping[PurePosixPath, bytes | str]) -> Framework:
    """Merge framework files in the order given; later status rules replace earlier ones.

    Files that say nothing of statuses are held to the shipped rules.

    Raises:
        PortfolioError: with every problem found.
    """
    problems: list[Problem] = []
    files: list[tuple[PurePosixPath, Document, _File]] = []
    for path, content in sources.items():
        document, unread = yaml_files.read(content, path)
        problems.extend(unread)
        if document:
            file, found = yaml_files.validate(
                _File, document, path, lambda meta: cues.faults(meta.vocabulary)
            )
            problems.extend(found)
            if file:
                files.append((path, document, file))
    problems.extend(_conflicts(files))
    if problems:
        raise PortfolioError("\n".join(map(str, problems)))
    return _merged([file for _, _, file in files])


def _conflicts(files: Iterable[tuple[PurePosixPath, Document, _File]]) -> Iterator[Problem]:
    areas: set[str] = set()
    requirements: set[str] = set()
    for path, document, file in files:
        for index, area in enumerate(file.areas):
            line = document.line(("areas", index))
            if area.id in areas:
                message = f"there is an area '{area.id}' already; choose another id"
                yield Problem(path=path, line=line, code="duplicate-id", message=message)
            areas.add(area.id)
        for index, one in enumerate(file.requirements):
            line = document.line(("requirements", index))
            full = f"{one.area}/{one.id}"
            if full in requirements:
                message = f"there is a requirement '{full}' already; choose another id"
                yield Problem(path=path, line=line, code="duplicate-id", message=message)
            if one.area not in areas:
                message = f"no area '{one.area}'{near_miss(one.area, areas)}"
                yield Problem(path=path, line=line, code="unknown-area", message=message)
            requirements.add(full)


def _merged(files: list[_File]) -> Framework:
    requirements = [one for file in files for one in file.requirements]
    rules = next((file.statuses for file in reversed(files) if file.statuses), ())
    return Framework(
        areas=tuple(
            Area(
                id=area.id,
                name=area.name,
                summary=area.summary,
                stance=area.stance,
                judged_through=area.judged_through,
                expects=Channel(area.expects),
                fresh_months=area.fresh_months,
                weight=area.weight,
                requirements=tuple(
                    _requirement(one, area) for one in requirements if one.area == area.id
                ),
            )
            for file in files
            for area in file.areas
        ),
        status_rules=tuple(
            StatusRule(
                status=Status(rule.status), ways=tuple(Way(**way.model_dump()) for way in rule.any)
            )
            for rule in rules
        )
        or load().status_rules,
    )


def _requirement(meta: _RequirementMeta, area: _AreaMeta) -> Requirement:
    return Requirement(
        id=f"{meta.area}/{meta.id}",
        area=meta.area,
        name=meta.name,
        asks=meta.asks,
        tip=meta.source_tip,
        examples=meta.source_examples,
        implied_by=tuple(
            Implication(kind=rule.kind, having=rule.having) for rule in meta.implied_by
        ),
        kinds=meta.kinds or tuple(rule.kind for rule in meta.implied_by) or area.kinds,
    )
