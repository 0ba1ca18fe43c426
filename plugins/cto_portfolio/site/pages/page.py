"""A page: Markdown with front matter that names its template and holds all the template reads."""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio.content.entry import Entry
from cto_portfolio.site.feeds import feed_links
from cto_portfolio.site.feeds.feed_links import OffersView
from cto_portfolio.site.site import PersonView, Site
from cto_portfolio.site.social_cards.card import Card
from cto_portfolio.site.view import View

UNLISTED: Mapping[str, View] = {
    "robots": "noindex",
    "search": {"exclude": True},
    "draft": True,
}
"""Keeps a page out of lists: of search engines, of the engine's search, and of others' feeds."""
MAX_DESCRIPTION = 160
"""What search engines and chats show of a description."""

# JSON is YAML, but for the characters that YAML 1.1 takes for line breaks, or refuses.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class HeadView(TypedDict):
    """What every page that is built holds besides its own."""

    title: str
    """Escaped: engines print it as it is."""
    name: str
    """The title as it was."""
    person: PersonView
    offers: OffersView


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page as every engine reads it."""

    path: PurePosixPath
    """Relative to the portfolio's folder; that of the entry it is made from, if of any."""
    meta: Mapping[str, View]
    """All that its template reads; nothing for a page of the author's own."""
    body: str
    card: Card | None = None
    """The picture that stands for it where it is shared; without one, the home page's does."""

    @property
    def source(self) -> str:
        """The page as a file: Markdown below its front matter."""
        if not self.meta:
            return self.body
        lines = "\n".join(f"{key}: {_yaml(value)}" for key, value in self.meta.items())
        return f"---\n{lines}\n---\n\n{self.body}"


def page(
    path: PurePosixPath,
    meta: Mapping[str, View],
    site: Site,
    *,
    body: str = "",
    search: Iterable[str] = (),
) -> Page:
    """Return a page; `search` is text that its template shows and the body does not hold.

    Engines index bodies alone, so that text stands there a second time, hidden; before all else,
    so that it counts for the page and not for its last heading.
    """
    paragraphs = "".join(f"<p>{escaped(text)}</p>" for text in dict.fromkeys(search) if text)
    hidden = f'<div class="search-text" hidden>{paragraphs}</div>' if paragraphs else ""
    name = str(meta["title"])
    head: HeadView = {
        "title": html.escape(name, quote=False),
        "name": name,
        "person": site.person,
        "offers": feed_links.of_page(path, site),
    }
    return Page(path=path, meta={**meta, **head}, body=f"{hidden}\n\n{body.strip(chr(10))}\n")


def changed(shown: Iterable[Entry]) -> str | None:
    """Return the day on which a page was changed that shows these entries, for the sitemap."""
    return max((entry.changed.isoformat() for entry in shown), default=None)


def escaped(text: str) -> str:
    """Return text that neither HTML nor Markdown reads anything into, on one line."""
    folded = html.escape(" ".join(text.split()))
    return re.sub(r"[^\w\s&;#.,·-]", lambda match: f"&#{ord(match[0])};", folded)


def _yaml(value: View) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
