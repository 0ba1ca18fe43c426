"""The preparation of an interview as one page of HTML to print: private, whole in itself.

It is no page of the site, so that no engine and no template of the theme ever sees it.
"""

import datetime as dt
import html
from collections.abc import Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.entries import Entry
from cto_portfolio.preparation import Answer, Question, Topic, untold
from cto_portfolio.reports.preparation import facts, missing, when_and_where

MARK = "<!doctype html>\n<!-- Made by cto-portfolio prepare: private -->\n"
"""How every such page begins: by it the command knows its own."""

_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0 0 .3rem; break-after: avoid; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid; }
h3 { margin-top: 1.6rem; }
h4 { font-size: 1rem; }
p, ul { margin: 0 0 .4rem; }
.private { padding: .4rem .8rem; border: 2px solid; font-weight: bold; }
.answer { margin: .8rem 0; padding-inline-start: .8rem; break-inside: avoid; }
.answer { border-inline-start: .2rem solid; }
.quiet { font-size: .85rem; }
.notes { padding: .4rem .8rem; border: 1px dashed; white-space: pre-line; }
.untold { font-style: italic; }
@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; }
  section + section { break-before: page; }
}
"""

_WARNING = "Private. It holds notes and stories that are not published: print it, do not send it."


def as_html(topics: Sequence[Topic], *, most: int, name: str, today: dt.date) -> str:
    """Return the page: every question with its `most` best answers and their notes."""
    title = _text(f"Interview preparation: {name}")
    body = "\n".join(line for topic in topics for line in _topic(topic, most))
    return f"""\
{MARK}<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{title}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<p class="private">{_WARNING}</p>
<h1>{title}</h1>
<p class="quiet">{_text(wording.date(today))}</p>
{_untold(untold(topics))}
{body}
</main>
</body>
</html>
"""


def _untold(questions: Sequence[Question]) -> str:
    if not questions:
        return "<p>Every question has a story.</p>"
    items = "\n".join(
        f"<li>{_text(one.item.name)}: {_text(missing(one))}</li>" for one in questions
    )
    return f"<p><strong>No story yet</strong></p>\n<ul>\n{items}\n</ul>"


def _topic(topic: Topic, most: int) -> Iterator[str]:
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


def _answer(answer: Answer) -> Iterator[str]:
    entry = answer.entry
    yield f'<div class="answer">\n<h4 dir="auto">{_text(entry.meta.title)}</h4>'
    yield f'<p class="quiet">{_text(when_and_where(entry))}; {_text(facts(answer))}</p>'
    yield from _story(entry)
    for one in answer.evidence:
        if one.claim:
            yield f'<p dir="auto">{_text(one.requirement.name)}: {_text(one.claim)}</p>'
    if entry.meta.notes:
        yield f'<p class="notes" dir="auto"><strong>Notes.</strong> {_text(entry.meta.notes)}</p>'
    yield f'<p class="quiet">{_text(str(entry.path))}</p>\n</div>'


def _story(entry: Entry) -> Iterator[str]:
    said = [entry.summary, entry.meta.business_value, ", ".join(entry.meta.credit)]
    labels = ("", "For the business: ", "Credit: ")
    for label, text in zip(labels, said, strict=True):
        if text:
            yield f'<p dir="auto">{label}{_text(text)}</p>'


def _text(text: str) -> str:
    return html.escape(text)
