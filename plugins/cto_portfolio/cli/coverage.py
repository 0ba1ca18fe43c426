"""`cto-portfolio coverage`: the matrix, what is missing in it, and what has changed."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import dates
from cto_portfolio.cli import conventions
from cto_portfolio.cli import framework as framework_option
from cto_portfolio.coverage import matrix as coverages
from cto_portfolio.coverage import thresholds
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.problems import PortfolioError, near_miss
from cto_portfolio.reports import badge as badges
from cto_portfolio.reports import coverage as reports
from cto_portfolio.reports import coverage_json, coverage_markdown, coverage_text

if TYPE_CHECKING:
    from cto_portfolio.content.portfolio import Portfolio
    from cto_portfolio.coverage.thresholds import Threshold
    from cto_portfolio.publishing.settings import Settings
    from cto_portfolio.reports.coverage import Report


@click.command()
@conventions.config_option
@click.option("--area", "area_ids", multiple=True, help="Only this area; may be given repeatedly.")
@click.option(
    "--since",
    metavar="DATE",
    help="Also show what has changed since a day, such as your last interview: 2026-03-14.",
)
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
    "flags",
    multiple=True,
    metavar="THRESHOLD",
    help="Exit with 1 below it. 60: per cent covered of what is shown; communication=80: of an "
    "area; communication/speaking=covered: thin, covered or strong. May be given repeatedly, and "
    "goes before the 'thresholds' in mkdocs.yml.",
)
@click.option(
    "--report-only", is_flag=True, help="Show which thresholds are missed, but exit with 0."
)
@click.option(
    "--badge",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write an SVG badge with the per cent covered; only a badge is overwritten.",
)
@framework_option.option
@conventions.says_what_is_wrong
def coverage(  # noqa: PLR0913 - one parameter for each option
    *,
    config_file: Path,
    area_ids: Sequence[str],
    since: str | None,
    form: str,
    flags: Sequence[str],
    badge: Path | None,
    report_only: bool,
    framework: str | None,
) -> None:
    """Show which requirements have evidence, and which have not.

    Private entries count; drafts do not, nor does what is dated in the future. SOURCE_DATE_EPOCH,
    if set, says what day it is.
    """
    chosen = settings.load(config_file)
    read = conventions.read(chosen)
    _refuse_unknown_areas(area_ids, read)
    today = conventions.today(chosen)
    if framework:
        if area_ids or flags or since or badge:
            raise click.UsageError("'--framework' goes with '--format' alone.")
        measured = coverages.measure(
            coverages.as_of(read.entries, today), read.framework, today=today
        )
        framework_option.echo(framework, measured, today, form)
        conventions.say_what_is_withheld(read)
        return
    words = vocabulary.load(read.framework, chosen.frameworks, root=chosen.root)
    report = reports.build(
        read,
        words,
        today=today,
        area_ids=area_ids,
        since=_day(since, chosen),
        asked=_asked(flags, chosen, read, area_ids),
    )
    if badge is not None:
        badges.write(
            badges.build(_label(report, read), coverages.covered_share(report.rows)), badge
        )
    _print(report, form)
    missed = [one for one in report.verdicts if not one.is_met]
    for verdict in missed:
        click.echo(str(verdict), err=True)
    conventions.say_what_is_withheld(read)
    if missed and not report_only:
        sys.exit(1)


def _print(report: Report, form: str) -> None:
    match form:
        case "json":
            click.echo(coverage_json.build(report))
        case "markdown":
            click.echo(coverage_markdown.build(report))
        case _:
            width, is_styled = conventions.terminal()
            text = coverage_text.build(report, width=width, is_styled=is_styled)
            click.echo(text, color=is_styled)


def _asked(
    flags: Sequence[str], chosen: Settings, read: Portfolio, area_ids: Sequence[str]
) -> list[Threshold]:
    """Return what the options ask of the areas shown, and what the flags ask in their place."""
    options = thresholds.parse(chosen.thresholds, chosen.options_path, read.framework)
    asked = {one.of: one for one in options if not area_ids or one.area_id in area_ids}
    for flag in flags:
        try:
            threshold = thresholds.parse_flag(flag, read.framework)
        except PortfolioError as error:
            raise click.BadParameter(str(error), param_hint="--fail-under") from error
        asked[threshold.of] = threshold
    return list(asked.values())


def _day(text: str | None, chosen: Settings) -> dt.date | None:
    if text is None:
        return None
    meant = dates.partial(text)
    if meant is None:
        message = f"'{text}' {dates.advice(text)}"
        raise click.BadParameter(message, param_hint="--since")
    day = meant.first
    if day > conventions.today(chosen):
        message = f"'{text}' is in the future; it is {conventions.now(chosen)}"
        raise click.BadParameter(message, param_hint="--since")
    return day


def _label(report: Report, read: Portfolio) -> str:
    if len(report.areas) == len(read.framework.areas):
        return "CTO coverage"
    return f"CTO coverage: {', '.join(area.name for area in report.areas)}"


def _refuse_unknown_areas(area_ids: Sequence[str], read: Portfolio) -> None:
    known = [area.id for area in read.framework.areas]
    for area_id in area_ids:
        if area_id not in known:
            guess = near_miss(area_id, known) or f"; there are: {', '.join(known)}"
            raise click.BadParameter(f"no area '{area_id}'{guess}", param_hint="--area")
