"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from cto_portfolio.site.feeds.feed import Feed, FeedItem


def write(feed: Feed, contents: Mapping[PurePosixPath, str], *, url: str) -> bytes:
    """Return a feed that will be found at `url`, with the HTML of its items."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": url,
        **({"description": feed.about} if feed.about else {}),
        "authors": [{"name": feed.author, "url": feed.home}],
        "items": [_item(item, contents[item.path]) for item in feed.items],
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def _item(item: FeedItem, content: str) -> dict[str, object]:
    value = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": content,
        "image": item.image,
        "date_published": item.published,
        "date_modified": item.changed,
        "language": item.language,
        "authors": [{"name": item.speaker}] if item.speaker else None,
        "tags": list(item.categories),
    }
    return {key: one for key, one in value.items() if one}
