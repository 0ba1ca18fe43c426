"""Characters that look like others, or like nothing: what they are called and what was meant.

Editors, phones and word processors put them where a person typed a space, a hyphen or a quote.
"""

import re
import unicodedata

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""What looks like a space and is none to YAML, for use between the brackets of a pattern."""
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufeff\uffa0\U000e0000-\U000e007f"
)
"""What nobody sees, for use between the brackets of a pattern."""
_ODD_SPACE = re.compile(f"[{SPACES}]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_CONFUSABLE = re.compile(r"[^\x00-\x7f]")
_NAMES = {"\t": "tab", "\ufeff": "byte-order mark", "\u00ad": "soft hyphen"}
_QUOTES = frozenset("\u201a\u201b\u201e\u201f\u300c\u300d\u300e\u300f\uff02\uff07")
"""Beside those of the categories Pi and Pf."""
_MINUS = "\u2212"


def named(character: str) -> str:
    """Return a character as messages call it: `U+00A0 (no-break space)`."""
    name = _NAMES.get(character) or unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}{f' ({name})' if name else ''}"


def without_unseen(text: str) -> str:
    """Return a text without what nobody sees in it."""
    return _UNSEEN.sub("", text)


def first_unseen(text: str) -> str:
    """Return the first character that nobody sees; nothing if there is none."""
    match = _UNSEEN.search(text)
    return match[0] if match else ""


def first_odd(text: str) -> str:
    """Return the first character that is unseen, or looks like a space and is none."""
    match = re.search(f"[{SPACES}{UNSEEN}]", text)
    return match[0] if match else ""


def as_meant(text: str) -> str:
    """Return a text in the characters that keys, dates, numbers and ids are written with."""
    return "".join(map(_meant, text))


def advice(text: str) -> str:
    """Say which character keeps a value from being what it looks like; nothing if none does.

    A dash between spaces stands for more than a hyphen.
    """
    for match in _CONFUSABLE.finditer(text):
        meant = _meant(match[0])
        around = text[max(match.start() - 1, 0) : match.end() + 1]
        if meant != match[0] and not (meant == "-" and " " in around):
            write = f"write '{meant}' instead" if meant.strip() else "type a plain space instead"
            return f"holds {named(match[0])}: {write if meant else 'take it out'}"
    return ""


def is_quote(character: str) -> bool:
    """Whether it is a quote of print, which quotes nothing in YAML."""
    return character in _QUOTES or unicodedata.category(character) in {"Pi", "Pf"}


def is_dash(character: str) -> bool:
    """Whether it is a hyphen, a dash or a minus sign of any length."""
    return character == _MINUS or unicodedata.category(character) == "Pd"


def _meant(character: str) -> str:
    if character.isascii():
        return character
    if _UNSEEN.match(character):
        return ""
    if _ODD_SPACE.match(character):
        return " "
    if is_dash(character):
        return "-"
    if is_quote(character):
        return '"'
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain.isascii() else character
