"""Activity: how many entries each month of the last years holds, in a table of marks."""

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry

MAX_YEARS = 10
"""Rows of the table; what is older stands in the lists alone."""
MIN_ENTRIES = 12
"""Fewer are seen at once in a list."""
_SIDE = 16
"""Of the square in a month that holds the most, in pixels."""
_LEAST = 4
"""Of the smallest square that is still seen."""


class MonthNameView(TypedDict):
    """The heading of a column."""

    name: str
    letter: str


MonthView = TypedDict("MonthView", {"count": str | None, "side": str, "from": str})
"""How many entries a month holds, the side of its square, and where that begins, in pixels."""


class ActiveYearView(TypedDict):
    """A row."""

    year: str
    url: str | None
    """Where the year's entries stand, if it has any."""
    total: str
    months: list[MonthView]


class ActivityView(TypedDict):
    """The table as `partials/activity.html` reads it."""

    caption: str
    months: list[MonthNameView]
    years: list[ActiveYearView]
    before: str | None
    """What is older than the first row."""


def build(entries: Sequence[Entry], *, one: str, many: str) -> ActivityView | None:
    """Return the table, the last year first, or nothing where it would say nothing.

    Years are those of the entries, never the clock's.
    """
    years = Counter(entry.date.year for entry in entries)
    if len(entries) < MIN_ENTRIES or len(years) == 1:
        return None
    last = max(years)
    first = max(min(years), last - MAX_YEARS + 1)
    months = Counter((entry.date.year, entry.date.month) for entry in entries)
    most = max(count for (year, _), count in months.items() if year >= first)
    return {
        "caption": labels.of("by_month", entries=wording.sentence(many)),
        "months": [{"name": name, "letter": name[0]} for name in wording.MONTHS],
        "years": [
            {
                "year": str(year),
                "url": f"#year-{year}" if years[year] else None,
                "total": str(years[year]),
                "months": [_month(months[year, month], most) for month in range(1, 13)],
            }
            for year in range(last, first - 1, -1)
        ],
        "before": _before(sum(years[year] for year in years if year < first), first, one, many),
    }


def _month(count: int, most: int) -> MonthView:
    """Return a square whose area, not its side, stands for the count."""
    side = max(_LEAST, _SIDE * (count / most) ** 0.5) if count else 0
    return {
        "count": str(count) if count else None,
        "side": f"{side:.1f}",
        "from": f"{(_SIDE - side) / 2:.1f}",
    }


def _before(count: int, first: int, one: str, many: str) -> str | None:
    if not count:
        return None
    return labels.of("and_before", entries=wording.count(count, one, many), year=first)
