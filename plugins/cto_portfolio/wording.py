"""How dates, periods and numbers read: the one place where values become shown text."""

import datetime as dt
import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9%)”’\"'])[.!?](?=\s)|[。！？]")
"""A full stop behind a capital is more likely an abbreviation's: "the U.S. "."""
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s|$)")
_QUOTED = re.compile(r'(?<![\w=])"(?=\S)([^"]*\S)"(?!\w)')
_MANY_TIMES = 3
"""From this factor on, growth reads better as "4 times" than as "+300%"."""

_KEPT = 16384
"""Of how many texts is kept how they are printed: many pages say the same."""
_MONTHS_UNTIL_YEARS = 24
"""Below it, a year more or less is too coarse for what is stale after twelve or eighteen months."""


@functools.lru_cache(maxsize=_KEPT)
def typographic(text: str) -> str:
    """Return text with the quotes and apostrophes of print; what may be code stays as it is."""
    if "`" in text or not ("'" in text or '"' in text):
        return text
    quoted = _QUOTED.sub("“\\1”", text)
    # A single quote before a word opens something that the one behind an "s" may close.
    opens = re.search(r"(?<!\w)'\w", quoted)
    return quoted if opens else _APOSTROPHE.sub("’", quoted)


def date(value: dt.date) -> str:
    """Return `14 March 2024`, the same in every locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: dt.date) -> str:
    """Return `Mar 2024`."""
    return f"{MONTHS[value.month - 1][:3]} {value.year}"


def age(months: int) -> str:
    """Return `9 months` or `3 years`, as people say it."""
    if months < 1:
        return "this month"
    if months < _MONTHS_UNTIL_YEARS:
        return count(months, "month")
    return count(months // 12, "year")


def number(value: float) -> str:
    """Return at most two decimals more than needed, with thousands apart: `12,500`, `0.25`."""
    if float(value).is_integer():
        return f"{int(value):,}".replace("-", "−")
    digits = f"{value:,.6f}" if abs(value) < 1 else f"{value:,.2f}"
    return digits.rstrip("0").rstrip(".").replace("-", "−")


def quantity(value: float, unit: str | None) -> str:
    """Return a number with its unit; `%` stands close to it."""
    if unit is None:
        return number(value)
    return f"{number(value)}{'' if unit.startswith('%') else ' '}{unit}"


def change(before: float, after: float, unit: str | None) -> str:
    """Return `−85%`, `4 times`, or `+3.2 points` where the unit is itself a percentage."""
    difference = after - before
    if difference == 0:
        return "no change"
    if unit is not None and unit.startswith("%"):
        return f"{signed(difference)} points"
    if before <= 0:
        return signed(difference)
    if after / before >= _MANY_TIMES:
        return f"{number(round(after / before, 1))} times"
    share = 100 * difference / before
    # A change that is not total must not be rounded to one that is.
    rounded = round(share, 1) if abs(share) > 99 or abs(share) < 10 else round(share)  # noqa: PLR2004
    return f"{signed(rounded)}%"


def change_in_words(before: float, after: float, unit: str | None) -> str:
    """Return `down by 85%`, `up by 3.2 points`, `4 times as much` or `no change`."""
    said = change(before, after, unit)
    if said.endswith(" times"):
        return f"{said} as much"
    ways = {"−": "down by ", "+": "up by "}
    return f"{ways[said[0]]}{said[1:]}" if said[0] in ways else said


def signed(value: float) -> str:
    """Return the number with its sign, a true minus for less."""
    rounded = round(value, 2)
    return f"{'−' if rounded < 0 else '+'}{number(abs(rounded))}"


def count(amount: int, one: str, many: str | None = None) -> str:
    """Return `1 talk` or `3 talks`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Return a phrase as it stands by itself, with a capital."""
    return text[:1].upper() + text[1:]


def enumeration(names: Sequence[str], *, last: str = "and") -> str:
    """Return `a, b and c`."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no conjunction
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def shortened(text: str, limit: int) -> str:
    """Return the text, cut at a sentence or else at a word if it is too long for its place."""
    if len(text) <= limit:
        return text
    cut = text[: limit + 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(cut) if match.end() > limit // 2]
    if ends:
        return cut[: ends[-1]].strip()
    return f"{cut[:limit].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


def sentences(text: str, limit: int) -> str:
    """Return as many whole sentences as fit into so many columns of a terminal.

    Where not even one does, the text is shortened.
    """
    if width(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    fitting = [end for end in ends if width(text[:end]) <= limit]
    return text[: fitting[-1]].strip() if fitting else fitted(text, limit)


def fitted(text: str, limit: int) -> str:
    """Return the text, shortened if it takes more than so many columns of a terminal."""
    if width(text) <= limit:
        return text
    ends = itertools.accumulate(map(width, text))
    return shortened(text, sum(1 for end in ends if end <= limit))


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: an ideograph takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
