"""What commands that begin an entry take, and refuse, alike."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

import click

from cto_portfolio.frameworks import Framework

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(_context: click.Context, _parameter: click.Parameter, said: str | None) -> dt.date | None:
    if said is None:
        return None
    try:
        if _DATE.fullmatch(said):
            return dt.date.fromisoformat(said)
    except ValueError:
        pass
    raise click.BadParameter(f"'{said}' is not a date; write it as 2026-03-14")


def line(_context: click.Context, _parameter: click.Parameter, said: str | None) -> str | None:
    """Fold the white space of a text; nothing but white space is none."""
    return folded(said) or None if said else None


def folded(said: str) -> str:
    """Return a text on one line, without what a terminal may have slipped in, such as bells."""
    seen = "".join(" " if unicodedata.category(one) == "Cc" else one for one in said)
    return " ".join(seen.split())


def title(said: str) -> str:
    """Fold the white space of a title, which must be more than that."""
    text = folded(said)
    if not text:
        message = "is empty; say in a few words what it is about"
        raise click.BadParameter(message, param_hint="TITLE")
    return text


def refuse_unknown(requirement_ids: Iterable[str], framework: Framework) -> None:
    """Refuse ids that no requirement has."""
    for one in requirement_ids:
        if message := framework.why_unknown(one):
            raise click.BadParameter(message, param_hint="--evidence")


def date(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--date`."""
    return click.option(
        "--date", metavar="YYYY-MM-DD", callback=_day, help="When it was (default: today)."
    )(command)


def private(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--private`."""
    return click.option(
        "--private", is_flag=True, help="Never publish it; keep it as a story for the interview."
    )(command)
