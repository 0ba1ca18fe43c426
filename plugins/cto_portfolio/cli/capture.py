"""`cto-portfolio capture`: a line written down before it is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import frameworks, wording
from cto_portfolio.authoring import skeletons
from cto_portfolio.cli import conventions, options, terminal
from cto_portfolio.content import entry, kinds
from cto_portfolio.engines import settings

if TYPE_CHECKING:
    from cto_portfolio.periods import Span

_MAX_TITLE = 80


@click.command()
@click.argument("line", required=False)
@click.option(
    "--kind",
    type=options.KIND,
    cls=conventions.LateOption,
    late={"default": lambda: kinds.in_role(entry.KindRole.OUTCOME)[0].id},
    show_default=True,
    help="What sort of work it is about.",
)
@options.when
@options.private
@conventions.config_option
@conventions.says_what_is_wrong
def capture(  # noqa: PLR0913 - one for each thing that may be said of it
    *,
    line: str | None,
    kind: str,
    date: Span | None,
    period: Span | None,
    private: bool,
    config_file: Path,
) -> None:
    """File a line as a draft, to be worked out later: LINE becomes its title.

    What is too long for a title is also the summary, and what is too long for that the notes.

    Where an entry of that name is there already, a number is put behind the new one's.
    """
    if line is None and not terminal.is_there():
        raise click.UsageError("Missing argument 'LINE'; say in one line what is not to be lost.")
    said = options.title(terminal.needed_line("What happened") if line is None else line, "LINE")
    chosen = settings.load(config_file)
    today = conventions.today(chosen)
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    draft = skeletons.Draft(
        kind=kinds.KINDS[kind],
        title=wording.shortened(said, _MAX_TITLE),
        span=options.chosen(date, period) or options.on(today),
        summary=wording.shortened(said, entry.MAX_SUMMARY) if len(said) > _MAX_TITLE else None,
        notes=said if len(said) > entry.MAX_SUMMARY else None,
        is_private=private,
    )
    text = skeletons.build(draft, framework)
    path = skeletons.write(text, draft.title, chosen.docs_dir, behind=skeletons.numbers())
    options.say_what_is_to_come(draft.span, chosen)
    click.echo(path)
    options.say_where_it_is_seen(path, chosen)
