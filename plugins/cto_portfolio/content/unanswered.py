"""Unanswered prompts: what the skeleton of an entry asks, where nobody has answered it."""

from collections.abc import Iterator

from cto_portfolio.content.entry import EntryMeta
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.problems import Severity
from cto_portfolio.text import frontmatter, prose, validation
from cto_portfolio.text.validation import Fault


def _questions(value: object) -> Iterator[str]:
    """Yield the questions among the values that a skeleton gives to keys."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _questions(inner)
    elif isinstance(value, str) and value.endswith("?"):
        yield value


def _lines(*, of_headings: bool) -> Iterator[str]:
    """Yield the lines of the bodies with which entries are begun."""
    for kind in KINDS.values():
        for line in kind.questions.splitlines():
            if line and line.startswith("#") == of_headings:
                yield line.strip("# ")


_CODE = "unanswered"
_QUESTIONS = frozenset(
    question
    for kind in KINDS.values()
    for question in _questions(frontmatter.load(kind.prompts).meta)
)
"""What stands in the place of keys that an entry needs."""
_GUIDING_SENTENCES = frozenset(_lines(of_headings=False))
PROMPTS = _QUESTIONS | _GUIDING_SENTENCES | frozenset(_lines(of_headings=True))
"""Words of ours in an author's entry: they say nothing of what it is about."""


def in_meta(meta: EntryMeta) -> Iterator[Fault]:
    """Yield the keys that hold the question they were begun with."""
    for key, text in validation.placed_words(meta):
        if text in _QUESTIONS:
            message = f"'{text}' stands there still; answer it"
            yield Fault(key, _CODE, message, Severity.WARNING)


def in_body(body: str, title: str) -> Iterator[tuple[int, Fault]]:
    """Yield the prompts left in a body, each with its line there."""
    for line, heading in prose.empty_headings(body, title):
        message = f"nothing stands below '{heading}'; write it, or take the heading out"
        yield line, Fault((), _CODE, message, Severity.WARNING)
    for line, text in enumerate(prose.without_code(body).splitlines(), start=1):
        if text.rstrip() in _GUIDING_SENTENCES:
            message = f"'{text.rstrip()}' is there to guide you; write your own words instead"
            yield line, Fault((), _CODE, message, Severity.WARNING)
