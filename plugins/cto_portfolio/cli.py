"""The command `cto-portfolio`: parses arguments, calls the core, prints."""

import datetime as dt
import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click

from cto_portfolio import coverage as coverages
from cto_portfolio import frameworks, portfolio, settings, skeleton, sources
from cto_portfolio.kinds import KINDS
from cto_portfolio.portfolio import Portfolio
from cto_portfolio.problems import PortfolioError, Problem, near_miss
from cto_portfolio.reports import coverage as coverage_report
from cto_portfolio.reports import problems as problem_report
from cto_portfolio.settings import Settings

Command = Callable[..., Any]


def _config_option(command: Command) -> Command:
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="The site's configuration, which says where the portfolio lies.",
    )(command)


def _says_what_is_wrong(command: Command) -> Command:
    """Turn what makes it impossible to go on into a message and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever click passes
        try:
            return command(*args, **kwargs)
        except PortfolioError as error:
            raise click.ClickException(str(error)) from error

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cto-portfolio")
def main() -> None:
    """Collect the evidence of an engineer's work, and see what still lacks any.

    Exit codes: 0, all is well; 1, problems were found; 2, the command was used wrongly.
    """


@main.command()
@_config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print: for people, for machines, or as annotations of a GitHub workflow.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings, too.")
@_says_what_is_wrong
def check(config_file: Path, form: str, *, strict: bool) -> None:
    """Report every problem of the portfolio, as path:line: code: message.

    Errors keep a file off the site; warnings do not.
    """
    chosen = settings.load(config_file)
    read = _read(chosen)
    problems = _shown(read.problems, chosen)
    match form:
        case "json":
            click.echo(problem_report.as_json(problems, len(read.entries)))
        case "github":
            _echo_lines(problem_report.as_github(problems))
        case _:
            _echo_lines(problem_report.as_text(problems))
            click.echo(problem_report.summary(problems, len(read.entries)), err=True)
    if any(problem.is_error or strict for problem in problems):
        sys.exit(1)


@main.command()
@_config_option
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
@_says_what_is_wrong
def coverage(
    config_file: Path, area_ids: Sequence[str], form: str, fail_under: float | None
) -> None:
    """Show which requirements have evidence, and which have not.

    Private entries count; drafts do not. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    read = _read(chosen)
    _refuse_unknown_areas(area_ids, read)
    today = _today()
    measured = coverages.measure(read.entries, read.framework, today=today)
    rows = [row for row in measured.rows if not area_ids or row.area.id in area_ids]
    match form:
        case "json":
            click.echo(coverage_report.as_json(rows, today))
        case "markdown":
            click.echo(coverage_report.as_markdown(rows))
        case _:
            click.echo(coverage_report.as_text(rows))
    if any(problem.is_error for problem in read.problems):
        click.echo("Some files have errors and do not count; see 'cto-portfolio check'.", err=True)
    if fail_under is not None and coverage_report.covered_share(rows) < fail_under:
        sys.exit(1)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("title")
@_config_option
@_says_what_is_wrong
def new(kind: str, title: str, config_file: Path) -> None:
    """Begin an entry: a dated, commented draft that says what may stand in it.

    KIND is achievement, architecture-tradeoff, talk, article or recommendation.
    """
    if not title.strip():
        raise click.BadParameter(
            "is empty; say in a few words what it is about", param_hint="TITLE"
        )
    chosen = settings.load(config_file)
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    text = skeleton.build(KINDS[kind], " ".join(title.split()), today=_today(), framework=framework)
    click.echo(skeleton.write(text, title, chosen.docs_dir))


def _read(chosen: Settings) -> Portfolio:
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    files = sources.load(chosen.docs_dir, excluded=chosen.excluded.match_file)
    return portfolio.parse(files, framework)


def _shown(problems: Sequence[Problem], chosen: Settings) -> list[Problem]:
    """Give problems the paths that the author would type here."""
    folder = PurePosixPath(Path(os.path.relpath(chosen.docs_dir)).as_posix())
    return [problem.below(folder) for problem in problems]


def _echo_lines(text: str) -> None:
    if text:
        click.echo(text)


def _today() -> dt.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now(tz=dt.UTC).date()
    if not epoch.isdigit():
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: '{epoch}'")
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()


def _refuse_unknown_areas(area_ids: Sequence[str], read: Portfolio) -> None:
    known = [area.id for area in read.framework.areas]
    for area_id in area_ids:
        if area_id not in known:
            guess = near_miss(area_id, known) or f"; there are: {', '.join(known)}"
            raise click.BadParameter(f"no area '{area_id}'{guess}", param_hint="--area")
