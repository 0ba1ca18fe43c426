"""Dates as people write them: what is read, and what to write in place of what is not."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from cto_portfolio import wording
from cto_portfolio.periods import PartialDate, Precision, Span

FORMS = "2026-03-14, 2026-03 or 2026"
"""How a date may be written, for messages."""
SPAN_FORMS = "2024-03 to 2025-06, or 2024-03 to present"
"""How a stretch of time may be written in one line, for messages."""
PRESENT = ("present", "now", "today", "ongoing", "current", "currently")
"""What may stand in the place of the end while something goes on."""

_MONTH = (
    "[Jj]an(?:uary)?|[Ff]eb(?:ruary)?|[Mm]ar(?:ch)?|[Aa]pr(?:il)?|[Mm]ay|[Jj]une?|[Jj]uly?"
    "|[Aa]ug(?:ust)?|[Ss]ep(?:t|tember)?|[Oo]ct(?:ober)?|[Nn]ov(?:ember)?|[Dd]ec(?:ember)?"
)
_YEAR = "[0-9]{4}"
_MONTH_NUMBER = "0?[1-9]|1[0-2]"
_DAY = "0?[1-9]|[12][0-9]|3[01]"
_ORDINAL = "(?:st|nd|rd|th)?"
_CLOCK = "(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9]){1,2}(?:[.][0-9]+)?(?: *[AaPp][Mm])?"
_ZONE = "[Zz]|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?"
_TIME = rf"(?:[Tt]| +)(?P<clock>{_CLOCK}) *(?P<zone>{_ZONE})?"
_IN_NUMBERS = (
    rf"(?P<year>{_YEAR})"
    rf"(?:[-/.](?P<month>{_MONTH_NUMBER})(?:[-/.](?P<day>{_DAY})(?:{_TIME})?)?)?"
)
_IN_WORDS = (
    rf"(?:(?P<day>{_DAY}){_ORDINAL}[.]?[ -]+)?(?P<month>{_MONTH})[.]?"
    rf"(?:[ -]+(?P<day_behind>{_DAY}){_ORDINAL})?,?[ -]+(?P<year>{_YEAR})(?:{_TIME})?"
)
_FORMS = tuple(re.compile(form) for form in (_IN_NUMBERS, _IN_WORDS))
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[.]?,? +")
_TO = re.compile(r" +(?:[Tt][Oo]|[Uu]ntil|-) +| *[–—] *")
_YEARS = re.compile(rf"({_YEAR})-({_YEAR})")
_SINCE = re.compile(r"[Ss]ince +")
_FROM = re.compile(r"[Ff]rom +")
_YEAR_LAST = re.compile(
    rf"(?P<first>[0-9]{{1,2}})[-/. ]+(?:(?P<second>[0-9]{{1,2}})[-/. ]+)?(?P<year>{_YEAR})(?![0-9])"
)
_CLOSE = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])")
_BEHIND_DAY = re.compile(r",?(?:[ Tt]+| at )[0-9]{1,2}(?::[0-9]{2}| *[AaPp][Mm]).*")
"""A time in whatever form: the day before it may be meant."""
_LAST_MONTH = 12


def _in_schema(pattern: str) -> str:
    """Return a pattern as editors know it: without names."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


DATE_PATTERN = "|".join(map(_in_schema, (_IN_NUMBERS, _IN_WORDS)))
"""Of what `partial` reads, for editors: without an anchor at either end."""
PRESENT_PATTERN = "|".join(
    "".join(f"[{letter.upper()}{letter}]" for letter in word) for word in PRESENT
)
"""Of what `is_present` takes, in the same way."""
SPAN_PATTERN = (
    rf"(?:{DATE_PATTERN})|{_YEAR}-{_YEAR}|[Ss]ince +(?:{DATE_PATTERN})"
    rf"|(?:[Ff]rom +)?(?:{DATE_PATTERN})(?: +(?:[Tt][Oo]|[Uu]ntil|-) +| *[–—] *)"
    rf"(?:{DATE_PATTERN}|{PRESENT_PATTERN})"
)
"""Of what `span` reads, in the same way."""


def partial(value: object) -> PartialDate | None:
    """Return what a value of YAML or a text means; None if it is no date that there is.

    The day is the one that is written, whatever the time and the zone behind it.
    """
    if isinstance(value, dt.datetime):
        return PartialDate(first=value.date(), time=value.timetz())
    if isinstance(value, dt.date):
        return PartialDate(first=value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = _WEEKDAY.sub("", str(value).strip(), count=1)
    matches = (form.fullmatch(text) for form in _FORMS)
    match = next(filter(None, matches), None)
    return _meant(match.groupdict()) if match else None


def _meant(parts: dict[str, str | None]) -> PartialDate | None:
    """Return the date of a match; None for a day that no month has, and for two days."""
    day, behind = parts["day"], parts.get("day_behind")
    if (day and behind) or (parts["clock"] and not (day or behind)):
        return None
    month = parts["month"]
    try:
        first = dt.date(int(parts["year"] or 0), _number(month), int(day or behind or 1))
        time = _time(parts["clock"], parts["zone"])
    except ValueError:
        return None
    is_day = bool(day or behind)
    precision = Precision.DAY if is_day else Precision.MONTH if month else Precision.YEAR
    return PartialDate(first=first, precision=precision, time=time)


def _number(month: str | None) -> int:
    if month is None or month.isdigit():
        return int(month or 1)
    names = [name[:3].casefold() for name in wording.MONTHS]
    return names.index(month[:3].casefold()) + 1


def _time(clock: str | None, zone: str | None) -> dt.time | None:
    """Return a time of the day with what is said of its zone.

    Raises:
        ValueError: if there is no such time.
    """
    if clock is None:
        return None
    half = clock[-2:].casefold() if clock[-1:].isalpha() else ""
    hour, minute, *seconds = re.sub("[^0-9:.]", "", clock).split(":")
    if half and not 1 <= int(hour) <= _LAST_MONTH:
        raise ValueError(clock)
    hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    second = int(seconds[0].partition(".")[0]) if seconds else 0
    return dt.time(hours, int(minute), second, tzinfo=_zone(zone))


def _zone(zone: str | None) -> dt.tzinfo | None:
    if zone is None or zone[0] not in "+-":
        return dt.UTC if zone else None
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("12") else (digits, "0")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if zone[0] == "-" else offset)


def span(value: object) -> Span | None:
    """Return a date, or the stretch of time that a text such as `2024-03 to 2025-06` means."""
    if not isinstance(value, str):
        return _span(value, value)
    text = value.strip()
    if since := _SINCE.match(text):
        return _span(text[since.end() :], PRESENT[0])
    if years := _YEARS.fullmatch(text):
        return _span(*years.groups())
    first, *more = _TO.split(text)
    if not more:
        return _span(first, first)
    return _span(_FROM.sub("", first, count=1), more[0]) if len(more) == 1 else None


def _span(first: object, last: object) -> Span | None:
    start = partial(first)
    if start is None:
        return None
    if first == last:
        return Span(start=start, end=start)
    if is_present(last):
        return Span(start=start, end=None)
    end = partial(last)
    return Span(start=start, end=end) if end else None


def is_present(value: object) -> bool:
    """Whether a value says that something goes on."""
    return isinstance(value, str) and value.strip().casefold() in PRESENT


def advice(value: object) -> str:
    """Say what to write in place of a value that is no date, as exactly as it can be known."""
    meant = meanings(value)
    if len(meant) > 1:
        either = wording.enumeration([date.name for date in meant], last="or")
        iso = wording.enumeration([date.iso for date in meant], last="or")
        return f"may be {either}; write {iso}"
    return f"is not a date; write {meant[0].iso if meant else f'it as {FORMS}'}"


def meanings(value: object) -> tuple[PartialDate, ...]:
    """Return the dates that may be meant by a value that `partial` does not take."""
    return tuple(dict.fromkeys(_guesses(value)))


def span_advice(value: object) -> str:
    """Say the same in place of a value that is neither a date nor a period."""
    said = advice(value)
    return said if FORMS not in said else f"{said}; a period as {SPAN_FORMS}"


def end_advice(value: object) -> str:
    """Say the same in place of an end."""
    return f"{advice(value)}; leave it out while it goes on, or write {PRESENT[0]}"


def _guesses(value: object) -> Iterator[PartialDate]:
    """Yield the dates that may be meant by a value that is none."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if match := _YEAR_LAST.match(text):
        numbers = [int(part) for part in match.group("first", "second") if part]
        yield from _of_numbers(int(match["year"]), numbers)
    elif match := _CLOSE.match(text):
        yield from filter(None, [partial("-".join(match.groups()))])
    elif isinstance(value, float):
        yield from _of_number(text)
    else:
        plain = re.sub(" of ", " ", _BEHIND_DAY.sub("", text), flags=re.IGNORECASE)
        yield from filter(None, [partial(plain.lower())])


def _of_numbers(year: int, numbers: Sequence[int]) -> Iterator[PartialDate]:
    """Yield the days of a year that two numbers may mean, or the month that one means."""
    ways = (numbers, numbers[::-1]) if len(numbers) > 1 else ([1, *numbers],)
    for day, month in ways:
        precision = Precision.DAY if len(numbers) > 1 else Precision.MONTH
        try:
            yield PartialDate(first=dt.date(year, month, day), precision=precision)
        except ValueError:
            continue


def _of_number(text: str) -> Iterator[PartialDate]:
    """Yield the months that YAML may have made a number of: `2024.1` may have been `2024.10`."""
    for written in (text, f"{text}0"):
        if meant := partial(written):
            yield meant
