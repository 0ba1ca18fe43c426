"""Amounts: the number that is meant by `11 days`, `€ 3M` or `1,200`, and in what it is counted."""

import re
from dataclasses import dataclass

_AROUND = re.compile(
    r"(?P<before>[^\d+.-]*)(?P<sign>[+-]?)(?P<digits>\d[\d.,_' ]*|\.\d+)(?P<after>.*)", re.DOTALL
)
_THOUSANDS = re.compile(r"\d{1,3}(?:(?P<mark>[,._' ])\d{3})(?:(?P=mark)\d{3})*")
_SCALE = re.compile(r"(?P<word>k|thousand|m|mio|mn|million|bn|b|billion)\b\.?", re.IGNORECASE)
_FACTORS = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9}
_ROUGHLY = frozenset({"~", "≈", "<", ">", "≤", "≥", "ca.", "ca", "about", "approx.", "around"})
_SIGNS = re.compile(r"[€$£¥₹₩₽%]")
_LONGEST = 60
"""Characters; nobody writes longer amounts, nor numbers of more digits than can be shown."""
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d*)?[eE][+-]?\d{1,2}")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,12}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number as it is to be written, and the words around it."""

    number: str
    unit: str


def meant(text: str) -> Amount | None:
    """Return what a person means by a text; None where that is not sure, as for `12:30`."""
    text = " ".join(text.replace("\u2212", "-").split())
    if _EXPONENT.fullmatch(text):
        return Amount(number=f"{float(text):.15g}", unit="")
    if _HEXADECIMAL.fullmatch(text):
        return Amount(number=str(int(text, 16)), unit="")
    found = _AROUND.fullmatch(text)
    if len(text) > _LONGEST or found is None or re.search(r"\d", found["after"]):
        return None
    number = _plain(found["digits"].rstrip(" ,.'"))
    before, after = found["before"].strip(), found["after"].strip()
    if number is None or (before and before not in _ROUGHLY and not _is_currency(before)):
        return None
    number, after = _scaled(number, after, is_money=_is_currency(before))
    unit = after if before in _ROUGHLY or not before else " ".join(filter(None, [before, after]))
    return Amount(number=f"{found['sign'].strip('+')}{number}", unit=unit.strip(" +~≈<>"))


def _is_currency(word: str) -> bool:
    return bool(_SIGNS.search(word)) or bool(re.fullmatch(r"[A-Z]{3}", word))


def _plain(digits: str) -> str | None:
    """Return digits without marks between thousands, and with a point before decimals."""
    if _THOUSANDS.fullmatch(digits) and digits.count(".") != 1:
        return re.sub(r"\D", "", digits)
    digits = digits.replace("_", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?|\.\d+", digits):
        return None
    whole, point, decimals = digits.partition(".")
    return f"{int(whole or 0)}{point}{decimals}"


def _scaled(number: str, after: str, *, is_money: bool) -> tuple[str, str]:
    """Return a number with what multiplies it multiplied in: `3k`, `€ 3M`, `2 million users`."""
    scale = _SCALE.match(after)
    is_one_letter = scale is not None and len(scale["word"]) == 1
    if scale is None or (after == "m" and not is_money):  # metres, or minutes
        return number, after
    if is_one_letter and scale["word"] == "b" and not is_money:
        return number, after
    factor = _FACTORS[scale["word"][0].lower()]
    return f"{float(number) * factor:.15g}", after[scale.end() :].strip()
