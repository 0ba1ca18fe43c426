"""A talk as people note it down anywhere, as an entry: which of its keys says what."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cto_portfolio import dates
from cto_portfolio.authoring import skeletons
from cto_portfolio.content import languages
from cto_portfolio.content.entry import MAX_SUMMARY
from cto_portfolio.importing import entry_text, headings, post, talk_keys, values, when
from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.gathering import Gathering, folded_key, is_empty, words
from cto_portfolio.importing.incoming import Incoming, Kept, LeftOut, Translated
from cto_portfolio.importing.talk_addresses import TalkAddresses
from cto_portfolio.importing.talk_keys import DATE, EVENT, TITLE
from cto_portfolio.periods import PartialDate

_PARTS = (
    ("keynote", re.compile(r"\bkeynote\b", re.IGNORECASE)),
    ("panel", re.compile(r"\bpanel(?:ist|list)?\b|\bround ?table\b", re.IGNORECASE)),
    ("host", re.compile(r"\((?:MC|host|moderator)\)|^(?:mc|host|moderator)$", re.IGNORECASE)),
)
_BREAKS = re.compile(r"(?:\s*<br\s*/?>\s*){2,}", re.IGNORECASE)
_AT = re.compile(r"^(?P<title>.{4,}?)\s+@\s+(?P<event>\S.{2,})$")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")
_SPELLED = re.compile(
    r"(?:(?P<hours>\d+)\s*h(?:ours?|rs?|)?)?\s*(?:(?P<minutes>\d+)\s*(?:m|min|mins|minutes?|')?\.?)?",
    re.IGNORECASE,
)
_DATE_IN_NAME = re.compile(r"^\d{4}-\d{2}(?:-\d{2})?[-_]+(?=\w)")
_MOST_MINUTES = 12 * 60
_NOT_GIVEN = frozenset(
    ["submitted", "rejected", "withdrawn", "canceled", "cancelled", "declined", "proposed", "draft"]
)
_EVENT_HINT = "the conference, meet-up or company"


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """What the source of a talk says of it beside its record."""

    base: str = ""
    """Where addresses begin that name no site."""
    is_in_seconds: bool = False
    """Whether a bare number for how long it was counts seconds."""
    event: str = ""
    event_reason: str = ""
    """Why that is thought to be the event."""
    is_event: bool = False
    """Whether the record is of an event, and its title the event's."""
    date: PartialDate | None = None
    date_reason: str = ""
    other_dates: Sequence[object] = ()
    """Other dates of the source; they say which number is the day."""
    left_out: tuple[LeftOut, ...] = ()
    """What the source says of no talk in particular."""
    files: Mapping[PurePosixPath, int] = field(default_factory=dict)
    """Those that may come along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkPage:
    """The text of a file that holds one talk."""

    body: str
    changed: tuple[Translated, ...] = ()
    roots: tuple[PurePosixPath, ...] = (PurePosixPath(),)


def incoming(
    origin: PurePosixPath,
    record: DataRecord,
    occasion: Occasion,
    *,
    today: dt.date,
    page: TalkPage | None = None,
) -> Incoming:
    """Return a talk as an entry; with a `page`, its file holds no other one."""
    found = Gathering(
        values=record.values,
        line=record.line,
        lines=record.lines,
        meta={"kind": "talk"},
        dropped=[*occasion.left_out],
    )
    text = _title(found, origin, page)
    _date(found, occasion, origin if page else None)
    _event(found, occasion)
    _location(found)
    _particulars(found, occasion)
    TalkAddresses(found, base=occasion.base, files=occasion.files, origin=origin).take()
    body = _body(found, text)
    _draft(found, today)
    for key in found.values:
        if folded_key(key) in talk_keys.OF_LOOKS and not is_empty(found.values[key]):
            found.drop(key)
    found.rest_as_notes()
    return _finished(found, origin, body, page)


def _finished(
    found: Gathering, origin: PurePosixPath, body: str, page: TalkPage | None
) -> Incoming:
    meta = {key: found.meta[key] for key in _ORDER if key in found.meta} | found.meta
    name = [str(meta["title"]), str(meta.get("event", ""))]
    when_ = [meta["date"].iso] if "date" in meta else []
    return Incoming(
        origin=origin,
        part="" if page else "/".join(skeletons.slug(word) for word in [*name, *when_] if word),
        meta=meta,
        body=body,
        stem=_DATE_IN_NAME.sub("", post.stem_of(origin)) if page else skeletons.slug(meta["title"]),
        people=_people(found),
        account=found.account_with(page.changed if page else ()),
        roots=page.roots if page else (PurePosixPath(),),
    )


def _people(found: Gathering) -> tuple[str, ...]:
    """Return who gave it; the names themselves are in the notes."""
    values = (value for key, value in found.values.items() if folded_key(key) in talk_keys.SPEAKERS)
    return tuple(name for value in values for name in words(value) or ())


_ORDER = ("kind", "title", "date", "event", "event_url", "location", "part", "draft")


def _title(found: Gathering, origin: PurePosixPath, page: TalkPage | None) -> str:
    """Find the title; return the text of the page without it."""
    body = page.body if page else ""
    heading = headings.first(body) if page else None
    if found.keep_text("title", TITLE):
        if heading and headings.is_same(heading.text, found.meta["title"]):
            return heading.without(body)
    elif heading:
        found.meta["title"] = values.text_of(headings.plain(heading.text))
        found.kept.append(Kept(key="title", source=heading.written))
        return heading.without(body)
    elif event := found.text(EVENT)[1]:
        found.guess("title", event, "the record has none; this is the event")
    else:
        _title_of_text(found, origin)
    return body


def _title_of_text(found: Gathering, origin: PurePosixPath) -> None:
    text = found.text(talk_keys.BODY)[1]
    if text:
        found.guess(
            "title", entry_text.one_line(text)[:100], "the record has none; this is its text"
        )
    else:
        stem = re.sub(r"[-_\s]+", " ", post.stem_of(origin)).strip()
        found.guess("title", stem[:1].upper() + stem[1:], "made of the file's name")


def _date(found: Gathering, occasion: Occasion, path: PurePosixPath | None) -> None:
    for key, value in found.all(DATE):
        if isinstance(value, bool):
            continue
        date, reason = when.read_with(value, occasion.other_dates)
        if date and reason:
            found.guess("date", date, f"'{value}': {reason}")
            found.used.add(key)
        elif date:
            found.keep("date", date, key)
        elif date := _with_year(value, occasion.date):
            found.guess("date", date, f"'{value}', and {occasion.date_reason}")
            found.used.add(key)
        if date:
            return
    if _date_elsewhere(found):
        return
    place = post.date_in_name(path.stem) or post.date_in_name(path.parent.name) if path else None
    if occasion.date:
        found.guess("date", occasion.date, occasion.date_reason)
    elif place:
        found.guess("date", place, f"made of the path '{path}'")
    else:
        unread = [
            f"'{values.written(value)}' {dates.advice(value)}" for _, value in found.all(DATE)
        ]
        found.fill("date", entry_text.one_line(unread[0]) if unread else "when it was given")


def _with_year(value: object, year: PartialDate | None) -> PartialDate | None:
    """Return the date that a day or month means that stands below a year."""
    return when.read(f"{value} {year.first.year}") if isinstance(value, str) and year else None


def _date_elsewhere(found: Gathering) -> bool:
    """Take a date that stands, alone, at a key that is for something else."""
    for key, value in found.values.items():
        if key not in found.used and isinstance(value, str) and len(value) < 40:  # noqa: PLR2004
            date = when.read(value)
            if date and re.search(r"(?:19|20)\d\d", value):
                found.keep("date", date, key)
                return True
    return False


def _event(found: Gathering, occasion: Occasion) -> None:
    if found.keep_text("event", EVENT):
        return
    parted = _AT.match(str(found.meta["title"]))
    if occasion.is_event:
        found.guess("event", found.meta["title"], "the list is one of events")
    elif parted:
        found.guess("event", parted["event"], "stands in the title behind '@'")
    elif occasion.event and not occasion.event_reason:
        found.meta["event"] = occasion.event
    elif occasion.event:
        found.guess("event", occasion.event, occasion.event_reason)
    else:
        found.fill("event", _EVENT_HINT)


def _location(found: Gathering) -> None:
    for key, value in found.all(talk_keys.LOCATION):
        parts = [*value.values()] if isinstance(value, Mapping) else [value]
        text = ", ".join(values.text_of(part) for part in parts if not is_empty(part))
        if text and "location" not in found.meta:
            found.keep("location", text, key)


def _particulars(found: Gathering, occasion: Occasion) -> None:
    _part(found)
    _minutes(found, occasion)
    for key, value in found.all(talk_keys.AUDIENCE):
        if isinstance(value, int) and 0 < value < 10**9:
            found.keep("audience", value, key)
    for key, value in found.all(talk_keys.LANGUAGE):
        tag = languages.tag(value) if isinstance(value, str) else None
        if tag:
            found.keep("language", tag, key)
    _tags(found)


def _part(found: Gathering) -> None:
    for key, value in found.all(talk_keys.PART):
        for part, pattern in _PARTS:
            if isinstance(value, str) and pattern.search(value) and "part" not in found.meta:
                found.keep("part", part, key)
    for part, pattern in _PARTS:
        if pattern.search(str(found.meta["title"])) and "part" not in found.meta:
            found.guess("part", part, "the title says so")


def _minutes(found: Gathering, occasion: Occasion) -> None:
    for key, value in found.all(talk_keys.MINUTES):
        minutes = _as_minutes(value, is_in_seconds=occasion.is_in_seconds)
        if minutes and minutes <= _MOST_MINUTES:
            found.keep("minutes", minutes, key)
        else:
            found.drop(key, "no length of a talk")


def _as_minutes(value: object, *, is_in_seconds: bool) -> int | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10**6:
        return max(1, round(value / 60)) if is_in_seconds else round(value)
    text = str(value).strip()
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 60 + minutes if match[1] else minutes * 60 + seconds
    match = _SPELLED.fullmatch(text) if text else None
    if match:
        return int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    return None


def _tags(found: Gathering) -> None:
    tags: list[str] = []
    for key, value in [*found.all(talk_keys.TAGS)]:
        listed = words(value)
        if listed is not None:
            tags += listed
            found.keep("tags", [], key)
    unique = dict.fromkeys(tag for tag in tags if tag)
    found.meta.pop("tags", None)
    if unique:
        found.meta["tags"] = [*unique]


def _body(found: Gathering, text: str) -> str:
    """Return the body: the text of the page, and what the record says at length."""
    parts = [text.strip("\n")] if text.strip() else []
    for key, value in [*found.all(talk_keys.SUMMARY)]:
        sentence = values.text_of(value) if isinstance(value, str) else ""
        if sentence and len(sentence) <= MAX_SUMMARY and "summary" not in found.meta:
            found.keep("summary", sentence, key)
    for key, value in [*found.all((*talk_keys.BODY, *talk_keys.SUMMARY))]:
        if isinstance(value, Mapping) and all(map(is_empty, value.values())):
            found.used.add(key)
        elif isinstance(value, str):
            written = _markdown(value)
            if " ".join(written.split()) not in " ".join("\n".join(parts).split()):
                parts.append(written)
            found.kept.append(Kept(key="the text", source=f"{key}: {values.written(value)}"))
            found.used.add(key)
    return "\n\n".join(parts)


def _markdown(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BREAKS.sub("\n\n", plain).strip("\n")


def _draft(found: Gathering, today: dt.date) -> None:
    for key, value in [*found.all(talk_keys.STATE)]:
        if isinstance(value, str) and value.casefold() in _NOT_GIVEN:
            found.guess("draft", True, f"'{key}: {value}': it was not given")  # noqa: FBT003
            found.used.add(key)
    found.hide(today)
