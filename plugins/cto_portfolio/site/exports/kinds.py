"""What the search says of each page it finds: of which kind it is, and when that was."""

import json
from collections.abc import Iterator

from cto_portfolio import labels
from cto_portfolio.content.groups import Group
from cto_portfolio.site.pages import cards
from cto_portfolio.site.pages.topics import extent
from cto_portfolio.site.site import Site


def build(site: Site) -> str:
    """Return the file: by the address of each page a few words."""
    return json.dumps(dict(_words(site)), ensure_ascii=False, separators=(",", ":"))


def _words(site: Site) -> Iterator[tuple[str, str]]:
    for entry in site.listed:
        yield site.entry_url(entry), f"{entry.kind.name} · {cards.date(entry)}"
    for group in site.topics.values():
        yield site.url_for(group.path), _of(labels.of("topic"), group)
    for group in site.series.values():
        yield site.url_for(group.path), _of(labels.of("series"), group)


def _of(what: str, group: Group) -> str:
    return f"{what} · {extent(group)}"
