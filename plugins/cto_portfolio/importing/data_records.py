"""Records in data files: the mappings within YAML, JSON and tables, each with its surroundings."""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cto_portfolio.importing.gathering import is_empty
from cto_portfolio.importing.incoming import RefusedError
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

ENDINGS = (".yml", ".yaml", ".json")
_BULLET = re.compile(r"^- ?", re.MULTILINE)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\n?\s*\Z", re.MULTILINE)
_MOST_DEPTH = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class DataRecord:
    """One mapping of a data file."""

    values: Mapping[str, Any]
    path: tuple[str, ...] = ()
    """The keys on the way to it."""
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each of its keys, as far as it can be told."""
    around: Mapping[str, Any] = field(default_factory=dict)
    """What stands beside the list that it is in."""


def load(text: str, ending: str) -> Iterator[tuple[object, int]]:
    """Yield the values of a file with their lines: one, or the items of a YAML list one by one.

    A `RefusedError` stands in place of what cannot be read.
    """
    for read, line in _parts(text, ending):
        try:
            yield read(), line
        except RefusedError as error:
            yield error, error.line


def _parts(text: str, ending: str) -> Iterator[tuple[Callable[[], object], int]]:
    if ending == ".json":
        yield functools.partial(_json, text), 1
        return
    starts = [match.start() for match in _BULLET.finditer(text)]
    if not starts or _has_key(text[: starts[0]]):
        yield functools.partial(_yaml, text, 1), 1
        return
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        yield functools.partial(_item, text[start:end], line), line


def _item(text: str, line: int) -> object:
    text = _END.sub("", text)
    return _yaml(f"items:\n{text}", line - 1).get("items", [])


def _has_key(text: str) -> bool:
    return any(line.strip() and line[0] not in "#-%" for line in text.splitlines())


def _yaml(text: str, line: int) -> Mapping[str, Any]:
    block = re.sub(r"\A(?:%.*\n)*---[ \t]*\n", "\n", text)
    try:
        return frontmatter.load(block, first_line=line).meta
    except FrontMatterError as error:
        raise RefusedError(error.message, line=error.line) from error


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedError(
            f"its JSON cannot be read: {error.msg}; mend it", line=error.lineno
        ) from error
    except (RecursionError, ValueError) as error:
        raise RefusedError("its JSON is nested too deeply, or holds too large a number") from error


def within(
    value: object, is_record: Callable[[Mapping[str, Any]], bool], *, line: int = 1
) -> Iterator[DataRecord]:
    """Yield the records in a value; lists of them may lie below keys, such as years."""
    yield from _within(value, is_record, (), {}, line=line)


def _within(
    value: object,
    is_record: Callable[[Mapping[str, Any]], bool],
    path: tuple[str, ...],
    around: Mapping[str, Any],
    *,
    line: int,
) -> Iterator[DataRecord]:
    if len(path) > _MOST_DEPTH:
        raise RefusedError("it is nested too deeply", line=line)
    if isinstance(value, list):
        for item in value:
            yield from _within(item, is_record, path, around, line=line)
    elif isinstance(value, Mapping) and is_record(value):
        yield DataRecord(values=_named(value), path=path, around=around, line=line)
    elif isinstance(value, Mapping):
        plain = {str(key): inner for key, inner in value.items() if not _holds_records(inner)}
        beside = {**around, **{key: inner for key, inner in plain.items() if not is_empty(inner)}}
        for key, inner in value.items():
            if _holds_records(inner):
                yield from _within(inner, is_record, (*path, str(key)), beside, line=line)
    elif isinstance(value, str) and value.strip():
        yield DataRecord(values={"text": value}, path=path, around=around, line=line)


def _named(values: Mapping[Any, Any]) -> Mapping[str, Any]:
    return {str(key): value for key, value in values.items()}


def _holds_records(value: object) -> bool:
    if isinstance(value, list):
        return any(isinstance(item, Mapping | list) for item in value)
    return isinstance(value, Mapping)
