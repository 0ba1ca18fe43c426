"""Settings of editors, with which they complete and check what is typed.

VS Code takes schemas for YAML files from an extension, which it proposes, and completes nothing in
front matter: snippets do, without any extension. IDEs of JetBrains take front matter for YAML
whose file has a name but no folder, so that their mapping can only ask for the ending.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from cto_portfolio.authoring import schemas
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import Framework

SCHEMAS = ".schemas"

_FRONT_MATTER = "front-matter"
_DATA_FILES = {
    "profile": "portfolio/profile.yml",
    "plan": "portfolio/plan.yml",
    "packet": "portfolio/packets/*.yml",
    "confidential": "portfolio/confidential.yml",
}
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a snippet, and what may be typed into it."""

    before: str
    choices: tuple[str, ...] | None = None
    """None: nothing is typed; empty: anything is."""
    after: str = ""

    def below(self, indent: str) -> "_Line":
        return replace(self, before=f"{indent}{self.before}")


def settings(framework: Framework) -> Mapping[str, str]:
    """Return the files by their paths in the folder of a site."""
    return {
        f"{SCHEMAS}/{_FRONT_MATTER}.schema.json": _json(_front_matter()),
        ".vscode/settings.json": _json(_visual_studio()),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/portfolio.code-snippets": _json(_snippets(framework)),
        ".idea/jsonSchemas.xml": _jetbrains(),
    }


def _front_matter() -> dict[str, Any]:
    """Return a schema for front matter of which it is not known whether it is an entry's."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter: an entry's, if it has a kind, or a page's",
        "type": "object",
        "properties": {"kind": {"enum": list(KINDS)}},
        "if": {"required": ["kind"]},
        "then": {"$ref": "entry.schema.json"},
    }


def _visual_studio() -> dict[str, Any]:
    return {
        "yaml.schemas": {
            f"./{SCHEMAS}/{name}.schema.json": path for name, path in _DATA_FILES.items()
        },
        "[markdown]": {
            # Keys and values are offered as they are typed, and taken with Tab, never with Enter.
            "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
            "editor.wordBasedSuggestions": "off",
            "editor.acceptSuggestionOnEnter": "off",
        },
    }


def _snippets(framework: Framework) -> dict[str, Any]:
    """Return a snippet for an entry of each kind, and one for each key that an entry may have."""
    schema = json.loads(schemas.text("entry", framework))
    parts: Mapping[str, Any] = schema["$defs"]
    found: dict[str, Any] = {}
    keys: dict[str, list[str]] = {}
    for kind in KINDS.values():
        body = ["---", f"kind: {kind.id}", "title: $1", f"date: {_TODAY}", "draft: true", "---"]
        found[f"entry: {kind.id}"] = _snippet(kind.id, [*body, "", "$0"], kind.intro)
        for key in parts[kind.model.__name__]["properties"]:
            keys.setdefault(key, []).append(kind.model.__name__)
    for key, models in keys.items():
        value = parts[models[0]]["properties"][key]
        if key == "kind":
            value = {**value, "const": None, "enum": list(KINDS)}
        lines = _numbered(_lines(key, value, parts))
        found[f"key: {key}"] = _snippet(key, lines, value.get("description", ""))
    return found


def _snippet(prefix: str, body: Iterable[str], description: str) -> dict[str, Any]:
    return {
        "scope": "markdown",
        "include": ["**/portfolio/entries/**"],
        "prefix": prefix,
        "description": description,
        "body": list(body),
    }


def _lines(key: str, value: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[_Line]:
    meant = _meant(value, parts)
    item = _meant(meant.get("items", {}), parts)
    if "properties" in meant:
        yield _Line(f"{key}:")
        yield from (line.below("  ") for line in _keys(meant, parts))
    elif "properties" in item:
        yield _Line(f"{key}:")
        first, *others = _keys(item, parts)
        yield first.below("  - ")
        yield from (line.below("    ") for line in others)
    elif meant.get("type") == "array":
        yield _Line(f"{key}: [", (), "]")
    else:
        choices = ("true", "false") if meant.get("type") == "boolean" else meant.get("enum", ())
        yield _Line(f"{key}: ", tuple(choices))


def _keys(model: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[_Line]:
    for key, value in model["properties"].items():
        yield from _lines(key, value, parts)


def _meant(value: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a key takes in full: behind names, and of several forms the longest."""
    if "$ref" in value:
        return _meant(parts[value["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in value:
        forms = [_meant(form, parts) for form in value["anyOf"]]
        return max(forms, key=lambda form: ("properties" in form, form.get("type") != "null"))
    return value


def _numbered(lines: Iterable[_Line]) -> Iterator[str]:
    """Yield lines with the places in which something is typed numbered, in the editor's form."""
    for number, line in enumerate(lines, start=1):
        place = "" if line.choices is None else f"${number}"
        if line.choices:
            place = f"${{{number}|{','.join(line.choices)}|}}"
        yield f"{line.before}{place}{line.after}"


def _jetbrains() -> str:
    project = ET.Element("project", version="4")
    component = ET.SubElement(project, "component", name="JsonSchemaMappingsProjectConfiguration")
    mappings = ET.SubElement(ET.SubElement(component, "state"), "map")
    for name, pattern in {**_DATA_FILES, _FRONT_MATTER: "*.md"}.items():
        title = f"cto-portfolio: {name}"
        entry = ET.SubElement(mappings, "entry", key=title)
        schema = ET.SubElement(ET.SubElement(entry, "value"), "SchemaInfo")
        for option, value in {
            "name": title,
            "relativePathToSchema": f"{SCHEMAS}/{name}.schema.json",
            "schemaVersion": "JSON Schema version 7",
        }.items():
            ET.SubElement(schema, "option", name=option, value=value)
        patterns = ET.SubElement(schema, "option", name="patterns")
        item = ET.SubElement(ET.SubElement(patterns, "list"), "Item")
        if "*" in pattern:
            ET.SubElement(item, "option", name="pattern", value="true")
        ET.SubElement(item, "option", name="path", value=pattern)
        if "*" in pattern:
            ET.SubElement(item, "option", name="mappingKind", value="Pattern")
    ET.indent(project)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}\n{ET.tostring(project, encoding='unicode')}\n"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
