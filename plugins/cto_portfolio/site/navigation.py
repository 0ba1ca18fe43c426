"""The navigation: a few pages in the bar on top of every page, and the others at its foot."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import labels
from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import BRIEF, COVERAGE, HOME, REVIEW, TIMELINE, TOPICS
from cto_portfolio.content.entry import KindRole
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.portfolio import Portfolio

MAX_IN_BAR = 6
"""What an eye takes in at once, and what one line has room for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A line of the site's navigation."""

    title: str
    path: PurePosixPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Menu:
    """What leads to every page that is no entry."""

    bar: tuple[NavItem, ...]
    """The home page first."""
    foot: tuple[NavItem, ...]


def build(portfolio: Portfolio, built: Collection[PurePosixPath], named: Mapping[str, str]) -> Menu:
    """Return the navigation; what the author has `named`, by its title, is the whole bar."""
    items = tuple(item for item in _items(portfolio) if item.path in built)
    there = paths(portfolio).intersection(built)
    wanted = tuple(
        NavItem(title=title, path=PurePosixPath(name))
        for title, name in named.items()
        if title.strip() and PurePosixPath(name) in there
    )
    bar = wanted or _chosen(items)
    shown = {HOME, *(item.path for item in bar)}
    home = NavItem(title=labels.of("home"), path=HOME)
    return Menu(
        bar=(home, *(item for item in bar if item.path != HOME)),
        foot=tuple(item for item in items if item.path not in shown),
    )


def paths(portfolio: Portfolio) -> frozenset[PurePosixPath]:
    """Return the pages that may be named, whether there is anything on them yet or not.

    What no list may know of is not among them.
    """
    own = (item.path for item in _items(portfolio))
    entries = (entry.path for entry in portfolio.listed)
    ours = addresses.of_pages(portfolio.framework) - {REVIEW}
    return frozenset({HOME, *ours, *own, *entries})


def _chosen(items: Iterable[NavItem]) -> tuple[NavItem, ...]:
    """Return what tells most: the lists first, and those of others' words last."""
    told_elsewhere = {COVERAGE, TIMELINE, TOPICS, BRIEF}
    vouchers = {kind.path for kind in KINDS.values() if kind.role is KindRole.VOUCHER}
    candidates = [item for item in items if item.path not in told_elsewhere]
    ranked = sorted(candidates, key=lambda item: item.path in vouchers)[:MAX_IN_BAR]
    return tuple(item for item in candidates if item in ranked)


def _items(portfolio: Portfolio) -> Iterator[NavItem]:
    for kind in KINDS.values():
        yield NavItem(title=kind.list_name, path=kind.path)
    for page in portfolio.author_pages:
        if not page.is_private and not page.is_home:
            yield NavItem(title=page.name, path=page.path)
    for title, path in (
        *((labels.of("coverage"), COVERAGE), (labels.of("timeline"), TIMELINE)),
        *((labels.of("topics"), TOPICS), (labels.of("brief"), BRIEF)),
    ):
        yield NavItem(title=title, path=path)
