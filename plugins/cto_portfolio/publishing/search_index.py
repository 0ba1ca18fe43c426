"""The search index that an engine has written, as our search shows it.

Themes and plugins differ in what they honour of a page's wish to be left out, so it is not
believed: what was written is read again. They also differ in what a page's own text is: MkDocs
writes all of its sections into it, Material what stands before the first of them.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

PATH = "search/search_index.json"
"""Where MkDocs' search and Material's write it."""
_PREBUILT = "index"
"""An index that was made of all texts beforehand; without it, the reader's browser makes one."""
_ENOUGH = 200
"""Letters by which the text of a section is known within that of its page."""

_HERE = "\0"
"""Stands where the parts of all pages go."""

_Doc: TypeAlias = Mapping[str, Any]


def cleaned(content: bytes, unlisted: Collection[str]) -> bytes:
    """Return an index without pages at addresses relative to the site's root.

    In what is left, no text of a section is that of its page, too.
    """
    index = _parsed(content)
    if index is None:
        return content
    docs = index["docs"]
    kept = list(_without_sections([doc for doc in docs if _address(doc) not in unlisted]))
    if kept == docs and _PREBUILT in index:
        return content
    rest = {key: value for key, value in index.items() if key != _PREBUILT}
    return _dumped({**rest, "docs": kept}).encode()


def by_address(content: bytes) -> dict[str, str]:
    """Return what an index holds of each page, as JSON without the brackets around."""
    index = _parsed(content)
    parts: dict[str, list[str]] = {}
    for doc in index["docs"] if index else ():
        parts.setdefault(_address(doc), []).append(_dumped(doc))
    return {address: ",".join(docs) for address, docs in parts.items()}


def with_kept(content: bytes, kept: Mapping[str, str], order: Iterable[str]) -> bytes:
    """Return a cleaned index with the parts of pages that were not made anew; see `by_address`.

    `order` are the addresses of all pages, as an engine goes through them.
    """
    index = _parsed(content)
    if index is None or not kept:
        return content
    parts = {**by_address(content), **kept}
    ordered = [parts.pop(address, "") for address in dict.fromkeys(order)]
    docs = ",".join(filter(None, (*ordered, *parts.values())))
    rest = _dumped({**index, "docs": [_HERE]})
    return rest.replace(_dumped([_HERE]), f"[{docs}]").encode()


def _parsed(content: bytes) -> dict[str, Any] | None:
    """Return an index; None if it is of a kind that we do not know."""
    index = json.loads(content)
    docs = index.get("docs") if isinstance(index, dict) else None
    return index if isinstance(docs, list) and all(map(_is_doc, docs)) else None


def _dumped(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


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
