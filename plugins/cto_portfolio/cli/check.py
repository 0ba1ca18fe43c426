"""`cto-portfolio check`: all problems."""

import sys
from pathlib import Path

import click

from cto_portfolio.cli import conventions
from cto_portfolio.content.packets import packet
from cto_portfolio.coverage import hints
from cto_portfolio.engines import settings
from cto_portfolio.publishing.confidential import places, redaction, terms
from cto_portfolio.publishing.confidential.places import Published
from cto_portfolio.reports import problems as report


@click.command()
@conventions.config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print: for people, for machines, or as annotations of a GitHub workflow.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings, too.")
@click.option(
    "--hints",
    "with_hints",
    is_flag=True,
    help="Say also what an editor would: no line for the business, no cost, no credit.",
)
@conventions.says_what_is_wrong
def check(config_file: Path, form: str, *, strict: bool, with_hints: bool) -> None:
    """Report every problem of the portfolio, as path:line: code: message.

    Errors keep a file off the site; warnings do not. Notices and hints change neither that nor the
    exit code. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    confidential, mistakes = terms.read(chosen.docs_dir)
    files = conventions.files(chosen)
    if chosen.redacts:
        files = redaction.of_files(files, confidential)
    read = conventions.read(chosen, files)
    published = Published(
        portfolio=read,
        packets=packet.shown(read.packets, today=conventions.today(), opened=None),
        docs_dir=chosen.docs_dir,
        beside=tuple(p for p in files if p.suffix != ".md" and p not in read.hidden),
        redacts=chosen.redacts,
    )
    leaks = places.problems(confidential, published)
    problems = conventions.shown(sorted([*read.problems, *mistakes, *leaks]), chosen)
    notices = conventions.shown(read.notices, chosen)
    said = (
        conventions.shown(hints.find(read.entries, files, today=conventions.today()), chosen)
        if with_hints
        else []
    )
    match form:
        case "json":
            hinted = said if with_hints else None
            click.echo(report.as_json(problems, len(read.entries), notices=notices, hints=hinted))
        case "github":
            conventions.echo_lines(report.as_github([*problems, *notices, *said]))
        case _:
            conventions.echo_lines(report.as_text([*problems, *notices, *said]))
            click.echo(report.summary(problems, len(read.entries), said), err=True)
    if any(problem.is_error or strict for problem in problems):
        sys.exit(1)
