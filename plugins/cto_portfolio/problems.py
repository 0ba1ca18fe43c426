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
    """A build fails; the file cannot be trusted and is withheld, or a key of it is left out."""
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
    leaves_out: str = ""
    """The key that is left out because of an error, where the file needs none of that name."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether a build fails because of it."""
        return self.severity is Severity.ERROR

    @property
    def withholds(self) -> bool:
        """Whether the file is withheld because of it."""
        return self.is_error and not self.leaves_out

    def below(self, folder: PurePosixPath) -> "Problem":
        """Return the problem with its path as seen from where `folder` lies."""
        return replace(self, path=folder / self.path)


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known word that is meant by this one, if it is close to one."""
    by_fold = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[close[0]] if close else None


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known word closest to this one, or nothing."""
    meant = nearest(word, known)
    return f"; did you mean '{meant}'?" if meant else ""


def near_file(name: str, known: Iterable[str]) -> str:
    """Return the same for file names, whose endings say nothing of what was meant."""
    meant = nearest_file(name, known)
    return f"; did you mean '{meant}'?" if meant else ""


def nearest_file(name: str, known: Iterable[str]) -> str | None:
    """Return the file name that is meant; of equally close ones, the one with its ending."""
    ending = PurePosixPath(name).suffix
    ordered = sorted(known, key=lambda other: (PurePosixPath(other).suffix == ending, other))
    by_stem = {PurePosixPath(other).stem.casefold(): other for other in ordered}
    close = difflib.get_close_matches(PurePosixPath(name).stem.casefold(), by_stem, n=1)
    return by_stem[close[0]] if close else None
