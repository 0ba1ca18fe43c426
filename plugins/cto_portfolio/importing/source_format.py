"""What every source has to say of itself, so that the next one is one module and one line."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cto_portfolio.importing.incoming import Incoming, Refusal
from cto_portfolio.importing.original import Original

BY_CONTENT = 4
"""Most documents say so by their own words, wherever they lie."""
BY_NAME = 3
"""A file says so by its name, as `_config.yml` does."""
BY_FORM = 2
"""Documents have a form that nothing else has."""
BY_DEFAULT = 1
"""It can be read so, and perhaps otherwise, too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    """That an original is of a format, and how that was seen."""

    certainty: int
    """`BY_CONTENT`, `BY_NAME`, `BY_FORM` or `BY_DEFAULT`; the greatest one reads it."""
    reason: str
    """As in "it has a folder '_posts'"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFormat:
    """A form in which people have what may become entries."""

    name: str
    """As it is typed behind `--from`."""
    title: str
    """As people know it."""
    recognise: Callable[[Original], Recognition | None]
    """Say whether the original has it; looks at names first, and reads little."""
    read: Callable[[Original, dt.date], Iterator[Incoming | Refusal]]
    """Yield its documents, one by one, also those that cannot be brought in; the day is today."""
    visibility: str = "public"
    """Who may see its entries, unless the author says otherwise."""
