"""`cto-portfolio build`: the site, checked, built and verified."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import progress, wording
from cto_portfolio.cli import conventions, engine, progress_bar
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import settings as site_settings
from cto_portfolio.reports import problems as report

if TYPE_CHECKING:
    from cto_portfolio.publishing.release import Release
    from cto_portfolio.publishing.settings import Settings


@click.command()
@conventions.config_option
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the site to, instead of that of mkdocs.yml.",
)
@conventions.no_cache_option
@conventions.says_what_is_wrong
def build(config_file: Path, site_dir: Path | None) -> None:
    """Check the portfolio, build its site with the engine that is installed, and verify it.

    Everything must be right: an error or a warning stops it, with exit code 1, and so does a site
    that holds what is not published. The last good site then stays as it was.
    """
    chosen = settings.load(config_file)
    make_site(chosen, site_dir or chosen.site_dir)


def make_site(chosen: Settings, folder: Path) -> None:
    """Build a site into a folder and verify it; say what is wrong, if anything is, and exit."""
    begun = time.monotonic()
    _refuse_unverified(chosen)
    with progress_bar.shown() as bar:
        progress.begin("Checking the portfolio")
        release = conventions.foreseen(replace(chosen, site_dir=folder))
        if not release.problems:
            place = ("--config-file", str(chosen.path), "--site-dir", str(folder.absolute()))
            engine.run("build", "--strict", *place)
    _stop_at_problems(release)
    pages = wording.count(bar.done[progress.PAGES], "page")
    seconds = time.monotonic() - begun
    click.echo(f"The site is in '{folder}': {pages}, built in {seconds:.1f} seconds and verified.")


def _stop_at_problems(release: Release) -> None:
    """Say all that is wrong, as `check` does; the engine says what is found while building."""
    if not release.problems:
        return
    conventions.echo_lines(report.as_text([*release.problems, *release.notices]))
    click.echo(report.summary(release.problems, len(release.portfolio.entries)), err=True)
    click.echo("Nothing was built: a site is built when nothing is wrong.", err=True)
    sys.exit(1)


def _refuse_unverified(chosen: Settings) -> None:
    if not settings.runs_plugin(Path(chosen.path)):
        raise PortfolioError(
            f"'{chosen.path}' does not run '{site_settings.PLUGIN}', so everything would be"
            " published; add it to 'plugins'"
        )
