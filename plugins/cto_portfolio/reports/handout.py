"""The preparation of an interview as a private page to print."""

import datetime as dt
from collections.abc import Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.preparation import (
    PreparedAnswer,
    PreparedQuestion,
    PreparedTopic,
    untold,
)
from cto_portfolio.reports import private_page
from cto_portfolio.reports.preparation import facts, missing, when_and_where
from cto_portfolio.reports.private_page import text as _text

MARK = "<!doctype html>\n<!-- Made by cto-portfolio prepare: private -->\n"
"""How every such page begins: by it the command knows its own."""

_WARNING = "Private. It holds notes and stories that are not published: print it, do not send it."


def as_html(topics: Sequence[PreparedTopic], *, most: int, name: str, today: dt.date) -> str:
    """Return the page: every question with its `most` best answers and their notes."""
    answers = (line for topic in topics for line in topic_lines(topic, most))
    day = f'<p class="quiet">{_text(wording.date(today))}</p>'
    return private_page.build(
        mark=MARK,
        title=f"Interview preparation: {name}",
        warning=_WARNING,
        lines=[day, _untold(untold(topics)), *answers],
    )


def _untold(questions: Sequence[PreparedQuestion]) -> str:
    if not questions:
        return "<p>Every question has a story.</p>"
    items = "\n".join(
        f"<li>{_text(one.item.name)}: {_text(missing(one))}</li>" for one in questions
    )
    return f"<p><strong>No story yet</strong></p>\n<ul>\n{items}\n</ul>"


def topic_lines(topic: PreparedTopic, most: int) -> Iterator[str]:
    """Yield a topic with all of its questions."""
    item = topic.question.item
    yield f"<section>\n<h2>{_text(item.name)}</h2>"
    for label, said in item.says.items():
        yield f"<p>{_text(wording.sentence(label))}: {_text('; '.join(said))}</p>"
    for question in topic.questions:
        is_main = question is topic.question
        heading = question.heading if is_main else f"{question.heading}: {question.item.name}"
        yield f"<h3>{_text(heading)}</h3>"
        if not question.has_story:
            yield f'<p class="untold">No story yet: {_text(missing(question))}.</p>'
        for answer in question.answers[:most]:
            yield from _answer(answer)
        if len(question.answers) > most:
            yield f'<p class="quiet">and {len(question.answers) - most} more</p>'
    yield "</section>"


def _answer(answer: PreparedAnswer) -> Iterator[str]:
    entry = answer.entry
    yield f'<div class="answer">\n<h4 dir="auto">{_text(entry.meta.title)}</h4>'
    yield f'<p class="quiet">{_text(when_and_where(entry))}; {_text(facts(answer))}</p>'
    yield from _story(entry)
    for one in answer.evidence:
        if one.claim:
            yield f'<p dir="auto">{_text(one.requirement.name)}: {_text(one.claim)}</p>'
    if entry.notes:
        yield f'<p class="notes" dir="auto"><strong>Notes.</strong> {_text(entry.notes)}</p>'
    yield f'<p class="quiet">{_text(str(entry.path))}</p>\n</div>'


def _story(entry: Entry) -> Iterator[str]:
    said = [entry.summary, entry.meta.business_value, ", ".join(entry.meta.credit)]
    labels = ("", "For the business: ", "Credit: ")
    for label, text in zip(labels, said, strict=True):
        if text:
            yield f'<p dir="auto">{label}{_text(text)}</p>'
