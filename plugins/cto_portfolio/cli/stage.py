"""`cto-portfolio stage`: the finished site for engines that run no plugins."""

from __future__ import annotations

import functools
import sys
from dataclasses import replace
from pathlib import Path

import click

from cto_portfolio.cli import conventions
from cto_portfolio.engines import settings
from cto_portfolio.engines.zensical import staging


@click.command()
@conventions.config_option
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".build"),
    show_default=True,
    help="Folder to write to; it is for this command alone.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Publish the replacements of confidential.yml, as 'redact' in mkdocs.yml does.",
)
@click.option(
    "--strict", is_flag=True, help="Write nothing if there is a problem, and exit with 1."
)
@conventions.no_cache_option
@conventions.says_what_is_wrong
def stage(*, config_file: Path, folder: Path, redact: bool, strict: bool) -> None:
    """Write the finished site for an engine that runs no plugins, such as Zensical.

    Only what is published is written; build it with 'zensical build -f .build/zensical.yml'.
    Unchanged files are left alone, and what is no longer published is removed.
    """
    chosen = settings.load(config_file)
    chosen = replace(chosen, redacts=chosen.redacts or redact)
    with staging.alone(folder, on_wait=functools.partial(click.echo, err=True)):
        release = conventions.release(chosen)
        for problem in (*release.problems, *release.notices):
            click.echo(problem, err=True)
        if strict and release.problems:
            sys.exit(1)
        click.echo(staging.stage(release, folder))
