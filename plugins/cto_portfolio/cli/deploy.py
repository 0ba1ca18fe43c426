"""`cto-portfolio deploy`: the way of a site to its readers."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import wording
from cto_portfolio.authoring import deployment
from cto_portfolio.cli import conventions, deployed, progress_bar, terminal
from cto_portfolio.cli.build import make_site
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import site_branch, swap
from cto_portfolio.reports import problems as report

if TYPE_CHECKING:
    from cto_portfolio.authoring.deployment import Target
    from cto_portfolio.publishing.settings import Settings
    from cto_portfolio.publishing.site_branch import Pushed

_ALONE = """\
Nothing was written. To publish the site without its sources:
  1. Make an empty public repository, say 'site'.
  2. cto-portfolio deploy --push https://github.com/YOU/site.git main
  3. On GitHub, in 'site': Settings > Pages > Deploy from a branch > main."""


@click.command(epilog=f"TARGET is {wording.enumeration(list(deployment.TARGETS), last='or')}.")
@click.argument(
    "target", type=conventions.Choice(list(deployment.TARGETS)), metavar="[TARGET]", required=False
)
@click.option(
    "--push",
    nargs=2,
    metavar="REMOTE BRANCH",
    help="Build the site and push it, and nothing else, to a branch of another repository.",
)
@click.option(
    "--check",
    "url",
    metavar="URL",
    help="Fetch your site from where it is published, and say what the host drops or changes.",
)
@conventions.config_option
@conventions.says_what_is_wrong
def deploy(
    target: str | None, push: tuple[str, str] | None, url: str | None, config_file: Path
) -> None:
    """Write the files by which TARGET publishes your site, or build and push it yourself.

    The files are for you to read and to commit; nothing is published by writing them, and no file
    of yours is written over. REMOTE is an address, or a remote of your repository; the history of
    BRANCH holds built sites and nothing else, and is never rewritten.
    """
    if sum(asked is not None for asked in (target, push, url)) != 1:
        raise click.UsageError(
            f"Name one of {wording.enumeration(list(deployment.TARGETS), last='and')}, or use"
            " --push or --check."
        )
    chosen = settings.load(config_file)
    if target:
        _write(deployment.TARGETS[target], chosen)
    elif push:
        _push(chosen, *push)
    elif url is not None:
        _check(chosen, url)


def _check(chosen: Settings, url: str) -> None:
    """Say what a host makes of the site; what no host of that kind can mend is no failure."""
    with progress_bar.shown():
        problems = deployed.check_deployed(chosen, url)
    conventions.echo_lines(report.as_text(problems))
    if any(problem.is_error for problem in problems):
        sys.exit(1)
    click.echo(f"'{url}' shows the site as it should be.")


def _write(target: Target, chosen: Settings) -> None:
    """Write the files of a target, once the author knows who will read the sources."""
    place = deployment.Place.of(chosen)
    files = target.files(place)
    if target.has_sources:
        _refuse_inner_folder(target, chosen.root)
    if target.warning:
        click.echo(f"{target.warning}\n", err=True)
        if terminal.is_there() and not terminal.agrees("Write the files?"):
            click.echo(_ALONE)
            return
    written = deployment.write(files, chosen.root)
    for path in files:
        state = "" if path in written else " (is there already)"
        click.echo(f"{_typed(chosen.root / path)}{state}")
    click.echo("\nNext:")
    is_installed = any("requirements.txt" in text for text in files.values())
    if is_installed and not (chosen.root / "requirements.txt").exists():
        click.echo("  Write 'requirements.txt': a line 'cto-portfolio', and what else builds it.")
    for step in target.next_steps(place):
        click.echo(f"  {step}")


def _refuse_inner_folder(target: Target, root: Path) -> None:
    """Refuse a folder in a repository of something else: hosts look at the top alone."""
    here = root.absolute()
    top = next((path for path in (here, *here.parents) if (path / ".git").exists()), here)
    if top != here:
        raise PortfolioError(
            f"{target.name} reads such files at the top of a repository, and that is '{top}'; give"
            " the portfolio a repository of its own: 'git init' beside mkdocs.yml"
        )


def _push(chosen: Settings, remote: str, branch: str) -> None:
    """Push the site as it is today: what was built before may show what is hidden by now."""
    site_branch.refuse_unknown(remote, branch, root=chosen.root)
    make_site(chosen, chosen.site_dir)
    pushed = _pushed(chosen, remote, branch)
    where = f"'{pushed.branch}' of {pushed.remote}"
    if pushed.domain:
        click.echo(f"CNAME was kept: the site's domain is {pushed.domain}.")
    click.echo(
        f"Pushed to {where}." if pushed.is_new else f"Nothing to push: {where} is this very site."
    )


def _pushed(chosen: Settings, remote: str, branch: str) -> Pushed:
    """Push while no build replaces the site."""
    is_asked = terminal.is_there()
    with swap.still(chosen.site_dir, on_wait=functools.partial(click.echo, err=True)):
        return site_branch.push(
            chosen.site_dir, remote, branch, root=chosen.root, is_asked=is_asked
        )


def _typed(path: Path) -> str:
    """Return a path as the author would type it here."""
    return os.path.relpath(path)
