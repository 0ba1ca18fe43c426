"""Authored pages: Markdown files that are no entries, such as `about.md`."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.content.entry import awaited, is_in_private_folder
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.private_passages import Aside
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Authored:
    """A Markdown file that is no entry, such as `about.md`, or the prose of the home page."""

    path: PurePosixPath
    title: str | None
    head: str
    """Its front matter, as written."""
    body: str
    body_line: int
    """The line of the file on which its body begins."""
    references: tuple[Reference, ...]
    asides: tuple[Aside, ...]
    """What the file holds for the author alone; `body` is without it."""
    is_private: bool


def visible(
    document: Document, path: PurePosixPath, *, today: dt.date
) -> tuple[bool, tuple[Fault, ...]]:
    """Return whether readers may see a page, and what is to be said of the keys that decide it."""
    meta = document.meta
    day = _day(meta.get("date"))
    appears = day if day and day > today and meta.get("publish") != "now" else None
    is_private = (
        meta.get("visibility") == "private" or bool(meta.get("draft")) or is_in_private_folder(path)
    )
    notices = (awaited("date", appears),) if appears and not is_private else ()
    return not is_private and not appears, (*_faults(document), *notices)


def _faults(document: Document) -> Iterator[Fault]:
    visibility = document.meta.get("visibility", "public")
    if visibility not in ("public", "private"):
        message = f"'visibility' of a page is public or private, not '{visibility}'"
        yield Fault(("visibility",), "bad-value", message)
    publish = document.meta.get("publish", "on-date")
    if publish not in ("on-date", "now"):
        message = f"'publish' of a page is on-date or now, not '{publish}'"
        yield Fault(("publish",), "bad-value", message)
    draft = document.meta.get("draft", False)
    if not isinstance(draft, bool):
        message = f"'draft' takes true or false, not {frontmatter.type_name(draft)}"
        yield Fault(("draft",), "wrong-type", message)


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value.strip()[:10])
        except ValueError:
            return None
    return value if isinstance(value, dt.date) else None
