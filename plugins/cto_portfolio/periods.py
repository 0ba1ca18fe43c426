"""Periods: when something was, and the weeks to years in which it is done again and again."""

import calendar
import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from cto_portfolio import wording

BACKWARDS = "the period ends before it begins; swap the two"

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Precision(enum.StrEnum):
    """How exactly somebody says when something was."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialDate:
    """A day, or a month or a year of which it does not matter on which day."""

    first: dt.date
    precision: Precision = Precision.DAY
    time: dt.time | None = None
    """Of the day, where it is said; with its offset from UTC, if that is."""

    @property
    def last(self) -> dt.date:
        """The last day that may be meant."""
        match self.precision:
            case Precision.DAY:
                return self.first
            case Precision.MONTH:
                return around(self.first, Every.MONTH).end
            case _:
                return around(self.first, Every.YEAR).end

    @property
    def second(self) -> int:
        """Of the day, by the clock where it was; -1 if no time is said, so that it comes first."""
        if self.time is None:
            return -1
        return (self.time.hour * 60 + self.time.minute) * 60 + self.time.second

    @property
    def iso(self) -> str:
        """As authors and machines write it: `2025-03-14`, `2025-03` or `2025`."""
        characters = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
        return self.first.isoformat()[: characters[self.precision]]

    @property
    def written(self) -> str:
        """As authors write it in front matter: with the time, where there is one."""
        return f"{self.iso} {self.time.isoformat()}" if self.time else self.iso

    @property
    def name(self) -> str:
        """As a reader calls it: `14 March 2025`, `March 2025` or `2025`."""
        words = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}
        return " ".join(wording.date(self.first).split()[-words[self.precision] :])

    @property
    def short_name(self) -> str:
        """No more exact than a month: `Mar 2025`, or `2025`."""
        return self.name if self.precision is Precision.YEAR else wording.month(self.first)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From when to when something was; where it was at one date, both are that."""

    start: PartialDate
    end: PartialDate | None
    """None while it goes on."""

    @property
    def latest(self) -> PartialDate:
        """When it ended; when it began, while it goes on."""
        return self.end or self.start

    @property
    def moment(self) -> PartialDate:
        """What stands for it where there must be one date: `latest`, but never before its start."""
        return max(self.start, self.latest, key=lambda date: (date.first, date.second))

    @property
    def day(self) -> dt.date:
        """The first day that `moment` may mean."""
        return self.moment.first

    @property
    def is_single(self) -> bool:
        """Whether it is one date and no stretch of time."""
        return self.start == self.end

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins."""
        return self.latest.last < self.start.first

    @property
    def written(self) -> str:
        """As authors write it in one line."""
        if self.is_single:
            return self.start.written
        return f"{self.start.written} to {self.end.written if self.end else 'present'}"

    @property
    def name(self) -> str:
        """As a reader calls it: `March 2021`, `Mar 2021 – Sep 2022`, or `Mar 2021 – now`."""
        if self.is_single:
            return self.start.name
        if self.end is None:
            return f"{self.start.short_name} – now"
        if self.start.short_name == self.end.short_name:
            return self.start.short_name
        return f"{self.start.short_name} – {self.end.short_name}"


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
