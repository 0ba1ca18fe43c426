"""Finished pages: what a build has made of a page, as a later one may take it over."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Found: TypeAlias = tuple[str, int] | None
"""The address of a file that a link asked for, and how the engine includes it; None: no file."""

LISTED = ("robots", "lastmod")
"""The keys of front matter that a sitemap asks for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishedPage:
    """A page whose making gave no occasion to say anything."""

    html: bytes
    docs: str
    """Its part of the search index, as JSON without the brackets around."""
    feed: str
    """How it stands in feeds; empty if it stands in none."""
    title: str | None
    listing: Mapping[str, str]
    """What lists of all pages ask of it: `LISTED` of its front matter."""
    anchors: frozenset[str]
    """Where links may lead within it."""
    asked: Mapping[str, Found]
    """The files that its links were looked up among, by the names that were tried."""
    silence: int
    """The level of the log from which on nothing was said: below it, nobody listened."""

    def encoded(self) -> bytes:
        """Return the page as data."""
        head = {
            "feed": self.feed,
            "title": self.title,
            "listing": self.listing,
            "anchors": sorted(self.anchors),
            "asked": self.asked,
            "silence": self.silence,
        }
        return b"\n".join((json.dumps(head).encode(), self.docs.encode(), self.html))


def decoded(content: bytes) -> FinishedPage:
    """Return what `FinishedPage.encoded` has written; the store knows that it is whole."""
    head, docs, html = content.split(b"\n", 2)
    kept = json.loads(head)
    return FinishedPage(
        html=html,
        docs=docs.decode(),
        feed=kept["feed"],
        title=kept["title"],
        listing=kept["listing"],
        anchors=frozenset(kept["anchors"]),
        asked={name: found and (found[0], found[1]) for name, found in kept["asked"].items()},
        silence=kept["silence"],
    )
