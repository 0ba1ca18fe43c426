"""Letters: which ones the fonts of cards have, and what becomes of the others."""

import functools
import re
import unicodedata
from importlib import resources

FONTS = resources.files(__package__).joinpath("fonts")

_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_LOOKS = re.compile("[\ufe00-\ufe0f\u20e3\U000e0100-\U000e01ef]")
"""What says how the sign before it looks, and is nothing by itself."""
_ARROWS = {"RIGHTWARDS": "→", "LEFTWARDS": "←", "UPWARDS": "↑", "DOWNWARDS": "↓"}
_GONE = "\0"
"""Stands where a sign is left out, until what belonged to it is left out, too."""
_ALL_GONE = re.compile(r"\s?\0[\s\0]*")
_BELONGS = re.compile(
    r"^\0[\s,;:|·–—-]*|(?<![\s,;:|·–—-])[\s,;:|·–—-]*\0$|\s?\(\0\)|\s?\[\0\]"
    r"|\0(?=[,.;:!?)\]])|(?<=[(\[])\0"
)

_KEPT = 8192
"""Of how many texts is kept whether they can be drawn: all cards have a few in common."""


@functools.lru_cache(maxsize=_KEPT)
def drawable(text: str) -> str:
    """Return the text as it can be drawn, or nothing if the fonts lack any of its letters.

    A sign that they lack, such as an emoji, is left out. Half of the letters would say something
    else, and the boxes that stand for lacking ones say nothing.
    """
    seen = _LOOKS.sub("", "".join(one for one in text if unicodedata.category(one) != "Cf"))
    composed = " ".join(unicodedata.normalize("NFC", seen).split())
    if _known().issuperset(composed):
        return composed
    drawn = "".join(map(_drawn, composed))
    if not _known().issuperset(drawn.replace(_GONE, "")) or not any(map(str.isalnum, drawn)):
        return ""
    return " ".join(_BELONGS.sub("", _ALL_GONE.sub(_GONE, drawn)).replace(_GONE, " ").split())


def _drawn(character: str) -> str:
    """Return what is drawn for a character: itself, one that says the same, or no sign at all."""
    if character in _known():
        return character
    same = unicodedata.normalize("NFKC", character)
    if _known().issuperset(same):
        return same
    words = unicodedata.name(character, "").split()
    if any(word.startswith("ARROW") for word in words):
        return next((_ARROWS[word] for word in words if word in _ARROWS), "→")
    return _GONE if unicodedata.category(character)[0] in "SPC" else character


@functools.cache
def _known() -> frozenset[str]:
    text = FONTS.joinpath("unicodes.txt").read_text(encoding="utf-8")
    listed = "".join(line.partition("#")[0] for line in text.splitlines())
    return frozenset(
        chr(code)
        for first, last in _RANGE.findall(listed)
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
