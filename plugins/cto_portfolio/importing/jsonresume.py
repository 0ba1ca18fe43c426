"""JSON Resume, with the keys of both of its generations."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import career, data_records, values
from cto_portfolio.importing.career import Career
from cto_portfolio.importing.incoming import Incoming, LeftOut, Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

_NEWER = {
    "basics": {"website": "url", "picture": "image"},
    "work": {"company": "name", "website": "url"},
    "volunteer": {"website": "url", "company": "organization"},
    "projects": {"title": "name", "website": "url", "summary": "description"},
    "publications": {"website": "url", "title": "name"},
    "references": {},
}
"""What the keys of the first generation are called in the second."""
_MOST_TRIED = 10


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".json")[:_MOST_TRIED]:
        try:
            value = _value(original, path)
        except RefusedError:
            continue
        if _is_resume(value):
            return Recognition(certainty=BY_CONTENT, reason=f"'{path.name}' has 'basics'")
    return None


def _is_resume(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("basics"), Mapping)


def _value(original: Original, path: PurePosixPath) -> Mapping[str, Any]:
    for value, _ in data_records.load(original.text(path), ".json"):
        if isinstance(value, RefusedError):
            raise value
        if isinstance(value, Mapping):
            return value
    raise RefusedError("it holds no object with keys, as a résumé does")


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:  # noqa: ARG001 - nothing in a résumé depends on the day
    for path in original.below(".json"):
        try:
            yield from career.incoming(_career(path, _value(original, path)))
        except RefusedError as error:
            yield error.of(path)


def _career(path: PurePosixPath, value: Mapping[str, Any]) -> Career:
    if "properties" in value and "basics" not in value:
        raise RefusedError("it is the schema of JSON Resume, and no résumé; name another file")
    if not _is_resume(value):
        raise RefusedError("it is no JSON Resume: 'basics' is missing, with your name in it")
    known = {section: [*_items(value, section)] for section in _NEWER}
    basics = known.pop("basics")
    rest = {str(key): inner for key, inner in value.items() if key not in _NEWER}
    return Career(
        origin=path,
        basics=basics[0] if basics else {},
        left_out=[*_left_out(rest)],
        **known,
    )


def _items(value: Mapping[str, Any], section: str) -> Iterator[Mapping[str, Any]]:
    """Yield what a section holds, with the keys of the second generation."""
    items = value.get(section)
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, Mapping):
            newer = {_NEWER[section].get(str(key), str(key)): inner for key, inner in item.items()}
            yield {**newer, **{key: item[key] for key in newer.keys() & item.keys()}}


def _left_out(rest: Mapping[str, Any]) -> Iterator[LeftOut]:
    for section, value in rest.items():
        items = [values.written(item) for item in (value if isinstance(value, list) else [value])]
        if any(items):
            yield LeftOut(what=section, quotation=" | ".join(filter(None, items)))


FORMAT = SourceFormat(name="jsonresume", title="JSON Resume", recognise=_recognise, read=_read)
