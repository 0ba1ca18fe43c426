"""Preparation: the questions of an interview, and the entries that answer each, best first."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import periods
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage.crosswalk import FrameworkReading, Reading, Support
from cto_portfolio.coverage.evidence import Evidence, Strength
from cto_portfolio.coverage.matrix import Coverage, Row
from cto_portfolio.frameworks import Channel
from cto_portfolio.frameworks.other_frameworks import Item


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedAnswer:
    """An entry that answers a question, and what it is worth there."""

    support: Support
    evidence: tuple[Evidence, ...]
    """By which it answers, claims included."""
    strength: Strength
    channel: Channel
    is_stale: bool
    """Whether it is older than the areas of all of its evidence allow."""
    is_expected: bool
    """Whether it reaches the reader in the way that one of these areas is judged by."""

    @property
    def entry(self) -> Entry:
        """What to tell, with the private notes on how."""
        return self.support.entry


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedQuestion:
    """What may be asked, or should be ready to tell."""

    item: Item
    heading: str
    """What the framework calls this group of questions."""
    answers: tuple[PreparedAnswer, ...]
    """Best first."""
    wants: tuple[str, ...]
    """The ids of the requirements whose evidence answers it."""

    @property
    def has_story(self) -> bool:
        """Whether the author can answer it with an entry of their own: a reference is none."""
        return any(
            answer.support.is_strong and answer.channel is not Channel.VOUCHED
            for answer in self.answers
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedTopic:
    """One of the things interviewers want to find out, and how they go about it."""

    question: PreparedQuestion
    prompts: tuple[PreparedQuestion, ...]

    @property
    def questions(self) -> tuple[PreparedQuestion, ...]:
        """The topic's own and all of its prompts."""
        return (self.question, *self.prompts)


def prepare(
    read: FrameworkReading, coverage: Coverage, *, today: dt.date
) -> tuple[PreparedTopic, ...]:
    """Return the topics of an interview: the items of the first part, and what belongs to each.

    `today` decides which answers are stale, and with that their order.
    """
    rows = {row.requirement.id: row for row in coverage.rows}
    main, *others = read.parts
    return tuple(
        PreparedTopic(
            question=_question(reading, main.part.name, rows, today),
            prompts=tuple(
                _question(prompt, part.part.name, rows, today)
                for part in others
                for prompt in part.readings
                if prompt.item.group == reading.item.id
            ),
        )
        for reading in main.readings
    )


def untold(topics: Iterable[PreparedTopic]) -> tuple[PreparedQuestion, ...]:
    """Return the questions that no entry answers."""
    return tuple(
        question for topic in topics for question in topic.questions if not question.has_story
    )


def _question(
    reading: Reading, heading: str, rows: Mapping[str, Row], today: dt.date
) -> PreparedQuestion:
    answers = [_answer(support, rows, today) for support in reading.supports]
    return PreparedQuestion(
        item=reading.item,
        heading=heading,
        answers=tuple(sorted(answers, key=_worst_last)),
        wants=tuple(requirement.id for requirement in reading.strong_by or reading.partial_by),
    )


def _answer(support: Support, rows: Mapping[str, Row], today: dt.date) -> PreparedAnswer:
    entry = support.entry
    channel = evidences.channel(entry)
    by = [rows[requirement.id] for requirement in support.requirements]
    return PreparedAnswer(
        support=support,
        evidence=tuple(_evidence(row, entry.path) for row in by),
        strength=evidences.strength(entry),
        channel=channel,
        is_stale=all(_is_stale(entry, row, today) for row in by),
        is_expected=any(row.area.expects is channel for row in by),
    )


def _is_stale(entry: Entry, row: Row, today: dt.date) -> bool:
    return (
        not entry.is_ongoing and periods.months_between(entry.date, today) >= row.area.fresh_months
    )


def _evidence(row: Row, path: PurePosixPath) -> Evidence:
    return next(trace for trace in row.evidence if trace.entry.path == path)


def _worst_last(answer: PreparedAnswer) -> tuple[bool, int, bool, bool, bool, int, str]:
    """Sort by what convinces: a full answer, backed, fresh, and in the expected channel."""
    return (
        not answer.support.is_strong,
        -list(Strength).index(answer.strength),
        answer.is_stale,
        not answer.is_expected,
        all(trace.is_implied for trace in answer.evidence),
        -answer.entry.date.toordinal(),
        str(answer.entry.path),
    )
