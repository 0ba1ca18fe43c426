"""What people call the parts of a talk, and which mappings of theirs are talks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.gathering import folded_key, is_empty

TITLE = (
    *("title", "talktitle", "sessiontitle", "talk", "talkname", "name", "session", "subject"),
    *("presentation", "topic", "headline"),
)
EVENT = (
    *("event", "eventname", "eventtitle", "conference", "conferencename", "conf", "confname"),
    *("venue", "meetup", "podcast", "show", "occasion", "where", "organizer", "host"),
)
EVENT_URL = (
    *("eventurl", "eventlink", "eventwebsite", "conferencelink", "conferenceurl", "conflink"),
    *("confurl", "conferencewebsite", "eventhref", "venueurl", "venuelink", "meetupurl"),
)
DATE = (
    *("eventstart", "eventdate", "talkdate", "conferencedate", "recorded", "recordedon", "date"),
    *("startson", "startsat", "startdate", "datestart", "starttime", "start", "datetime"),
    *("time", "begin", "when", "day", "on", "datepublished", "publishedat", "publishdate"),
    *("published", "month", "year"),
)
BODY = ("abstract", "description", "content", "body", "text", "details", "outline", "blurb")
SUMMARY = ("summary", "excerpt", "shortdescription", "tagline", "teaser", "subtitle")
LANGUAGE = ("language", "lang", "locale", "talklanguage")
LOCATION = ("location", "city", "town", "place", "address", "eventlocation", "eventcity")
MINUTES = ("minutes", "duration", "durationminutes", "length", "durationmin", "runtime")
AUDIENCE = ("audiencesize", "attendees", "attendance", "audience")
TAGS = ("tags", "tag", "topics", "keywords", "categories")
PART = ("part", "type", "format", "talktype", "sessionformat", "role", "submissiontype")
SPEAKERS = ("speakers", "speaker", "presenters", "presenter", "people")
STATE = ("state", "status")
OF_LOOKS = frozenset({"layout", "slug", "wrapperstyle", "permalink", "weight", "template"})
"""What only says how another tool shows it."""


def is_record(values: Mapping[Any, Any]) -> bool:
    """Whether keys are those of a talk, and not of a list of them."""
    flat = {folded_key(key) for key, value in values.items() if not _is_nested(value)}
    is_given = any(map(_are_deliveries, values.values()))
    return (bool(flat & {*TITLE}) and (len(flat) > 1 or is_given)) or bool(
        flat & {*EVENT} and flat & {*DATE}
    )


def deliveries(record: DataRecord) -> Iterator[DataRecord]:
    """Yield a record for each time that a talk was given."""
    for key, value in record.values.items():
        if _are_deliveries(value):
            shared = {name: inner for name, inner in record.values.items() if name != key}
            for delivery in value:
                yield replace(record, values=_joined(shared, delivery))
            return
    yield record


def _joined(shared: Mapping[str, Any], delivery: Mapping[Any, Any]) -> Mapping[str, Any]:
    own = {str(key): value for key, value in delivery.items() if not is_empty(value)}
    title = next((key for key in shared if folded_key(key) in TITLE), None)
    renamed = {_apart(key, shared): value for key, value in own.items() if key == title}
    rest = {key: value for key, value in own.items() if key != title}
    kept = {_apart(key, rest): value for key, value in shared.items()}
    return {**kept, **renamed, **rest}


def _apart(key: str, others: Mapping[str, Any]) -> str:
    return f"{key} too" if key in others else key


def _is_nested(value: object) -> bool:
    if isinstance(value, list):
        return any(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping)


def _are_deliveries(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_delivery, value))


def _is_delivery(value: object) -> bool:
    names = {folded_key(key) for key in value} if isinstance(value, Mapping) else set()
    return bool(names & {*EVENT, *DATE, *EVENT_URL})
