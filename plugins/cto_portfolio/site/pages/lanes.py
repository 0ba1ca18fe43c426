"""The timeline as a picture: years from left to right, tours as bars, entries as marks in lanes.

Across, all is in per cent of the width, so that one picture fits a phone and a desk; down, all is
in pixels.
"""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, TypedDict, get_args

from cto_portfolio import wording
from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.profile import Tour
from cto_portfolio.site.pages import cards, scale
from cto_portfolio.site.pages.scale import Scale, YearLineView
from cto_portfolio.site.site import Site

Shape: TypeAlias = Literal["triangle", "diamond", "circle", "square", "star"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
"""Of the marks, in the order of the kinds."""
MAX_LEVELS = 5
"""Marks above each other; a lane that needs more shows bars, one for each year."""
MAX_NAME, MAX_ROLE = 24, 40
"""Characters of a tour's organization that half of a phone has room for, and of its title."""

_APART = 4.6
"""Per cent from mark to mark, so that none covers another on the smallest phone."""
_LEAST_WIDTH = 0.5
_YEARS, _TOUR, _HEAD, _LEVEL, _BARS, _GAP = 28, 36, 24, 15, 44, 8
"""Heights: of the years' labels, a tour, a lane's name, a row of marks, the highest bar, and the
space below a lane."""


class TourBarView(TypedDict):
    """A tour of duty as a bar."""

    name: str
    role: str
    text: str
    """All of it, with its months."""
    url: str
    x: str
    width: str
    top: str
    label_x: str
    ends: bool
    """Whether the label stands before this place, and not behind it."""
    ongoing: bool


_MAX_MARKS = 16
"""Entries of a kind that have a mark each."""


class MarkView(TypedDict):
    """An entry."""

    x: str
    y: str
    url: str
    text: str


class BarView(TypedDict):
    """The entries of a year."""

    x: str
    y: str
    width: str
    height: str
    url: str
    text: str


class LaneView(TypedDict):
    """The entries of a kind: as marks, or as bars where they are too many."""

    name: str
    count: str
    top: str
    shape: Shape
    marks: list[MarkView]
    bars: list[BarView]


class LanesView(TypedDict):
    """The picture as `partials/lanes.html` reads it."""

    height: str
    text: str
    years: list[YearLineView]
    tours: list[TourBarView]
    lanes: list[LaneView]


def build(tours: Mapping[str, Tour], site: Site) -> LanesView | None:
    """Return the picture, or nothing where nothing has a date; `tours` by their ids on the page."""
    days = [entry.date for entry in site.listed]
    days += [date.first for tour in tours.values() for date in (tour.start, tour.end) if date]
    if not days:
        return None
    if any(tour.end is None for tour in tours.values()):
        days.append(max(site.today.replace(day=1), *days))
    years = scale.of(days)
    lanes: list[LaneView] = []
    top = _YEARS + _TOUR * len(tours)
    for kind, shape in zip(KINDS.values(), itertools.cycle(SHAPES), strict=False):
        if kind.id in site.of_kind:
            height, lane = _lane(kind, years, site, top=top, shape=shape)
            lanes.append(lane)
            top += height
    in_order = sorted(tours.items(), key=lambda pair: pair[1].start.first)
    return {
        "height": str(top),
        "text": _text(years, len(tours), site),
        "years": list(years.lines()),
        "tours": [
            _tour(tour, years, url=f"#{name}", top=str(_YEARS + _TOUR * row))
            for row, (name, tour) in enumerate(in_order)
        ],
        "lanes": lanes,
    }


def _text(years: Scale, tours: int, site: Site) -> str:
    parts = [wording.count(tours, "role")] if tours else []
    parts += [
        wording.count(len(site.of_kind[kind.id]), kind.name.lower(), kind.plural)
        for kind in KINDS.values()
        if kind.id in site.of_kind
    ]
    span = str(years.first) if years.years == 1 else f"From {years.first} to {years.last}"
    return f"{span}: {wording.enumeration(parts)}."


def _tour(tour: Tour, years: Scale, *, url: str, top: str) -> TourBarView:
    start, end = years.at(tour.start.first), years.at(tour.end.first if tour.end else years.newest)
    ends = start + end > 100  # noqa: PLR2004 - per cent: the side that has more room
    return {
        "name": wording.shortened(tour.organization, MAX_NAME),
        "role": wording.shortened(tour.title, MAX_ROLE),
        "text": f"{tour.title}, {tour.organization}, {tour.span.name}",
        "url": url,
        "top": top,
        "x": f"{start:.1f}",
        "width": f"{max(_LEAST_WIDTH, end - start):.1f}",
        "label_x": f"{end if ends else start:.1f}",
        "ends": ends,
        "ongoing": tour.end is None,
    }


def _lane(kind: Kind, years: Scale, site: Site, *, top: int, shape: Shape) -> tuple[int, LaneView]:
    """Return a lane with its height."""
    entries = tuple(reversed(site.of_kind[kind.id]))
    levels = _levels([years.at(entry.date) for entry in entries])
    lane: LaneView = {
        "name": kind.list_name,
        "count": str(len(entries)),
        "top": str(top),
        "shape": shape,
        "marks": [],
        "bars": [],
    }
    if levels is None or len(entries) > _MAX_MARKS:
        counts = Counter(entry.date.year for entry in entries)
        count = f"{len(entries):,}, at most {max(counts.values()):,} a year"
        bars = list(_bars(counts, kind, years, base=top + _HEAD + _BARS))
        return _HEAD + _BARS + _GAP, {**lane, "count": count, "bars": bars}
    marks: list[MarkView] = [
        {
            "x": f"{years.at(entry.date):.1f}",
            "y": str(top + _HEAD + _LEVEL * level + _LEVEL // 2),
            "url": site.entry_url(entry),
            "text": f"{site.title(entry)}, {cards.date(entry)}",
        }
        for entry, level in zip(entries, levels, strict=True)
    ]
    return _HEAD + _LEVEL * (max(levels) + 1) + _GAP, {**lane, "marks": marks}


def _levels(places: Sequence[float]) -> list[int] | None:
    """Return for each place, from left to right, the first row in which it has room.

    Nothing, if that takes too many rows.
    """
    taken: list[float] = []
    levels: list[int] = []
    for place in places:
        free = (level for level, last in enumerate(taken) if place - last >= _APART)
        level = next(free, len(taken))
        if level == MAX_LEVELS:
            return None
        taken[level : level + 1] = [place]
        levels.append(level)
    return levels


def _bars(counts: Mapping[int, int], kind: Kind, years: Scale, *, base: int) -> Iterator[BarView]:
    most = max(counts.values())
    for year in sorted(counts):
        start = years.at(dt.date(year, 1, 1))
        height = max(1, round(_BARS * counts[year] / most))
        yield {
            "x": f"{start:.1f}",
            "width": f"{0.8 * (years.at(dt.date(year, 12, 31)) - start):.2f}",
            "y": str(base - height),
            "height": str(height),
            "url": f"#year-{year}",
            "text": f"{year}: {wording.count(counts[year], kind.name.lower(), kind.plural)}",
        }
