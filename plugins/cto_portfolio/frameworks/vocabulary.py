"""Vocabularies: which words speak for which requirement, read from data beside the frameworks.

`five-areas.vocabulary.yml` lies beside `five-areas.yml`; an author's own file may have one of the
same form beside it, or hold the key `vocabulary` itself.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path, PurePosixPath

from cto_portfolio.frameworks import FIVE_AREAS, SUFFIXES, Framework, content_of, cues, weights
from cto_portfolio.frameworks.cues import CueMeta, CuesMeta, Index, Pattern
from cto_portfolio.frameworks.weights import Weights
from cto_portfolio.problems import PortfolioError, Problem, near_miss
from cto_portfolio.text import yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored

_KEY = "vocabulary"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """What a sentence may say, and how much that counts for a requirement."""

    requirement: str
    says: tuple[Pattern, ...]
    is_act: bool
    near: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    weight: float
    kinds: frozenset[str]
    place: str

    def holds(self, text: Sequence[str]) -> bool:
        """Whether what else a sentence says lets the cue count."""
        if self.near and not any(one.is_in(text) for one in self.near):
            return False
        return not any(one.is_in(text) for one in self.unless)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All cues. Not slotted: what is derived is worked out once and kept."""

    cues: tuple[Cue, ...]
    enough: Mapping[str, float]
    """By requirement, the weight that a text must gather."""

    weights: Weights | None
    """What is learnt of the shipped requirements, where they are used."""

    @functools.cached_property
    def index(self) -> Index:
        """The patterns of all cues, by the place of the cue."""
        return Index(tuple(cue.says for cue in self.cues))


class _File(Authored):
    vocabulary: tuple[CuesMeta, ...] = ()


def load(framework: Framework, names: Iterable[str] = (FIVE_AREAS,), *, root: Path) -> Vocabulary:
    """Read what stands in frameworks, named as for `frameworks.load`, and beside them.

    Raises:
        PortfolioError: with every problem found.
    """
    shipped = resources.files("cto_portfolio.frameworks") / "data"
    sources: dict[PurePosixPath, bytes | str] = {}
    names = tuple(names)
    for name in names:
        path = PurePosixPath(name)
        is_own = path.suffix in SUFFIXES
        if is_own:
            tried = [path, *(path.with_suffix(f".{_KEY}{suffix}") for suffix in SUFFIXES)]
        else:
            tried = [PurePosixPath(f"{name}.{_KEY}.yml")]
        for one in tried:
            file = root / one if is_own else shipped / str(one)
            content = content_of(file, str(one))
            if content is not None:
                sources[one] = content
    vocabulary = parse(sources, framework)
    return replace(vocabulary, weights=weights.load()) if FIVE_AREAS in names else vocabulary


def parse(sources: Mapping[PurePosixPath, bytes | str], framework: Framework) -> Vocabulary:
    """Put vocabularies together; what several say of one requirement adds up.

    Raises:
        PortfolioError: with every problem found.
    """
    problems: list[Problem] = []
    found: list[CuesMeta] = []
    known = {one.id for one in framework.requirements}
    for path, content in sources.items():
        document, unread = yaml_files.read(content, path)
        problems += unread
        if document is None:
            continue
        if not path.stem.endswith(f".{_KEY}"):  # what else stands there, `frameworks.load` reads
            document = replace(document, meta=_only_vocabulary(document.meta), faults=())
        file, wrong = yaml_files.validate(
            _File, document, path, lambda meta: cues.faults(meta.vocabulary), is_private=True
        )
        problems += wrong
        if file:
            problems += _unknown(file, document, path=path, known=known)
            found += file.vocabulary
    if problems:
        raise PortfolioError("\n".join(map(str, sorted(problems))))
    return Vocabulary(
        cues=tuple(_cue(one.requirement, cue) for one in found for cue in one.cues),
        enough={one.requirement: cues.ENOUGH for one in found}
        | {one.requirement: one.enough for one in found if one.enough is not None},
        weights=None,
    )


def _only_vocabulary(meta: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in meta.items() if key == _KEY}


def _unknown(
    file: _File, document: Document, *, path: PurePosixPath, known: set[str]
) -> Iterator[Problem]:
    for index, one in enumerate(file.vocabulary):
        if one.requirement not in known:
            guess = near_miss(one.requirement, known) or "; write it as area/id"
            yield Problem(
                path=path,
                line=document.line((_KEY, index, "requirement")),
                code="unknown-requirement",
                message=f"no requirement '{one.requirement}'{guess}",
            )


def _cue(requirement: str, meta: CueMeta) -> Cue:
    return Cue(
        requirement=requirement,
        says=tuple(map(cues.pattern, meta.says)),
        is_act=meta.act,
        near=tuple(map(cues.pattern, meta.near)),
        unless=tuple(map(cues.pattern, meta.unless)),
        weight=meta.weight,
        kinds=frozenset(meta.kinds),
        place=meta.place,
    )
