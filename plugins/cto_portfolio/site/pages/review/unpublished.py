"""What readers are not shown, or not pointed to: drafts, and what is private or unlisted."""

from collections.abc import Callable, Iterator

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix
from cto_portfolio.site.pages import mark as marks
from cto_portfolio.site.pages.mark import PageMark
from cto_portfolio.site.pages.review.review import (
    EntryLinkView,
    HiddenPage,
    RequirementLinkView,
    Review,
    SectionView,
    requirement_link,
)

MAX_SHOWN = 6
"""How many stand open; more are a click away."""
_ORDER = ("draft", "unconsented", "awaited", "private", "unlisted")


class UnpublishedEntryView(EntryLinkView):
    """Something that readers do not come upon."""

    counts: bool
    """Whether it is evidence already, or never will be."""
    requirements: list[RequirementLinkView]


class UnpublishedView(SectionView):
    """A section as `partials/unpublished.html` reads it."""

    entries: list[UnpublishedEntryView]
    more: list[UnpublishedEntryView]
    more_name: str
    none: str
    """What to say where there is nothing."""
    command: str | None
    """What to type then."""


def drafts(review: Review) -> UnpublishedView:
    """Return the section of what is unfinished, or waits for somebody or for its day."""
    return _section(
        review,
        id_="drafts",
        title="Your drafts",
        none="There are none. To begin one:",
        command="cto-portfolio new",
        belongs=lambda mark: mark.is_unfinished,
    )


def build(review: Review) -> UnpublishedView:
    """Return the section of what is finished, and not for everybody."""
    return _section(
        review,
        id_="unpublished",
        title="Private and unlisted",
        none="Every finished entry is public.",
        command=None,
        belongs=lambda mark: not mark.is_unfinished,
    )


def _section(  # noqa: PLR0913 - words, all of them named
    review: Review,
    *,
    id_: str,
    title: str,
    none: str,
    command: str | None,
    belongs: Callable[[PageMark], bool],
) -> UnpublishedView:
    views = [*_entries(review, belongs), *_pages(review, belongs)]
    more = views[MAX_SHOWN:]
    return {
        "id": id_,
        "title": title,
        "count": str(len(views)),
        "entries": views[:MAX_SHOWN],
        "more": more,
        "more_name": f"{len(more)} more",
        "none": none,
        "command": command,
    }


def _entries(review: Review, belongs: Callable[[PageMark], bool]) -> Iterator[UnpublishedEntryView]:
    """Yield the entries, unfinished ones first, and the newest of each sort."""
    marked = [
        (mark, entry) for entry in review.site.portfolio.entries if (mark := marks.of_entry(entry))
    ]
    chosen = [pair for pair in marked if belongs(pair[0])]
    chosen.sort(key=lambda pair: (_ORDER.index(pair[0].id), matrix.newest_first(pair[1])))
    return (_entry(entry, review) for _, entry in chosen)


def _entry(entry: Entry, review: Review) -> UnpublishedEntryView:
    framework = review.site.portfolio.framework
    return {
        **review.link(entry),
        "counts": not entry.meta.draft and not entry.appears,
        "requirements": [
            requirement_link(trace.requirement) for trace in evidences.of(entry, framework)
        ],
    }


def _pages(review: Review, belongs: Callable[[PageMark], bool]) -> Iterator[UnpublishedEntryView]:
    """Yield what is no entry of the portfolio's: pages, and what the engine calls a draft."""
    entries = {entry.path for entry in review.site.portfolio.entries}
    for page in review.hidden:
        if page.page.path not in entries and page.mark is not marks.WITHHELD and belongs(page.mark):
            yield _page(page, review)


def _page(page: HiddenPage, review: Review) -> UnpublishedEntryView:
    path = page.page.path
    return {
        "title": page.title,
        "path": str(review.folder / path),
        "url": review.url(path),
        "kind_name": page.kind_name,
        "mark": page.mark.id,
        "mark_name": page.mark.name,
        "counts": True,
        "requirements": [],
    }
