"""`cto-portfolio new`: a new entry to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import frameworks, wording
from cto_portfolio.authoring import skeletons
from cto_portfolio.cli import conventions, options, terminal
from cto_portfolio.content import kinds, plan_defaults
from cto_portfolio.coverage import matrix
from cto_portfolio.engines import settings

if TYPE_CHECKING:
    from cto_portfolio.authoring.skeletons import Draft
    from cto_portfolio.content.portfolio import Portfolio
    from cto_portfolio.content.profile import Tour
    from cto_portfolio.periods import Span
    from cto_portfolio.publishing.settings import Settings

_OFFERED = 9
"""Requirements from which to choose: one digit each."""
_AGAIN = (
    "There is one of that title already; say in 'event' where you gave this one, and lists, feeds "
    "and the search tell the two apart by it."
)
_LABEL_WIDTH = 74
"""A terminal of 80 columns, less the number in front."""


def _ids() -> str:
    return f"KIND is {wording.enumeration(list(kinds.KINDS), last='or')}."


@click.command(cls=conventions.LateCommand, late={"epilog": _ids})
@click.argument("kind", type=options.KIND, metavar="[KIND]", required=False)
@click.argument("title", required=False)
@conventions.config_option
@options.when
@click.option("--summary", callback=options.line, help="One sentence for cards.")
@click.option("--organization", callback=options.line, help="Where it was.")
@click.option("--evidence", metavar="ID", multiple=True, help="A requirement; repeatable.")
@options.private
@click.option("--no-edit", is_flag=True, help="Do not open the entry in $VISUAL or $EDITOR.")
@conventions.says_what_is_wrong
def new(  # noqa: PLR0913 - one for each thing that may be said of an entry
    *,
    kind: str | None,
    title: str | None,
    config_file: Path,
    date: Span | None,
    period: Span | None,
    summary: str | None,
    organization: str | None,
    evidence: Sequence[str],
    private: bool,
    no_edit: bool,
) -> None:
    """Begin an entry: a dated, commented draft that says what may stand in it.

    In a terminal you are asked for what is missing, and the entry is opened in $VISUAL or $EDITOR;
    elsewhere KIND and TITLE are required.
    """
    is_asked = terminal.is_there()
    if not is_asked and (kind is None or title is None):
        missing = "KIND" if kind is None else "TITLE"
        raise click.UsageError(
            f"Missing argument '{missing}'; outside of a terminal both are needed."
        )
    if title is not None:
        title = options.title(title)
    span = options.chosen(date, period)
    chosen = settings.load(config_file)
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    options.refuse_unknown(evidence, framework)
    read = conventions.read(chosen) if is_asked else None
    sort = kinds.KINDS[kind or terminal.one_of("Kind", list(kinds.KINDS), [*_kind_labels()])]
    draft = skeletons.Draft(
        kind=sort,
        title=title or terminal.needed_line("Title"),
        span=span or _asked_span(chosen, is_asked=is_asked),
        summary=summary,
        organization=organization,
        evidence=tuple(dict.fromkeys(evidence)),
        is_private=private,
    )
    if read:
        draft = _completed(draft, read, chosen)
    path = skeletons.write(
        skeletons.build(draft, framework),
        draft.title,
        chosen.docs_dir,
        behind=skeletons.occasions(draft),
    )
    if path.stem != skeletons.slug(draft.title):
        click.echo(_AGAIN, err=True)
    options.say_what_is_to_come(draft.span, chosen)
    click.echo(path)
    if is_asked and not no_edit:
        terminal.edit(path)
    options.say_where_it_is_seen(path, chosen)


def _kind_labels() -> Iterator[str]:
    """Yield the name of each kind, and what readers are told of it."""
    width = max(map(len, kinds.KINDS))
    for kind in kinds.KINDS.values():
        yield wording.shortened(f"{kind.id:{width}}  {kind.intro}", _LABEL_WIDTH)


def _asked_span(chosen: Settings, *, is_asked: bool) -> Span:
    """Return when it was: the author's answer if there is one, else today."""
    today = options.on(conventions.today(chosen))
    return terminal.span("Date or period", default=today) if is_asked else today


def _completed(draft: Draft, read: Portfolio, chosen: Settings) -> Draft:
    """Ask for what has not been said."""
    summary = draft.summary or terminal.line("Summary, one sentence")
    organization = draft.organization
    if organization is None:
        organization = terminal.line("Organization", default=_latest_organization(read))
    evidence = draft.evidence or _chosen_requirements(draft, read, today=conventions.today(chosen))
    return replace(draft, summary=summary, organization=organization, evidence=evidence)


def _latest_organization(read: Portfolio) -> str:
    """Return where the author is, or was last, as far as the portfolio says."""
    if read.profile and read.profile.tours:
        return max(read.profile.tours, key=_last_day).organization
    named = [one for one in read.entries if one.meta.organization]
    return (min(named, key=matrix.newest_first).meta.organization or "") if named else ""


def _last_day(tour: Tour) -> dt.date:
    return tour.end.last if tour.end else dt.date.max


def _chosen_requirements(draft: Draft, read: Portfolio, *, today: dt.date) -> tuple[str, ...]:
    """Offer what lacks evidence, first what an entry of this kind usually gives it for."""
    measured = matrix.measure(read.entries, read.framework, today=today)
    status = {
        row.requirement: row.status
        for row in measured.rows
        if row.status.rank < frameworks.Status.COVERED.rank
    }
    gaps = (one for one in status if status[one] is frameworks.Status.GAP)
    offered = (plan_defaults.suited(draft.kind, status) or tuple(gaps))[:_OFFERED]
    if not offered:
        return ()
    width = max(len(one.id) for one in offered)
    said = (f"{one.id:{width}}  {status[one].value:4}  {one.name}" for one in offered)
    labels = [wording.shortened(one, _LABEL_WIDTH) for one in said]
    click.echo("These lack evidence. Does it show any of them?", err=True)
    return terminal.some_of("Numbers", [one.id for one in offered], labels)
