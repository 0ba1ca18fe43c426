"""The years of a picture: where a day lies in its width, and which of them have a label."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict

_EDGE = 2.5
"""Left and right of the years, in per cent: half a mark on the smallest phone."""
_MAX_LABELS = 7
_MAX_LINES = 30
"""Years beyond which only those with a label have a line."""
_LAST_LABEL = 86
"""Per cent from which on a label, which begins at its line, has no room on the smallest phone."""


class YearLineView(TypedDict):
    """Where a year begins."""

    x: str
    label: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """Whole years from left to right."""

    first: int
    last: int
    newest: dt.date
    """The day up to which a tour that goes on is drawn: the newest entry, or this month."""

    @property
    def years(self) -> int:
        """How many there are."""
        return self.last - self.first + 1

    def at(self, day: dt.date) -> float:
        """Return where a day lies, in per cent of the width."""
        start = dt.date(self.first, 1, 1).toordinal()
        days = dt.date(self.last, 12, 31).toordinal() + 1 - start
        return _EDGE + (100 - 2 * _EDGE) * (day.toordinal() - start) / days

    def lines(self) -> Iterator[YearLineView]:
        """Yield a line for each year, every so many of them with a label."""
        step = next(step for step in _steps() if self.years <= step * _MAX_LABELS)
        for year in range(self.first, self.last + 1):
            x = self.at(dt.date(year, 1, 1))
            is_labelled = year % step == 0 and x < _LAST_LABEL
            if is_labelled or self.years <= _MAX_LINES:
                yield {"x": f"{x:.1f}", "label": str(year) if is_labelled else None}


def of(days: Iterable[dt.date]) -> Scale:
    """Return the scale of the years in which the days lie, of which there is one at least."""
    first, *_, last = sorted([*days] * 2)
    return Scale(first=first.year, last=last.year, newest=last)


def _steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
