"""Posts of exports: what a JSON or XML file says of each, on the way to an article."""

import datetime as dt
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from cto_portfolio.importing import hypertext, post
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import Incoming
from cto_portfolio.importing.post import Ways


def article(  # noqa: PLR0913 - what an export says, and where
    origin: PurePosixPath,
    part: str,
    meta: Mapping[str, Any],
    *,
    today: dt.date,
    html: str = "",
    markdown: str = "",
    ways: Ways,
) -> Incoming:
    """Return an exported post as an article; the text is HTML or Markdown."""
    body = hypertext.as_markdown(html) if html else markdown
    said = {key: value for key, value in meta.items() if value not in (None, "", [])}
    head = Head(meta=said, body=body, lines={}, form="export")
    return post.incoming(origin, head, ways, today=today, part=part)


def site_of(address: str) -> str | None:
    """Return the site on which an address lies."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else None


def path_of(address: str) -> tuple[str, ...]:
    """Return the path of an address, as one that a page may have had."""
    path = urlsplit(address).path
    return (path,) if path.strip("/") else ()
