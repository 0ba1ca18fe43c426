"""What entries may be evidence for besides, as their own sentences say, and how to accept it."""

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.matrix import newest_first
from cto_portfolio.coverage.suggestions import Suggestion
from cto_portfolio.site.pages.review.review import (
    EntryLinkView,
    Review,
    SectionView,
    StatusView,
    anchor,
    status,
)

MAX_SHOWN = 6
"""How many entries stand open."""
MAX_MORE = 40
"""How many are a click away; the command lists all."""


class SuggestionView(StatusView):
    """A requirement, and the sentence that speaks for it."""

    id: str
    name: str
    grade: str
    """How sure it is, in a word."""
    sentence: str
    place: str
    command: str
    """What to type to accept it."""


class SuggestedView(EntryLinkView):
    """An entry, and what it may be evidence for, as `partials/suggested.html` reads it."""

    suggestions: list[SuggestionView]


class SuggestionsView(SectionView):
    """The section as `partials/suggestions.html` reads it."""

    entries: list[SuggestedView]
    more: list[SuggestedView]
    more_name: str
    left: str | None
    """How many the command lists besides."""


def build(review: Review) -> SuggestionsView:
    """Return the section, the newest entries first."""
    suggested = sorted(
        ((entry, suggestions) for entry, suggestions in review.suggested if suggestions),
        key=lambda pair: newest_first(pair[0]),
    )
    shown = [_entry(*pair, review) for pair in suggested[: MAX_SHOWN + MAX_MORE]]
    more = shown[MAX_SHOWN:]
    left = len(suggested) - len(shown)
    return {
        "id": "suggestions",
        "title": "Suggestions",
        "count": str(sum(len(suggestions) for _, suggestions in suggested)),
        "entries": shown[:MAX_SHOWN],
        "more": more,
        "more_name": wording.count(len(more), "more entry", "more entries"),
        "left": wording.count(left, "older entry", "older entries") if left else None,
    }


def _entry(entry: Entry, suggestions: tuple[Suggestion, ...], review: Review) -> SuggestedView:
    return {
        **review.link(entry),
        "suggestions": [_suggestion(suggestion, entry, review) for suggestion in suggestions],
    }


def _suggestion(suggestion: Suggestion, entry: Entry, review: Review) -> SuggestionView:
    requirement = suggestion.requirement
    return {
        "id": anchor(requirement),
        "name": requirement.name,
        **status(review.rows[requirement.id]),
        "grade": suggestion.grade.value,
        "sentence": suggestion.sentence,
        "place": f"{review.path(entry)}:{suggestion.line}",
        "command": review.acceptance(entry, requirement),
    }
