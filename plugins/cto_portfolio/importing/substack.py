"""Substack: the list `posts.csv` of its export, and a page of HTML for each post."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from cto_portfolio.importing import exported
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

_LIST = "posts.csv"
_FOR_ALL = frozenset({"everyone", ""})


def _lists(original: Original) -> list[PurePosixPath]:
    return [path for path in original.below(_LIST) if path.name == _LIST]


def _recognise(original: Original) -> Recognition | None:
    for path in _lists(original):
        if b"post_id" in original.read_bytes(path, 2_000):
            return Recognition(certainty=BY_CONTENT, reason=f"it has Substack's list '{path}'")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    for path in _lists(original):
        try:
            rows = list(csv.DictReader(io.StringIO(original.text(path))))
        except (RefusedError, csv.Error) as error:
            yield Refusal(origin=path, message=f"the list cannot be read: {error}")
            continue
        for row in rows:
            yield _article(original, path, row, today)


def _article(
    original: Original, path: PurePosixPath, row: Mapping[str, str | None], today: dt.date
) -> Incoming | Refusal:
    name = str(row.get("post_id") or "")
    page = path.parent / "posts" / f"{name}.html"
    bare = name.partition(".")[2] or name
    if "/" in name or page not in original:
        message = f"the text of '{row.get('title') or name}' is not there: '{page.name}'"
        return Refusal(origin=path, message=message)
    audience = str(row.get("audience") or "")
    meta = {
        "title": row.get("title"),
        "subtitle": row.get("subtitle"),
        "date": row.get("post_date"),
        "published": str(row.get("is_published") or "").casefold() or None,
    }
    ways = Ways(
        addresses=(f"/p/{bare}",),
        address_reason="Substack's rule for addresses",
        stem=bare,
        is_draft="" if audience in _FOR_ALL else f"its audience is '{audience}'",
    )
    try:
        html = original.text(page)
    except RefusedError as error:
        return error.of(page)
    return exported.article(page, "", meta, today=today, html=html, ways=ways)


FORMAT = SourceFormat(name="substack", title="Substack's export", recognise=_recognise, read=_read)
