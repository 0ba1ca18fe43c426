"""`cto-portfolio plan`: what is due, what slipped, and streaks."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cto_portfolio import frameworks, writing
from cto_portfolio.cli import conventions
from cto_portfolio.content import plan as plans
from cto_portfolio.content import plan_defaults, plan_file
from cto_portfolio.coverage import matrix, nearest, next_steps, progress
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.problems import PortfolioError
from cto_portfolio.reports import plan as report

if TYPE_CHECKING:
    from cto_portfolio.content.portfolio import Portfolio
    from cto_portfolio.coverage.nearest import Near
    from cto_portfolio.publishing.settings import Settings


@click.command()
@conventions.config_option
@conventions.format_option
@click.option(
    "--init",
    is_flag=True,
    help="Write a plan.yml with the usual plan and comments, for you to change.",
)
@conventions.says_what_is_wrong
def plan(config_file: Path, form: str, *, init: bool) -> None:
    """Show what of your plan is due, what slipped, and for how long you kept it up.

    The plan is plan.yml in the portfolio's folder, or a usual one if you have none. It is never
    published. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    if init:
        click.echo(_begun(chosen))
        return
    read = conventions.read(chosen)
    found = [one for one in read.problems if one.path == PurePosixPath(plan_file.FILE_NAME)]
    today = conventions.today(chosen)
    if read.plan:
        found += plans.premature(read.plan, today)
    for problem in conventions.shown(found, chosen):
        click.echo(problem, err=True)
    if any(problem.is_error for problem in found):
        sys.exit(1)
    chosen_plan = read.plan or plan_defaults.usual_plan(read.framework, today=today)
    measured = progress.measure(chosen_plan, read.entries, read.framework, today=today)
    near = _near(read, chosen)
    if form == "json":
        source = plan_file.FILE_NAME if read.plan else "defaults"
        click.echo(report.as_json(measured, near, source=source))
        return
    if not read.plan:
        said = (
            "There is no plan.yml. This is a usual plan, as if you began today; "
            "'cto-portfolio plan --init' writes it down, with today as its start."
        )
        click.echo(said, err=True)
    click.echo(report.as_text(measured, near))


def _near(read: Portfolio, chosen: Settings) -> list[Near]:
    """Return the one entry that comes nearest to each requirement with little evidence."""
    words = vocabulary.load(read.framework, chosen.frameworks, root=chosen.root)
    today = conventions.today(chosen)
    measured = matrix.measure(matrix.as_of(read.entries, today), read.framework, today=today)
    needed = next_steps.needs(measured)
    near = nearest.of((need.row for need in needed), nearest.find(read.entries, words))
    return [some[0] for some in near.values()]


def _begun(chosen: Settings) -> Path:
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    path = chosen.docs_dir / plan_file.FILE_NAME
    if not chosen.docs_dir.is_dir():
        message = f"there is no folder '{chosen.docs_dir}'; go to where mkdocs.yml lies, or use -f"
        raise PortfolioError(message)
    try:
        writing.create(path, plan_defaults.plan_text(framework, today=conventions.today(chosen)))
    except FileExistsError as error:
        raise PortfolioError(f"'{path}' is there already; edit it") from error
    return path
