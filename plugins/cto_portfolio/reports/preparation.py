"""The preparation of an interview as text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.coverage.preparation import (
    PreparedAnswer,
    PreparedQuestion,
    PreparedTopic,
    untold,
)

_WIDTH = 80


def as_text(topics: Sequence[PreparedTopic], *, most: int) -> str:
    """Return every question with its `most` best answers, their notes, and what has no story."""
    lines = ["Private: it holds your notes and private entries.", ""]
    for topic in topics:
        lines.append(topic.question.item.name.upper())
        lines += [
            line
            for name, said in topic.question.item.says.items()
            for line in _wrapped(f"{wording.sentence(name)}: {'; '.join(said)}", 2)
        ]
        for question in topic.questions:
            lines += ["", *_question(question, most, is_main=question is topic.question)]
        lines.append("")
    return "\n".join([*lines, *_untold(untold(topics))])


def facts(answer: PreparedAnswer) -> str:
    """Return what an answer is worth, in a few words."""
    found = [answer.strength.value if answer.strength.value != "both" else _BOTH]
    found.append(answer.channel.value)
    if answer.is_stale:
        found.append("stale")
    if answer.entry.visibility is Visibility.PRIVATE:
        found.append("private: tell it, do not send it")
    if not answer.support.is_strong:
        found.append("answers in part")
    return ", ".join(found)


_BOTH = "measured and corroborated"


def when_and_where(entry: Entry) -> str:
    """Return the month of an entry, its organization and the author's role."""
    parts = [
        "ongoing" if entry.is_ongoing else entry.span.latest.short_name,
        entry.meta.organization,
        entry.meta.role,
    ]
    return ", ".join(part for part in parts if part)


def missing(question: PreparedQuestion) -> str:
    """Return what to write so that a question has a story."""
    if not question.wants:
        return "no requirement leads to it; prepare it apart"
    return f"write of {wording.enumeration(question.wants, last='or')}"


def _question(question: PreparedQuestion, most: int, *, is_main: bool) -> Iterator[str]:
    name = question.heading if is_main else f"{question.heading}: {question.item.name}"
    yield from _wrapped(name, 2)
    if not question.has_story:
        yield from _wrapped(f"No story yet: {missing(question)}.", 4)
    for number, answer in enumerate(question.answers[:most], start=1):
        yield from _answer(answer, number)
    if len(question.answers) > most:
        yield f"    and {len(question.answers) - most} more"


def _answer(answer: PreparedAnswer, number: int) -> Iterator[str]:
    entry = answer.entry
    yield from _wrapped(f"{number}. {entry.meta.title}", 4)
    yield from _wrapped(f"{when_and_where(entry)}; {facts(answer)}", 7)
    yield from _wrapped(str(entry.path), 7)
    for one in answer.evidence:
        if one.claim:
            yield from _wrapped(f"{one.requirement.name}: {one.claim}", 7)
    for index, paragraph in enumerate(entry.notes.splitlines()):
        yield from _wrapped(f"{'Notes: ' if index == 0 else ''}{paragraph}", 7)


def _untold(questions: Sequence[PreparedQuestion]) -> Iterable[str]:
    if not questions:
        return ["Every question has a story."]
    lines = ["No story yet"]
    for one in questions:
        lines += _wrapped(f"- {one.item.name}", 2)
    return lines


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
        break_long_words=False,
    )
