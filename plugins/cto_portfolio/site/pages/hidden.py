"""Pages that only their author sees, in a preview: what is not published, as it would look."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.problems import Problem
from cto_portfolio.site import pictures
from cto_portfolio.site.feeds import feed_links
from cto_portfolio.site.pages import entry as entries
from cto_portfolio.site.pages import mark as marks
from cto_portfolio.site.pages.mark import PageMark
from cto_portfolio.site.pages.page import UNLISTED, Page, page
from cto_portfolio.site.pages.review import problems as review_problems
from cto_portfolio.site.pages.review.problems import ProblemView
from cto_portfolio.site.pages.review.review import HiddenPage
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View
from cto_portfolio.text import frontmatter

_OF_LISTS = "tags"
"""What of an author's own front matter plugins make lists of."""


class HiddenView(TypedDict):
    """Why nobody else sees a page, as `partials/author-bar.html` reads it."""

    name: str
    seen: str
    left_out: str | None
    """How much of its text is for the author alone for ever."""
    path: str
    """As its author would type it."""


class WithheldView(TypedDict):
    """What keeps a file from being a page, as `withheld.html` reads it."""

    name: str
    problems: list[ProblemView]


def of_entry(entry: Entry, mark: PageMark, site: Site, folder: PurePosixPath) -> HiddenPage:
    """Return the page of an entry as readers would get it; `folder` is the portfolio's."""
    shown = replace(entry, visibility=Visibility.UNLISTED)
    view = _view(mark, folder / entry.path, len(entry.private_passages))
    return HiddenPage(
        page=_marked(entries.build(shown, site, related=()), view),
        title=site.title(entry),
        kind_name=entry.kind.name,
        mark=mark,
    )


def of_own(own: AuthorPage, mark: PageMark, site: Site, folder: PurePosixPath) -> HiddenPage:
    """Return a page of the author's own; `folder` is the portfolio's."""
    head = frontmatter.as_engines_read(own.head)
    kept = {key: value for key, value in head.items() if key != _OF_LISTS}
    offers = feed_links.of_page(None, site)
    built = Page(
        path=own.path,
        meta={**kept, **UNLISTED, "title": own.name, "offers": offers},
        body=pictures.marked(own.body, site, source=own.path),
    )
    view = _view(mark, folder / own.path, len(own.private_passages))
    return HiddenPage(page=_marked(built, view), title=own.name, kind_name="Page", mark=mark)


def of_withheld(
    path: PurePosixPath, problems: Sequence[Problem], site: Site, folder: PurePosixPath
) -> HiddenPage:
    """Return what stands in the place of a file that has errors; `problems` are all of its own."""
    withheld: WithheldView = {
        "name": path.name,
        "problems": [review_problems.view(problem) for problem in problems],
    }
    meta: dict[str, View] = {
        "template": "withheld.html",
        "title": path.name,
        "description": wording.count(len(problems), "problem"),
        "withheld": withheld,
        **UNLISTED,
    }
    view = _view(marks.WITHHELD, folder / path, 0)
    return HiddenPage(
        page=_marked(page(path, meta, site), view),
        title=path.name,
        kind_name="File",
        mark=marks.WITHHELD,
    )


def _view(mark: PageMark, path: PurePosixPath, passages: int) -> HiddenView:
    left_out = f"{wording.count(passages, 'private passage')} left out" if passages else None
    return {"name": mark.name, "seen": mark.seen, "left_out": left_out, "path": str(path)}


def _marked(built: Page, view: HiddenView) -> Page:
    return replace(built, meta={**built.meta, "hidden": view})
