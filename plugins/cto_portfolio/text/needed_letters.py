"""The letters without one of which a regular expression matches nothing.

To look for a letter is a hundred times as quick as to try an expression, and most text has none of
those that mark something up.
"""

import functools
import re
from collections.abc import Iterable
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

ANY = ("",)
"""Found in every text: nothing is known of the expression."""
_MOST = 8
"""Of more letters, one is nearly always there."""
_REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT})


@functools.lru_cache(maxsize=1024)
def of(expression: re.Pattern[str]) -> tuple[str, ...]:
    """Return the letters of which a text that matches has one; `ANY` where there are no such."""
    parsed = _parser.parse(expression.pattern, expression.flags)
    return _in_sequence(parsed, ignores_case=bool(expression.flags & re.IGNORECASE)) or ANY


def _in_sequence(parsed: Iterable[Any], *, ignores_case: bool) -> tuple[str, ...]:
    """Return the rarest letters that a part of a sequence needs."""
    needed = (_in_part(op, value, ignores_case=ignores_case) for op, value in parsed)
    return min(filter(None, needed), key=_commonness, default=())


def _in_part(op: Any, value: Any, *, ignores_case: bool) -> tuple[str, ...]:  # noqa: ANN401
    if op is ops.LITERAL:
        return _of_letters([value], ignores_case=ignores_case)
    if op is ops.IN and all(kind is ops.LITERAL for kind, _ in value):
        return _of_letters([letter for _, letter in value], ignores_case=ignores_case)
    if op is ops.BRANCH:
        return _in_each(value[1], ignores_case=ignores_case)
    nested = _nested(op, value)
    return _in_sequence(
        nested, ignores_case=ignores_case or (op is ops.SUBPATTERN and bool(value[1]))
    )


def _nested(op: Any, value: Any) -> Iterable[Any]:  # noqa: ANN401 - as the parser has it
    """Return the parts of a part without which it does not match."""
    if op in _REPEATS and value[0]:
        return value[2]  # type: ignore[no-any-return]
    if op is ops.SUBPATTERN:
        return value[3]  # type: ignore[no-any-return]
    if op is ops.ASSERT:
        return value[1]  # type: ignore[no-any-return]
    return value if op is ops.ATOMIC_GROUP else ()


def _in_each(branches: Iterable[Iterable[Any]], *, ignores_case: bool) -> tuple[str, ...]:
    """Return what one branch or another needs, if each of them needs anything."""
    each = [_in_sequence(branch, ignores_case=ignores_case) for branch in branches]
    letters = tuple(dict.fromkeys(letter for needed in each for letter in needed))
    return letters if all(each) and len(letters) <= _MOST else ()


def _of_letters(codes: list[int], *, ignores_case: bool) -> tuple[str, ...]:
    letters = tuple(map(chr, codes))
    has_case = ignores_case and any(letter.isalpha() for letter in letters)
    return () if has_case or len(letters) > _MOST else letters


def _commonness(letters: tuple[str, ...]) -> tuple[int, int]:
    return max(map(_common, letters)), len(letters)


def _common(letter: str) -> int:
    return 2 if letter in " ." or letter.isalnum() else int(letter == "\n")
