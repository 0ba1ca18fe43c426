"""Pydantic's findings about what an author wrote, as problems in our words and with lines."""

import copy
import datetime as dt
import enum
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, TypeVar, get_args

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
from cto_portfolio.problems import Problem, Severity, near_miss, nearest
from cto_portfolio.text import amounts, characters, frontmatter
from cto_portfolio.text.frontmatter import Document, Key
from cto_portfolio.text.yaml_nodes import Cut

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

_TRUTHS = {
    **dict.fromkeys(("yes", "on", "y", "true"), "true"),
    **dict.fromkeys(("no", "off", "n", "false"), "false"),
}
"""What other words for it say."""
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
    never_empty: ClassVar[frozenset[str]] = frozenset()
    """The keys that must say something where they stand; others may be left empty."""

    @classmethod
    def instead(cls, key: str, value: object) -> str | None:  # noqa: ARG003 - for those that do
        """Return what to write in place of a key that is not known, where more than a guess."""
        return None

    @classmethod
    def may_lack(cls, key: str, value: object) -> bool:  # noqa: ARG003 - for those that may
        """Whether what has something wrong with this key makes sense without it."""
        return False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with values that are well formed one by one."""

    key: Key
    code: str
    message: str
    severity: Severity = Severity.ERROR
    rests_on: tuple[str, ...] = ()
    """Other keys that it speaks of; if one of them is there and wrong, it says nothing new."""


AuthoredT = TypeVar("AuthoredT", bound=Authored)


def validate(
    model: type[AuthoredT],
    document: Document,
    path: PurePosixPath,
    faults: Callable[[AuthoredT], Iterable[Fault]] = lambda _: (),
) -> tuple[AuthoredT | None, tuple[Problem, ...]]:
    """Return the value that a document's front matter stands for, and everything wrong with it.

    `faults` looks at the keys taken together. It is asked even when some of them are wrong one by
    one, with those left out, so that an author hears of everything in one run. Where the model may
    lack all keys that are wrong, its value is returned without them.
    """
    meta = _tuples(_with_empties_to_tell(model, document))
    errors: list[ErrorDetails] = []
    try:
        partial = model.model_validate(meta)
    except ValidationError as error:
        errors = _told(error, model)
    wrong = {str(details["loc"][0]) for details in errors}
    if wrong:
        partial = _without(wrong, meta, _with_nothing_required(model))
    spoken_of = {*wrong, *(_meant(key, model) for key in wrong)}
    found = [
        fault
        for fault in faults(partial)
        if spoken_of.isdisjoint([*map(str, fault.key[:1]), *fault.rests_on])
    ]
    told = [(_within(document, details["loc"]), details) for details in errors]
    placed = [
        *((key, _problem(model, key, details, document, path)) for key, details in told),
        *(
            (fault.key, _with_cut(place(fault, document, path), fault.key, document))
            for fault in found
        ),
    ]
    left_out = wrong | _in_error(found)
    value = _lacking(left_out, meta, model, faults) if left_out else partial
    problems = {problem if value is None else _leaving_out(key, problem) for key, problem in placed}
    problems |= {*_cuts(model, {key for key, _ in placed}, document, path)}
    return partial if value is None and not wrong else value, tuple(sorted(problems))


def _leaving_out(key: Key, problem: Problem) -> Problem:
    return replace(problem, leaves_out=str(key[0])) if problem.is_error else problem


def _told(error: ValidationError, model: type[Authored]) -> list[ErrorDetails]:
    """Return what is wrong with keys one by one; one that is misspelt is not missing, too."""
    found = error.errors()
    misspelt = {
        (*loc[:-1], _meant(str(loc[-1]), _model_at(model, loc[:-1])))
        for details in found
        if details["type"] == "extra_forbidden" and (loc := details["loc"])
    }
    return [one for one in found if one["type"] != "missing" or one["loc"] not in misspelt]


def _without(keys: Collection[str], meta: Mapping[str, Any], model: type[AuthoredT]) -> AuthoredT:
    return model.model_validate({key: one for key, one in meta.items() if str(key) not in keys})


def _lacking(
    keys: set[str],
    meta: Mapping[str, Any],
    model: type[AuthoredT],
    faults: Callable[[AuthoredT], Iterable[Fault]],
) -> AuthoredT | None:
    """Return the value without some keys, and without those that make no sense without them."""
    if not all(model.may_lack(key, meta.get(key)) for key in keys):
        return None
    value = _without(keys, meta, model)
    more = _in_error(faults(value)) - keys
    return _lacking(keys | more, meta, model, faults) if more else value


def _in_error(faults: Iterable[Fault]) -> set[str]:
    """Return the outermost keys of errors; nothing stands for all of the file."""
    errors = (fault for fault in faults if fault.severity is Severity.ERROR)
    return {str(fault.key[0]) if fault.key else "" for fault in errors}


def _with_empties_to_tell(model: type[Authored], document: Document) -> Mapping[str, Any]:
    """Return all keys, with those that were left empty and are not known, or must not be."""
    told = [key for key in document.left_empty if _is_told(key, model)]
    if not told:
        return document.meta
    meta: dict[str, Any] = copy.deepcopy(dict(document.meta))
    for key in told:
        around = _at(meta, key[:-1])
        if isinstance(around, dict):
            around[key[-1]] = None
    return meta


def _at(value: Any, key: Key) -> object:  # noqa: ANN401 - the seam: YAML's values have no types yet
    """Return what stands at a key; of a key that stands there twice, the other may be another."""
    try:
        for part in key:
            value = value[part]
    except (KeyError, IndexError, TypeError):
        return None
    return value


def _is_told(key: Key, model: type[Authored]) -> bool:
    owner, name = _model_at(model, key[:-1]), str(key[-1])
    return name in owner.never_empty or name not in names_of(owner)


def _cuts(
    model: type[Authored], wrong: Collection[Key], document: Document, path: PurePosixPath
) -> Iterator[Problem]:
    """Yield the values that a comment cuts short, where it may be meant to belong to them."""
    for key, cut in document.cuts:
        if key not in wrong and _takes_part_of(key, cut, model):
            severity = Severity.WARNING
            message = f"'{_dotted(key)}': {cut.message}"
            yield Problem(
                path=path, line=cut.line, code="cut-value", message=message, severity=severity
            )


def _takes_part_of(key: Key, cut: Cut, model: type[Authored]) -> bool:
    """Whether a comment may be text: in words for readers one space before it is a slip.

    In other texts, such as paths and ids, it is one where nothing stands behind its `#`.
    """
    name = next((part for part in reversed(key) if isinstance(part, str)), "")
    owner = _model_at(model, key[: key.index(name)] if name in key else ())
    field = next(
        (field for one, field in owner.model_fields.items() if name == (field.alias or one)), None
    )
    if field is None:
        return cut.is_word and owner.model_config.get("extra") == "allow"
    if _has_type(field.annotation, str):
        is_for_readers = Mark.WORDS in field.metadata or _within_type(field.annotation, Mark.WORDS)
        return cut.is_word or (is_for_readers and not cut.is_spaced)
    is_item = isinstance(key[-1], int)
    return cut.is_word and is_item and _inner_model(field.annotation) is not None


def _has_type(annotation: object, kind: type) -> bool:
    return annotation is kind or any(_has_type(inner, kind) for inner in get_args(annotation))


def _with_cut(problem: Problem, key: Key, document: Document) -> Problem:
    """Return a problem that says what a comment cuts off, where that may be its cause."""
    cut = next((cut for at, cut in document.cuts if at == key and cut.is_word), None)
    return replace(problem, message=f"{problem.message}; {cut.message}") if cut else problem


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
    model: type[Authored],
    key: Key,
    details: ErrorDetails,
    document: Document,
    path: PurePosixPath,
) -> Problem:
    code, message = _translated(model, details, key, document)
    problem = Problem(path=path, line=document.line(key), code=code, message=message)
    return _with_cut(problem, key, document)


def _within(document: Document, loc: tuple[int | str, ...]) -> Key:
    """Cut off what Pydantic adds behind the key, such as the branch of a union."""
    key: Key = ()
    for part in loc:
        if (*key, part) not in document.lines and len(key) < len(loc) - 1:
            break
        key = (*key, part)
    return key


def _translated(
    model: type[Authored], details: ErrorDetails, key: Key, document: Document
) -> tuple[str, str]:
    """Tell Pydantic's kinds of error apart by their type, never by their wording."""
    kind, name = details["type"], _dotted(key)
    if kind in {"extra_forbidden", "invalid_key"}:
        return "unknown-key", f"no key '{name}'{_why_unknown(model, key, details['input'])}"
    if kind == "missing":
        return "missing-key", _why_missing(name, document.left_empty.get(key))
    return _of_value(model, details, key, document.written.get(key))


def _of_value(
    model: type[Authored], details: ErrorDetails, key: Key, written: str | None
) -> tuple[str, str]:
    """Return what is wrong with a value, as opposed to a key."""
    kind, value, name = details["type"], details["input"], _dotted(key)
    context = details.get("ctx", {})
    found, odd = _as_written(value, written), _oddity(value)
    advice = f", which {odd}" if odd else _advice(kind, value, name, _model_at(model, key[:-1]))
    if kind in {"literal_error", "enum"}:
        choices = re.findall(r"'([^']+)'", str(context["expected"]))
        guess = advice or near_miss(str(value), choices)
        return "bad-value", f"'{name}' is {context['expected']}, not {found}{guess}"
    if kind in _EXPECTED:
        return "wrong-type", f"'{name}' takes {_EXPECTED[kind]}, not {found}{advice}"
    if odd and kind in {"bad-date", "wrong-type"}:
        return kind, f"'{name}': {found} {odd}"
    if "message" in context:
        return kind, f"'{name}': {context['message']}{'' if odd else advice}"
    limits = " and ".join(f"{_LIMITS[sign]} {limit}" for sign, limit in context.items())
    return "bad-value", f"'{name}' must be {limits}, not {found}"


def _why_missing(name: str, word: str | None) -> str:
    if word is None:
        return f"the key '{name}' is missing; add it"
    if word:
        return f"'{name}' is empty: '{word}' stands for nothing; put quotes around the word"
    return f"'{name}' is empty; fill it in"


def _advice(kind: str, value: object, name: str, owner: type[Authored]) -> str:
    """Say what to write instead of a value of another type."""
    if kind == "string_type" and _is_scalar(value):
        return "; put it in quotes"
    if not isinstance(value, str):
        return ""
    last = name.rpartition(".")[2]
    if kind == "bool_type":
        word = _TRUTHS.get(value.strip().casefold())
        return f"; write '{last}: {word}'" if word else ""
    if kind not in {"wrong-type", "int_type", "float_type"}:
        return ""
    amount = amounts.meant(value)
    if amount is None:
        return ""
    is_measured = amount.unit and "unit" in owner.model_fields
    return f"; write '{last}: {amount.number}'" + (
        f" and 'unit: {_in_quotes(amount.unit)}'" if is_measured else ""
    )


def _in_quotes(unit: str) -> str:
    return f'"{unit}"' if unit.startswith(("%", "@", "`")) else unit


def _oddity(value: object) -> str:
    return characters.advice(value) if isinstance(value, str) else ""


def _meant(key: str, model: type[Authored]) -> str:
    """Return the key that a misspelt one stands for; itself if there is none, or it is known."""
    known = names_of(model)
    return key if key in known else nearest(key, known) or key


def names_of(model: type[Authored]) -> tuple[str, ...]:
    """Return the keys of a model as authors write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def optional_key(model: type[Authored], key: str) -> str | None:
    """Return the key that may be left out and is meant by one; None if none is surely meant."""
    by_name = {field.alias or name: field for name, field in model.model_fields.items()}
    meant = key if key in by_name else nearest(key, by_name, cutoff=0.75)
    return None if meant is None or by_name[meant].is_required() else meant


def _why_unknown(model: type[Authored], key: Key, value: object) -> str:
    known = _model_at(model, key[:-1])
    last = str(key[-1]) if key else ""
    if advice := known.instead(last, value):
        return f"; {advice}"
    if known is not model and last in names_of(model):
        return f"; put '{last}' at the left margin, where it speaks of all of the file"
    names = names_of(known)
    odd = characters.advice(last)
    if odd:
        return f", which {odd}"
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


def _as_written(value: object, written: str | None) -> str:
    """Return a value as its author wrote it: `1.10` is more than the number 1.1."""
    if written is None or not _is_scalar(value):
        return _found(value)
    if isinstance(value, bool):
        return f"the yes/no value '{written}'"
    name = "date" if isinstance(value, dt.date) else "number"
    return f"the {name} {written[:40]}…" if len(written) > 40 else f"the {name} {written}"  # noqa: PLR2004


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float | dt.date)
