"""What commands that begin an entry take, and refuse, alike."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from cto_portfolio import dates, links, periods, wording
from cto_portfolio.cli import conventions
from cto_portfolio.content import kinds
from cto_portfolio.periods import PartialDate, Span
from cto_portfolio.text import characters

if TYPE_CHECKING:
    from cto_portfolio.frameworks import Framework
    from cto_portfolio.publishing.settings import Settings


class _Kind(conventions.LateChoice):
    """A kind of entry, by its id."""

    def meant(self, said: str) -> str | None:
        """Return the kind of which the name on the site was typed."""
        by_name = {kind.name.casefold(): kind.id for kind in kinds.KINDS.values()}
        return by_name.get(said.casefold())


KIND = _Kind((), late={"choices": lambda: tuple(kinds.KINDS)})


def _span(_context: click.Context, _parameter: click.Parameter, said: str | None) -> Span | None:
    return None if said is None else span(said)


def span(said: str) -> Span:
    """Return when something was, in any form that front matter takes.

    Raises:
        BadParameter: with the forms there are.
    """
    meant = dates.span(said)
    if meant is None:
        raise click.BadParameter(f"'{said}' {dates.span_advice(said)}")
    if meant.is_backwards:
        raise click.BadParameter(f"'{said}': {periods.BACKWARDS}")
    return meant


def line(_context: click.Context, _parameter: click.Parameter, said: str | None) -> str | None:
    """Fold the white space of a text; nothing but white space is none."""
    return folded(said) or None if said else None


def folded(said: str) -> str:
    """Return a text on one line, without what a terminal may have slipped in, such as bells."""
    seen = "".join(" " if unicodedata.category(one) == "Cc" else one for one in said)
    return " ".join(seen.split())


def title(said: str, argument: str = "TITLE") -> str:
    """Fold the white space of a title, which must be more than that, and than what nobody sees."""
    text = folded(characters.without_unseen(said))
    if not text:
        message = "is empty; say in a few words what it is about"
        raise click.BadParameter(message, param_hint=argument)
    return text


def refuse_unknown(requirement_ids: Iterable[str], framework: Framework) -> None:
    """Refuse ids that no requirement has."""
    for one in requirement_ids:
        if message := framework.why_unknown(one):
            raise click.BadParameter(message, param_hint="--evidence")


def when(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--date` and `--period`, which take the same; `chosen` is the one that was given."""
    command = click.option(
        "--period",
        metavar="SPAN",
        callback=_span,
        help=f"From when to when it was: {dates.SPAN_FORMS}.",
    )(command)
    return click.option(
        "--date",
        metavar="DATE",
        callback=_span,
        help=f"When it was: {dates.FORMS} (default: today).",
    )(command)


def chosen(date: Span | None, period: Span | None) -> Span | None:
    """Return when it was, as far as the options say so.

    Raises:
        UsageError: if both do.
    """
    if date and period:
        raise click.UsageError("--date and --period exclude each other; keep one.")
    return date or period


def on(day: dt.date) -> Span:
    """Return a day as what the options give."""
    return Span(start=PartialDate(first=day), end=PartialDate(first=day))


def say_what_is_to_come(span: Span, chosen: Settings) -> None:
    """Say on stderr that an entry waits for its day, if it does."""
    if span.start.first > conventions.today(chosen):
        day = wording.date(span.start.first)
        click.echo(
            f"That is in the future (it is {conventions.now(chosen)}): it is not published before "
            f"{day}, unless it says 'publish: now', and counts from then on.",
            err=True,
        )


def say_where_it_is_seen(path: Path, chosen: Settings) -> None:
    """Say on stderr where an author can look at an entry that has just begun."""
    within = PurePosixPath(path.relative_to(chosen.docs_dir).as_posix())
    address = links.published_at(within, has_directory_urls=chosen.has_directory_urls)
    click.echo(f"While 'cto-portfolio serve' runs, look at it at /{address}", err=True)


def private(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--private`."""
    return click.option(
        "--private", is_flag=True, help="Never publish it; keep it as a story for the interview."
    )(command)
