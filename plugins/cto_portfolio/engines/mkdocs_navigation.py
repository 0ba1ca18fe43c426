"""The navigation that MkDocs and its plugins have made, without what is not published."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section

from cto_portfolio import links
from cto_portfolio.content.lost_links import NOWHERE, Lost

MAKERS = frozenset({"awesome-nav", "awesome-pages", "literate-nav"})
"""Plugins that make the navigation of what lies there, unless there is one."""
_TOP = PurePosixPath("index.md")


def take_out(nav: Navigation, lost: Lost) -> list[str]:
    """Take out the lines that lead to what is lost, and return where they led."""
    left_out: list[str] = []
    nav.items = _kept(nav.items, lost, left_out)
    return left_out


def _kept(items: Sequence[StructureItem], lost: Lost, left_out: list[str]) -> list[StructureItem]:
    kept: list[StructureItem] = []
    for item in items:
        if isinstance(item, Link) and _leads_to(item.url, lost):
            left_out.append(item.url)
            continue
        if isinstance(item, Section):
            had = len(left_out)
            item.children = _kept(item.children, lost, left_out)
            if not item.children and len(left_out) > had:
                continue
        kept.append(item)
    return kept


def _leads_to(url: str, lost: Lost) -> bool:
    """Whether a line leads to a lost file, or to a folder in which one lies."""
    if url == NOWHERE:
        return True  # as plugins take it over from a page, which has lost the address
    folder = links.composed_path(PurePosixPath(url.strip("/") or "."))
    ways = (url, quote(url))  # an address, or the name of a file as plugins have found it
    return any(lost.holds(way, _TOP) for way in ways) or any(
        folder in path.parents for path in lost.paths
    )
