"""Calendars (iCalendar, RFC 5545): an event of a calendar as a talk."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cto_portfolio.importing import talks
from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import MOST_TEXT, Original
from cto_portfolio.importing.source_format import BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.talk import Occasion

if TYPE_CHECKING:
    from icalendar import Component

_ENDINGS = (".ics", ".ical", ".ifb")
_OF_THE_PROGRAM = frozenset(
    [
        *("SUMMARY", "DTSTART", "DTEND", "DURATION", "DESCRIPTION", "URL", "LOCATION"),
        *(
            "CATEGORIES",
            "STATUS",
            "UID",
            "DTSTAMP",
            "CREATED",
            "LAST-MODIFIED",
            "SEQUENCE",
            "TRANSP",
            "CLASS",
        ),
    ]
)


def _recognise(original: Original) -> Recognition | None:
    paths = original.below(*_ENDINGS)
    if not paths:
        return None
    return Recognition(certainty=BY_NAME, reason=f"'{paths[0].name}' is a calendar")


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    for path in original.below(*_ENDINGS):
        try:
            rows = [*_records(original.text(path, most=MOST_TEXT))]
        except RefusedError as error:
            yield error.of(path)
        else:
            yield from talks.of_records(path, rows, original, today, Occasion())


def _records(text: str) -> Iterator[DataRecord]:
    """Yield the events of a calendar.

    Raises:
        RefusedError: if the library for calendars is not there, or the calendar is damaged.
    """
    try:
        import icalendar  # noqa: PLC0415 - who has no calendar needs no library for them
    except ImportError:
        raise RefusedError(
            "calendars need one more package: pip install 'cto-portfolio[import]'"
        ) from None
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        for calendar in calendars:
            for event in calendar.walk("VEVENT"):
                yield DataRecord(values=_values(event))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedError(f"the calendar cannot be read ({error}); export it once more") from error


def _values(event: "Component") -> Mapping[str, Any]:
    start, end = (event.get(name) for name in ("DTSTART", "DTEND"))
    first, last = (getattr(value, "dt", None) for value in (start, end))
    return {
        "title": _text(event.get("SUMMARY")),
        "date": _date(first),
        "minutes": _minutes(event, first, last),
        "description": _text(event.get("DESCRIPTION")),
        "location": _text(event.get("LOCATION")),
        "url": _text(event.get("URL")),
        "tags": _categories(event),
        "status": _text(event.get("STATUS")).lower(),
        "private": _text(event.get("CLASS")).upper() in _HIDDEN or None,
        **_others(event),
    }


_HIDDEN = frozenset({"PRIVATE", "CONFIDENTIAL"})


def _others(event: "Component") -> Mapping[str, str]:
    """Return what is over: who was there, how it comes again, and keys of other programs."""
    return {
        name.lower(): _text(value)
        for name, value in event.property_items(recursive=False)
        if name not in {*_OF_THE_PROGRAM, "BEGIN", "END"}
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    to_ical = getattr(value, "to_ical", None)
    if isinstance(value, str) or to_ical is None:
        return str(value)
    written = to_ical()
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)


def _date(value: object) -> str | dt.date | None:
    """Return a day, and the time with its zone where there is one."""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value if isinstance(value, dt.date) else None


def _minutes(event: "Component", first: object, last: object) -> int | None:
    length = getattr(event.get("DURATION"), "dt", None)
    if isinstance(first, dt.datetime) and isinstance(last, dt.datetime):
        try:
            length = last - first
        except TypeError:
            return None
    return round(length.total_seconds() / 60) if isinstance(length, dt.timedelta) else None


def _categories(event: "Component") -> list[str]:
    found = event.get("CATEGORIES")
    groups = found if isinstance(found, list) else [found] if found is not None else []
    return [str(name) for group in groups for name in getattr(group, "cats", [])]


FORMAT = SourceFormat(name="icalendar", title="a calendar", recognise=_recognise, read=_read)
