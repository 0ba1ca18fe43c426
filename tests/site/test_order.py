"""Entries of one day: in the order of their times, and of their paths where they have none."""

import zoneinfo
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, cast

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site import pages
from cto_portfolio.site.feeds import feed
from cto_portfolio.site.site import Site
from tests.support import project
from tests.support.project import entry

NEWEST_FIRST = ["late", "noon", "early", "part-1", "part-2", "part-10"]
FILES = {
    "entries/noon.md": "2024-05-07 12:00 PM",
    "entries/early.md": "2024-05-07T07:30:00-08:00",
    "entries/late.md": "2024-05-07 16:33 +0100",
    "entries/part-10.md": "2024-05-07",
    "entries/part-2.md": "2024-05-07",
    "entries/part-1.md": "2024-05-07",
}


def _site() -> Site:
    parsed = portfolio.parse(
        {
            PurePosixPath(path): entry(
                "article", title=PurePosixPath(path).stem, date=date, series="A day", featured=True
            )
            for path, date in FILES.items()
        },
        frameworks.load(),
        today=project.TODAY,
    )
    return Site(
        portfolio=parsed,
        name="Site",
        url_for=str,
        address="https://ada.example.com/",
        zone=zoneinfo.ZoneInfo("Europe/Berlin"),
    )


def _titles(cards: list[Mapping[str, Any]]) -> list[str]:
    return [card["title"] for card in cards]


def test_pages_keep_the_order_of_a_day() -> None:
    made = {str(page.path): cast("Mapping[str, Any]", page.meta) for page in pages.build(_site())}

    series = made["entries/noon.md"]["entry"]["article"]["series"]
    assert _titles(made["writing.md"]["list"]["listing"]["sections"][0]["entries"]) == NEWEST_FIRST
    assert _titles(made["timeline.md"]["timeline"]["years"][0]["entries"]) == NEWEST_FIRST
    assert _titles(series["entries"]) == ["part-1", "part-2", "part-10", "early", "noon", "late"]
    assert series["next"]["title"] == "late"


def test_feeds_say_the_time_with_the_zone_of_the_author() -> None:
    items = next(one for one in feed.build(_site()) if one.page == PurePosixPath("index.md")).items

    assert [item.title for item in items] == NEWEST_FIRST
    assert [item.published for item in items[:4]] == [
        "2024-05-07T16:33:00+01:00",
        "2024-05-07T12:00:00+02:00",
        "2024-05-07T07:30:00-08:00",
        "2024-05-07T00:00:00Z",
    ]
