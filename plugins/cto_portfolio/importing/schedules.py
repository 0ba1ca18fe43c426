"""Schedules of conferences: JSON of Sessionize, and of pretalx with its format of frab."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import data_records, talks
from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.source_format import BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.talk import Occasion

_MOST_TRIED = 3
_Records = Iterator[Mapping[str, Any]]


def _sessionize(value: object) -> _Records:
    """Yield the sessions of any view of Sessionize's API: all, by group, or as a grid."""
    if isinstance(value, Mapping) and isinstance(value.get("sessions"), list):
        names = {**_named(value.get("speakers")), **_named(value.get("rooms"))}
        names |= _category_items(value.get("categories"))
        for session in _mappings(value["sessions"]):
            if not session.get("isServiceSession"):
                yield _session(session, names)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _sessionize(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sessionize(inner)


def _session(session: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    starts, ends = session.get("startsAt"), session.get("endsAt")
    speakers = [_name_of(speaker, names) for speaker in _list(session.get("speakers"))]
    items = [names[str(item)] for item in _list(session.get("categoryItems")) if str(item) in names]
    own = {"speakers", "startsAt", "endsAt", "categoryItems", "room", "roomId", "isServiceSession"}
    rest = {str(key): value for key, value in session.items() if key not in own | {"id"}}
    return {
        **rest,
        "date": starts,
        "minutes": _minutes_between(starts, ends),
        "speakers": ", ".join(speakers),
        "format": ", ".join(items),
        "room": session.get("room") or names.get(str(session.get("roomId"))),
        "slides": session.get("slidesUrl"),
    }


def _name_of(speaker: object, names: Mapping[str, str]) -> str:
    if isinstance(speaker, Mapping):
        return str(speaker.get("name") or speaker.get("fullName") or "")
    return names.get(str(speaker), str(speaker))


def _named(rows: object) -> dict[str, str]:
    return {
        str(row["id"]): str(row.get("fullName") or row.get("name") or "")
        for row in _mappings(rows)
        if "id" in row
    }


def _category_items(rows: object) -> dict[str, str]:
    return {key: name for row in _mappings(rows) for key, name in _named(row.get("items")).items()}


def _pretalx(value: object) -> _Records:
    """Yield the talks of pretalx' API, or of the schedule that it exports."""
    if isinstance(value, Mapping) and isinstance(value.get("schedule"), Mapping):
        yield from _frab(value["schedule"])
    elif isinstance(value, Mapping) and isinstance(value.get("results"), list):
        yield from map(_submission, _mappings(value["results"]))
    elif isinstance(value, list):
        yield from map(_submission, _mappings(value))
    elif isinstance(value, Mapping) and "submission_type" in value:
        yield _submission(value)


def _submission(row: Mapping[str, Any]) -> Mapping[str, Any]:
    slot = row.get("slot") or next(iter(_mappings(row.get("slots"))), {})
    slot = slot if isinstance(slot, Mapping) else {}
    room = _in_english(slot.get("room"))
    people = [_name_of(person, {}) for person in _list(row.get("speakers"))]
    own = {"speakers", "slot", "slots", "code", "submission_type", "track", "content_locale"}
    own |= {"tag_ids", "answers", "resources"}
    rest = {str(key): _in_english(value) for key, value in row.items() if key not in own}
    return {
        **rest,
        "date": slot.get("start"),
        "minutes": row.get("duration"),
        "format": _in_english(row.get("submission_type")),
        "track": _in_english(row.get("track")),
        "language": row.get("content_locale"),
        "room": room,
        "speakers": ", ".join(people),
        "resources": [
            {"title": item.get("description"), "url": item.get("resource") or item.get("url")}
            for item in _mappings(row.get("resources"))
        ],
    }


def _frab(schedule: Mapping[str, Any]) -> _Records:
    conference = schedule.get("conference")
    conference = conference if isinstance(conference, Mapping) else {}
    for day in _mappings(conference.get("days")):
        rooms = day.get("rooms")
        for room, events in rooms.items() if isinstance(rooms, Mapping) else ():
            for event in _mappings(events):
                yield _of_frab(event, conference, room)


def _of_frab(
    event: Mapping[str, Any], conference: Mapping[str, Any], room: str
) -> Mapping[str, Any]:
    people = [
        str(person.get("public_name") or person.get("name") or "")
        for person in _mappings(event.get("persons"))
    ]
    own = {"id", "guid", "code", "slug", "persons", "start", "duration", "type", "room", "answers"}
    own |= {"logo", "do_not_record", "recording_license", "attachments", "origin_url"}
    rest = {str(key): value for key, value in event.items() if key not in own}
    return {
        **rest,
        "event": conference.get("title"),
        "minutes": _minutes_of_clock(event.get("duration")),
        "format": event.get("type"),
        "room": room,
        "speakers": ", ".join(people),
        "resources": [
            {"title": item.get("title"), "url": item.get("url")}
            for item in [*_mappings(event.get("attachments"))]
        ],
    }


def _minutes_of_clock(value: object) -> int | None:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", str(value))
    return int(match[1]) * 60 + int(match[2]) if match else None


def _minutes_between(starts: object, ends: object) -> int | None:
    try:
        first, last = (dt.datetime.fromisoformat(str(value)) for value in (starts, ends))
        return round((last - first).total_seconds() / 60)
    except (ValueError, TypeError):
        return None


def _in_english(value: object) -> object:
    """Return a name that stands in several languages in one of them."""
    if isinstance(value, Mapping) and value and all(len(str(key)) <= 7 for key in value):  # noqa: PLR2004 - as `pt-br`
        name = value.get("name")
        return _in_english(name) if name else value.get("en") or next(iter(value.values()))
    if isinstance(value, Mapping) and "name" in value:
        return _in_english(value["name"])
    return value


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in _list(value) if isinstance(item, Mapping)]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _format(
    name: str,
    title: str,
    records: Callable[[object], _Records],
    *marks: frozenset[str],
) -> SourceFormat:
    """Return a format whose files are JSON and hold all of one of these sets of keys."""

    def recognise(original: Original) -> Recognition | None:
        for path in original.below(".json")[:_MOST_TRIED]:
            text = _text(original, path)
            if any(all(f'"{key}"' in text for key in keys) for keys in marks):
                return Recognition(certainty=BY_NAME, reason=f"'{path.name}' is of {title}")
        return None

    def read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
        for path in original.below(".json"):
            try:
                yield from _talks(original, path, records, today)
            except RefusedError as error:
                yield error.of(path)

    return SourceFormat(name=name, title=title, recognise=recognise, read=read)


def _text(original: Original, path: PurePosixPath) -> str:
    try:
        return original.text(path, most=MOST_BYTES)
    except RefusedError:
        return ""


def _talks(
    original: Original,
    path: PurePosixPath,
    records: Callable[[object], _Records],
    today: dt.date,
) -> Iterator[Incoming | Refusal]:
    for value, _ in data_records.load(original.text(path, most=MOST_BYTES), ".json"):
        if isinstance(value, RefusedError):
            raise value
        rows = [DataRecord(values=row) for row in records(value)]
        yield from talks.of_records(path, rows, original, today, Occasion())


SESSIONIZE = _format(
    "sessionize",
    "Sessionize",
    _sessionize,
    frozenset({"isServiceSession"}),
    frozenset({"categoryItems"}),
)
PRETALX = _format(
    "pretalx",
    "pretalx",
    _pretalx,
    frozenset({"submission_type"}),
    frozenset({"schedule", "conference", "days", "rooms"}),
)
