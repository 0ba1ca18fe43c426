"""Odd characters in the structure of YAML: where indentation, dashes, keys and colons should be.

To YAML a no-break space or a full-width colon is a letter like any other, so what it says of such
a block is about something else. Here the block is written as it is meant, for it to be read all the
same, and each kind of odd character is told once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cto_portfolio.text import characters
from cto_portfolio.text.characters import SPACES, UNSEEN

_ODD = SPACES + UNSEEN
_FULL_WIDTH = "\uff1a"
_STRUCTURE = re.compile(
    rf"""(?P<before>[ {_ODD}]*(?:-[ {_ODD}]+)*)
    (?:(?P<key>[^\s:{_FULL_WIDTH}\#"'\[\]{{}},|>{_ODD}-][^:{_FULL_WIDTH}\#"'\n]{{0,80}}?)
       (?P<colon>[ {_ODD}]*(?::(?=[ {_ODD}]|$)|{_FULL_WIDTH})[ {_ODD}]*))?""",
    re.VERBOSE,
)
"""What stands before a value: indentation, dashes, a key and its colon."""
_ODD_CHARACTER = re.compile(f"[{_ODD}{_FULL_WIDTH}]")
_BLOCK_SCALAR = re.compile(r"(?:^|[:\-] +)[|>][-+\d]*[ \t]*(?: #.*)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Oddity:
    """A kind of odd character in a block."""

    line: int
    """The first one it stands on, counted from 0."""
    character: str
    more: int
    """On how many other lines it stands."""

    @property
    def message(self) -> str:
        """What it is, and what to write."""
        meant = characters.as_meant(self.character)
        write = f"type '{meant}' instead" if meant.strip() else "type a plain space instead"
        further = f", also on {self.more} more line{'s' * (self.more > 1)}" if self.more else ""
        name = characters.named(self.character)
        return f"{name} stands at a key or an item; {write if meant else 'take it out'}{further}"


def as_meant(block: str) -> tuple[str, tuple[Oddity, ...]]:
    """Return a block with plain characters in its structure, and those that were none."""
    places: dict[str, list[int]] = {}
    lines = []
    for number, (line, is_text) in enumerate(_lines(block)):
        mended = line if is_text else _mended(line)
        lines.append(mended)
        if mended != line:
            places.setdefault(_odd(line[: _end(line)]), []).append(number)
    oddities = (
        Oddity(line=found[0], character=character, more=len(found) - 1)
        for character, found in places.items()
    )
    return "\n".join(lines), tuple(oddities)


def is_odd_key(key: str) -> bool:
    """Whether a key holds what nobody sees, or begins or ends with an odd space."""
    return characters.without_unseen(key) != key or key != key.strip() or _FULL_WIDTH in key


def _lines(block: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines, and whether each belongs to a text of several lines (`|` or `>`)."""
    outer: int | None = None
    for line in block.split("\n"):
        indent = len(line) - len(line.lstrip())
        if outer is not None and line.strip() and indent <= outer:
            outer = None
        yield line, outer is not None
        if outer is None and _BLOCK_SCALAR.search(line):
            outer = indent


def _end(line: str) -> int:
    found = _STRUCTURE.match(line)
    return found.end() if found else 0


def _mended(line: str) -> str:
    found = _STRUCTURE.match(line)
    if found is None or not _odd(found[0]):
        return line
    before, key, colon = (found[name] or "" for name in ("before", "key", "colon"))
    rest = line[found.end() :]
    if _odd(colon):
        colon = ": " if rest else ":"
    return f"{characters.as_meant(before)}{characters.without_unseen(key)}{colon}{rest}"


def _odd(structure: str) -> str:
    """Return the first character of a line's structure that is none for YAML."""
    found = _ODD_CHARACTER.search(structure)
    return found[0] if found else ""
