"""What all commands share: where the portfolio is, what day it is, how failures are said."""

import contextlib
import datetime as dt
import errno
import functools
import io
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import click

from cto_portfolio import clock, store, unforeseen
from cto_portfolio.clock import Today
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.engines import engine_view
from cto_portfolio.problems import PortfolioError, Problem, near_miss
from cto_portfolio.publishing import release as releases
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.text.dialect import Unrendered

Command = Callable[..., Any]

_CLOSED_PIPE = 128 + 13
"""What a shell says of a tool that wrote into a pipe which nobody reads any more."""


class Choice(click.Choice[str]):
    """One of some names; one that was nearly typed is named."""

    def __init__(self, names: Sequence[str], *, meant: Mapping[str, str] | None = None) -> None:
        """`meant` has other words for some of them."""
        super().__init__(names)
        self._meant = meant or {}

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Say which names there are, and which was probably meant."""
        said = str(value)
        other = self._meant.get(said.casefold())
        guess = f"; did you mean '{other}'?" if other else near_miss(said, self.choices)
        return super().get_invalid_choice_message(value, ctx).removesuffix(".") + guess


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


def no_cache_option(command: Command) -> Command:
    """Add `--no-cache`, which takes effect at once."""

    def switch(_context: click.Context, _parameter: click.Parameter, is_off: bool) -> None:  # noqa: FBT001
        if is_off:
            os.environ[store.SWITCH] = store.OFF

    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=switch,
        help=f"Make everything anew, and keep nothing in {store.FOLDER.parts[0]}/ for next time.",
    )(command)


def format_option(command: Command) -> Command:
    """Add `--format`, as `form`, for what is printed for people or for machines."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to print: for people, or for machines.",
    )(command)


def problem_format_option(command: Command) -> Command:
    """Add `--format`, as `form`, for problems, which code reviews show, too."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="How to print: for people, for machines, or as annotations of a GitHub workflow.",
    )(command)


def says_what_is_wrong(command: Command) -> Command:
    """Turn what makes it impossible to go on into a message and exit code 1.

    This is the last net, too: what was not foreseen is one line, unless `--debug` asks for more.
    """

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever click passes
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack a letter
        try:
            return command(*args, **kwargs)
        except PortfolioError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            _drop_output()
            if error.errno == errno.EPIPE:
                sys.exit(_CLOSED_PIPE)
            raise click.ClickException(_reason(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if click.get_current_context().find_root().params.get("debug"):
                raise
            more = "run 'cto-portfolio --debug' with the same command to see all of it"
            raise click.ClickException(unforeseen.message(error, more=more)) from error

    return wrapped


def _reason(error: OSError) -> str:
    try:
        Path.cwd()
    except OSError:
        return "cannot go on: the folder that you are in is gone, or not yours; go to another"
    where = f"'{error.filename}': " if error.filename else ""
    return f"cannot go on: {where}{error.strerror or error}"


def terminal() -> tuple[int, bool]:
    """Return how wide a text may be here, and whether it may be coloured.

    What is piped is 80 columns wide unless `COLUMNS` says otherwise, and plain unless
    `FORCE_COLOR` is set; `NO_COLOR` goes before it.
    """
    is_wanted = bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    is_styled = (is_wanted or bool(os.environ.get("FORCE_COLOR"))) and not os.environ.get(
        "NO_COLOR"
    )
    return shutil.get_terminal_size().columns, is_styled


def _drop_output() -> None:
    """Keep Python from writing at its end what could not be written before."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def release(chosen: Settings) -> Release:
    """Decide what leaves of the portfolio as it lies on the disk."""
    return releases.load(chosen, today=today(chosen))


def foreseen(chosen: Settings) -> Release:
    """Decide the same, with what MkDocs has against the configuration among what is wrong.

    MkDocs loads hooks and plugins for that, so nothing that holds a secret may ask for it.
    """
    return release(engine_view.of(chosen))


def unrendered(chosen: Settings) -> Release:
    """Decide the same from front matter alone, where what bodies become makes no difference."""
    return releases.load(replace(chosen, dialect=Unrendered()), today=today(chosen))


def read(chosen: Settings) -> Portfolio:
    """Return what the author has written, as it lies on the disk."""
    return release(chosen).portfolio


def shown(problems: Sequence[Problem], chosen: Settings) -> list[Problem]:
    """Give problems the paths that the author would type here."""
    typed = PurePosixPath(Path(os.path.relpath(chosen.docs_dir)).as_posix())
    return [problem.below(typed) for problem in problems]


def typed(path: PurePosixPath, chosen: Settings) -> PurePosixPath:
    """Return a path of the portfolio as the author would type it here."""
    return PurePosixPath(Path(os.path.relpath(chosen.docs_dir / path)).as_posix())


def say_what_is_withheld(read: Portfolio) -> None:
    """Say on stderr that what was printed leaves something out, if it does."""
    if any(problem.is_error for problem in read.problems):
        click.echo("Some files have errors and do not count; see 'cto-portfolio check'.", err=True)


def echo_lines(text: str) -> None:
    """Print a text, but no empty line for none."""
    if text:
        click.echo(text)


def today(chosen: Settings) -> dt.date:
    """Return the author's day, which `SOURCE_DATE_EPOCH` may set.

    Raises:
        UsageError: if that is no number.
    """
    try:
        return clock.today(chosen.timezone)
    except PortfolioError as error:
        raise click.UsageError(str(error)) from error


def now(chosen: Settings) -> Today:
    """Return the same with the zone in which it is that day."""
    return Today(day=today(chosen), zone=clock.place(chosen.timezone))
