"""Names: the words of a confidential name, and what people write between them and within them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio.publishing.confidential import folding

_SOFT = r"(?:[\s\pZ_+/\\\p{Pd}-]|<[^<>]*>)*"
_GAP = rf"{_SOFT}(?:[.!?]|(?:(?:[,;:'\"*|~^=()\[\]{{}}]|[^\x00-\x7f\pL\pN\pZ]){_SOFT}){{1,3}})?"
"""What may stand between two words of a name; a full stop before a space ends a sentence."""
_CONNECTORS = frozenset({"and", "und", "et"})
_CONNECTOR = rf"(?:{_GAP}(?:&|{'|'.join(sorted(_CONNECTORS))}){_GAP}|{_SOFT})"
_UMLAUTS = {
    "ä": ("a", "e?"),
    "ö": ("o", "e?"),
    "ü": ("u", "e?"),
    "å": ("a", "[ae]?"),
    "ø": ("o", "e?"),
    "æ": ("a", "e?"),
    "œ": ("o", "e?"),
}
"""How letters are written where a keyboard has them not; folding has taken the dots away."""
_DIGRAPH = 5
"""Names with as many letters may mean `ü` by `ue`."""
_NUMBER = re.compile(r"\d(?:[\s.,'’()/-]{0,3}\d){4,}")
_AMOUNT = re.compile(r"[1-9]\d{4,11}|[1-9]\d{0,2}(?:[\s.,'’]\d{3})+")
AROUND_DIGITS = r"(?:[\s.,'_/()\p{Pd}]|<[^<>]*>){0,3}"
_LOCAL = 7
"""A telephone number with as many digits is known without the code of its country, too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NameWord:
    """A part of a name without gaps: a word, or the digits of a number."""

    letters: tuple[str, ...]
    """What finds each of them."""
    is_number: bool = False
    is_amount: bool = False
    """Whether its digits are grouped by thousands alone."""
    country: int = 0
    """How many digits of a telephone number are the code of its country."""

    @property
    def length(self) -> int:
        """How many letters or digits it has."""
        return sum(not letter.endswith("?") for letter in self.letters)

    @property
    def pieces(self) -> Sequence[str]:
        """What finds its letters, and what may stand between digits."""
        if not self.is_number:
            return self.letters
        last = len(self.letters)
        gaps = [AROUND_DIGITS if self._may_part(last - at) else "" for at in range(1, last)]
        digits = [f"{digit}{gap}" for digit, gap in zip(self.letters, [*gaps, ""], strict=True)]
        return self._with_country(digits)

    def _may_part(self, left: int) -> bool:
        """Whether digits may be parted with so many to come: also as in India, by two."""
        return not self.is_amount or left % 3 == 0 or (left > 3 and left % 2 == 1)  # noqa: PLR2004

    def _with_country(self, digits: list[str]) -> Sequence[str]:
        if not self.country:
            return digits
        code, rest = "".join(digits[: self.country]), digits[self.country :]
        before = rf"(?:(?:00)?{code}(?:\(?0\)?)?|0)"
        return [f"{before}{AROUND_DIGITS}", *rest]


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name as its words, and what may stand between them."""

    parts: tuple[NameWord | str, ...]

    @classmethod
    def of(cls, match: str) -> "Name":
        """Take a name apart."""
        kept = (one for one in unicodedata.normalize("NFC", match) if not folding.is_ignored(one))
        parts = list(_parts("".join(kept).casefold()))
        while parts and isinstance(parts[-1], str):
            parts.pop()
        while parts and isinstance(parts[0], str):
            parts.pop(0)
        return cls(parts=tuple(_connected(parts)))

    @property
    def pieces(self) -> Sequence[str]:
        """What finds it, letter by letter; markup may stand between any two of them."""
        pieces: list[str] = []
        for part in self.parts:
            pieces += [part] if isinstance(part, str) else part.pieces
        return [piece for piece in pieces if piece]

    @property
    def length(self) -> int:
        """How many letters and digits it has."""
        return sum(part.length for part in self.parts if isinstance(part, NameWord))

    @property
    def edges(self) -> tuple[NameWord, ...]:
        """Its first word and its last."""
        words = tuple(part for part in self.parts if isinstance(part, NameWord))
        return (words[0], words[-1]) if words else ()


def _parts(match: str) -> Iterator[NameWord | str]:
    """Yield words and gaps in turn."""
    at = 0
    for number in _NUMBER.finditer(match):
        yield from _of_words(match[at : number.start()])
        digits = tuple(re.sub(r"\D", "", number[0]))
        is_amount = _AMOUNT.fullmatch(number[0]) is not None
        country = re.match(r"\d{1,3}(?=[\s()/-])", number[0])
        is_foreign = match[: number.start()].endswith("+") and country is not None
        code = len(country[0]) if is_foreign and country else 0
        yield NameWord(
            letters=digits,
            is_number=True,
            is_amount=is_amount and not is_foreign,
            country=code if len(digits) - code >= _LOCAL else 0,
        )
        at = number.end()
    yield from _of_words(match[at:])


def _of_words(text: str) -> Iterator[NameWord | str]:
    for index, part in enumerate(re.split(r"([^\W_]+)", text)):
        if index % 2:
            yield NameWord(letters=tuple(_letters(part)))
        elif part:
            yield part


def _letters(word: str) -> Iterator[str]:
    before = ""
    for letter in word:
        folded = _UMLAUTS.get(letter) or tuple(folding.fold(letter).decode())
        is_digraph = letter == "e" and before in ("a", "o", "u") and len(word) >= _DIGRAPH
        yield from ("e?",) if is_digraph else (_escaped(one) for one in folded)
        before = letter


def _escaped(letter: str) -> str:
    return letter if letter.isalnum() or letter.endswith("?") else re.escape(letter)


def _connected(parts: Sequence[NameWord | str]) -> Iterator[NameWord | str]:
    """Yield words and what finds the gaps between them; what joins names becomes a gap."""
    gap: str | None = None
    before: NameWord | None = None
    last = len(parts) - 1
    for at, part in enumerate(parts):
        if isinstance(part, str):
            gap = (gap or "") + part
        elif 0 < at < last and gap and "".join(part.letters) in _CONNECTORS:
            gap += "&"
        else:
            if before is not None:
                yield _of_gap(gap or "", before, part)
            yield part
            gap, before = None, part


def _of_gap(gap: str, before: NameWord, after: NameWord) -> str:
    """Return what finds it; a point between digits stays one, or is a comma elsewhere."""
    mark = re.sub(r"[\s_-]", "", gap)
    if not gap:
        return AROUND_DIGITS if before.is_number or after.is_number else ""
    if mark in {".", ","} and before.letters[-1].isdigit() and after.letters[0].isdigit():
        return "[.,]"
    if mark in {"&", "+"}:
        return _CONNECTOR
    folded = folding.fold(mark).decode()
    return f"(?:{_GAP}(?:{re.escape(folded)}){_GAP}|{_GAP})" if folded else _GAP
