"""Asking the author's own assistant, for `cto-portfolio suggest --ask`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cto_portfolio import wording
from cto_portfolio.authoring import assistant
from cto_portfolio.coverage import questions
from cto_portfolio.publishing import askable
from cto_portfolio.reports import printable

if TYPE_CHECKING:
    from cto_portfolio.content.entry import Entry
    from cto_portfolio.coverage.questions import AssistantQuestion, DropReason
    from cto_portfolio.coverage.suggestions import Suggestion
    from cto_portfolio.publishing.release import Release

    Suggested = tuple[tuple[Entry, tuple[Suggestion, ...]], ...]

_PATIENCE = 3
"""How many questions in a row may fail before no more are asked."""


def may_be_sent(
    entries: Sequence[Entry], release: Release, *, is_private: bool
) -> list[AssistantQuestion]:
    """Return what to ask of the entries; say of each that stays here why it does."""
    asked = [
        questions.of(entry, release.portfolio.framework, is_whole=is_private) for entry in entries
    ]
    sent = []
    for question in asked:
        reason = None if is_private else askable.why_not(question, release)
        if reason:
            click.echo(f"{_path(question, release)}: not sent: {reason}", err=True)
        else:
            sent.append(question)
    return sent


def ask(
    command: str, asked: Sequence[AssistantQuestion], release: Release, root: Path
) -> tuple[Suggested, bool]:
    """Ask each question once, and say what of the answers is not kept.

    The second value says whether a question has no answer.
    """
    asker = assistant.of(command, root)
    asker.forget([entry.path for entry in release.portfolio.entries])
    suggested = []
    dropped: Counter[DropReason] = Counter()
    failures = in_a_row = 0
    for question in asked:
        try:
            answer = asker.ask(question, release.portfolio.framework)
        except assistant.NoAnswerError as error:
            failures, in_a_row = failures + 1, in_a_row + 1
            said = printable.line(str(error))
            click.echo(f"{_path(question, release)}: no answer: {said}", err=True)
            if in_a_row == _PATIENCE:
                click.echo("Three questions in a row have no answer; no more are asked.", err=True)
                break
            continue
        in_a_row = 0
        dropped.update(answer.dropped)
        suggested.append((question.entry, answer.suggestions))
    for reason, amount in dropped.items():
        click.echo(f"{wording.count(amount, 'suggestion')} dropped: {reason}", err=True)
    return tuple(suggested), bool(failures)


def print_exactly(asked: Sequence[AssistantQuestion]) -> None:
    """Print what would be sent, byte for byte, one question after the other."""
    for question in asked:
        click.echo(question.text.encode(), nl=False)


def _path(question: AssistantQuestion, release: Release) -> PurePosixPath:
    return release.folder / question.entry.path
