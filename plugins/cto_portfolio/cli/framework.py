"""`--framework`: a report through another framework, for the commands that can give one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from cto_portfolio import frameworks
from cto_portfolio.cli import conventions
from cto_portfolio.coverage import crosswalk
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.reports import crosswalk as report

if TYPE_CHECKING:
    from cto_portfolio.coverage.matrix import Coverage


def _known(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    """Refuse an unknown name before anything is read; the five areas are the usual report."""
    if name in {None, frameworks.FIVE_AREAS}:
        return None
    if name not in other_frameworks.names():
        raise click.BadParameter(other_frameworks.unknown(str(name)))
    return name


def _help() -> str:
    names = ", ".join(other_frameworks.names())
    return f"Read the evidence through another framework: {names}."


option = click.option(
    "--framework",
    metavar="NAME",
    callback=_known,
    cls=conventions.LateOption,
    late={"help": _help},
)


def echo(name: str, measured: Coverage, today: dt.date, form: str) -> None:
    """Print what evidence there is, as another framework asks for it."""
    read = crosswalk.read(other_frameworks.load(name), measured, other_frameworks.reaches())
    match form:
        case "json":
            click.echo(report.as_json(read, today))
        case "markdown":
            click.echo(report.as_markdown(read))
        case "text":
            click.echo(report.as_text(read))
        case _:
            message = f"'--format {form}' shows the requirements alone; leave '--framework' out"
            raise click.UsageError(message)
