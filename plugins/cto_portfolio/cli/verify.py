"""`cto-portfolio verify`: whether a built site may be published."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cto_portfolio.cli import conventions
from cto_portfolio.engines import settings
from cto_portfolio.publishing import verification


@click.command()
@click.argument(
    "site", type=click.Path(file_okay=False, path_type=Path), required=False, metavar="[SITE]"
)
@conventions.config_option
@conventions.says_what_is_wrong
def verify(site: Path | None, config_file: Path) -> None:
    """Refuse a site that holds what is not published, or was built without cto-portfolio.

    SITE is the folder of a built site, by default that of mkdocs.yml. Run this before you deploy:
    an engine that runs no plugins, such as Zensical, publishes private entries without a word.
    """
    chosen = settings.load(config_file)
    folder = site or chosen.site_dir
    problems = verification.verify(folder, chosen, today=conventions.today(chosen))
    if not problems:
        click.echo(f"'{folder}' may be published: nothing in it is hidden.")
        return
    conventions.echo_lines("\n".join(map(str, problems)))
    click.echo(
        f"'{folder}' must not be published. Build it with 'mkdocs build', or stage it for other"
        " engines: 'cto-portfolio stage', then 'zensical build -f .build/zensical.yml'.",
        err=True,
    )
    sys.exit(1)
