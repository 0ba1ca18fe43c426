"""The review page: what an author still has to do, in the preview alone and never on the site."""

from collections.abc import Callable
from typing import TypedDict

from cto_portfolio.content.addresses import REVIEW
from cto_portfolio.site.pages.page import UNLISTED, Page, page
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

OPEN: tuple[Callable[[Review], SectionView], ...] = (
    unpublished.drafts,
    problems.build,
    steps.build,
    suggestions.build,
    packets.build,
    unpublished.build,
)
"""In the order of the page; `theme/partials/review-section.html` names a partial for each id."""
FOLDED: tuple[Callable[[Review], SectionView], ...] = (plan.build, matrix.build, frameworks.build)
"""What is looked up now and then, below the others."""


class ReviewView(TypedDict):
    """The page as `review.html` reads it."""

    summary: str
    sections: list[SectionView]
    folded: list[SectionView]


class AuthorBarView(TypedDict):
    """What stands on top of every page of a preview, as `partials/author-bar.html` reads it."""

    summary: str
    url: str


def build(review: Review) -> Page:
    """Return the page."""
    view: ReviewView = {
        "summary": review.summary,
        "sections": [build_section(review) for build_section in OPEN],
        "folded": [build_section(review) for build_section in FOLDED],
    }
    meta: dict[str, View] = {
        "template": "review.html",
        "title": "Review",
        "description": review.summary,
        **UNLISTED,
        "review": view,
    }
    return page(REVIEW, meta, review.site)


def author_bar(built: Page, site: Site) -> AuthorBarView:
    """Return what every page of a preview says on top: how things stand, and where to read on."""
    return {"summary": str(built.meta["description"]), "url": site.url_for(REVIEW)}
