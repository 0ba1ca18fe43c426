"""STUB"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.files import Files
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.text import validation


@dataclass(frozen=True, kw_only=True)
class Allowed:
    published: frozenset[PurePosixPath]
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def of(written: Portfolio, files: Files, settings: Settings) -> Allowed:
    urls = []
    for e in written.published:
        urls += [(u, e.path) for _, u in validation.addresses(e.meta)] + [
            (r.url, e.path) for r in e.references
        ]
    for e in written.authored:
        if not e.is_private:
            urls += [(r.url, e.path) for r in e.references]
    if written.profile:
        urls += [
            (u, PurePosixPath("profile.yml")) for _, u in validation.addresses(written.profile)
        ]
    used = {links.resolve(u, source=s) for u, s in urls if not links.is_external(u)}
    used |= {p for p in files if p.parts[0] == ".well-known" or p.name in ("CNAME", "robots.txt")}
    return Allowed(
        published=frozenset(
            p for p in files if p in used and not links.is_page(p) and p not in written.lost.paths
        )
    )
