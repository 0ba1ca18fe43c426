"""The page of topics: every tag with its entries."""

import itertools
import re
from typing import TypedDict

from cto_portfolio import labels
from cto_portfolio.content.addresses import TOPICS
from cto_portfolio.content.entry import Entry
from cto_portfolio.site.pages import sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, View


class TopicView(TypedDict):
    """A tag and its entries, as `topics.html` reads them."""

    id: str
    name: str
    count: str
    newest: str
    """The title of the newest of its entries."""
    entries: list[CardView]


def build(site: Site) -> Page:
    """Return the page; tags that differ only in case are one topic."""
    entries: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    for entry in site.listed:
        for tag in entry.meta.tags:
            names.setdefault(tag.casefold(), tag)
            topic = entries.setdefault(tag.casefold(), [])
            if entry not in topic[-1:]:
                topic.append(entry)
    topics: list[TopicView] = [
        {
            "id": _anchor(names[key]),
            "name": names[key],
            "count": str(len(entries[key])),
            "newest": site.title(entries[key][0]),
            "entries": [card(entry, site) for entry in entries[key]],
        }
        for key in sorted(names)
    ]
    meta: dict[str, View] = {
        "template": "topics.html",
        "lastmod": changed(itertools.chain.from_iterable(entries.values())),
        "title": labels.of("topics"),
        "description": labels.of("topics_description"),
        "topics": topics,
    }
    search = [names[key] for key in sorted(names)]
    return sharing.overview(page(TOPICS, meta, site, search=search), site)


def topic_url(tag: str, site: Site) -> str | None:
    """Return where the entries of a tag are listed, if one of them is."""
    if tag.casefold() not in site.tags:
        return None
    return f"{site.url_for(TOPICS)}#{_anchor(tag)}"


def _anchor(tag: str) -> str:
    """Return an id that no other tag has, readable where it can be."""
    words = re.sub(r"[^a-z0-9]+", "-", tag.casefold()).strip("-")
    if words and words == re.sub(r"[\s-]+", "-", tag.casefold()):
        return f"topic-{words}"
    return f"topic-{tag.casefold().encode().hex()}"
