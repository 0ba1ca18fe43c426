"""The entries that readers are not shown, or not pointed to, and what they are evidence for."""

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix
from cto_portfolio.site.pages.review.review import (
    EntryLinkView,
    RequirementLinkView,
    Review,
    SectionView,
    mark,
    requirement_link,
)

_ORDER = ("draft", "unconsented", "awaited", "private", "unlisted")


class UnpublishedEntryView(EntryLinkView):
    """An entry that readers do not come upon."""

    counts: bool
    """Whether it is evidence already."""
    requirements: list[RequirementLinkView]


class UnpublishedView(SectionView):
    """The section as `partials/unpublished.html` reads it."""

    entries: list[UnpublishedEntryView]


def build(review: Review) -> UnpublishedView:
    """Return the section, unfinished entries first, and the newest of each sort."""
    hidden = [entry for entry in review.site.portfolio.entries if mark(entry)[0]]
    hidden.sort(key=lambda entry: (_ORDER.index(mark(entry)[0] or ""), matrix.newest_first(entry)))
    return {
        "id": "unpublished",
        "title": "Drafts, private and unlisted",
        "count": str(len(hidden)),
        "entries": [_entry(entry, review) for entry in hidden],
    }


def _entry(entry: Entry, review: Review) -> UnpublishedEntryView:
    framework = review.site.portfolio.framework
    return {
        **review.link(entry),
        "counts": not entry.meta.draft and not entry.appears,
        "requirements": [
            requirement_link(trace.requirement) for trace in evidences.of(entry, framework)
        ],
    }
