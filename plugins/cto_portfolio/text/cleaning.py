"""The cleaner of HTML, in time that grows as the text does.

What writes HTML in nh3 (html5ever 0.38) takes ever longer over `&` and the letters from U+0080 to
U+00BF: 200,000 times "© a " take 1.8 s, and twice that 7.9 s. So signs of Unicode that are left to
everyone, and that nobody uses, stand for these while it works.
"""

import html
import re

import nh3

_FIRST_SIGN = 0x10FF00
_SLOW = ["&", *map(chr, range(0x80, 0xC0))]
_SIGNS = {letter: chr(_FIRST_SIGN + number) for number, letter in enumerate(_SLOW)}
_LETTERS = str.maketrans({sign: letter for letter, sign in _SIGNS.items()})
_WRITTEN = {"&": "&amp;", "\xa0": "&nbsp;"}
"""Letters that HTML is not written with."""
_ANY_SIGN = re.compile(f"[{chr(_FIRST_SIGN)}-{chr(_FIRST_SIGN + len(_SLOW) - 1)}]")
_REFERENCE = re.compile(r"&#?[a-zA-Z0-9]*;?")


def clean(cleaner: nh3.Cleaner, text: str) -> str:
    """Return what a cleaner makes of HTML, whose filter of attributes asks what is `meant`."""
    if _ANY_SIGN.search(text):
        return cleaner.clean(text)
    if "&" in text:
        text = _REFERENCE.sub(_unfolded, text)
    letters = set() if text.isascii() else set(text)
    for letter in sorted(letters & _SIGNS.keys() - {"&"}):
        text = text.replace(letter, _SIGNS[letter])
    cleaned = cleaner.clean(text)
    for sign in set(_ANY_SIGN.findall(cleaned)):
        letter = sign.translate(_LETTERS)
        cleaned = cleaned.replace(sign, _WRITTEN.get(letter, letter))
    return cleaned


def meant(value: str) -> str:
    """Return the value of an attribute with the letters that signs stand for."""
    return value if value.isascii() else value.translate(_LETTERS)


def _unfolded(written: re.Match[str]) -> str:
    """Return what a reference stands for, if that is a slow letter, and a sign if it is none."""
    reference = written[0]
    letter = html.unescape(reference)
    if letter == reference:
        return _SIGNS["&"] + letter[1:]
    if not reference.endswith(";"):  # in an address, it may be the name of a parameter
        return reference
    return _SIGNS.get(letter, reference)
