"""Lines: on which line of a text a place stands, however many places are asked for."""

import bisect
import functools
from dataclasses import dataclass


@dataclass(frozen=True)
class Lines:
    """The lines of a text, counted from 1. Not slotted: where they end is worked out once."""

    text: str

    def at(self, position: int) -> int:
        """Return the line of a position, as counting the line ends before it would."""
        return bisect.bisect_left(self._ends, position) + 1

    @functools.cached_property
    def _ends(self) -> list[int]:
        ends, position = [], self.text.find("\n")
        while position >= 0:
            ends.append(position)
            position = self.text.find("\n", position + 1)
        return ends
