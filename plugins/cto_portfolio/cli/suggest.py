"""`cto-portfolio suggest`: what entries may be evidence for, and accepting it."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from cto_portfolio import links
from cto_portfolio.authoring import declaring
from cto_portfolio.cli import conventions
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.files import Files, on_disk
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.content.sources import ENTRIES
from cto_portfolio.coverage import suggestions
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import vocabulary as vocabularies
from cto_portfolio.problems import PortfolioError, near_miss
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.reports import suggestions as report

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
@conventions.says_what_is_wrong
def suggest(entries: Sequence[str], config_file: Path, form: str, accept: Sequence[str]) -> None:
    """Show which requirements entries may be evidence for, with the sentence that says so.

    ENTRY is the path of an entry, or its name; without any, all are read. Suggestions never
    count: --accept writes the chosen ids into the entry's front matter and nothing else.
    """
    chosen = settings.load(config_file)
    release = conventions.release(chosen)
    files, read = release.files, release.portfolio
    words = vocabularies.load(read.framework, chosen.frameworks, root=chosen.root)
    if accept and (not entries or (len(entries) > 1 and set(accept) != {_ALL})):
        raise click.UsageError("--accept needs exactly one ENTRY, or --accept all with several")
    named = [_named(name, read, files=files, chosen=chosen) for name in entries]
    found = [(one, suggestions.of(one, read.framework, words)) for one in named or read.entries]
    if accept:
        for entry, some in found:
            ids = _accepted(accept, [one.requirement.id for one in some], read=read)
            _declare(entry, ids, files=files, chosen=chosen)
        return
    shown = [(conventions.typed(one.path, chosen), some) for one, some in found]
    if form == "json":
        click.echo(report.as_json(shown))
        return
    conventions.echo_lines(report.as_text(shown))
    click.echo(report.summary(shown), err=True)


def _named(name: str, read: Portfolio, *, files: Files, chosen: Settings) -> Entry:
    """Return the entry meant by a path from here or from the portfolio's folder, or by its name."""
    from_here = links.composed(os.path.relpath(name, chosen.docs_dir))
    name, path = links.composed(name), PurePosixPath(Path(from_here).as_posix())
    known = [one for one in files if one.is_relative_to(ENTRIES) and links.is_page(one)]
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
    declaring.write(on_disk(chosen.docs_dir, entry.path), content, new)
    conventions.echo_lines("\n".join(f"{path}: {one}" for one in new))
