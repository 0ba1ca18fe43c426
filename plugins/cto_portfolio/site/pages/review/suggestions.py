"""What entries may be evidence for besides, as their own sentences say, and how to accept it."""

import shlex

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.matrix import newest_first
from cto_portfolio.coverage.suggestions import Suggestion
from cto_portfolio.site.pages.review.review import Review, Section, anchor, status
from cto_portfolio.site.view import View

MAX_SHOWN = 6
"""How many entries stand open."""
MAX_MORE = 40
"""How many are a click away; the command lists all."""


def build(review: Review) -> Section:
    """Return the section, the newest entries first."""
    found = sorted(
        ((entry, some) for entry, some in review.suggested if some),
        key=lambda pair: newest_first(pair[0]),
    )
    shown = [_entry(entry, some, review) for entry, some in found[: MAX_SHOWN + MAX_MORE]]
    more = shown[MAX_SHOWN:]
    left = len(found) - len(shown)
    return {
        "id": "suggestions",
        "title": "Suggestions",
        "count": str(sum(len(some) for _, some in found)),
        "entries": shown[:MAX_SHOWN],
        "more": more,
        "more_name": wording.count(len(more), "more entry", "more entries"),
        "left": wording.count(left, "older entry", "older entries") if left else None,
    }


def _entry(entry: Entry, found: tuple[Suggestion, ...], review: Review) -> View:
    return {
        **review.link(entry),
        "suggestions": [_suggestion(one, review.path(entry), review) for one in found],
    }


def _suggestion(one: Suggestion, path: str, review: Review) -> View:
    accept = ["cto-portfolio", "suggest", path, "--accept", one.requirement.id]
    return {
        "id": anchor(one.requirement),
        "name": one.requirement.name,
        **status(review.rows[one.requirement.id]),
        "sentence": one.sentence,
        "place": f"{path}:{one.line}",
        "command": shlex.join(accept),
    }
