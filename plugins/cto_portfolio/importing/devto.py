"""dev.to: the articles of its API and its export, as JSON with Markdown in it."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import exported, heads, liquid, translation
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat
from cto_portfolio.importing.translation import Surroundings

_SAMPLE = 200_000


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".json")[:5]:
        if b'"body_markdown"' in original.read_bytes(path, _SAMPLE):
            return Recognition(certainty=BY_CONTENT, reason=f"'{path}' holds articles of dev.to")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    for path in original.below(".json"):
        try:
            found = json.loads(original.text(path, most=MOST_BYTES))
        except RefusedError as error:
            yield error.of(path)
            continue
        except (ValueError, RecursionError):
            yield Refusal(origin=path, message="its JSON cannot be read; export it again")
            continue
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, Mapping) and "body_markdown" in one:
                yield _article(path, one, today)


def _article(path: PurePosixPath, one: Mapping[str, Any], today: dt.date) -> Incoming | Refusal:
    try:
        head = heads.parse(str(one["body_markdown"]).replace("\r\n", "\n"))
    except RefusedError as error:
        return Refusal(origin=path, message=f"'{one.get('title')}': {error.message}")
    body, changed = translation.translated(head.body, liquid.RULES, Surroundings(meta=head.meta))
    own = str(one.get("url") or "")
    canonical = str(one.get("canonical_url") or "")
    meta = {
        "title": one.get("title"),
        "date": one.get("published_at") or one.get("created_at"),
        "updated": one.get("edited_at"),
        "summary": one.get("description"),
        "tags": one.get("tag_list", one.get("cached_tag_list")),
        "canonical_url": canonical or own,
        "cover_image": one.get("cover_image") or one.get("main_image"),
        **head.meta,
    }
    if one.get("published") is not None:
        meta["published"] = one["published"]
    name = str(one.get("slug") or one.get("id"))
    document = exported.article(
        path, name, meta, today=today, markdown=body, ways=Ways(stem=name, has_title_in_body=False)
    )
    return replace(document, account=replace(document.account, changed=changed))


FORMAT = SourceFormat(name="devto", title="dev.to", recognise=_recognise, read=_read)
