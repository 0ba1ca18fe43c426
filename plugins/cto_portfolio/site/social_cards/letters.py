"""Letters: which ones the fonts of cards have."""

import functools
import re
import unicodedata
from importlib import resources

FONTS = resources.files(__package__).joinpath("fonts")

_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")

_KEPT = 8192
"""Of how many texts is kept whether they can be drawn: all cards have a few in common."""


@functools.lru_cache(maxsize=_KEPT)
def drawable(text: str) -> str:
    """Return the text as it can be drawn, or nothing if the fonts lack any of its letters.

    Half a text would say something else, and the boxes that stand for lacking letters say nothing.
    """
    seen = "".join(one for one in text if unicodedata.category(one) != "Cf")
    composed = " ".join(unicodedata.normalize("NFC", seen).split())
    return composed if _known().issuperset(composed) else ""


@functools.cache
def _known() -> frozenset[str]:
    text = FONTS.joinpath("unicodes.txt").read_text(encoding="utf-8")
    listed = "".join(line.partition("#")[0] for line in text.splitlines())
    return frozenset(
        chr(code)
        for first, last in _RANGE.findall(listed)
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
