"""What all commands share: where the portfolio is, what day it is, how failures are said."""

import datetime as dt
import functools
import os
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click

from cto_portfolio import frameworks, portfolio, sources
from cto_portfolio.portfolio import Portfolio
from cto_portfolio.problems import PortfolioError, Problem
from cto_portfolio.settings import Settings

Command = Callable[..., Any]


def config_option(command: Command) -> Command:
    """Add `-f`, as `config_file`."""
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="The site's configuration, which says where the portfolio lies.",
    )(command)


def says_what_is_wrong(command: Command) -> Command:
    """Turn what makes it impossible to go on into a message and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever click passes
        try:
            return command(*args, **kwargs)
        except PortfolioError as error:
            raise click.ClickException(str(error)) from error

    return wrapped


def read(chosen: Settings) -> Portfolio:
    """Read the portfolio from the disk."""
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    files = sources.load(chosen.docs_dir, excluded=chosen.excluded.match_file)
    return portfolio.parse(files, framework)


def shown(problems: Sequence[Problem], chosen: Settings) -> list[Problem]:
    """Give problems the paths that the author would type here."""
    folder = PurePosixPath(Path(os.path.relpath(chosen.docs_dir)).as_posix())
    return [problem.below(folder) for problem in problems]


def echo_lines(text: str) -> None:
    """Print a text, but no empty line for none."""
    if text:
        click.echo(text)


def today() -> dt.date:
    """Return the day, which `SOURCE_DATE_EPOCH` may set.

    Raises:
        UsageError: if it is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now(tz=dt.UTC).date()
    if not epoch.isdigit():
        raise click.UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: '{epoch}'")
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
