"""What takes a person at a terminal: questions, and their editor."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cto_portfolio.cli import options


def is_there() -> bool:
    """Whether somebody can be asked, and can see the question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def line(question: str, *, default: str = "") -> str:
    """Ask for a line of text, which may stay empty; `-` stands for none where one is proposed."""
    hint = f"{question} ('-' for none)" if default else f"{question} (Enter for none)"
    said = click.prompt(hint, default=default, show_default=bool(default), err=True)
    text = options.folded(str(said))
    return "" if text == "-" else text


def needed_line(question: str) -> str:
    """Ask until there is an answer."""
    while True:
        text = options.folded(str(click.prompt(question, err=True)))
        if text:
            return text


def agrees(question: str) -> bool:
    """Ask until the answer is yes or no."""
    return click.confirm(question, default=None, err=True)


def one_of(question: str, names: Sequence[str]) -> str:
    """Ask for one of some names, or its number."""
    for number, name in enumerate(names, start=1):
        click.echo(f"  {number} {name}", err=True)
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


def _chosen(said: str, names: Sequence[str]) -> str:
    """Return the name that was typed, or whose number was; or nothing."""
    if said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= len(names):
        return names[int(said) - 1]
    return said if said in names else ""
