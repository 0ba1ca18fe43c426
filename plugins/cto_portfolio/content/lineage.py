"""Lineage: which decisions came in the place of which, as either side says it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.content.missing_files import entry_at
from cto_portfolio.content.sources import ENTRIES, Source
from cto_portfolio.problems import Problem, Severity, near_file
from cto_portfolio.text import validation
from cto_portfolio.text.frontmatter import Key
from cto_portfolio.text.validation import Fault

_NUMBER = re.compile(r"(?:ADR)?[-_ #]*0*([0-9]+)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:ADR[-_ ]?)?0*([0-9]+)(?![0-9])", re.IGNORECASE)
"""The name of a file that begins with the number of a record."""

Predecessors = Mapping[PurePosixPath, tuple[PurePosixPath, ...]]
"""By the path of an entry, the entries in whose place it came."""


@dataclass(frozen=True, slots=True)
class _Step:
    """From one decision to the next, as the entry at `path` says it at `key`."""

    older: PurePosixPath
    newer: PurePosixPath
    path: PurePosixPath
    key: Key


def read(markdown: Iterable[Source]) -> tuple[Predecessors, tuple[Problem, ...]]:
    """Return which entries each supersedes, and what is wrong with what they say of it."""
    known = {source.path: source for source in markdown if source.path.is_relative_to(ENTRIES)}
    steps: list[_Step] = []
    problems: list[Problem] = []
    for source in known.values():
        for step in _steps(source, known):
            if isinstance(step, Fault):
                problems.append(_placed(step, source))
            else:
                steps.append(step)
    found: dict[PurePosixPath, tuple[PurePosixPath, ...]] = {}
    for step in steps:
        older = found.get(step.newer, ())
        found[step.newer] = older if step.older in older else (*older, step.older)
    problems += (
        _placed(_circle(step), known[step.path])
        for step in steps
        if step.newer in _before(step.older, found)
    )
    return found, tuple(problems)


def _steps(source: Source, known: Mapping[PurePosixPath, Source]) -> Iterator[_Step | Fault]:
    meta, path = (source.entry.meta if source.entry else None), source.path
    for index, name in enumerate(meta.predecessors if meta else ()):
        target = entry_at(name, path, known)
        if target is None:
            guess = near_file(name, [other.name for other in known if other != path])
            message = f"there is no entry '{name}'{guess or '; write the path of its file'}"
            yield Fault(("supersedes", index), "unknown-entry", message)
        else:
            yield _Step(target, path, path, ("supersedes", index))
    for name in meta.successors if meta else ():
        successor = _successor(name, path, known)
        if successor is None:
            message = (
                f"there is no entry '{name}'; write 'superseded by [its title](its-file.md)', or "
                "'superseded' alone"
            )
            yield Fault(("status",), "unknown-entry", message, Severity.WARNING)
        else:
            yield _Step(path, successor, path, ("status",))


def _successor(
    name: str, path: PurePosixPath, known: Iterable[PurePosixPath]
) -> PurePosixPath | None:
    """Return the entry that a path means, or the number of a record beside it."""
    known = tuple(known)
    if target := entry_at(name, path, known):
        return target
    number = _NUMBER.fullmatch(name)
    beside = [other for other in known if other.parent == path.parent and other != path]
    named = [other for other in beside if other.stem.casefold() == name.casefold()]
    numbered = [other for other in beside if number and _number(other) == number[1]]
    candidates = named or numbered
    return candidates[0] if len(candidates) == 1 else None


def _number(path: PurePosixPath) -> str | None:
    match = _NUMBERED.match(path.stem)
    return match[1] if match else None


def _before(path: PurePosixPath, found: Predecessors) -> set[PurePosixPath]:
    """Return an entry with all that it came to supersede."""
    seen, pending = set[PurePosixPath](), [path]
    while pending:
        at = pending.pop()
        if at not in seen:
            seen.add(at)
            pending += found.get(at, ())
    return seen


def _circle(step: _Step) -> Fault:
    message = "this goes round in a circle; the newer entry supersedes the older"
    if step.older == step.newer:
        message = "no entry supersedes itself; name the other one, or take this out"
    return Fault(step.key, "supersedes-circle", message)


def _placed(fault: Fault, source: Source) -> Problem:
    assert source.document  # noqa: S101 - where there is an entry, there was front matter
    return validation.place(fault, source.document, source.path)
