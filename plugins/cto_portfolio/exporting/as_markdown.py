"""Entries as Markdown with plain front matter, which any generator reads."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates
from cto_portfolio.exporting.exported import Exported, ExportedEntry
from cto_portfolio.importing import entry_text
from cto_portfolio.importing.portfolio_export import DATE_AS_WRITTEN, DRAFT_AS_WRITTEN


def files(exported: Exported) -> Mapping[PurePosixPath, str]:
    """Return the text of each file by its path."""
    return {entry.path: _text(entry) for entry in exported.entries}


def _text(entry: ExportedEntry) -> str:
    head = "\n".join(entry_text.lines_of(_meta(entry)))
    return f"---\n{head}\n---\n\n{entry.body}\n"


def _meta(entry: ExportedEntry) -> Mapping[str, Any]:
    """Return the keys with those on top that all generators know by these names."""
    meta = entry.meta
    span = dates.span(meta.get("date") or meta.get("period"))
    plain: dict[str, Any] = {"title": meta["title"]}
    if span:
        plain["date"] = span.day
        if span.written != span.day.isoformat():
            plain[DATE_AS_WRITTEN] = span
    if "summary" in meta:
        plain["description"] = meta["summary"]
    if entry.is_hidden:
        plain["draft"] = True
        if not meta.get("draft"):
            plain[DRAFT_AS_WRITTEN] = False
    own = {"title", "date", "period", "summary", *plain}
    return {**plain, **{key: value for key, value in meta.items() if key not in own}}
