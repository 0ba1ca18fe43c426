"""Pages: what the site consists of, each as Markdown with the data of its template on top."""

from collections.abc import Iterator

from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.site import brief as briefs
from cto_portfolio.site import pictures
from cto_portfolio.site.pages import (
    area,
    brief,
    entry,
    framework,
    group,
    home,
    lists,
    matrix,
    packet,
    timeline,
    topics,
)
from cto_portfolio.site.pages.page import Page
from cto_portfolio.site.site import Site

__all__ = ["Page", "build", "of_many"]


def of_many(site: Site) -> Iterator[Page]:
    """Yield the pages that are made of what many entries say."""
    portfolio = site.portfolio
    yield home.build(site, own=_home(site))
    yield from _coverage(site)
    for kind in KINDS.values():
        if kind.id in site.of_kind:
            yield lists.build(kind, site)
    if site.listed or (portfolio.profile and portfolio.profile.tours):
        yield timeline.build(site)
    yield from _groups(site)
    if briefs.is_made(site):
        yield brief.build(site)
    for other in site.published_frameworks:
        yield framework.build(other, site)


def build(site: Site) -> Iterator[Page]:
    """Yield every page that leaves, those that the author has written among them."""
    portfolio = site.portfolio
    yield from of_many(site)
    related = entry.related_entries(site.rows)
    for published in portfolio.published:
        yield entry.build(published, site, related=related.get(published.path, ()))
    yield from filter(None, (packet.build(made, site) for made in site.packets))
    for own in _own_pages(portfolio):
        body = pictures.marked(own.body, site, source=own.path)
        yield Page(path=own.path, meta={}, body=own.head + body)


def _coverage(site: Site) -> Iterator[Page]:
    """Yield the matrix and the areas, as far as readers see any of their rows."""
    if site.rows:
        yield matrix.build(site)
    for shown in site.areas:
        yield area.build(shown, site)


def _groups(site: Site) -> Iterator[Page]:
    """Yield what is called after what entries say."""
    if site.topics:
        yield topics.build(site)
    for topic in site.topics.values():
        yield group.of_topic(topic, site)
    for series in site.series.values():
        yield group.of_series(series, site)


def _own_pages(portfolio: Portfolio) -> tuple[AuthorPage, ...]:
    return tuple(one for one in portfolio.author_pages if not one.is_private and not one.is_home)


def _home(site: Site) -> AuthorPage | None:
    own = (page for page in site.portfolio.author_pages if page.is_home and not page.is_private)
    return next(own, None)
