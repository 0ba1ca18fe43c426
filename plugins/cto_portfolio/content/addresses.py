"""Where the site has pages and files of its own, which authors must leave free."""

from collections.abc import Iterator
from pathlib import PurePosixPath

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
