"""The search index that an engine has written, as our search shows it.

Themes and plugins differ in what they honour of a page's wish to be left out, so it is not
believed: what was written is read again. They also differ in what a page's own text is: MkDocs
writes all of its sections into it, Material what stands before the first of them.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

PATH = "search/search_index.json"
"""Where MkDocs' search and Material's write it."""
_PREBUILT = "index"
"""An index that was made of all texts beforehand; without it, the reader's browser makes one."""
_ENOUGH = 200
"""Letters by which the text of a section is known within that of its page."""

_Doc: TypeAlias = Mapping[str, Any]


def cleaned(content: bytes, unlisted: Collection[str]) -> bytes:
    """Return an index without pages at addresses relative to the site's root.

    In what is left, no text of a section is that of its page, too.
    """
    index = json.loads(content)
    docs = index.get("docs") if isinstance(index, dict) else None
    if not isinstance(docs, list) or not all(map(_is_doc, docs)):
        return content
    kept = list(_without_sections([doc for doc in docs if _address(doc) not in unlisted]))
    if kept == docs:
        return content
    rest = {key: value for key, value in index.items() if key != _PREBUILT}
    return json.dumps({**rest, "docs": kept}, separators=(",", ":"), sort_keys=True).encode()


def _is_doc(doc: object) -> bool:
    return isinstance(doc, dict) and all(
        isinstance(doc.get(key), str) for key in ("location", "title", "text")
    )


def _address(doc: _Doc) -> str:
    return str(doc["location"]).partition("#")[0]


def _without_sections(docs: list[_Doc]) -> Iterator[_Doc]:
    """Yield the texts, a page's own only as far as to the heading of its first section."""
    for doc, after in zip(docs, [*docs[1:], None], strict=True):
        is_page = "#" not in doc["location"]
        has_section = after is not None and after["location"].startswith(f"{doc['location']}#")
        if is_page and after is not None and has_section:
            yield {**doc, "text": _before(doc["text"], after)}
        else:
            yield doc


def _before(text: str, section: _Doc) -> str:
    """Return the text before a section, whose heading may have a sign behind it."""
    start = text.find(section["text"][:_ENOUGH]) if section["text"] else -1
    heading = text.rfind(section["title"], 0, start) if start > 0 else -1
    return text[:heading].rstrip() if heading >= 0 else text
