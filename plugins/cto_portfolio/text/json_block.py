"""JSON that commands wrote beside an author's files, read as strictly as YAML is."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError, Key
from cto_portfolio.text.lines import Lines

MAX_DEPTH = 30
"""Deepest nesting; a frozen packet needs ten."""
_OUTER_KEY = re.compile(r'^[ \t]?"([^"\\]+)"[ \t]*:', re.MULTILINE)
"""As commands write the outermost keys: indented by one space."""
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which no file can hold."""


def load(
    text: str,
) -> tuple[dict[str, Any], Mapping[Key, int], tuple[FrontMatterError, ...]]:
    """Return an object's values, the lines of its outermost keys, and keys that stand there twice.

    Raises:
        FrontMatterError: with the line, if there is no such object.
    """
    twice: dict[str, None] = {}

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in pairs:
            if key in values:
                twice[key] = None
            values[key] = value
        return values

    try:
        meta: Any = json.loads(text, object_pairs_hook=mapping)
    except json.JSONDecodeError as error:
        raise _broken(error.lineno, f"not valid JSON: {error.msg.removesuffix(' at')}") from error
    except RecursionError as error:
        raise _broken(1, "nested too deep") from error
    except ValueError as error:
        raise _broken(1, "it holds a number that is too long") from error
    if not isinstance(meta, dict):
        raise _broken(1, f"expected an object in braces, found {frontmatter.type_name(meta)}")
    _refuse_dangerous(meta)
    by_key = dict(_outer_keys(text))
    lines: dict[Key, int] = {(key,): by_key.get(key, 1) for key in meta}
    return meta, lines, tuple(_doubled(key, lines) for key in twice)


def _broken(line: int, message: str) -> FrontMatterError:
    return FrontMatterError("broken-json", line, message)


def _doubled(key: str, lines: Mapping[Key, int]) -> FrontMatterError:
    return FrontMatterError("duplicate-key", lines.get((key,), 1), f"'{key}' stands here twice")


def _outer_keys(text: str) -> Iterator[tuple[str, int]]:
    lines = Lines(text)
    for found in _OUTER_KEY.finditer(text):
        yield found[1], lines.at(found.start(1))


def _refuse_dangerous(meta: object) -> None:
    pending = [(meta, 1)]
    while pending:
        value, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise _broken(1, f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(value, str) and _HALF.search(value):
            raise _broken(1, "an escape stands for no character")
        if isinstance(value, dict):
            pending += ((inner, depth + 1) for pair in value.items() for inner in pair)
        elif isinstance(value, list):
            pending += ((inner, depth + 1) for inner in value)
