"""`cto-portfolio coverage` as tests run it, in a folder and on a day of their own."""

import json
from typing import Any

import jsonschema
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import sample

SCHEMA = sample.PROJECT / "plugins/cto_portfolio/authoring/data/coverage.schema.json"


def run(*arguments: str, **environment: str) -> Result:
    """Run the command within this process."""
    return CliRunner(env=environment).invoke(main, ["coverage", *arguments])


def text(*arguments: str, **environment: str) -> str:
    """Return what a person reads."""
    result = run(*arguments, **environment)
    assert result.exit_code == 0, result.output
    return result.stdout


def report(*arguments: str) -> dict[str, Any]:
    """Return what a machine reads, and hold it against the schema."""
    result = run("--format", "json", *arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    content: dict[str, Any] = json.loads(result.stdout)
    jsonschema.Draft202012Validator(schema()).validate(content)
    return content


def row(requirement: str, *arguments: str) -> dict[str, Any]:
    """Return what a machine reads of one requirement."""
    found = report(*arguments)["requirements"]
    return next(one for one in found if one["id"] == requirement)


def schema() -> dict[str, Any]:
    """Return what the project promises of the JSON."""
    content: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return content
