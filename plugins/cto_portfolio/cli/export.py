"""`cto-portfolio export`: what is in a portfolio, for other tools."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cto_portfolio import wording, writing
from cto_portfolio.cli import conventions
from cto_portfolio.content import files as content_files
from cto_portfolio.engines import settings
from cto_portfolio.exporting import as_json, as_madr, as_markdown, exported
from cto_portfolio.problems import PortfolioError
from cto_portfolio.site.exports import resume

if TYPE_CHECKING:
    from cto_portfolio.exporting.exported import Exported
    from cto_portfolio.publishing.release import Release

_FORMATS = ("json", "markdown", "madr", "resume")


@click.command()
@click.argument("form", metavar="FORMAT", type=conventions.Choice(list(_FORMATS)))
@conventions.config_option
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="The file to write; for markdown and madr, a folder that is new or empty.",
)
@click.option(
    "--private",
    "is_private",
    is_flag=True,
    help="Everything: also what is private, unlisted or a draft, notes and private passages.",
)
@conventions.says_what_is_wrong
def export(form: str, config_file: Path, target: Path | None, *, is_private: bool) -> None:
    """Write what is public in the portfolio for other tools.

    FORMAT is json (all of it, by 'cto-portfolio schema export'), markdown (entries with front
    matter that any generator reads), madr (decisions as records), or resume (JSON Resume, as the
    site has it).
    """
    if form == "resume" and is_private:
        raise click.UsageError("a resume is made of what is public; leave '--private' out")
    release = conventions.release(settings.load(config_file))
    if form in {"json", "resume"}:
        text = _resume(release) if form == "resume" else _json(release, is_private=is_private)
        _print(text, target)
    else:
        if target is None:
            raise click.UsageError(f"'{form}' is many files; say where with '--to FOLDER'")
        found = exported.of(release, is_private=is_private)
        make = as_madr.files if form == "madr" else as_markdown.files
        _write(make(found), found, release, target, is_private=is_private)
    conventions.say_what_is_withheld(release.portfolio)


def _json(release: Release, *, is_private: bool) -> str:
    return as_json.text(exported.of(release, is_private=is_private))


def _resume(release: Release) -> str:
    if release.refusals:
        raise PortfolioError("\n".join(map(str, release.refusals)))
    profile = release.portfolio.profile
    if profile is None:
        raise PortfolioError("a resume needs a profile; write 'profile.yml' in the portfolio")
    return resume.build(profile, release.site)


def _print(text: str, target: Path | None) -> None:
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        writing.create(target, text)
    except FileExistsError:
        message = f"'{target}' is there already, and stays as it is; name another file"
        raise PortfolioError(message) from None
    click.echo(target)


def _write(
    texts: Mapping[PurePosixPath, str],
    found: Exported,
    release: Release,
    target: Path,
    *,
    is_private: bool,
) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PortfolioError(f"'{target}' is there already, and stays as it is; name a new folder")
    if not texts:
        raise PortfolioError("there is nothing to export; see 'cto-portfolio check'")
    for path, text in texts.items():
        writing.create(target / path, text)
    beside = {path for entry in found.entries if entry.path in texts for path in entry.files}
    for path in sorted(beside - texts.keys()):
        writing.create(target / path, _content(path, release, is_private=is_private))
    click.echo(f"{target}: {wording.count(len(texts), 'entry', 'entries')}", err=True)


def _content(path: PurePosixPath, release: Release, *, is_private: bool) -> bytes:
    """Return a file as it leaves: of a public picture, without what its camera noted."""
    if not is_private:
        return release.content(path)
    return content_files.on_disk(release.settings.docs_dir, path).read_bytes()
