"""Ghost: the JSON of its export, in which posts are HTML."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import exported
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

_SAMPLE = 4_000


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".json")[:5]:
        start = original.read_bytes(path, _SAMPLE)
        if (
            b'"db"' in start
            and b'"meta"' in start
            and (b'"data"' in start or b'"version"' in start)
        ):
            return Recognition(certainty=BY_CONTENT, reason=f"'{path}' is an export of Ghost")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    for path in original.below(".json"):
        try:
            data = _data(original, path)
        except RefusedError as error:
            yield error.of(path)
            continue
        for one in data.get("posts", []):
            if isinstance(one, Mapping) and one.get("type", "post") == "post":
                yield _article(path, one, data, today)


def _data(original: Original, path: PurePosixPath) -> Mapping[str, Any]:
    try:
        found = json.loads(original.text(path, most=MOST_BYTES))
        data = found["db"][0]["data"] if "db" in found else found["data"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise RefusedError("it is no export of Ghost, or a damaged one") from error
    if not isinstance(data, Mapping) or not isinstance(data.get("posts"), list):
        raise RefusedError("this export of Ghost holds no posts")
    return data


def _article(
    path: PurePosixPath, one: Mapping[str, Any], data: Mapping[str, Any], today: dt.date
) -> Incoming | Refusal:
    html = str(one.get("html") or "").replace("__GHOST_URL__", "")
    plaintext = str(one.get("plaintext") or "")
    name = str(one.get("slug") or one.get("id"))
    if not html and not plaintext:
        message = f"'{name}' has no HTML; export it again from a newer Ghost"
        return Refusal(origin=path, message=message)
    meta = {
        "title": one.get("title"),
        "date": one.get("published_at") or one.get("created_at"),
        "updated": one.get("updated_at"),
        "summary": one.get("custom_excerpt") or one.get("meta_description"),
        "tags": list(_tags(one, data)),
        "canonical_url": one.get("canonical_url"),
        "feature_image": str(one.get("feature_image") or "").replace("__GHOST_URL__", ""),
        "feature_image_alt": one.get("feature_image_alt"),
        "status": one.get("status"),
        "visibility": one.get("visibility"),
    }
    ways = Ways(
        addresses=(f"/{name}/",),
        address_reason="Ghost's rule for addresses",
        roots=(PurePosixPath(), path.parent),
        stem=name,
    )
    return exported.article(path, name, meta, today=today, html=html, markdown=plaintext, ways=ways)


def _tags(one: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    names = {tag.get("id"): tag.get("name") for tag in _rows(data, "tags")}
    for row in _rows(data, "posts_tags"):
        name = names.get(row.get("tag_id"))
        if row.get("post_id") == one.get("id") and isinstance(name, str) and name[:1] != "#":
            yield name


def _rows(data: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    rows = data.get(key)
    yield from (row for row in (rows if isinstance(rows, list) else []) if isinstance(row, Mapping))


FORMAT = SourceFormat(name="ghost", title="Ghost's export", recognise=_recognise, read=_read)
