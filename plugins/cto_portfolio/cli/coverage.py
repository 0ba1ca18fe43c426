"""`cto-portfolio coverage`: the matrix and the gaps."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cto_portfolio import coverage as coverages
from cto_portfolio import settings
from cto_portfolio.cli import skin
from cto_portfolio.portfolio import Portfolio
from cto_portfolio.problems import near_miss
from cto_portfolio.reports import coverage as report


@click.command()
@skin.config_option
@click.option("--area", "area_ids", multiple=True, help="Only this area; may be given repeatedly.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to print: for people, for machines, or as tables for your notes.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if fewer of the requirements shown are covered or strong.",
)
@skin.says_what_is_wrong
def coverage(
    config_file: Path, area_ids: Sequence[str], form: str, fail_under: float | None
) -> None:
    """Show which requirements have evidence, and which have not.

    Private entries count; drafts do not. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    read = skin.read(chosen)
    _refuse_unknown_areas(area_ids, read)
    today = skin.today()
    measured = coverages.measure(read.entries, read.framework, today=today)
    rows = [row for row in measured.rows if not area_ids or row.area.id in area_ids]
    match form:
        case "json":
            click.echo(report.as_json(rows, today))
        case "markdown":
            click.echo(report.as_markdown(rows))
        case _:
            click.echo(report.as_text(rows))
    if any(problem.is_error for problem in read.problems):
        click.echo("Some files have errors and do not count; see 'cto-portfolio check'.", err=True)
    if fail_under is not None and report.covered_share(rows) < fail_under:
        sys.exit(1)


def _refuse_unknown_areas(area_ids: Sequence[str], read: Portfolio) -> None:
    known = [area.id for area in read.framework.areas]
    for area_id in area_ids:
        if area_id not in known:
            guess = near_miss(area_id, known) or f"; there are: {', '.join(known)}"
            raise click.BadParameter(f"no area '{area_id}'{guess}", param_hint="--area")
