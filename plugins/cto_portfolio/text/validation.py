"""Pydantic's findings about what an author wrote, as problems in our words and with lines."""

import copy
import datetime as dt
import enum
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from cto_portfolio import dates, links, wording
from cto_portfolio.periods import PartialDate
from cto_portfolio.problems import Problem, Severity, near_miss
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import Document, Key

MAX_NUMBER = 1e15
"""Beyond it a figure can no longer be shown, or added to another, exactly."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
_HEX_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_EXPECTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "tuple_type": "a list ('- ' before each item)",
    "dict_type": "'key: value' lines",
    "model_type": "'key: value' lines",
    "model_attributes_type": "'key: value' lines",
}

_LIMITS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}


class Mark(enum.Enum):
    """What a text is for, as its type says."""

    WORDS = enum.auto()
    """For readers, as opposed to ids, choices and private notes."""
    ADDRESS = enum.auto()
    """http(s), mailto, or the path of a file of the portfolio."""


class Authored(BaseModel):
    """What an author may write in YAML, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @classmethod
    def instead(cls, key: str, value: object) -> str | None:  # noqa: ARG003 - for those that do
        """Return what to write in place of a key that is not known, where more than a guess."""
        return None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with values that are well formed one by one."""

    key: Key
    code: str
    message: str
    severity: Severity = Severity.ERROR
    or_key: str = ""
    """Another key that would do; if that is there and wrong, nothing is missing."""


AuthoredT = TypeVar("AuthoredT", bound=Authored)


def validate(
    model: type[AuthoredT],
    document: Document,
    path: PurePosixPath,
    faults: Callable[[AuthoredT], Iterable[Fault]] = lambda _: (),
) -> tuple[AuthoredT | None, tuple[Problem, ...]]:
    """Return the value that a document's front matter stands for, and everything wrong with it.

    `faults` looks at the keys taken together. It is asked even when some of them are wrong one by
    one, with those left out, so that an author hears of everything in one run.
    """
    meta = _tuples(document.meta)
    try:
        value = model.model_validate(meta)
    except ValidationError as error:
        wrong = {str(details["loc"][0]) for details in error.errors()}
        rest = {key: one for key, one in meta.items() if str(key) not in wrong}
        partial: AuthoredT = _with_nothing_required(model).model_validate(rest)
        found = {_problem(model, details, document, path) for details in error.errors()}
        found |= {
            place(fault, document, path)
            for fault in faults(partial)
            if wrong.isdisjoint([*map(str, fault.key[:1]), fault.or_key])
        }
        return None, tuple(sorted(found))
    return value, tuple(sorted({place(fault, document, path) for fault in faults(value)}))


def place(fault: Fault, document: Document, path: PurePosixPath) -> Problem:
    """Return a fault with its path and line."""
    return Problem(
        path=path,
        line=document.line(fault.key),
        code=fault.code,
        message=fault.message,
        severity=fault.severity,
    )


@functools.cache
def _with_nothing_required(model: type[AuthoredT]) -> type[AuthoredT]:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            field = copy.copy(field)  # noqa: PLW2901 - the model's own stays required
            field.default = None
            fields[name] = (field.annotation, field)
    partial: type[AuthoredT] = create_model(model.__name__, __base__=model, **fields)
    return partial


def addresses(value: Authored) -> Iterator[tuple[Key, str]]:
    """Yield every address within an authored value, with where it stands."""
    return _marked(value, Mark.ADDRESS, ())


def without_addresses(value: AuthoredT, is_lost: Callable[[str], bool]) -> AuthoredT | None:
    """Return a value without some of its addresses; None if it makes no sense without one."""
    changes: dict[str, object] = {}
    for name, _ in _leading_to(type(value), Mark.ADDRESS):
        inner = getattr(value, name)
        kept = _without_addresses(inner, is_lost)
        if kept is None and inner is not None and type(value).model_fields[name].is_required():
            return None
        changes[name] = kept
    return value.model_copy(update=changes)


def _without_addresses(value: object, is_lost: Callable[[str], bool]) -> object:
    if isinstance(value, str):
        return None if is_lost(value) else value
    if isinstance(value, tuple):
        kept = (_without_addresses(item, is_lost) for item in value)
        return tuple(item for item in kept if item is not None)
    return without_addresses(value, is_lost) if isinstance(value, Authored) else value


def words(value: Authored) -> Iterator[str]:
    """Yield every text for readers within an authored value, in order."""
    return (text for _, text in placed_words(value))


def placed_words(value: Authored) -> Iterator[tuple[Key, str]]:
    """Yield the same texts with where they stand."""
    return _marked(value, Mark.WORDS, ())


def _marked(
    value: object, mark: Mark, key: Key, *, is_marked: bool = False
) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        if is_marked:
            yield key, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _marked(item, mark, (*key, index), is_marked=is_marked)
    elif isinstance(value, Authored):
        for name, alias in _leading_to(type(value), mark):
            inner = getattr(value, name)
            if inner is not None:
                yield from _marked(inner, mark, (*key, alias), is_marked=True)


@functools.cache
def _leading_to(model: type[Authored], mark: Mark) -> tuple[tuple[str, str], ...]:
    """Return the fields that hold a mark, or values that do, with their names in YAML."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if mark in field.metadata or _within_type(field.annotation, mark)
    )


def _within_type(annotation: object, mark: Mark) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        return bool(_leading_to(annotation, mark))
    if mark in getattr(annotation, "__metadata__", ()):
        return True
    return any(_within_type(argument, mark) for argument in get_args(annotation))


def _text(value: str) -> str:
    if found := _CONTROL.search(value):
        message = f"holds the invisible character U+{ord(found[0]):04X}; remove it"
        raise PydanticCustomError("bad-value", "{message}", {"message": message})
    if not value.strip():
        raise PydanticCustomError("bad-value", "{message}", {"message": "is empty; fill it in"})
    return value.strip()


def _line(value: str) -> str:
    return " ".join(_text(value).split())


def _read(value: object) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else dates.partial(value)


def _moment(value: object) -> PartialDate:
    if meant := _read(value):
        return meant
    message = f"{_found(value)} {dates.advice(value)}"
    raise PydanticCustomError("bad-date", "{message}", {"message": message})


def _first_day(value: object) -> object:
    return _moment(value).first


def _last_day(value: object) -> object:
    return _moment(value).last


def _end(value: object) -> object:
    if value is None or dates.is_present(value):
        return None
    if meant := _read(value):
        return meant
    message = f"{_found(value)} {dates.end_advice(value)}"
    raise PydanticCustomError("bad-date", "{message}", {"message": message})


def span_keys(value: object) -> object:
    """Return what a date, or a stretch of time in one line, means as `from` and `to`."""
    if isinstance(value, dict):
        return value
    meant = dates.span(value)
    if meant:
        return {"from": meant.start, "to": meant.end}
    message = f"{_found(value)} {dates.span_advice(value)}"
    raise PydanticCustomError("bad-date", "{message}", {"message": message})


def _address(value: str) -> str:
    if reason := links.why_unsafe(value.strip()):
        raise PydanticCustomError("unsafe-link", "{message}", {"message": reason})
    return links.with_plain_scheme(value.strip())


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"takes a number, not {_found(value)}"
        raise PydanticCustomError("wrong-type", "{message}", {"message": message})
    if not abs(value) <= MAX_NUMBER:  # not a number is not smaller either
        message = f"{_found(value)} cannot be shown; choose another unit"
        raise PydanticCustomError("bad-value", "{message}", {"message": message})
    return float(value)


_SOME_TEXT = WithJsonSchema({"type": "string", "pattern": r"\S"})
_NOTHING: dict[str, Any] = {"type": "null"}
_YEAR: dict[str, Any] = {"type": "integer", "minimum": 1000, "maximum": 9999}
_SAFE_ADDRESS = (
    r"^([Hh][Tt][Tt][Pp][Ss]?://[^\s\\/]\S*|[Mm][Aa][Ii][Ll][Tt][Oo]:[^\s@]+@\S+"
    r"|(?!//|[A-Za-z][A-Za-z0-9+.-]*:)[^#\\\s][^\\]*)$"
)


def _hex_color(text: str) -> str:
    if not _HEX_COLOR.fullmatch(text):
        message = f'{_found(text)} is no colour; write it as "#0b5358"'
        raise PydanticCustomError("bad-value", "{message}", {"message": message})
    return text.lower()


_IN_PRINT = AfterValidator(wording.typographic)
Line = Annotated[str, AfterValidator(_line), _IN_PRINT, Mark.WORDS, _SOME_TEXT]
"""Text of one line, with the quotes of print; white space within is folded."""
Text = Annotated[str, AfterValidator(_text), _IN_PRINT, Mark.WORDS, _SOME_TEXT]
Name = Annotated[str, AfterValidator(_line), _SOME_TEXT]
"""The name of something else, such as a requirement: no text for readers."""
Private = Annotated[str, AfterValidator(_text), _SOME_TEXT]
"""Text that is never published."""
_DATE_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "string", "pattern": f"^(?:{dates.DATE_PATTERN})$"}, _YEAR]}
)
Moment = Annotated[PartialDate, BeforeValidator(_moment), _DATE_SCHEMA]
"""A day, a month (`2026-03`) or a year."""
FirstDay = Annotated[dt.date, BeforeValidator(_first_day), _DATE_SCHEMA]
"""The day of the same from which on something holds."""
LastDay = Annotated[dt.date, BeforeValidator(_last_day), _DATE_SCHEMA]
"""The day of the same up to which something holds."""
End = Annotated[
    PartialDate | None,
    BeforeValidator(_end),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "string",
                    "pattern": f"^(?:{dates.DATE_PATTERN}|{dates.PRESENT_PATTERN})$",
                },
                *(_YEAR, _NOTHING),
            ]
        }
    ),
]
"""One of these, or `present` for what goes on."""
SpanLine = Annotated[
    str,
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": f"^(?:{dates.SPAN_PATTERN})$"}, _YEAR]}
    ),
]
"""A date or a stretch of time in one line, for schemas; `span_keys` reads it."""
Address = Annotated[
    str,
    AfterValidator(_address),
    Mark.ADDRESS,
    WithJsonSchema({"type": "string", "pattern": _SAFE_ADDRESS}),
]
Number = Annotated[
    float,
    BeforeValidator(_number),
    WithJsonSchema({"type": "number", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER}),
]
HexColor = Annotated[str, AfterValidator(_hex_color)]
Percent = Annotated[Number, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1, le=10**9)]


def _tuples(value: object) -> Any:  # noqa: ANN401 - the seam: YAML's values have no types yet
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def _problem(
    model: type[Authored], details: ErrorDetails, document: Document, path: PurePosixPath
) -> Problem:
    key = _within(document, details["loc"])
    code, message = _translated(model, details, key)
    return Problem(path=path, line=document.line(key), code=code, message=message)


def _within(document: Document, loc: tuple[int | str, ...]) -> Key:
    """Cut off what Pydantic adds behind the key, such as the branch of a union."""
    key: Key = ()
    for part in loc:
        if (*key, part) not in document.lines and len(key) < len(loc) - 1:
            break
        key = (*key, part)
    return key


def _translated(model: type[Authored], details: ErrorDetails, key: Key) -> tuple[str, str]:
    """Tell Pydantic's kinds of error apart by their type, never by their wording."""
    kind, found, name = details["type"], details["input"], _dotted(key)
    context = details.get("ctx", {})
    if kind in {"extra_forbidden", "invalid_key"}:
        return "unknown-key", f"no key '{name}'{_why_unknown(model, key, found)}"
    if kind == "missing":
        return "missing-key", f"the key '{name}' is missing; add it"
    if kind in {"literal_error", "enum"}:
        guess = near_miss(str(found), re.findall(r"'([^']+)'", str(context["expected"])))
        return "bad-value", f"'{name}' is {context['expected']}, not {_found(found)}{guess}"
    if kind in _EXPECTED:
        quotes = "; put it in quotes" if kind == "string_type" and _is_scalar(found) else ""
        return "wrong-type", f"'{name}' takes {_EXPECTED[kind]}, not {_found(found)}{quotes}"
    if "message" in context:
        return kind, f"'{name}': {context['message']}"
    limits = " and ".join(f"{_LIMITS[sign]} {limit}" for sign, limit in context.items())
    return "bad-value", f"'{name}' must be {limits}, not {_found(found)}"


def _why_unknown(model: type[Authored], key: Key, value: object) -> str:
    known = _model_at(model, key[:-1])
    last = str(key[-1]) if key else ""
    if advice := known.instead(last, value):
        return f"; {advice}"
    names = [field.alias or name for name, field in known.model_fields.items()]
    return near_miss(last, names) or f"; known here: {', '.join(names)}"


def _model_at(model: type[Authored], key: Key) -> type[Authored]:
    for part in key:
        if isinstance(part, int):
            continue
        for name, field in model.model_fields.items():
            if part == (field.alias or name):
                model = _inner_model(field.annotation) or model
    return model


def _inner_model(annotation: object) -> type[Authored] | None:
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        return annotation
    inner = (_inner_model(argument) for argument in get_args(annotation))
    return next((found for found in inner if found), None)


def _dotted(key: Key) -> str:
    """Return `evidence[2].claim` for the third item, as a person counts."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key)
    return "".join(parts).removeprefix(".")


def _found(value: object) -> str:
    if isinstance(value, str):
        return f"'{value[:40]}…'" if len(value) > 40 else f"'{value}'"  # noqa: PLR2004
    return frontmatter.type_name(list(value) if isinstance(value, tuple) else value)


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float | dt.date)
