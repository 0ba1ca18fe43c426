"""What another portfolio has exported: its JSON, or Markdown that has our keys already."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.importing import data_records, documents, heads
from cto_portfolio.importing.incoming import Account, Incoming, Kept, Refusal, RefusedError, Remark
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

DATE_AS_WRITTEN = "date_as_written"
"""The date or the period as its author wrote it, where generators need a day in its place."""
DRAFT_AS_WRITTEN = "draft_as_written"
"""Whether its author called it a draft, where other keys of ours hide it."""
_MARK = '"format": "cto-portfolio"'
_MOST_TRIED = 8
_DATED = ("date", "updated")


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".json")[:_MOST_TRIED]:
        if _MARK.encode() in _beginning(original, path):
            reason = f"'{path.name}' says that it is one"
            return Recognition(certainty=BY_CONTENT, reason=reason)
    paths = original.below(*documents.ENDINGS)[:_MOST_TRIED]
    if paths and all(_has_our_kind(original, path) for path in paths):
        reason = "its Markdown has kinds of a portfolio"
        return Recognition(certainty=BY_CONTENT, reason=reason)
    return None


def _beginning(original: Original, path: PurePosixPath) -> bytes:
    try:
        return original.content(path)[:1000]
    except RefusedError:
        return b""


def _has_our_kind(original: Original, path: PurePosixPath) -> bool:
    try:
        return heads.parse(original.text(path)).meta.get("kind") in KINDS
    except RefusedError:
        return False


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    del today  # what is exported says itself who may see it
    for path in original.below(".json", *documents.ENDINGS):
        try:
            if path.suffix.lower() == ".json":
                yield from _of_json(path, original.text(path, most=MOST_BYTES))
            else:
                yield _page(path, original.text(path))
        except RefusedError as error:
            yield error.of(path)


def _of_json(path: PurePosixPath, text: str) -> Iterator[Incoming | Refusal]:
    value = next((value for value, _ in data_records.load(text, ".json")), None)
    if isinstance(value, RefusedError):
        raise value
    if not isinstance(value, Mapping) or value.get("format") != "cto-portfolio":
        raise RefusedError("it is no export of a portfolio; its 'format' does not say so")
    if isinstance(profile := value.get("profile"), Mapping):
        yield Incoming(
            origin=path,
            part="profile",
            meta=dict(profile),
            stem="profile",
            at=PurePosixPath(PROFILE),
        )
    entries = value.get("entries")
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        try:
            yield _entry(entry)
        except RefusedError as error:
            yield Refusal(origin=path, message=f"entry {number + 1}: {error.message}")


def _entry(entry: object) -> Incoming:
    meta = entry.get("front_matter") if isinstance(entry, Mapping) else None
    if not isinstance(entry, Mapping) or not isinstance(meta, Mapping) or not meta.get("title"):
        raise RefusedError("it has no 'front_matter' with a 'title'")
    path = PurePosixPath(str(entry.get("path") or f"{meta['title']}.md"))
    if path.is_absolute() or ".." in path.parts or not path.name:
        raise RefusedError(f"'{path}' leads out of the portfolio")
    return _incoming(path, meta, str(entry.get("body") or ""))


def _page(path: PurePosixPath, text: str) -> Incoming:
    head = heads.parse(text)
    if head.meta.get("kind") not in KINDS:
        raise RefusedError(f"its 'kind' is none of {', '.join(KINDS)}")
    return _incoming(path, head.meta, head.body, head.remarks)


def _incoming(
    path: PurePosixPath, meta: Mapping[str, Any], body: str, remarks: tuple[Remark, ...] = ()
) -> Incoming:
    keys = _own(meta)
    return Incoming(
        origin=path,
        meta=keys,
        body=body,
        stem=path.parent.name if path.stem == "index" else path.stem,
        account=Account(
            kept=tuple(Kept(key=str(key), source=f"{key}: {value}") for key, value in keys.items()),
            remarks=remarks,
        ),
    )


def _own(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return keys as they were before they were made plain for other generators."""
    keys = {str(key): value for key, value in meta.items()}
    as_written = keys.pop(DATE_AS_WRITTEN, None)
    if isinstance(as_written, str | int):
        keys.pop("date", None)
        keys["period" if " to " in str(as_written) else "date"] = as_written
    if "description" in keys:
        keys["summary"] = keys.pop("description")
    if keys.pop(DRAFT_AS_WRITTEN, None) is False:
        keys.pop("draft", None)
    for key in _DATED:
        keys[key] = dates.partial(keys[key]) or keys[key] if key in keys else None
    first: dict[str, Any] = {key: keys[key] for key in ("kind", "title") if key in keys}
    return {**first, **{key: value for key, value in keys.items() if value is not None}}


FORMAT = SourceFormat(
    name="portfolio", title="an exported portfolio", recognise=_recognise, read=_read
)
