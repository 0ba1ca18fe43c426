"""Dates as sources write them: in other languages, with numbers in either order, and as times."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from cto_portfolio import dates, wording
from cto_portfolio.periods import PartialDate, Precision

_NAMES = {
    1: "january januar janvier janeiro enero gennaio januari ocak января январь stycznia styczen",
    2: "february februar fevrier fevereiro febrero febbraio februari subat февраля февраль",
    3: "march marz maerz mars marco marzo maart mart марта март marca",
    4: "april avril abril aprile nisan апреля апрель kwietnia",
    5: "may mai maio mayo maggio mei mayis мая май maja",
    6: "june juni juin junho junio giugno haziran июня июнь czerwca",
    7: "july juli juillet julho julio luglio temmuz июля июль lipca",
    8: "august aout agosto augustus agustos августа август sierpnia",
    9: "september septembre setembro septiembre settembre eylul сентября сентябрь wrzesnia",
    10: "october oktober octobre outubro octubre ottobre ekim октября октябрь pazdziernika",
    11: "november novembre novembro noviembre kasim ноября ноябрь listopada",
    12: "december dezember decembre dezembro diciembre dicembre aralik декабря декабрь grudnia",
}
_MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
_LEAST_LETTERS = 3


def _shortened() -> dict[str, int]:
    """Return the beginnings of months' names that mean one month alone, as in `févr. 2021`."""
    meant: dict[str, set[int]] = {}
    for name, number in _MONTHS.items():
        for length in range(_LEAST_LETTERS, len(name) + 1):
            meant.setdefault(name[:length], set()).add(number)
    return {short: numbers.pop() for short, numbers in meant.items() if len(numbers) == 1}


_SHORT = {**_shortened(), "mrt": 3, "mei": 5}
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = re.compile(
    r"\b(?:de|del|of|the|le|den|der|am|\u0433|\u0433\u043e\u0434\u0430)\b\.?", re.IGNORECASE
)
_CJK = re.compile(r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월](?:\s*([0-9]{1,2})\s*[日일])?")
_SINGLE = (int, float, str, dt.date)


def read(value: object) -> PartialDate | None:
    """Return the date that a value means beyond doubt; None if it is none, or may be two."""
    if isinstance(value, float) or not isinstance(value, _SINGLE):
        return None
    found = dates.partial(value)
    if found is None and isinstance(value, str):
        text = value.strip().strip("*_`\"'").strip()
        found = dates.partial(text) or dates.partial(_in_english(text))
        meant = () if found else dates.meanings(text)
        found = meant[0] if len(meant) == 1 else found
    return found if found and found.first.year > 1 else None


def read_with(value: object, others: Iterable[object]) -> tuple[PartialDate | None, str]:
    """Return the same, and why, where other dates of the source say which number is the day."""
    found = read(value)
    if found or not isinstance(value, str):
        return found, ""
    meant = dates.meanings(value.strip())
    orders = {order for other in others if (order := _order(other))}
    if len(meant) > 1 and len(orders) == 1:
        order = orders.pop()
        meant = tuple(date for date in meant if _order_of(value, date) == order)
        if len(meant) == 1:
            return meant[0], f"other dates of this source have the {order} first"
    return None, ""


def _order(value: object) -> str | None:
    """Say what comes first in a date of numbers, where only one order is possible."""
    if not isinstance(value, str) or dates.partial(value):
        return None
    meant = dates.meanings(value.strip())
    return _order_of(value, meant[0]) if len(meant) == 1 else None


def _order_of(value: str, date: PartialDate) -> str | None:
    numbers = re.findall(r"\d+", value)
    if date.precision is not Precision.DAY or len(numbers) < 3 or len(numbers[0]) > 2:  # noqa: PLR2004
        return None
    return "day" if int(numbers[0]) == date.first.day else "month"


def _in_english(text: str) -> str:
    if match := _CJK.search(text):
        return "-".join(filter(None, match.groups()))
    plain = _SMALL_WORDS.sub(" ", text).replace(" ,", ",")
    return " ".join(_LETTERS.sub(_month, plain).replace(".", " ").split())


def _month(match: re.Match[str]) -> str:
    bare = unicodedata.normalize("NFKD", match[0].casefold())
    name = "".join(letter for letter in bare if not unicodedata.combining(letter))
    number = _MONTHS.get(match[0].casefold()) or _MONTHS.get(name) or _SHORT.get(name)
    return wording.MONTHS[number - 1] if number else match[0]
