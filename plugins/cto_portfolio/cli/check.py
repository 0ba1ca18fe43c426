"""`cto-portfolio check`: all problems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cto_portfolio.cli import conventions
from cto_portfolio.coverage import hints
from cto_portfolio.engines import settings
from cto_portfolio.reports import problems as report


@click.command()
@conventions.config_option
@conventions.problem_format_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings, too.")
@click.option(
    "--hints",
    "with_hints",
    is_flag=True,
    help="Also show hints, such as no value for the business, no cost, no credit.",
)
@conventions.says_what_is_wrong
def check(config_file: Path, form: str, *, strict: bool, with_hints: bool) -> None:
    """Report every problem of the portfolio, as path:line: code: message.

    Errors keep a file, or a key of it, off the site, or stop a build. Warnings do not, and count
    for the exit code with --strict, or where 'strict' is on in the configuration; notices and hints
    never do. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    release = conventions.foreseen(chosen)
    problems, notices = release.problems, release.notices
    entries = release.portfolio.entries
    hinted = hints.find(entries, release.files, today=release.today) if with_hints else ()
    said = [hint.below(release.folder) for hint in hinted]
    match form:
        case "json":
            shown = said if with_hints else None
            click.echo(report.as_json(problems, len(entries), notices=notices, hints=shown))
        case "github":
            conventions.echo_lines(report.as_github([*problems, *notices, *said]))
        case _:
            conventions.echo_lines(report.as_text([*problems, *notices, *said]))
            click.echo(report.summary(problems, len(entries), said), err=True)
    if any(problem.is_error or strict or chosen.is_strict for problem in problems):
        sys.exit(1)
