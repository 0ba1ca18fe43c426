"""The entries that come near to a requirement, as text and as JSON."""

import shlex
from collections.abc import Iterable

from cto_portfolio import wording
from cto_portfolio.coverage.nearest import Near
from cto_portfolio.reports import printable

_LONG = 100
"""Letters of a sentence; the line is there to read on."""


def place(near: Near) -> str:
    """Return where the sentence stands, and the sentence, cut if it is long."""
    sentence = printable.line(wording.shortened(near.sentence, _LONG))
    return f"{near.entry.path}:{near.line}: {sentence}"


def command(near: Near) -> str:
    """Return what to type to declare it."""
    accept = ["cto-portfolio", "suggest", str(near.entry.path), "--accept", near.requirement.id]
    return shlex.join(accept)


def as_objects(near: Iterable[Near]) -> list[dict[str, object]]:
    """Return entries for machines."""
    return [
        {
            "path": str(one.entry.path),
            "title": one.entry.meta.title,
            "sentence": one.sentence,
            "line": one.line,
            "command": command(one),
        }
        for one in near
    ]
