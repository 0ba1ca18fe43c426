"""Namesakes: entries of one kind and title, told apart in a word or two behind it."""

from collections.abc import Callable, Sequence

from cto_portfolio.content import languages
from cto_portfolio.content.entry import Entry

_Sign = Callable[[Entry], str]


def _occasion(entry: Entry) -> str:
    return entry.meta.occasion or ""


def _year(entry: Entry) -> str:
    return str(entry.date.year)


def _language(entry: Entry) -> str:
    tag = entry.meta.language_tag
    return languages.name(tag) if tag else ""


def _day(entry: Entry) -> str:
    return entry.span.name


_SIGNS: tuple[_Sign, ...] = (_occasion, _year, _language, _day)
"""What tells entries apart, in the order in which readers ask for it."""


def title(entry: Entry, others: Sequence[Entry]) -> str:
    """Return an entry's title; with others of that title, what it alone has is put behind it."""
    said: list[str] = []
    for sign in _SIGNS:
        if not others:
            break
        rest = [other for other in others if _folded(sign, other) == _folded(sign, entry)]
        is_helpful = len(rest) < len(others) or sign is _occasion
        if is_helpful and sign(entry):
            said.append(sign(entry))
        others = rest
    return f"{entry.meta.title} ({', '.join(said)})" if said else entry.meta.title


def _folded(sign: _Sign, entry: Entry) -> str:
    return sign(entry).casefold()
