"""The author's own copy of a packet: private, whole in itself, to be read before the interview."""

from collections.abc import Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.coverage.preparation import PreparedTopic
from cto_portfolio.reports import handout, private_page
from cto_portfolio.reports.private_page import text as _text
from cto_portfolio.site.packets.contents import Contents, Topic

MARK = "<!doctype html>\n<!-- Made by cto-portfolio packet: private -->\n"
"""How every such page begins: by it the command knows its own."""

_WARNING = "Private. It holds notes that nobody else has: print it, do not send it."
_MOST = 2
"""Answers to each likely question: the author has little time left."""


def as_html(packet: Packet, shown: Contents, likely: Sequence[PreparedTopic], *, link: str) -> str:
    """Return the page: what they have, what only the author has, and what they may ask."""
    place = f'<p class="quiet">{_text(link)}{_until(packet)}</p>'
    return private_page.build(
        mark=MARK,
        title=f"For {packet.reader}: my own copy",
        warning=_WARNING,
        lines=[place, *_lines(packet, shown, likely)],
    )


def _until(packet: Packet) -> str:
    return f", until {_text(wording.date(packet.expires))}" if packet.expires else ""


def _lines(packet: Packet, shown: Contents, likely: Sequence[PreparedTopic]) -> Iterator[str]:
    if packet.notes:
        yield _notes(packet.notes)
    if packet.letter:
        yield "<h2>The letter</h2>"
        yield from (f'<p dir="auto">{_text(paragraph)}</p>' for paragraph in packet.letter)
    yield "<h2>What they ask, and what the page answers</h2>"
    for topic in shown.topics:
        yield from _topic(topic)
    noted = [entry for entry in shown.entries if entry.notes]
    if noted:
        yield "<h2>Notes on what they see</h2>"
        for entry in noted:
            yield f'<h3 dir="auto">{_text(entry.meta.title)}</h3>'
            yield _notes(entry.notes)
    yield "<h2>What they are likely to ask</h2>"
    for prepared in likely:
        yield from handout.topic_lines(prepared, _MOST)


def _topic(topic: Topic) -> Iterator[str]:
    yield f'<h3 dir="auto">{_text(topic.question)}</h3>'
    if not topic.answers:
        yield '<p class="untold">Nothing on the page answers it, so that it is left out there.</p>'
    for one in topic.answers:
        yield f'<div class="answer">\n<h4 dir="auto">{_text(one.entry.meta.title)}</h4>'
        yield f'<p dir="auto">{_text(one.text)}</p>\n</div>'


def _notes(text: str) -> str:
    return f'<p class="notes" dir="auto"><strong>Notes.</strong> {_text(text)}</p>'
