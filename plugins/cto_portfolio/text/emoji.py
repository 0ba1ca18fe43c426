"""Emoji: the signs that GitHub shows for short names, such as `:rocket:`."""

import functools
from collections.abc import Mapping

SHORT_NAME = r"(?<![\w:]):(?P<name>[a-z0-9_+-]+):(?![\w:])"
"""Not within words, addresses or times."""


def sign(short_name: str) -> str | None:
    """Return the sign of a name between colons; None if it is none of GitHub's."""
    return _signs().get(short_name)


@functools.cache
def _signs() -> Mapping[str, str]:
    # Imported here alone: two thousand names, which most pages need none of.
    from pymdownx import gemoji_db  # noqa: PLC0415

    named = {
        **gemoji_db.emoji,
        **{alias: gemoji_db.emoji[name] for alias, name in gemoji_db.aliases.items()},
    }
    return {
        name: "".join(chr(int(code, 16)) for code in about["unicode"].split("-"))
        for name, about in named.items()
        if "unicode" in about
    }
