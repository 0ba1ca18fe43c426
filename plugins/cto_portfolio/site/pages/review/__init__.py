"""The review page: what an author still has to do, in the preview alone and never on the site."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

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
from cto_portfolio.site.pages.review.review import Review, Section
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View

SECTIONS: tuple[Callable[[Review], Section], ...] = (
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
    meta: dict[str, View] = {
        "template": "review.html",
        "title": "Review",
        "description": review.summary,
        "robots": "noindex",
        "search": {"exclude": True},
        "review": {
            "summary": review.summary,
            "sections": [build_section(review) for build_section in SECTIONS],
        },
    }
    return page(REVIEW, meta, site)


def author_bar(built: Page, site: Site) -> Mapping[str, View]:
    """Return what every page of a preview says on top: how things stand, and where to read on."""
    return {"summary": built.meta["description"], "url": site.url_for(REVIEW)}
