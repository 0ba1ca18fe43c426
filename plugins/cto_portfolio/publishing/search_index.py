"""The search index that an engine has written, without the pages that no list may know of.

Themes and plugins differ in what they honour of a page's wish to be left out, so it is not
believed: what was written is read again.
"""

import json
from collections.abc import Collection
from pathlib import Path

from cto_portfolio import writing

PATH = "search/search_index.json"
"""Where MkDocs' search and Material's write it."""
_PREBUILT = "index"
"""An index that was made of all pages beforehand; without it, the reader's browser makes one."""


def take_out(site_dir: Path, addresses: Collection[str]) -> None:
    """Rewrite the index of a site, if it has one, without the pages at some addresses."""
    index = site_dir / PATH
    if index.is_file():
        written = index.read_bytes()
        if (kept := without(written, addresses)) != written:
            writing.replace(index, kept)


def without(content: bytes, addresses: Collection[str]) -> bytes:
    """Return an index without the pages at some addresses relative to the site's root."""
    index = json.loads(content)
    docs = index.get("docs") if isinstance(index, dict) else None
    if not isinstance(docs, list):
        return content
    kept = [doc for doc in docs if _address(doc) not in addresses]
    if len(kept) == len(docs):
        return content
    rest = {key: value for key, value in index.items() if key != _PREBUILT}
    return json.dumps({**rest, "docs": kept}, separators=(",", ":"), sort_keys=True).encode()


def _address(doc: object) -> str | None:
    location = doc.get("location") if isinstance(doc, dict) else None
    return location.partition("#")[0] if isinstance(location, str) else None
