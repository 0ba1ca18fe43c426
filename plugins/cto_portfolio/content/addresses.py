"""Where the site has pages and files of its own, which authors must leave free."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import Framework, other_frameworks

HOME = PurePosixPath("index.md")
"""The one page that is both authored and generated."""
COVERAGE = PurePosixPath("coverage.md")
TIMELINE = PurePosixPath("timeline.md")
TOPICS = PurePosixPath("topics.md")
BRIEF = PurePosixPath("brief.md")
REVIEW = PurePosixPath("review.md")
"""Only in the author's own preview, and reserved everywhere."""

RESUME, LLMS, ROBOTS, EVIDENCE = FILES = (
    *("resume.json", "llms.txt", "robots.txt"),
    "evidence.json",
)
"""Files at the root of the site that are no pages; the first only where there is a profile."""

_TOPIC_PAGES, _SERIES_PAGES = _NAMED = ("topics", "series")
"""Folders of pages that are called after what entries say; authors leave them free as a whole."""
NAMED_PAGES = tuple(f"/{folder}/*.md" for folder in _NAMED)
"""All such pages, as patterns of engines have them."""
_MAX_NAME = 60
"""Characters of such a name: file systems take 255 bytes, and a character has up to four."""
_NAMES_OF_OTHERS = re.compile(r"index|readme|feed|con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""What means something else to an engine, to us, or to Windows."""

KINDS_FOUND = "assets/kinds.json"
"""What the search says of the pages that it finds."""

ATOM, JSON = FEEDS = ("xml", "json")
"""How the names of feeds end."""


def of_pages(framework: Framework) -> frozenset[PurePosixPath]:
    """Return the source paths of all pages that the site may have, but for the home page."""
    areas = (of_area(area.id) for area in framework.areas)
    read_through = map(of_framework, other_frameworks.names())
    lists = (kind.path for kind in KINDS.values())
    return frozenset({COVERAGE, TIMELINE, TOPICS, BRIEF, REVIEW, *areas, *read_through, *lists})


def of_files(framework: Framework) -> Iterator[PurePosixPath]:
    """Yield the paths of all files beside the pages that the site may have."""
    yield from map(PurePosixPath, FILES)
    for page in (HOME, *of_pages(framework)):
        yield from (of_feed(page, ending) for ending in FEEDS)


def of_area(area_id: str) -> PurePosixPath:
    """Return where the page of an area lies."""
    return PurePosixPath("areas", f"{area_id}.md")


def of_framework(framework_id: str) -> PurePosixPath:
    """Return where the page of another framework lies, if it is published."""
    return PurePosixPath("frameworks", f"{framework_id}.md")


def of_topic(key: str) -> PurePosixPath:
    """Return where the page of a topic lies."""
    return PurePosixPath(_TOPIC_PAGES, f"{_file_name(key)}.md")


def of_series(key: str) -> PurePosixPath:
    """Return where the page of a series lies."""
    return PurePosixPath(_SERIES_PAGES, f"{_file_name(key)}.md")


def is_named(page: PurePosixPath) -> bool:
    """Whether the site may have a page here that is called after what entries say."""
    folder, _, name = links.address(page).partition("/")
    return folder in _NAMED and bool(name) and "/" not in name


def _file_name(key: str) -> str:
    """Return a name that no other key has, readable as far as it can be."""
    words = re.sub(r"[\W_]+", "-", key).strip("-")
    if words == key and len(words) <= _MAX_NAME and not _NAMES_OF_OTHERS.fullmatch(words):
        return words
    # C, C++ and C# are made of the same letters.
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{words[:_MAX_NAME].rstrip('-')}-{digest}".lstrip("-")


def of_feed(page: PurePosixPath, ending: str) -> PurePosixPath:
    """Return where the feed of a page lies: at one place with directory URLs and without."""
    folder = page.parent if page == HOME else page.with_suffix("")
    return folder / f"feed.{ending}"


def of_markdown(page: PurePosixPath) -> PurePosixPath:
    """Return where a page lies as Markdown: in the folder that is its address.

    Without directory URLs it is there all the same, as feeds are.
    """
    folder = page.parent if page.stem == "index" else page.with_suffix("")
    return folder / "index.md"
