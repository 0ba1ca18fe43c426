"""`cto-portfolio prepare`: the questions of an interview, and what answers them."""

from __future__ import annotations

from pathlib import Path

import click

from cto_portfolio.authoring import handouts
from cto_portfolio.cli import conventions
from cto_portfolio.coverage import crosswalk, preparation
from cto_portfolio.coverage import matrix as coverages
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.reports import handout as page
from cto_portfolio.reports import preparation as report


@click.command()
@conventions.config_option
@click.option(
    "--most",
    type=click.IntRange(1, 100),
    default=3,
    show_default=True,
    help="How many entries to show for each question, best first.",
)
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one private page to print instead; never below the site or the portfolio.",
)
@conventions.says_what_is_wrong
def prepare(config_file: Path, most: int, html_file: Path | None) -> None:
    """Show for each question of a CTO interview the entries that answer it, best first.

    With your private notes; questions that no entry answers are said. Private entries count,
    drafts do not. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    read = conventions.read(chosen)
    today = conventions.today(chosen)
    measured = coverages.measure(read.entries, read.framework, today=today)
    through = crosswalk.read(
        other_frameworks.load(other_frameworks.INTERVIEW), measured, other_frameworks.reaches()
    )
    topics = preparation.prepare(through, measured, today=today)
    if html_file is None:
        click.echo(report.as_text(topics, most=most))
    else:
        name = read.profile.name if read.profile else "my own"
        text = page.as_html(topics, most=most, name=name, today=today)
        handouts.write(text, html_file, mark=page.MARK, published=chosen.published)
        click.echo(html_file)
    conventions.say_what_is_withheld(read)
