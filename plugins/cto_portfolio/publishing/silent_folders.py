"""Silent folders: a page that says nothing, where a host might list what nobody should find.

Some hosts show the names in a folder that has no page of its own, and the names of packets are
the secret part of their addresses.
"""

import html
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.site.site import Site
from cto_portfolio.site.site_files import SiteFile
from cto_portfolio.site.social_cards import card

_NAME = "index.html"


def build(site: Site, pages: Collection[PurePosixPath], policy: str) -> Iterator[SiteFile]:
    """Yield the pages, but where one of the site's own `pages` is the folder's."""
    taken = {links.file_at(site.url_for(path)) for path in pages}
    shown = [packet.path for packet in site.packets if packet.path in pages]
    places = {place for path in shown for place in (path, card.path(path))}
    for folder in sorted({place.parent.parent for place in places}):
        if folder / _NAME not in taken:
            yield SiteFile(path=folder / _NAME, content=_page(policy).encode())


def _page(policy: str) -> str:
    """Return a page without the mark of ours: it is made of nothing, and belongs to no build."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Nothing here</title>
</head>
<body></body>
</html>
"""
