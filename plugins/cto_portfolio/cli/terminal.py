"""What takes a person at a terminal: questions, and their editor."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import dates
from cto_portfolio.cli import options, pasted

if TYPE_CHECKING:
    from cto_portfolio.periods import Span


def is_there() -> bool:
    """Whether somebody can be asked, and can see the question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def line(question: str, *, default: str = "") -> str:
    """Ask for a line of text, which may stay empty; `-` stands for none where one is proposed."""
    hint = f"{question} ('-' for none)" if default else f"{question} (Enter for none)"
    text = _asked(hint, default, is_shown=bool(default))
    return "" if text == "-" else text


def needed_line(question: str) -> str:
    """Ask until there is an answer."""
    while True:
        if text := _asked(question):
            return text


def agrees(question: str) -> bool:
    """Ask until the answer is yes or no."""
    with _ending_its_line():
        return click.confirm(question, default=None, err=True)


def span(question: str, *, default: Span) -> Span:
    """Ask when something was until the answer is a date or a period."""
    click.echo(f"When it was: {dates.FORMS}; {dates.SPAN_FORMS}.", err=True)
    while True:
        said = _asked(question, default.written)
        try:
            return options.span(said)
        except click.BadParameter as error:
            click.echo(f"{error.message}.", err=True)


def one_of(question: str, names: Sequence[str], labels: Sequence[str]) -> str:
    """Ask for one of some names, or its number."""
    for number, label in enumerate(labels, start=1):
        click.echo(f"  {number} {label}", err=True)
    while True:
        said = needed_line(question)
        found = _chosen(said, names)
        if found:
            return found
        click.echo(f"'{said}' is none of them; type a number from 1 to {len(names)}.", err=True)


def some_of(question: str, names: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """Ask for any of some names, or their numbers."""
    for number, label in enumerate(labels, start=1):
        click.echo(f"  {number:>2} {label}", err=True)
    while True:
        said = line(question).replace(",", " ").split()
        unknown = next((word for word in said if not _chosen(word, names)), None)
        if unknown is None:
            return tuple(dict.fromkeys(_chosen(word, names) for word in said))
        click.echo(f"'{unknown}' is none of them; numbers, with spaces between.", err=True)


def edit(path: Path) -> None:
    """Open a file in the author's editor, if they have chosen one.

    Raises:
        ClickException: if it fails; the file is as the editor left it.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        click.echo("Set EDITOR, and it will be opened for you.", err=True)
        return
    try:
        click.edit(filename=str(path), editor=editor)
    except (click.ClickException, ValueError) as error:
        message = f"the editor '{editor}' failed; what was written so far is in '{path}'"
        raise click.ClickException(message) from error


def _asked(question: str, default: str | None = None, *, is_shown: bool = True) -> str:
    """Ask once, and return the answer on one line; a text that was pasted has several."""
    is_ahead = pasted.is_ahead()
    with _ending_its_line():
        said = str(click.prompt(question, default=default, show_default=is_shown, err=True))
    rest = "" if is_ahead else pasted.rest()
    if rest and not rest.endswith("\n"):
        click.echo(err=True)
    return options.folded(f"{said}\n{rest}")


@contextlib.contextmanager
def _ending_its_line() -> Iterator[None]:
    """Keep what is said of an interruption from running into the question."""
    try:
        yield
    except click.Abort:
        click.echo(err=True)
        raise


def _chosen(said: str, names: Sequence[str]) -> str:
    """Return the name that was typed, or whose number was; or nothing."""
    if said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= len(names):
        return names[int(said) - 1]
    return said if said in names else ""
