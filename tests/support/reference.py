"""The reference in `docs/reference/`, written from models, options, commands and frameworks.

What the code cannot say of itself stands in `reference.yml` beside this module: what a problem
code means and what to do about it, and what variables of the environment do.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from cto_portfolio import frameworks
from cto_portfolio.authoring import schemas
from cto_portfolio.cli import main
from cto_portfolio.content.author_pages import AuthorPageMeta
from cto_portfolio.content.entry import EntryMeta
from cto_portfolio.content.folder_defaults import FolderMeta
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.packets.packet_file import PacketMeta
from cto_portfolio.content.plan_file import PlanMeta
from cto_portfolio.content.profile import Profile
from cto_portfolio.coverage.thresholds import ThresholdsMeta
from cto_portfolio.publishing.confidential.terms_file import ConfidentialMeta
from cto_portfolio.publishing.options import PluginOptions
from cto_portfolio.site.look import LookMeta
from cto_portfolio.text.validation import Authored
from tests.support import sample

FOLDER = sample.PROJECT / "docs/reference"
NOTE = "<!-- Written by `pytest --update-golden tests/test_reference.py`; change the code. -->\n"
DATES = {"year": "2026", "month": "2026-05", "day": "2026-05-04"}
"""Forms in which a date may be written, the widest first."""

_DATA_FILES: Mapping[str, tuple[type[Authored], str]] = {
    "profile.yml": (Profile, "Who you are. The site shows it."),
    "plan.yml": (PlanMeta, "What you mean to do, how often and by when. For you alone."),
    "confidential.yml": (ConfidentialMeta, "What must never be published. A term may be a text."),
    "packets/NAME.yml": (PacketMeta, "A page for one reader; `cto-portfolio packet` begins it."),
    ".meta.yml": (FolderMeta, "What holds for the pages below its folder. Other keys pass."),
}


def told() -> Mapping[str, Any]:
    """Return what the code cannot say of itself."""
    text = Path(__file__).with_name("reference.yml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def codes() -> Mapping[str, Mapping[str, str]]:
    """Return what is told of each problem code."""
    return {code: words for group in told()["codes"].values() for code, words in group.items()}


def _front_matter() -> Iterator[str]:
    yield "# Keys of front matter"
    yield (
        "Front matter is the YAML between two lines `---` on top of a Markdown file. An entry lies "
        "anywhere below `entries/` in the portfolio's folder and says its `kind`. A key of another "
        "name is an error. What is not required may be left out."
    )
    yield "## All kinds of entries"
    yield _keys(EntryMeta)
    for kind in KINDS.values():
        yield f"## `kind: {kind.id}`"
        yield "Beside the keys of all kinds:"
        yield _keys(kind.model, without=EntryMeta)
    yield "## Pages of your own"
    yield "Any other Markdown file of the portfolio is a page. Keys of other tools pass."
    yield _keys(AuthorPageMeta)


def _data_files() -> Iterator[str]:
    yield "# Data files"
    yield "They lie in the portfolio's folder. None of them is ever published as a file."
    for name, (model, words) in _DATA_FILES.items():
        yield f"## `{name}`"
        yield words
        yield _keys(model)


def _options() -> Iterator[str]:
    yield "# Options"
    yield "They stand in `mkdocs.yml`, below `cto-portfolio` in the list of `plugins`:"
    yield "```yaml\nplugins:\n  - search\n  - cto-portfolio:\n      show_gaps: true\n```"
    yield "An option of another name or type is an error with its line. `INHERIT` is followed."
    yield _keys(PluginOptions)
    for name, model in (("look", LookMeta), ("thresholds", ThresholdsMeta)):
        yield f"## Below `{name}`"
        yield _keys(model)


def _commands() -> Iterator[str]:
    context = click.Context(main, info_name="cto-portfolio")
    yield "# Commands"
    yield from _paragraphs(main.help or "")
    yield (
        "Every command has `--help`. Those that read a portfolio take `-f`, `--config-file FILE`: "
        "the `mkdocs.yml` that says where it lies, if it is not in the folder where you are."
    )
    yield "\n".join(f"- [`{name}`](#cto-portfolio-{name})" for name in main.commands)
    for name, command in main.commands.items():
        yield f"## `cto-portfolio {name}`"
        yield from _command(command, click.Context(command, info_name=name, parent=context))
    yield "## Variables of the environment"
    yield "\n".join(f"- `{name}`: {words}" for name, words in told()["environment"].items())


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```text\n{usage}\n```"
    yield from _paragraphs(command.help or "")
    records = (
        option.get_help_record(context)
        for option in command.params
        if isinstance(option, click.Option) and option.name != "config_file"
    )
    yield "\n".join(
        f"- `{record[0]}`: {_safe(' '.join(record[1].split()))}" for record in records if record
    )
    yield from _paragraphs(command.epilog or "")


def _requirements() -> Iterator[str]:
    framework = frameworks.load()
    yield "# Requirements"
    yield f"The {len(framework.requirements)} things that evidence is held against, by their ids."
    for area in framework.areas:
        yield f"## {area.name}"
        yield (
            f"Expected to be {area.expects.value}. Evidence is stale after "
            f"{area.fresh_months} months."
        )
        yield "\n".join(f"- `{one.id}`: {one.name}. {one.asks}" for one in area.requirements)


def _problem_codes() -> Iterator[str]:
    yield "# Problem codes"
    yield (
        "A problem is said as `path:line: code: message`, and its message says what to do. An "
        "*error* keeps the file off the site. A *warning* does not, but stops a strict build. "
        "*Notices* and *hints* change nothing."
    )
    for group, those in told()["codes"].items():
        yield f"## {group}"
        yield "\n".join(
            f"- `{code}` ({words['is']}): {words['means']} *{words['do']}*"
            for code, words in those.items()
        )


PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "front-matter.md": _front_matter,
    "data-files.md": _data_files,
    "options.md": _options,
    "commands.md": _commands,
    "requirements.md": _requirements,
    "problem-codes.md": _problem_codes,
}


def text(page: str) -> str:
    """Return one of `PAGES` as it stands in a file."""
    return NOTE + "\n" + "\n\n".join(filter(None, PAGES[page]())) + "\n"


def _keys(model: type[Authored], *, without: type[Authored] | None = None) -> str:
    schema = schemas.of(model)
    left_out = without.model_fields if without else {}
    known = {field.alias or name for name, field in left_out.items()}
    return "\n".join(_lines(schema, schema.get("$defs", {}), "", known))


def _lines(
    schema: schemas.Schema, parts: schemas.Schema, indent: str, known: Iterable[str]
) -> Iterator[str]:
    """Yield a line for each key, and below it those for the keys of its values."""
    for key, value in schema["properties"].items():
        if key in known:
            continue
        need = "required" if key in schema.get("required", ()) else _default(value)
        notes = filter(None, [_type(value), need])
        words = _sentence(value.get("description", ""))
        yield f"{indent}- `{key}` ({', '.join(notes)}): {words}".rstrip(": ")
        if inner := _inner(value):
            yield from _lines(parts[inner], parts, indent + "  ", ())


def _type(value: schemas.Schema) -> str:
    """Say in words what may stand below a key."""
    value = _plain(value)
    if "$ref" in value:
        return "keys"
    if "enum" in value:
        return _either([f"`{word}`" for word in value["enum"] if word is not None])
    if value.get("type") == "array":
        return "list" if _inner(value) else f"list of {_type(value['items'])}"
    if "patternProperties" in value or isinstance(value.get("additionalProperties"), dict):
        return "values by name"
    if value.get("type") == "string":
        return _form(value.get("pattern", ""))
    return {"boolean": "true or false", "object": "keys"}.get(value.get("type", ""), "number")


def _form(pattern: str) -> str:
    forms = [form for form, example in DATES.items() if re.search(pattern, example)]
    is_any = not pattern or re.search(pattern, "words")
    return "text" if is_any or not forms else _either([*reversed(forms)])


def _default(value: schemas.Schema) -> str:
    default = value.get("default")
    if default in (None, [], {}):
        return ""
    shown = str(default).lower() if isinstance(default, bool) else default
    return f"default `{', '.join(shown) if isinstance(shown, list) else shown}`"


def _inner(value: schemas.Schema) -> str:
    """Return the name of the part whose keys stand below a key, or nothing."""
    value = _plain(value)
    value = _plain(value["items"]) if value.get("type") == "array" else value
    return str(value.get("$ref", "")).rpartition("/")[2]


def _plain(value: schemas.Schema) -> schemas.Schema:
    """Take off what allows a key to be left empty."""
    choices = [one for one in value.get("anyOf", ()) if one.get("type") != "null"]
    return choices[0] if choices else value


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def _paragraphs(words: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(words).split("\n\n"):
        yield _safe(" ".join(paragraph.replace("\b", "").split()))


def _safe(words: str) -> str:
    """Keep placeholders such as `<name>` and stars from being read as markup."""
    return re.sub(r"([<*])", r"\\\1", words)
