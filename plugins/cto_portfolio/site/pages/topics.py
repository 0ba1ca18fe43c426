"""The page of topics: what each is about in numbers; its entries stand on a page of its own."""

from collections import Counter
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content import groups
from cto_portfolio.content.addresses import TOPICS
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.groups import Group
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.site.pages import sharing
from cto_portfolio.site.pages.page import Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import LinkView, View

_MANY = 40
"""Topics of which each has a line; of more, those of one entry stand in one paragraph."""
_MAX_KINDS = 2
"""Kinds that are named in a line."""


class TopicView(LinkView):
    """A topic, as `topics.html` reads it."""

    id: str
    """Where it was found while all topics had one page."""
    text: str
    """How many entries of which kinds, and when the newest was."""


class TopicsView(TypedDict):
    """All topics."""

    intro: str
    topics: list[TopicView]
    others: list[TopicView]
    """Those of one entry, where there are many."""


def build(site: Site) -> Page:
    """Return the page; there is one topic at least."""
    topics = site.topics.values()
    is_long = len(topics) > _MANY
    others = [group for group in topics if is_long and len(group.entries) == 1]
    meta: dict[str, View] = {
        "template": "topics.html",
        "lastmod": changed(entry for group in topics for entry in group.entries),
        "title": labels.of("topics"),
        "description": labels.of("topics_description"),
        "topics": _topics(others, site),
    }
    search = [group.name for group in topics]
    return sharing.overview(page(TOPICS, meta, site, search=search), site)


def topic_url(tag: str, site: Site) -> str | None:
    """Return where the entries of a tag are listed, if one of them is."""
    group = site.topics.get(groups.key_of(tag))
    return site.url_for(group.path) if group else None


def extent(group: Group) -> str:
    """Return how many entries there are of which kinds: `4 articles, 2 talks`."""
    counts = Counter(entry.kind.id for entry in group.entries)
    ranked = sorted(KINDS.values(), key=lambda kind: -counts[kind.id])
    named = [kind for kind in ranked[:_MAX_KINDS] if counts[kind.id]]
    texts = [wording.count(counts[kind.id], kind.name.lower(), kind.plural) for kind in named]
    if rest := len(group.entries) - sum(counts[kind.id] for kind in named):
        texts.append(wording.count(rest, "other"))
    return ", ".join(texts)


def _topics(others: list[Group], site: Site) -> TopicsView:
    shown = [group for group in site.topics.values() if group not in others]
    entries = {entry.path for group in site.topics.values() for entry in group.entries}
    return {
        "intro": labels.of(
            "topics_summary",
            topics=wording.count(len(site.topics), "topic"),
            entries=wording.count(len(entries), "entry", "entries"),
        ),
        "topics": [_topic(group, site) for group in shown],
        "others": [_topic(group, site) for group in others],
    }


def _topic(group: Group, site: Site) -> TopicView:
    return {
        "id": f"topic-{group.path.stem}",
        "title": group.name,
        "url": site.url_for(group.path),
        "text": labels.of("topic_extent", extent=extent(group), date=_newest(group.entries[0])),
    }


def _newest(entry: Entry) -> str:
    return entry.span.moment.short_name
