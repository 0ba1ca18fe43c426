"""Periods: the weeks, months, quarters and years in which something is done again and again."""

import calendar
import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from cto_portfolio import wording

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Every(enum.StrEnum):
    """How often, from the shortest."""

    WEEK = "week"
    """From Monday to Sunday."""
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class CalendarPeriod:
    """One of them, with the days on which it begins and ends."""

    start: dt.date
    end: dt.date
    every: Every

    @property
    def name(self) -> str:
        """As a reader calls it: `November 2026`, `the week of 16 November 2026`."""
        match self.every:
            case Every.WEEK:
                return f"the week of {wording.date(self.start)}"
            case Every.MONTH:
                return wording.date(self.start).partition(" ")[2]
            case Every.QUARTER:
                return f"quarter {(self.start.month + 2) // 3} of {self.start.year}"
            case _:
                return str(self.start.year)


def around(day: dt.date, every: Every) -> CalendarPeriod:
    """Return the period that a day lies in."""
    if every is Every.WEEK:
        monday = day - dt.timedelta(days=day.weekday())
        sunday = day_after(day, 6 - day.weekday())
        return CalendarPeriod(start=monday, end=sunday, every=every)
    months = _MONTHS[every]
    first = dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    last_month = first.replace(month=first.month + months - 1)
    end = last_month.replace(day=calendar.monthrange(last_month.year, last_month.month)[1])
    return CalendarPeriod(start=first, end=end, every=every)


def between(first: dt.date, last: dt.date, every: Every) -> Iterator[CalendarPeriod]:
    """Yield the periods from the one around `first` to the one around `last`."""
    period = around(first, every)
    while period.start <= last:
        yield period
        if period.end >= last:
            return
        period = around(day_after(period.end), every)


def day_after(day: dt.date, days: int = 1) -> dt.date:
    """Return the day so many days on, or the last one there is."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months on, or the last one of a month too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > dt.MAXYEAR:
        return dt.date.max
    longest = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, longest))


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Return the whole months from one date to another; negative if they are the other way."""
    months = (later.year - earlier.year) * _MONTHS["year"] + later.month - earlier.month
    return months - (later.day < earlier.day)
