"""Pages: what the site consists of, each as Markdown with the data of its template on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.kinds import KINDS
from cto_portfolio.pages import area, entry, home, lists, matrix, timeline, topics
from cto_portfolio.pages.page import Page
from cto_portfolio.portfolio import Portfolio
from cto_portfolio.site import COVERAGE, HOME, TIMELINE, TOPICS, Site
from cto_portfolio.sources import Authored

__all__ = ["NavItem", "Page", "build", "nav"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A line of the site's navigation."""

    title: str
    path: PurePosixPath


def build(site: Site) -> tuple[Page, ...]:
    """Return every page that is built, and the author's own as far as they had to be mended."""
    related = entry.related_entries(site.rows)
    profile = site.portfolio.profile
    return (
        home.build(site, body=_home_body(site)),
        matrix.build(site),
        *(area.build(one, site) for one in site.areas),
        *(lists.build(kind, site) for kind in KINDS.values() if kind.id in site.of_kind),
        *([timeline.build(site)] if site.listed or (profile and profile.tours) else []),
        *([topics.build(site)] if site.tags else []),
        *(
            entry.build(one, site, related=related.get(one.path, ()))
            for one in site.portfolio.published
        ),
        *_mended(site),
    )


def nav(portfolio: Portfolio, pages: Iterable[Page]) -> tuple[NavItem, ...]:
    """Return the site's navigation: what was built, then the author's own pages."""
    built = {page.path for page in pages}
    own = [("Home", HOME), ("Coverage", COVERAGE)]
    own += [(kind.list_name, kind.path) for kind in KINDS.values()]
    own += [("Timeline", TIMELINE), ("Topics", TOPICS)]
    return (
        *(NavItem(title=title, path=path) for title, path in own if path in built),
        *(NavItem(title=_title(one), path=one.path) for one in _own_pages(portfolio)),
    )


def _own_pages(portfolio: Portfolio) -> tuple[Authored, ...]:
    return tuple(one for one in portfolio.authored if not one.is_private and one.path != HOME)


def _home_body(site: Site) -> str:
    own = (one for one in site.portfolio.authored if one.path == HOME and not one.is_private)
    return next((entry.without_hidden(one, site) for one in own), "")


def _mended(site: Site) -> list[Page]:
    """Return the author's pages that link to what is hidden, without those links."""
    bodies = [(one, entry.without_hidden(one, site)) for one in _own_pages(site.portfolio)]
    return [
        Page(path=one.path, meta={}, body=one.head + body)
        for one, body in bodies
        if body != one.body
    ]


def _title(authored: Authored) -> str:
    path = authored.path
    name = path.parent.name if path.stem in {"index", "README"} else path.stem
    return authored.title or name.replace("-", " ").replace("_", " ").capitalize()
