"""Lists of talks as people keep them, in YAML, JSON and Markdown, and pages of one talk each."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates, links
from cto_portfolio.importing import (
    components,
    data_records,
    documents,
    heads,
    liquid,
    shortcodes,
    talk,
    talk_keys,
    talk_tables,
    translation,
    values,
)
from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.gathering import folded_key
from cto_portfolio.importing.incoming import Incoming, LeftOut, Refusal, RefusedError
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.source_format import BY_FORM, BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.talk import Occasion, TalkPage
from cto_portfolio.importing.talk_keys import DATE, EVENT, TITLE
from cto_portfolio.importing.translation import Surroundings

_NAMES = re.compile(
    r"(?:^|[-_. ])(?:talks?|speaking|speeches|presentations?|conferences?|appearances|events?|"
    r"sessions|lectures|vortraege|vorträge|palestras|charlas)(?:$|[-_. ])",
    re.IGNORECASE,
)
_BASES = frozenset({"pathprefix", "baseurl", "urlprefix", "prefix", "base", "slidesbase"})
_RULES = (*liquid.RULES, *shortcodes.RULES, *components.BOX_RULES)
_ROOTS = ("public", "static", "src", "assets", "content", "docs")
_MOST_SAMPLES = 12
_YEAR = re.compile(r"(?:19|20)\d\d")


def _recognise(original: Original) -> Recognition | None:
    chosen = original.chosen
    paths = original.below(*data_records.ENDINGS, *documents.ENDINGS)
    if chosen.parts and _NAMES.search(chosen.stem) and paths:
        return Recognition(certainty=BY_NAME, reason=f"'{chosen.name}' is a name for talks")
    if chosen in original and paths and _are_talks(original, paths[0]):
        return Recognition(certainty=BY_FORM, reason="its records have a title, and where it was")
    pages = [path for path in paths if path.suffix.lower() in documents.ENDINGS][:_MOST_SAMPLES]
    if pages and all(_is_about_talks(original, path) for path in pages):
        return Recognition(certainty=BY_NAME, reason="its pages say at which event each was")
    named = [path for path in paths if _NAMES.search(path.stem) and len(paths) <= _MOST_SAMPLES]
    if named and not pages and any(_are_talks(original, path) for path in named):
        return Recognition(certainty=BY_FORM, reason=f"'{named[0]}' is a list of talks")
    return None


def _is_about_talks(original: Original, path: PurePosixPath) -> bool:
    return _is_page_of_talk(original, path) or (
        bool(_NAMES.search(path.stem)) and _are_talks(original, path)
    )


def _are_talks(original: Original, path: PurePosixPath) -> bool:
    try:
        records = [one for one in _records(original, path) if isinstance(one, DataRecord)]
    except RefusedError:
        return False
    given = (talk for record in records[:_MOST_SAMPLES] for talk in talk_keys.deliveries(record))
    names = ({folded_key(key) for key in record.values} for record in given)
    return any(keys & {*TITLE} and keys & {*EVENT, *DATE} for keys in names)


def _is_page_of_talk(original: Original, path: PurePosixPath) -> bool:
    try:
        names = {folded_key(key) for key in heads.parse(original.text(path)).meta}
    except RefusedError:
        return False
    return bool(names & ({*EVENT, *talk_keys.EVENT_URL, "eventstart"} - {"host", "show", "where"}))


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    for path in original.below(*data_records.ENDINGS, *documents.ENDINGS):
        try:
            yield from _of_file(original, path, today)
        except RefusedError as error:
            yield error.of(path)


def _of_file(
    original: Original, path: PurePosixPath, today: dt.date
) -> Iterator[Incoming | Refusal]:
    if path.suffix.lower() in documents.ENDINGS:
        head = heads.parse(original.text(path), may_be_lines=True)
        if not talk_tables.is_list(head.body):
            yield _page(original, path, head, today)
            return
    yield from of_records(path, _records(original, path), original, today)


def _records(original: Original, path: PurePosixPath) -> Iterator[DataRecord | RefusedError]:
    text = original.text(path, most=MOST_BYTES)
    if path.suffix.lower() in documents.ENDINGS:
        yield from talk_tables.records(text)
        return
    for value, line in data_records.load(text, path.suffix.lower()):
        if isinstance(value, RefusedError):
            yield value
        else:
            yield from data_records.within(value, talk_keys.is_record, line=line)


def of_records(
    path: PurePosixPath,
    records: Iterable[DataRecord | RefusedError],
    original: Original,
    today: dt.date,
    occasion: Occasion | None = None,
) -> Iterator[Incoming | Refusal]:
    """Yield the talks of a file, each delivery for itself."""
    read = [*records]
    good = [record for record in read if isinstance(record, DataRecord)]
    common = replace(occasion or Occasion(), other_dates=_dates(good), files=original.sizes)
    talks = [delivery for record in good for delivery in talk_keys.deliveries(record)]
    seen: set[str] = set()
    titles = [_title_of(record) for record in talks]
    for index, record in enumerate(talks):
        around = _around(record, common, is_first=index == 0)
        document = talk.incoming(path, record, around, today=today)
        if titles.count(titles[index]) > 1:
            document = replace(document, stem=f"{document.stem}-{document.meta.get('event', '')}")
        yield _apart(document, seen)
    yield from (bad.of(path) for bad in read if isinstance(bad, RefusedError))
    if not read:
        message = "no talk is seen in it; give each a title, and the event or the date"
        yield Refusal(origin=path, message=message)


def _title_of(record: DataRecord) -> str:
    return next(
        (str(value) for key, value in record.values.items() if folded_key(key) in TITLE), ""
    )


def _apart(document: Incoming, seen: set[str]) -> Incoming:
    """Return a document that is told apart from others of its file, which may say the same."""
    part = document.part
    number = 1
    while part in seen:
        number += 1
        part = f"{document.part}/{number}"
    seen.add(part)
    return replace(document, part=part)


def _dates(records: Sequence[DataRecord]) -> tuple[object, ...]:
    return tuple(
        value
        for record in records
        for key, value in record.values.items()
        if folded_key(key) in DATE and isinstance(value, str)
    )


def _around(record: DataRecord, common: Occasion, *, is_first: bool) -> Occasion:
    """Return what stands around a record: the year above it, and where addresses begin."""
    names = {folded_key(key) for key in record.values}
    base = next(
        (str(value) for key, value in record.around.items() if folded_key(key) in _BASES), ""
    )
    year = next((key for key in reversed(record.path) if _YEAR.fullmatch(key)), "")
    year = year or str(record.around.get("year", ""))
    date = dates.partial(year) if year else None
    is_event = any(re.fullmatch(r"events?", key, re.IGNORECASE) for key in record.path)
    return replace(
        common,
        base=base if links.host(base) else "",
        is_event=is_event and not names & {*EVENT},
        date=common.date or date,
        date_reason=common.date_reason or f"it stands below '{year}'",
        left_out=_beside(record.around) if is_first else (),
    )


def _beside(around: Mapping[str, Any]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(what=key, quotation=values.written(value)) for key, value in around.items()
    )


def _page(original: Original, path: PurePosixPath, head: heads.Head, today: dt.date) -> Incoming:
    """Return the one talk that a page is about."""
    rules = [*_RULES, *(components.RULES if path.suffix.lower() == ".mdx" else ())]
    around = Surroundings(meta=head.meta, documents=documents.names(original.sizes))
    body, changed = translation.translated(head.body, rules, around, first_line=head.body_line)
    record = DataRecord(values=dict(head.meta), lines=head.lines)
    page = TalkPage(
        body=body, changed=changed, roots=(*map(PurePosixPath, _ROOTS), PurePosixPath())
    )
    occasion = Occasion(files=original.sizes)
    return talk.incoming(path, record, occasion, today=today, page=page)


FORMAT = SourceFormat(name="talks", title="a list of talks", recognise=_recognise, read=_read)
