"""Marks: what sets an entry, or a page of the author's own, apart from those that all may find."""

import datetime as dt
from dataclasses import dataclass

from cto_portfolio import wording
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry, Visibility


@dataclass(frozen=True, kw_only=True, slots=True)
class PageMark:
    """Why readers do not come upon a page."""

    id: str
    """Of how it looks."""
    name: str
    seen: str
    """Who sees the page, and until when, as the end of a sentence."""
    is_unfinished: bool = False
    """Whether there is still something to do before it can be shown."""


_ALONE = "nobody else sees this page"

DRAFT = PageMark(id="draft", name="Draft", seen=_ALONE, is_unfinished=True)
LEFT_OUT = PageMark(
    id="draft",
    name="Draft",
    seen=f"{_ALONE} while 'draft_docs' in mkdocs.yml names it",
    is_unfinished=True,
)
UNCONSENTED = PageMark(
    id="unconsented",
    name="No consent yet",
    seen=f"{_ALONE} until it says 'consent: true'",
    is_unfinished=True,
)
PRIVATE = PageMark(id="private", name="Private", seen=_ALONE)
UNLISTED = PageMark(id="unlisted", name="Unlisted", seen="whoever has its address sees this page")
WITHHELD = PageMark(
    id="error",
    name="Withheld",
    seen="readers get no page of this file until its errors are mended",
    is_unfinished=True,
)


def of_entry(entry: Entry) -> PageMark | None:
    """Return the mark of an entry; a public one has none."""
    if entry.meta.draft:
        return DRAFT
    if not entry.meta.has_consent:
        return UNCONSENTED
    if entry.appears and entry.meta.visibility != "private":
        return _awaited(entry.appears)
    return _of(entry.visibility)


def of_page(page: AuthorPage) -> PageMark | None:
    """Return the mark of a page of the author's own; a public one has none."""
    if page.is_draft:
        return DRAFT
    return _awaited(page.appears) if page.appears else _of(page.visibility)


def _awaited(day: dt.date) -> PageMark:
    name = f"From {wording.date(day)} on"
    return PageMark(id="awaited", name=name, seen=f"{_ALONE} before", is_unfinished=True)


def _of(visibility: Visibility) -> PageMark | None:
    return {Visibility.PRIVATE: PRIVATE, Visibility.UNLISTED: UNLISTED}.get(visibility)
