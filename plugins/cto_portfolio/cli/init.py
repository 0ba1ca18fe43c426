"""`cto-portfolio init`: a portfolio of one's own, from nothing."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from cto_portfolio import clock, frameworks, wording
from cto_portfolio.authoring.beginning import files, folder, person, repository
from cto_portfolio.authoring.beginning import sample as samples
from cto_portfolio.authoring.beginning.person import Person, PersonalLink
from cto_portfolio.authoring.deployment import TARGETS, Place, Target
from cto_portfolio.cli import conventions, options, terminal
from cto_portfolio.problems import PortfolioError

Value = TypeVar("Value")

_SHOWN = (
    *("mkdocs.yml", "portfolio/profile.yml", "portfolio/index.md", "portfolio/plan.yml"),
    *("portfolio/entries/", "README.md", "requirements.txt"),
)


def _line(_context: click.Context, _parameter: click.Parameter, said: str | None) -> str | None:
    if said is None:
        return None
    text = options.folded(said)
    if not text:
        message = "is empty; say something, or leave it out"
        raise click.BadParameter(message)
    return _checked(person.line, text)


def _site_url(_context: click.Context, _parameter: click.Parameter, said: str | None) -> str | None:
    return None if said is None else _checked(person.site_url, options.folded(said))


def _links(
    _context: click.Context, _parameter: click.Parameter, said: Sequence[str]
) -> tuple[PersonalLink, ...]:
    return tuple(_checked(person.link, options.folded(url)) for url in said)


def _checked(check: Callable[[str], Value], said: str) -> Value:
    try:
        return check(said)
    except PortfolioError as error:
        raise click.BadParameter(str(error)) from error


@click.command(epilog=f"TARGET is {wording.enumeration(list(TARGETS), last='or')}.")
@click.argument("root", metavar="[FOLDER]", type=click.Path(path_type=Path), default=Path())
@click.option("--name", callback=_line, help="Your name.")
@click.option("--headline", callback=_line, help="What you are for, in one line.")
@click.option("--looking-for", callback=_line, help="What you look for or offer, in one sentence.")
@click.option(
    "--link", "links", metavar="URL", multiple=True, callback=_links, help="Where else to find you."
)
@click.option("--url", metavar="URL", callback=_site_url, help="Where the site will be.")
@click.option(
    "--deploy",
    "target",
    type=conventions.Choice(list(TARGETS)),
    metavar="TARGET",
    help="Write the files with which it is published there, too.",
)
@click.option("--sample", is_flag=True, help="Begin with the sample portfolio, to look around.")
@conventions.says_what_is_wrong
def init(  # noqa: PLR0913 - one for each thing that may be said of an author
    *,
    root: Path,
    name: str | None,
    headline: str | None,
    looking_for: str | None,
    links: tuple[PersonalLink, ...],
    url: str | None,
    target: str | None,
    sample: bool,
) -> None:
    """Begin a portfolio of your own in FOLDER, or here.

    In a terminal you are asked for what is missing; elsewhere --name is required. A folder that is
    not empty stays as it is.
    """
    author = Person(
        name=name or "", headline=headline, looking_for=looking_for, links=links, site_url=url
    )
    if sample and author != Person(name=""):
        message = "'--sample' brings its own name, words and links; leave those options out"
        raise click.UsageError(message)
    folder.refuse_filled(root)
    framework = frameworks.load()
    if sample:
        author = samples.person()
        written = files.build_sample(framework, timezone=clock.machine_zone())
    else:
        author = _completed(author)
        written = files.build(
            author, framework, today=clock.today(None), timezone=clock.machine_zone()
        )
    chosen = _target(target)
    if chosen:
        published = chosen.files(Place(name=author.name, address=author.site_url))
        written |= {path: text.encode() for path, text in published.items()}
    folder.write(root, written)
    _say(root, chosen, is_repository=repository.begin(root))


def _completed(author: Person) -> Person:
    """Ask for what has not been said."""
    if not terminal.is_there():
        if not author.name:
            message = "Missing option '--name'; say who you are, such as --name \"Ada Example\"."
            raise click.UsageError(message)
        return author
    return Person(
        name=author.name or _asked("Your name", person.line, is_needed=True) or "",
        headline=author.headline or _asked("What you are for, in one line", person.line),
        looking_for=author.looking_for or _asked("What you look for, or offer", person.line),
        links=author.links or _asked_links(),
        site_url=author.site_url
        or _asked("Address of the site, such as https://ada.example.com/", person.site_url),
    )


def _asked_links() -> tuple[PersonalLink, ...]:
    found: list[PersonalLink] = []
    question = "A link to you elsewhere, such as https://github.com/ada"
    while link := _asked(question, person.link):
        found.append(link)
        question = "Another link"
    return tuple(found)


def _asked(
    question: str, check: Callable[[str], Value], *, is_needed: bool = False
) -> Value | None:
    """Ask until there is an answer that can be used, or none where none is needed."""
    while True:
        said = terminal.needed_line(question) if is_needed else terminal.line(question)
        if not said:
            return None
        try:
            return check(said)
        except PortfolioError as error:
            click.echo(str(error), err=True)


def _target(said: str | None) -> Target | None:
    """Return where the site is to be published, once the author knows who will read its sources."""
    is_asked = terminal.is_there()
    chosen = TARGETS[said] if said else None
    if chosen is None and is_asked:
        for number, target in enumerate(TARGETS.values(), start=1):
            click.echo(f"  {number} {target.name}", err=True)
        chosen = _asked("Where to publish it, if you know already", _target_of)
    if chosen is None or not chosen.warning:
        return chosen
    click.echo(f"{chosen.warning}\n", err=True)
    return chosen if not is_asked or terminal.agrees("Write its files?") else None


def _target_of(said: str) -> Target:
    """Return a target by its number, or its id.

    Raises:
        PortfolioError: if it is none.
    """
    by_number = {str(number): target for number, target in enumerate(TARGETS.values(), start=1)}
    found = by_number.get(said) or TARGETS.get(said)
    if found is None:
        raise PortfolioError(f"'{said}' is none of them; type a number from 1 to {len(TARGETS)}")
    return found


def _say(root: Path, chosen: Target | None, *, is_repository: bool) -> None:
    """Print what was written, and what comes next."""
    click.echo(f"Your portfolio is in '{root}':" if root != Path() else "Your portfolio is here:")
    for path in (*_SHOWN, *(chosen.texts if chosen else ())):
        click.echo(f"  {path}")
    if is_repository:
        click.echo("  .git (a repository; nothing is committed yet)")
    click.echo("\nNext:")
    if root != Path():
        click.echo(f"  cd {shlex.quote(str(root))}")
    click.echo("  cto-portfolio serve   # look at it while you write")
    click.echo("  cto-portfolio new     # write your first entry")
    if chosen:
        click.echo(f"  cto-portfolio deploy {chosen.id}   # once you like it: how to publish it")
