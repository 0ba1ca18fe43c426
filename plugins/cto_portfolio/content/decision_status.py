"""Where a decision stands: in our words, and in those of records of architecture decisions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from cto_portfolio.problems import near_miss

NAMES = ("proposed", "accepted", "rejected", "deprecated", "superseded")

_MEANT = {
    **{name: name for name in NAMES},
    "draft": "proposed",
    "approved": "accepted",
    "superceded": "superseded",
}
"""What records say, and what it is here."""
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def _in_any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


_HEAD = rf"(?:{_in_any_case('status')}: *)?"
_BY = "|".join(map(_in_any_case, ("superseded", "superceded")))
_WORDS = "|".join(map(_in_any_case, _MEANT))
_PATTERN = rf"^{_HEAD}(?:(?:{_WORDS})[.]?|(?:{_BY}) +{_in_any_case('by')}:? +\S.*)$"
_FORM = re.compile(
    rf"{_HEAD}(?:(?P<word>{_WORDS})[.]?|(?:{_BY}) +{_in_any_case('by')}:? +(?P<by>\S.*))", re.DOTALL
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionStatus:
    """Where a decision stands."""

    word: str
    """One of `NAMES`."""
    successors: tuple[str, ...] = ()
    """What came in its place: paths of files, relative to its own, or numbers such as `ADR-5`."""

    @property
    def name(self) -> str:
        """As readers see it."""
        return self.word.capitalize()


def read(value: object) -> DecisionStatus:
    """Return what a text means, such as `superseded by [ADR-0005](0005-queue.md)`.

    Raises:
        PydanticCustomError: with the words there are.
    """
    if isinstance(value, DecisionStatus):
        return value
    text = " ".join(value.split()) if isinstance(value, str) else ""
    match = _FORM.fullmatch(text)
    if match is None:
        raise PydanticCustomError("bad-value", "{message}", {"message": _instead(value)})
    if match["by"]:
        return DecisionStatus(word="superseded", successors=tuple(_named(match["by"])))
    return DecisionStatus(word=_MEANT[match["word"].casefold()])


def _named(text: str) -> Iterator[str]:
    """Yield what a text names: all of its links, or else what stands between commas."""
    urls = _LINK.findall(text)
    yield from dict.fromkeys(urls or filter(None, _AND.split(text.rstrip("."))))


def _instead(value: object) -> str:
    names = ", ".join(NAMES)
    if not isinstance(value, str):
        return f"takes one of {names}"
    first = re.sub(r"^\s*status:\s*", "", value, flags=re.IGNORECASE).partition(" ")[0]
    guess = near_miss(first.strip(".,:;()"), _MEANT)
    by = "'superseded by [ADR-0005](0005-queue.md)'"
    return f"'{value[:40]}' is no status; write one of {names}, or {by}{guess}"


Status = Annotated[
    DecisionStatus,
    BeforeValidator(read),
    WithJsonSchema({"anyOf": [{"enum": [*NAMES]}, {"type": "string", "pattern": _PATTERN}]}),
]
"""One of `NAMES`, or what records of architecture decisions have in its place."""
