"""The record: what was brought in before, from where, and what was written then.

It lies in the portfolio's folder as `imported.yml` and is kept with the entries. Digests say
whether an entry, or its source, has changed since.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.problems import PortfolioError

FILE_NAME = "imported.yml"
_NOTE = """\
# What 'cto-portfolio import' has brought in, so that it brings only what is new the next time.
# Keep this file with the entries; it is never published.
"""
_DIGEST = 16
_FIELDS = ("format", "source", "entry", "written")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Brought:
    """A document that has become a file of the portfolio."""

    format: str
    source: str
    """As `Incoming.id` says it."""
    entry: PurePosixPath
    """From the portfolio's folder."""
    written: str
    """The digest of the file as it was written."""


Record = Mapping[tuple[str, str], Brought]
"""By format and source."""


def digest(text: str | bytes) -> str:
    """Return what a text is known by."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    return hashlib.sha256(content).hexdigest()[:_DIGEST]


def parse(text: str) -> Record:
    """Return what a record says.

    Raises:
        PortfolioError: if somebody has changed it so that it cannot be read.
    """
    brought: dict[tuple[str, str], Brought] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            one = _line(line, number)
            brought[one.format, one.source] = one
    return brought


def _line(line: str, number: int) -> Brought:
    try:
        fields = json.loads(line.removeprefix("-"))
        format_, source, entry, written = (str(fields[name]) for name in _FIELDS)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"{FILE_NAME}:{number}: this line cannot be read; restore the file, or remove it"
        raise PortfolioError(message) from error
    path = PurePosixPath(entry)
    if path.is_absolute() or ".." in path.parts:
        message = (
            f"{FILE_NAME}:{number}: '{entry}' lies outside of the portfolio; take the line out"
        )
        raise PortfolioError(message)
    return Brought(format=format_, source=source, entry=path, written=written)


def text_of(brought: Iterable[Brought]) -> str:
    """Return the record as it is written: a line for each, in one order."""
    lines = (
        json.dumps(
            {
                "format": one.format,
                "source": one.source,
                "entry": str(one.entry),
                "written": one.written,
            },
            ensure_ascii=False,
        )
        for one in sorted(brought)
    )
    return _NOTE + "".join(f"- {line}\n" for line in lines)
