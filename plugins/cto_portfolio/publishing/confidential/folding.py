"""Folding: texts without what differs between spellings that look or sound alike.

ASCII stays as it is, so that folding costs little; case is left to the search.
"""

import codecs
import functools
import re
import unicodedata
from collections.abc import Sequence

_HANDLER = "cto-portfolio-fold"
_IGNORED = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Accents and vowel points, soft hyphens, what has no width."""
_SIGNS = frozenset("™®℠")
"""What lawyers put behind a name."""
_ALIKE = {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"}  # noqa: RUF001 - that is it
_DRAWN_ALIKE = str.maketrans("авекмнорстухіјѕһԁԛԝαεικνορτυχ", "abekmhopctyxijshdqwaeiknoptux")
"""Letters of other scripts that look like those of ASCII: beside one of these, they are meant."""
_RUN = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> bytes:
    """Return a text as UTF-8 with compatible characters made one and marks left out."""
    return text.encode("ascii", _HANDLER)


def is_ignored(character: str) -> bool:
    """Whether a character is seen by nobody, or is a mark on what stands before it."""
    return unicodedata.category(character) in _IGNORED or character in _SIGNS


def fold_with_offsets(text: str) -> tuple[bytes, Sequence[int]]:
    """Return the same, and for each byte, and the end, at which character it came from."""
    folded = bytearray()
    offsets: list[int] = []
    at = 0
    for run in _RUN.finditer(text):
        folded += text[at : run.start()].encode()
        offsets += range(at, run.start())
        is_mixed = _is_among_ascii(text, run.start(), run.end())
        for index, character in enumerate(run[0], start=run.start()):
            part = _folded(character, is_mixed=is_mixed)
            folded += part
            offsets += [index] * len(part)
        at = run.end()
    return bytes(folded) + text[at:].encode(), [*offsets, *range(at, len(text) + 1)]


@functools.lru_cache(maxsize=4096)
def _folded(run: str, *, is_mixed: bool) -> bytes:
    signless = "".join(one for one in run if one not in _SIGNS)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", signless).casefold())
    kept = (one for one in decomposed if unicodedata.category(one) not in _IGNORED)
    folded = "".join(_ALIKE.get(one, one) for one in kept)
    return (folded.translate(_DRAWN_ALIKE) if is_mixed else folded).encode("utf-8", "replace")


def _is_among_ascii(text: str, start: int, end: int) -> bool:
    """Whether a letter of ASCII stands beside a run of other characters."""
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(one.isascii() and one.isalpha() for one in beside)


def _fold_run(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the handler is for these alone
    is_mixed = _is_among_ascii(error.object, error.start, error.end)
    return _folded(error.object[error.start : error.end], is_mixed=is_mixed), error.end


codecs.register_error(_HANDLER, _fold_run)
