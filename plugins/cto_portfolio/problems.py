"""What an author must fix (`Problem`), and what makes it impossible to go on (`PortfolioError`)."""

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath


class PortfolioError(Exception):
    """The portfolio as a whole cannot be read; the message says what to do."""


class Severity(enum.StrEnum):
    """How much a problem takes away."""

    ERROR = "error"
    """The file cannot be trusted and is withheld from the site."""
    WARNING = "warning"
    """The file is published; the author should look at it."""
    NOTICE = "notice"
    """Nothing is wrong; the author should know. Never among a portfolio's problems."""
    HINT = "hint"
    """Nothing is wrong; an editor would say something. Never among a portfolio's problems."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One thing an author must fix, with its place."""

    path: PurePosixPath
    line: int
    """Counted from 1, in the author's own file."""
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether the file is withheld because of it."""
        return self.severity is Severity.ERROR

    def below(self, folder: PurePosixPath) -> "Problem":
        """Return the problem with its path as seen from where `folder` lies."""
        return replace(self, path=folder / self.path)


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known word closest to this one, or nothing."""
    by_fold = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f"; did you mean '{by_fold[close[0]]}'?" if close else ""


def near_file(name: str, known: Iterable[str]) -> str:
    """Return the same for file names, whose endings say nothing of what was meant."""
    by_stem = {PurePosixPath(one).stem.casefold(): one for one in sorted(known)}
    close = difflib.get_close_matches(PurePosixPath(name).stem.casefold(), by_stem, n=1)
    return f"; did you mean '{by_stem[close[0]]}'?" if close else ""
