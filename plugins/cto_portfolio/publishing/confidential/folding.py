"""Folding: texts without what differs between spellings that look or sound alike.

ASCII stays as it is, so that folding costs little; case is left to the search.
"""

import codecs
import functools
import unicodedata
from collections.abc import Sequence

_HANDLER = "cto-portfolio-fold"
_IGNORED = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Accents and vowel points, soft hyphens, what has no width."""
_ALIKE = {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"}  # noqa: RUF001 - that is it


def fold(text: str) -> bytes:
    """Return a text as UTF-8 with compatible characters made one and marks left out."""
    return text.encode("ascii", _HANDLER)


def fold_with_offsets(text: str) -> tuple[bytes, Sequence[int]]:
    """Return the same, and for each byte, and the end, at which character it came from."""
    folded = bytearray()
    offsets: list[int] = []
    for at, character in enumerate(text):
        part = character.encode() if character.isascii() else _folded(character)
        folded += part
        offsets += [at] * len(part)
    return bytes(folded), [*offsets, len(text)]


@functools.lru_cache(maxsize=4096)
def _folded(run: str) -> bytes:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold())
    kept = (one for one in decomposed if unicodedata.category(one) not in _IGNORED)
    return "".join(_ALIKE.get(one, one) for one in kept).encode("utf-8", "replace")


def _fold_run(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the handler is for these alone
    return _folded(error.object[error.start : error.end]), error.end


codecs.register_error(_HANDLER, _fold_run)
