"""`cto-portfolio import`: what an author has elsewhere, as entries."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cto_portfolio import progress, wording
from cto_portfolio.cli import conventions, progress_bar, terminal
from cto_portfolio.content import sources
from cto_portfolio.coverage import matrix, suggestions
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import vocabulary as vocabularies
from cto_portfolio.importing import carrying_out, formats, original
from cto_portfolio.importing import plan as plans
from cto_portfolio.problems import PortfolioError
from cto_portfolio.reports import imports as report

if TYPE_CHECKING:
    from cto_portfolio.importing.incoming import Refusal
    from cto_portfolio.importing.original import Original
    from cto_portfolio.importing.plan import Destination, ImportPlan
    from cto_portfolio.importing.source_format import SourceFormat
    from cto_portfolio.publishing.release import Release
    from cto_portfolio.publishing.settings import Settings
    from cto_portfolio.reports.imports import Result

_MOST_RENDERED = 200
"""New entries of which all is said that `check` would say; of more, errors alone, at once."""
_MOST_NAMED = 12
"""Entries that are named in a command; of more, their folder is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wishes:
    """What the author has typed."""

    form: str
    is_dry: bool
    is_agreed: bool


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@conventions.config_option
@click.option(
    "--from",
    "format_name",
    type=conventions.LateChoice((), late={"choices": lambda: tuple(formats.FORMATS)}),
    help="What PATH is, where it is not seen by itself.",
)
@click.option(
    "--into",
    metavar="FOLDER",
    help="The folder below 'entries' for new entries; else they lie directly there.",
)
@click.option(
    "--visibility",
    type=conventions.Choice(["public", "unlisted", "private"]),
    help="Who may see new entries; else decisions are private, and posts as public as they were.",
)
@click.option("--dry-run", is_flag=True, help="Show what would become of it, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@conventions.format_option
@conventions.says_what_is_wrong
def import_(  # noqa: PLR0913 - one for each thing that may be said of an import
    *,
    path: Path,
    config_file: Path,
    format_name: str | None,
    into: str | None,
    visibility: str | None,
    dry_run: bool,
    yes: bool,
    form: str,
) -> None:
    """Make entries of posts, decision records and what else you have: a folder, a file or a zip.

    It says what PATH is and what would become of it, asks, and writes. What cannot be kept is
    quoted. It never overwrites what you have written; run it again, and it brings what is new.
    """
    wishes = _Wishes(form=form, is_dry=dry_run, is_agreed=yes)
    chosen = settings.load(config_file)
    release = conventions.unrendered(chosen)
    with original.opened(path, within=chosen.root) as opened, progress_bar.shown():
        source, reason = _format(opened, format_name)
        _tell(f"'{path}' is read as {source.title}, because {reason}.")
        destination = plans.Destination(
            docs_dir=chosen.docs_dir,
            folder=_folder(into),
            visibility=visibility or source.visibility,
            brought=carrying_out.load_record(chosen.docs_dir),
            author=profile.name if (profile := release.portfolio.profile) else "",
        )
        progress.begin("Reading documents")
        plan = plans.make(source.read(opened, release.today), opened, source.name, destination)
        _show(plan, reason, wishes)
        if wishes.is_dry or not _is_wanted(plan, wishes, destination):
            return
        progress.begin("Writing entries", len(plan.planned))
        failed = carrying_out.write(plan, opened, chosen.docs_dir, destination.brought)
    _say_result(plan, reason, failed, release, chosen, form=form)
    if failed or any(refusal.is_fault for refusal in plan.refused):
        sys.exit(1)


def _format(opened: Original, name: str | None) -> tuple[SourceFormat, str]:
    if name:
        return formats.FORMATS[name], "you say so"
    for source, recognition in formats.recognised(opened):
        return source, recognition.reason
    known = wording.enumeration([f"'{name}'" for name in formats.FORMATS], last="or")
    raise PortfolioError(f"it is not seen what '{opened.name}' is; say it with --from: {known}")


def _folder(into: str | None) -> PurePosixPath:
    """Return the folder of new entries; it lies below that of all entries."""
    path = PurePosixPath(into or "")
    below = PurePosixPath(*path.parts[1:]) if path.parts[:1] == sources.ENTRIES.parts else path
    if path.is_absolute() or ".." in path.parts or any(name[0] == "." for name in path.parts):
        message = f"'{into}' is no folder below 'entries'; write a name, such as 'blog'"
        raise click.BadParameter(message, param_hint="--into")
    return sources.ENTRIES / below


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _show(plan: ImportPlan, reason: str, wishes: _Wishes) -> None:
    if wishes.form == "json":
        if wishes.is_dry:
            click.echo(report.as_json(plan, reason=reason, result=None))
        return
    conventions.echo_lines(report.plan_text(plan))
    conventions.echo_lines(report.account_text(plan))
    _tell(f"{report.plan_summary(plan)}.")


def _is_wanted(plan: ImportPlan, wishes: _Wishes, destination: Destination) -> bool:
    """Whether to write: the author says so, or has said it before."""
    amount = len(plan.of(*plans.WRITTEN))
    if not amount or wishes.is_agreed:
        return True
    if not terminal.is_there():
        raise click.UsageError("Nothing was written; add --yes to write, or --dry-run to look.")
    entries = wording.count(amount, "entry", "entries")
    return terminal.agrees(f"Write {entries} into '{destination.docs_dir / destination.folder}'?")


def _say_result(  # noqa: PLR0913 - what was there before, what was done, and where
    plan: ImportPlan,
    reason: str,
    failed: tuple[Refusal, ...],
    before: Release,
    chosen: Settings,
    *,
    form: str,
) -> None:
    result = _result(plan, failed, before, chosen)
    if form == "json":
        click.echo(report.as_json(plan, reason=reason, result=result))
        return
    areas = {area.id: area.name for area in before.portfolio.framework.areas}
    conventions.echo_lines(report.result_text(result, areas))
    for refusal in failed:
        _tell(f"{refusal.origin}: not written: {refusal.message}")
    if result.problems:
        _tell(
            f"{wording.count(len(result.problems), 'problem')} in them; mend what is named above."
        )
    if result.suggestions:
        _tell(f"Suggestions never count by themselves. Look, then: {result.accepting}")
    _tell(report.coverage_line(result))


def _result(
    plan: ImportPlan, failed: tuple[Refusal, ...], before: Release, chosen: Settings
) -> Result:
    lost = {refusal.origin for refusal in failed}
    new = [one.path for one in plan.of(*plans.WRITTEN) if one.incoming.origin not in lost]
    is_quick = len(new) > _MOST_RENDERED
    look = conventions.unrendered if is_quick else conventions.release
    after = look(chosen) if new else before
    framework = after.portfolio.framework
    words = vocabularies.load(framework, chosen.frameworks, root=chosen.root)
    entries = [entry for entry in after.portfolio.entries if entry.path in set(new)]
    suggested = [
        (conventions.typed(entry.path, chosen), found)
        for entry in entries
        if (found := suggestions.of(entry, framework, words))
    ]
    paths = {after.folder / path for path in new}
    return report.Result(
        refused=failed,
        problems=tuple(one for one in after.problems if one.path in paths),
        before=matrix.measure(before.portfolio.entries, framework, today=before.today),
        after=matrix.measure(after.portfolio.entries, framework, today=after.today),
        suggestions=suggested,
        accepting=_accepting([path for path, _ in suggested]),
    )


def _accepting(paths: list[PurePosixPath]) -> str:
    named = paths if len(paths) <= _MOST_NAMED else sorted({path.parent for path in paths})
    return (
        f"cto-portfolio suggest {' '.join(shlex.quote(str(path)) for path in named)} --accept all"
    )
