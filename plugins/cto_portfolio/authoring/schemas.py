"""JSON Schema of what authors may write, for editors to complete and check it as it is typed.

It is drawn from the models at the seam; what their keys demand of one another stands here. What
depends on other files, such as whether an image is there, only `cto-portfolio check` can say.
"""

import ast
import functools
import inspect
import itertools
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, get_args

from cto_portfolio.content import hiding_keys
from cto_portfolio.content.entry import EntryMeta
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.packets.packet_file import KEY, MAX_LETTER, PacketMeta
from cto_portfolio.content.plan_file import PlanMeta
from cto_portfolio.content.profile import Profile
from cto_portfolio.frameworks import Framework
from cto_portfolio.publishing.confidential.terms_file import ConfidentialMeta
from cto_portfolio.text import captions
from cto_portfolio.text.validation import Authored

Schema: TypeAlias = dict[str, Any]

WRITTEN = ("entry", "profile", "plan", "packet", "confidential")
"""Of what authors write, for editors."""
NAMES = (*WRITTEN, "export")
_COMMENT = "Written by 'cto-portfolio schema'; change the models, not this file."
_BESIDE = {"pattern": r"^(?![A-Za-z][A-Za-z0-9+.-]*:|//)"}


_EMPTY: Schema = {
    "description": "Nothing: as if the key were not there.",
    "anyOf": [
        {"type": "null"},
        {"type": "string", "pattern": r"^\s*$"},
        {"type": "array", "items": {"$ref": "#/$defs/Empty"}},
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/Empty"}},
    ],
}
_IS_EMPTY: Schema = {"$ref": "#/$defs/Empty"}


def _has(*keys: str) -> Schema:
    return {
        "required": list(keys),
        "properties": {key: {"not": _IS_EMPTY} for key in keys},
    }


def _either(*keys: str) -> Schema:
    return {"oneOf": [_has(key) for key in keys]}


def _demands(key: str, other: str) -> Schema:
    return {"if": _has(key), "then": _has(other)}


_TOGETHER: Mapping[str, tuple[Schema, ...]] = {
    **{
        kind.model.__name__: (
            _either("date", "period"),
            _demands("image", "alt"),
            {"properties": {"image": _BESIDE}},
        )
        for kind in KINDS.values()
    },
    "CadenceMeta": (
        {"anyOf": [_has("requirement"), _has("kind")]},
        _either("every", "total"),
        {"not": _has("total", "target")},
        {"not": _has("every", "due")},
    ),
    "Criterion": ({"properties": {"weight": {"minimum": 0}}},),
    "Metric": (_demands("better", "before"),),
    "MilestoneMeta": ({"anyOf": [_has("due"), _has("horizon")]},),
    "Profile": (_demands("photo", "alt"), {"properties": {"photo": _BESIDE}}),
    "Slide": ({"properties": {"image": _BESIDE}},),
}
"""What the keys of a model demand of one another, as its `faults` say it."""
_KEYS: Mapping[tuple[str, str], Schema] = {
    ("ArchitectureTradeoff", "confidence"): {
        "minimum": 0,
        "maximum": 100,
        "not": {"exclusiveMinimum": 0, "exclusiveMaximum": 1, "type": "number"},
    },
    ("Article", "canonical"): {"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
    ("CadenceMeta", "kind"): {"enum": [*KINDS, None]},
    ("Talk", "transcript"): {
        "allOf": [_BESIDE, {"pattern": rf"({'|'.join(map(re.escape, captions.ENDINGS))})$"}]
    },
    ("PacketMeta", "key"): {"pattern": f"^{KEY.pattern}$"},
    ("PacketMeta", "letter"): {"maxLength": MAX_LETTER},
    ("Profile", "email"): {"pattern": r"^[^\s@<>\"]+@[^\s@<>\"]+"},
}
"""What a key's `faults` demand of it alone."""


def text(name: str, framework: Framework) -> str:
    """Return one of `NAMES` as it stands in a file."""
    models: Mapping[str, type[Authored]] = {
        "profile": Profile,
        "plan": PlanMeta,
        "packet": PacketMeta,
        "confidential": ConfidentialMeta,
    }
    if name in models:
        built = of(models[name])
        built["title"] = f"{name}.yml"
    else:
        built = _export() if name == "export" else _entry()
    if name not in {"profile", "confidential"}:
        _name_requirements(built, framework)
    if name == "confidential":
        terms = built["properties"]["terms"]
        terms["items"] = {"anyOf": [{"type": "string", "pattern": r"\S"}, terms["items"]]}
    _take_empty(built)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": _COMMENT}
    return json.dumps({**head, **built}, indent=2, ensure_ascii=False) + "\n"


def is_ours(content: bytes) -> bool:
    """Whether a file was written from here, and may be written again."""
    try:
        found = json.loads(content)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("$comment") == _COMMENT


def _entry() -> Schema:
    """Tell the kinds apart by `kind`, so that an editor speaks only of the one that is meant."""
    parts: Schema = {}
    cases: list[Schema] = []
    for kind in KINDS.values():
        one = of(kind.model)
        parts |= one.pop("$defs", {})
        name = kind.model.__name__
        parts[name] = one
        is_it = {"properties": {"kind": {"const": kind.id}}, "required": ["kind"]}
        cases.append({"if": is_it, "then": {"$ref": f"#/$defs/{name}"}})
    described = _described(EntryMeta)
    return {
        "title": "The front matter of an entry",
        "description": inspect.getdoc(EntryMeta),
        "type": "object",
        "properties": {"kind": {"description": described["kind"], "enum": list(KINDS)}},
        "required": ["kind"],
        "allOf": cases,
        "$defs": dict(sorted(parts.items())),
    }


def _export() -> Schema:
    """Describe what `cto-portfolio export json` writes."""
    entry, profile = _entry(), of(Profile)
    parts = {**entry.pop("$defs"), **profile.pop("$defs", {}), "Entry": entry, "Profile": profile}
    exported: Schema = {
        "path": {"description": "Where it lies in the portfolio.", "type": "string"},
        "front_matter": {"description": "Its keys.", "$ref": "#/$defs/Entry"},
        "body": {"description": "Its text, in Markdown.", "type": "string"},
    }
    properties: Schema = {
        "format": {"description": "What the file is.", "const": "cto-portfolio"},
        "version": {"description": "Of its form.", "const": 1},
        "profile": {
            "description": "Who the author is.",
            "anyOf": [{"$ref": "#/$defs/Profile"}, {"type": "null"}],
        },
        "entries": {
            "description": "In the order of their paths.",
            "type": "array",
            "items": {
                "type": "object",
                "properties": exported,
                "required": list(exported),
                "additionalProperties": False,
            },
        },
    }
    return {
        "title": "A portfolio, as 'cto-portfolio export json' writes it",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": dict(sorted(parts.items())),
    }


def of(model: type[Authored]) -> Schema:
    """Return the schema of one model, with what its docstrings say of each key."""
    built = model.model_json_schema(by_alias=True)
    by_name = {one.__name__: one for one in _within(model)}
    for name, part in [(model.__name__, built), *built.get("$defs", {}).items()]:
        _dress(part, by_name[name])
    return built


def _dress(part: Schema, model: type[Authored]) -> None:
    """Add descriptions and what keys demand of one another; take out what says nothing."""
    described = _described(model)
    for name, field in model.model_fields.items():
        key = field.alias or name
        value: Schema = part["properties"][key]
        value.pop("title", None)
        if value.get("default", ...) in (None, []):
            del value["default"]
        extra = _KEYS.get((model.__name__, key), {})
        value = {**value, **({"allOf": [extra]} if extra else {})}
        note = {"description": described[name]} if name in described else {}
        part["properties"][key] = {**note, **value}
    if model.__name__ in _TOGETHER:
        part["allOf"] = list(_TOGETHER[model.__name__])


def _name_requirements(built: Schema, framework: Framework) -> None:
    """Let only ids stand where requirements are named, and an id alone for evidence."""
    parts: Schema = built["$defs"]
    parts["Requirement"] = {
        "description": "The id of a requirement.",
        "enum": [one.id for one in framework.requirements],
    }
    one = {"$ref": "#/$defs/Requirement"}
    for name in ("EvidenceMeta", "CadenceMeta"):
        if name in parts:
            value = parts[name]["properties"]["requirement"]
            is_needed = "requirement" in parts[name].get("required", ())
            value.pop("type", None)
            value.pop("pattern", None)
            value |= one if is_needed else {"anyOf": [one, {"type": "null"}]}
    for part in (built, *parts.values()):
        named = part.get("properties", {}).get("requirements", {})
        if named.get("type") == "array":
            named["items"] = one
        evidence = part.get("properties", {}).get("evidence", {})
        if evidence.get("type") == "array":
            evidence["items"] = {"anyOf": [one, evidence["items"]]}


def _take_empty(built: Schema) -> None:
    """Let keys that may be left out be left empty, but for those that hide."""
    parts: Schema = built.setdefault("$defs", {})
    for part in (built, *parts.values()):
        for key, value in part.get("properties", {}).items():
            if key not in {*part.get("required", ()), *hiding_keys.NEVER_EMPTY}:
                part["properties"][key] = _or_empty(value)
    parts["Empty"] = _EMPTY


def _or_empty(value: Schema) -> Schema:
    """Return a schema that also takes nothing, with what editors show of it outside."""
    shown: Schema = {name: value[name] for name in ("description", "default") if name in value}
    rest = {name: inner for name, inner in value.items() if name not in shown}
    if rest.get("type") == "array":
        rest["items"] = {"anyOf": [rest["items"], _IS_EMPTY]}
    return {**shown, "anyOf": [rest, _IS_EMPTY]}


@functools.cache
def _within(model: type[Authored]) -> frozenset[type[Authored]]:
    """Return a model and those of its keys, however deep."""
    found = {model}
    for field in model.model_fields.values():
        for one in _models(field.annotation):
            found |= _within(one)
    return frozenset(found)


def _models(annotation: object) -> Iterator[type[Authored]]:
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


@functools.cache
def _described(model: type[Authored]) -> Mapping[str, str]:
    """Return the docstrings below a model's fields, and those of the models it rests on."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if issubclass(one, Authored) and one is not Authored:
            tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
            found |= _docstrings(tree)
    return found


def _docstrings(tree: ast.Module) -> Iterator[tuple[str, str]]:
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for field, after in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            yield field.target.id, " ".join(str(after.value.value).split())
