"""The review page: what an author still has to do, in the preview alone and never on the site."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio.content.addresses import REVIEW
from cto_portfolio.coverage.suggestion_memory import Suggested
from cto_portfolio.problems import Problem
from cto_portfolio.site.pages.page import Page, page
from cto_portfolio.site.pages.review import (
    frameworks,
    matrix,
    packets,
    plan,
    problems,
    steps,
    suggestions,
    unpublished,
)
from cto_portfolio.site.pages.review.review import Review, SectionView
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View

SECTIONS: tuple[Callable[[Review], SectionView], ...] = (
    problems.build,
    steps.build,
    suggestions.build,
    plan.build,
    matrix.build,
    frameworks.build,
    unpublished.build,
    packets.build,
)
"""In the order of the page; `theme/review.html` has a partial for each section's id."""


class ReviewView(TypedDict):
    """The page as `review.html` reads it."""

    summary: str
    sections: list[SectionView]


class AuthorBarView(TypedDict):
    """What stands on top of every page of a preview, as `partials/author-bar.html` reads it."""

    summary: str
    url: str


def build(
    site: Site,
    *,
    today: dt.date,
    folder: PurePosixPath,
    suggested: Suggested,
    problems: Iterable[Problem] = (),
) -> Page:
    """Return the page; `folder` is the portfolio's, as its author would type it.

    `problems` are those beside the portfolio's own.
    """
    review = Review(
        site=site, today=today, folder=folder, suggested=suggested, more=tuple(problems)
    )
    view: ReviewView = {
        "summary": review.summary,
        "sections": [build_section(review) for build_section in SECTIONS],
    }
    meta: dict[str, View] = {
        "template": "review.html",
        "title": "Review",
        "description": review.summary,
        "robots": "noindex",
        "search": {"exclude": True},
        "review": view,
    }
    return page(REVIEW, meta, site)


def author_bar(built: Page, site: Site) -> AuthorBarView:
    """Return what every page of a preview says on top: how things stand, and where to read on."""
    return {"summary": str(built.meta["description"]), "url": site.url_for(REVIEW)}
