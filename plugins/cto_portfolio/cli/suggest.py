"""`cto-portfolio suggest`: what entries may be evidence for, and accepting it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cto_portfolio import links
from cto_portfolio.authoring import declaring
from cto_portfolio.cli import asking, conventions
from cto_portfolio.content import files as content_files
from cto_portfolio.content import sources
from cto_portfolio.coverage import suggestions
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import vocabulary as vocabularies
from cto_portfolio.problems import PortfolioError, near_miss
from cto_portfolio.reports import suggestions as report

if TYPE_CHECKING:
    from cto_portfolio.content.entry import Entry
    from cto_portfolio.content.files import Files
    from cto_portfolio.content.portfolio import Portfolio
    from cto_portfolio.publishing.settings import Settings

_ALL = "all"


@click.command()
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@conventions.config_option
@conventions.format_option
@click.option(
    "--accept",
    multiple=True,
    metavar="REQUIREMENT",
    help="Declare this in the one ENTRY named, or 'all' that is suggested for those; repeatable.",
)
@click.option("--why", is_flag=True, help="Also say what speaks for each, and against it.")
@click.option(
    "--ask",
    metavar="COMMAND",
    help="Ask an assistant of your own instead: a command that reads a question and prints JSON. "
    "It gets public entries only.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="With --ask: print exactly what would be sent, and send nothing.",
)
@click.option(
    "--private",
    is_flag=True,
    help="With --ask, for this run: also send what is private, a draft or confidential.",
)
@conventions.no_cache_option
@conventions.says_what_is_wrong
def suggest(  # noqa: PLR0913 - one parameter for each option
    *,
    entries: Sequence[str],
    config_file: Path,
    form: str,
    accept: Sequence[str],
    why: bool,
    ask: str | None,
    dry_run: bool,
    private: bool,
) -> None:
    """Show which requirements entries may be evidence for, with the sentence that says so.

    ENTRY is the path of an entry, its name, or a folder; without any, all are read. Suggestions
    never count: --accept writes the chosen ids into the entry's front matter and nothing else.
    """
    if ask is None and (dry_run or private):
        raise click.UsageError("'--dry-run' and '--private' go with '--ask'")
    if ask is not None and why:
        raise click.UsageError("'--why' goes without '--ask'; an assistant gives no reasons")
    if accept and not entries:
        raise click.UsageError("--accept needs an ENTRY")
    chosen = settings.load(config_file)
    release = conventions.release(chosen)
    files, read = release.files, release.portfolio
    named = [one for name in entries for one in _meant(name, read, files=files, chosen=chosen)]
    if len(named) > 1 and accept and set(accept) != {_ALL}:
        raise click.UsageError("--accept needs exactly one ENTRY; '--accept all' takes several")
    meant = named or read.entries
    has_failed = False
    if ask is None:
        words = vocabularies.load(read.framework, chosen.frameworks, root=chosen.root)
        found = tuple((one, suggestions.of(one, read.framework, words)) for one in meant)
    else:
        asked = asking.may_be_sent(meant, release, is_private=private)
        if dry_run:
            asking.print_exactly(asked)
            return
        found, has_failed = asking.ask(ask, asked, release, chosen.root)
    for entry, some in found if accept else ():
        ids = _accepted(accept, [one.requirement.id for one in some], read=read)
        _declare(entry, ids, files=files, chosen=chosen)
    if not accept:
        shown = [(conventions.typed(one.path, chosen), some) for one, some in found]
        _print(shown, form, why=why)
    if has_failed:
        sys.exit(1)


def _print(shown: report.Found, form: str, *, why: bool) -> None:
    if form == "json":
        click.echo(report.as_json(shown))
        return
    conventions.echo_lines(report.as_text(shown, why=why))
    click.echo(report.summary(shown), err=True)


def _meant(name: str, read: Portfolio, *, files: Files, chosen: Settings) -> list[Entry]:
    """Return the entries of a folder, or the one that is meant."""
    folder = PurePosixPath(Path(os.path.relpath(name, chosen.docs_dir)).as_posix())
    is_folder = Path(name).is_dir()
    found = [entry for entry in read.entries if is_folder and entry.path.is_relative_to(folder)]
    return found or [_named(name, read, files=files, chosen=chosen)]


def _named(name: str, read: Portfolio, *, files: Files, chosen: Settings) -> Entry:
    """Return the entry meant by a path from here or from the portfolio's folder, or by its name."""
    from_here = links.composed(os.path.relpath(name, chosen.docs_dir))
    name, path = links.composed(name), PurePosixPath(Path(from_here).as_posix())
    known = [one for one in files if one.is_relative_to(sources.ENTRIES) and links.is_page(one)]
    meant = next((one for one in (path, PurePosixPath(name)) if one in known), None)
    if meant is None:
        alike = [one for one in known if name in {one.stem, one.parent.name, one.name}]
        if len(alike) > 1:
            several = ", ".join(f"'{conventions.typed(one, chosen)}'" for one in alike)
            raise click.BadParameter(
                f"'{name}' may be {several}; write the path", param_hint="ENTRY"
            )
        if not alike:
            names = {str(conventions.typed(one, chosen)) for one in known} | {
                one.stem for one in known
            }
            raise click.BadParameter(
                f"there is no entry '{name}'{near_miss(name, names)}", param_hint="ENTRY"
            )
        meant = alike[0]
    entry = next((one for one in read.entries if one.path == meant), None)
    if entry is None:
        wrong = [one for one in read.problems if one.path == meant]
        said = "\n".join(map(str, conventions.shown(wrong, chosen)))
        message = f"'{conventions.typed(meant, chosen)}' has errors; mend them first:\n{said}"
        raise PortfolioError(message)
    return entry


def _accepted(accept: Sequence[str], suggested: Sequence[str], *, read: Portfolio) -> list[str]:
    """Return the ids meant, each once."""
    known = [one.id for one in read.framework.requirements]
    for one in accept:
        if one != _ALL and one not in known:
            guess = near_miss(one, [*known, _ALL]) or "; 'cto-portfolio coverage' lists them"
            raise click.BadParameter(f"no requirement '{one}'{guess}", param_hint="--accept")
    ids = [each for one in accept for each in (suggested if one == _ALL else [one])]
    return list(dict.fromkeys(ids))


def _declare(entry: Entry, ids: Sequence[str], *, files: Files, chosen: Settings) -> None:
    path = conventions.typed(entry.path, chosen)
    declared = {one.requirement for one in entry.meta.evidence}
    new = [one for one in ids if one not in declared]
    if not new:
        click.echo(f"{path}: nothing to add", err=True)
        return
    content = files[entry.path]
    assert isinstance(content, bytes)  # noqa: S101 - entries are read as they lie on the disk
    declaring.write(content_files.on_disk(chosen.docs_dir, entry.path), content, new)
    conventions.echo_lines("\n".join(f"{path}: {one}" for one in new))
