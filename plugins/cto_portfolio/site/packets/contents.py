"""What a packet shows: the answers to their questions, and the entries by what they are."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cto_portfolio.content.entry import Entry, KindRole, Visibility
from cto_portfolio.content.packets.packet import Packet, Question
from cto_portfolio.coverage import crosswalk, preparation
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix as coverages
from cto_portfolio.coverage.evidence import Evidence, Strength
from cto_portfolio.coverage.matrix import Coverage
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.site import highlights
from cto_portfolio.site.highlights import best
from cto_portfolio.site.site import Site

MAX_ANSWERS = 3
MAX_OUTCOMES = 4
MAX_DECISIONS = 2
MAX_VOUCHERS = 2

_NO_DAY = dt.date.min
"""What is stale says nothing to a reader for whom it was chosen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An entry that answers a question, and in what way."""

    entry: Entry
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A question with its answers, best first."""

    question: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """All that a packet shows beside its letter."""

    topics: tuple[Topic, ...]
    outcomes: tuple[Entry, ...]
    decisions: tuple[Entry, ...]
    vouchers: tuple[Entry, ...]
    others: tuple[Entry, ...]
    told: tuple[Entry, ...]
    """Private entries, which have no page of their own and so stand there in full."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that are shown, each once, in the order in which a reader comes to them."""
        answers = (answer.entry for topic in self.topics for answer in topic.answers)
        shown = (*self.outcomes, *self.decisions, *self.vouchers, *self.others, *self.told)
        return tuple(dict.fromkeys([*answers, *shown]))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that no entry answers."""
        return tuple(topic.question for topic in self.topics if not topic.answers)


def build(packet: Packet, site: Site) -> Contents:
    """Choose from the public entries and from those that the packet names."""
    measured = coverages.measure(
        tuple(dict.fromkeys([*packet.named, *site.listed])),
        site.portfolio.framework,
        today=_NO_DAY,
    )
    chosen = packet.entries
    outcomes = _chosen_or_best(highlights.outcomes, chosen, site, MAX_OUTCOMES)
    decisions = _chosen_or_best(_in_role(KindRole.DECISION), chosen, site, MAX_DECISIONS)
    vouchers = _chosen_or_best(_in_role(KindRole.VOUCHER), chosen, site, MAX_VOUCHERS)
    placed = {*outcomes, *decisions, *vouchers}
    return Contents(
        topics=tuple(_topics(packet, measured)),
        outcomes=outcomes,
        decisions=decisions,
        vouchers=vouchers,
        others=tuple(entry for entry in chosen if entry not in placed),
        told=tuple(entry for entry in packet.named if entry.visibility is Visibility.PRIVATE),
    )


def likely(
    packet: Packet, entries: Iterable[Entry], site: Site, *, today: dt.date
) -> tuple[preparation.PreparedTopic, ...]:
    """Return the questions of an interview with what of some entries answers them."""
    pool = tuple(dict.fromkeys([*packet.named, *entries]))
    return _interview(coverages.measure(pool, site.portfolio.framework, today=today), today)


def _chosen_or_best(
    select: Callable[[Sequence[Entry]], tuple[Entry, ...]],
    chosen: Sequence[Entry],
    site: Site,
    limit: int,
) -> tuple[Entry, ...]:
    """Return what was chosen, and without any the best of what is public."""
    return select(chosen) or tuple(best(select(site.listed), limit))


def _in_role(role: KindRole) -> Callable[[Sequence[Entry]], tuple[Entry, ...]]:
    return functools.partial(highlights.in_role, role=role)


def _topics(packet: Packet, measured: Coverage) -> Iterable[Topic]:
    if packet.questions:
        return (_topic(question, packet, measured) for question in packet.questions)
    chosen = set(packet.named)
    return (
        Topic(
            question=topic.question.item.name,
            answers=tuple(
                _answer(answer.entry, answer.evidence)
                for answer in sorted(
                    topic.question.answers, key=lambda answer: answer.entry not in chosen
                )
            )[:MAX_ANSWERS],
        )
        for topic in _interview(measured, _NO_DAY)
    )


def _interview(measured: Coverage, today: dt.date) -> tuple[preparation.PreparedTopic, ...]:
    interview = other_frameworks.load(other_frameworks.INTERVIEW)
    read = crosswalk.read(interview, measured, other_frameworks.reaches())
    return preparation.prepare(read, measured, today=today)


def _topic(question: Question, packet: Packet, measured: Coverage) -> Topic:
    """Put what was named for it first, then what was chosen, then what is backed."""
    wanted = {requirement.id for requirement in question.requirements}
    traces = [
        trace for row in measured.rows if row.requirement.id in wanted for trace in row.evidence
    ]
    chosen, ranks = set(packet.named), list(Strength)
    traces.sort(
        key=lambda trace: (
            trace.entry not in chosen,
            trace.is_implied,
            -ranks.index(evidences.strength(trace.entry)),
        )
    )
    room = max(MAX_ANSWERS, len(question.entries))
    entries = dict.fromkeys([*question.entries, *(trace.entry for trace in traces)])
    answers = (
        _answer(entry, [trace for trace in traces if trace.entry is entry]) for entry in entries
    )
    return Topic(question=question.text, answers=tuple(answers)[:room])


def _answer(entry: Entry, evidence: Iterable[Evidence]) -> Answer:
    claims = (trace.claim for trace in evidence if trace.claim)
    return Answer(entry=entry, text=next(claims, entry.meta.business_value or entry.summary))
