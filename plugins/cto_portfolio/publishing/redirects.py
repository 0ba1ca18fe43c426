"""Redirects: at the addresses where pages were found before, what leads to where they are now."""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from cto_portfolio import links
from cto_portfolio.content.entry import Visibility
from cto_portfolio.site.site import Site
from cto_portfolio.site.site_files import SiteFile

NETLIFY = "_redirects"
"""Netlify, Cloudflare, GitLab Pages and others read it by itself."""
NGINX = "nginx-redirects.conf"
"""To be named by `include` in the `server` block."""

NAMES = (NETLIFY, NGINX)


@dataclass(frozen=True, kw_only=True, slots=True)
class Redirect:
    """A page that is nothing but the way to another one."""

    path: PurePosixPath
    """Of the file that answers at the old address, from the site's root."""
    page: PurePosixPath
    """The source of the page that it leads to."""
    url: str
    """The new address, from the site's root."""
    title: str
    is_listed: bool
    """Whether lists may name the page that it leads to."""

    @property
    def old_url(self) -> str:
        """The old address, from the site's root."""
        is_folder = self.path.name == "index.html"
        return quote(f"{self.path.parent}/" if is_folder else str(self.path))


def of(site: Site) -> tuple[Redirect, ...]:
    """Return the redirects of a site, in the order of their paths."""
    entries = {entry.path: entry for entry in site.portfolio.published}
    pages = {page.path: page for page in site.portfolio.author_pages}
    taken = {links.file_at(site.url_for(path)) for path in (*entries, *pages)}
    found: dict[PurePosixPath, Redirect] = {}
    for alias in site.portfolio.aliases:
        is_source = links.is_page(alias.path)
        path = links.file_at(site.url_for(alias.path)) if is_source else alias.path
        if path in taken:  # the page is there: authors may have had addresses made otherwise before
            continue
        entry, page = entries.get(alias.page), pages.get(alias.page)
        title = entry.meta.title if entry else page and page.title
        found[path] = Redirect(
            path=path,
            page=alias.page,
            url=site.url_for(alias.page),
            title=title or site.name,
            is_listed=entry is None or entry.visibility is Visibility.PUBLIC,
        )
    return tuple(found[path] for path in sorted(found))


def build(redirects: Iterable[Redirect], site: Site, policy: str) -> Iterator[SiteFile]:
    """Yield a page for each of the old addresses, and what tells servers of those in lists."""
    redirects = tuple(redirects)
    for redirect in redirects:
        text = _page(redirect, site.absolute(redirect.url), policy)
        yield SiteFile(path=redirect.path, content=text.encode())
    listed = [redirect for redirect in redirects if redirect.is_listed]
    if listed:
        root = urlsplit(site.address).path if site.address else "/"
        for name, lines in ((NETLIFY, _netlify(listed, root)), (NGINX, _nginx(listed, root))):
            yield SiteFile(path=PurePosixPath(name), content="\n".join([*lines, ""]).encode())


def _page(redirect: Redirect, address: str | None, policy: str) -> str:
    """Return a page that works on every host, without a script, and has no look to wait for."""
    to = "../" * (len(redirect.path.parts) - 1) + redirect.url
    canonical = f'<link rel="canonical" href="{html.escape(address)}">\n' if address else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<meta name="generator" content="cto-portfolio">
<meta name="robots" content="noindex">
{canonical}<meta http-equiv="refresh" content="0; url={html.escape(to)}">
<meta name="color-scheme" content="light dark">
<title>{html.escape(redirect.title)}</title>
</head>
<body>
<p>This page has moved: <a href="{html.escape(to)}">{html.escape(redirect.title)}</a></p>
</body>
</html>
"""


def _netlify(redirects: Iterable[Redirect], root: str) -> Iterator[str]:
    for redirect in redirects:
        yield f"{root}{redirect.old_url} {_target(redirect, root)} 301"


def _nginx(redirects: Iterable[Redirect], root: str) -> Iterator[str]:
    """Yield lines that compare addresses as nginx does, decoded."""
    for redirect in redirects:
        old, new = unquote(f"{root}{redirect.old_url}"), _target(redirect, root)
        yield f'location = "{old}" {{ return 301 "{new}"; }}'


def _target(redirect: Redirect, root: str) -> str:
    return f"{root}{redirect.url.removeprefix('./')}"
