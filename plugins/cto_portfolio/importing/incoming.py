"""What a source brings: one document as an entry, and what became of all that it said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.problems import PortfolioError


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Something of the source that a key says now."""

    key: str
    source: str
    """As it was written there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """A key whose value the source does not say in so many words."""

    key: str
    reason: str
    """Why it is thought to be so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Something of the source that has no place in the entry."""

    what: str
    """The key it stood at, or where."""
    quotation: str
    line: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Translated:
    """A piece of the body that says the same in another syntax."""

    before: str
    after: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something that the author should look at, in the source's own lines."""

    line: int
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FillIn:
    """A key that the source gives nothing for; it stands in the entry as a comment."""

    key: str
    hint: str
    address: str = ""
    """A picture that may be its value; it comes along."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """What became of everything that a document said."""

    kept: tuple[Kept, ...] = ()
    guessed: tuple[Guess, ...] = ()
    dropped: tuple[LeftOut, ...] = ()
    changed: tuple[Translated, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fill_in: tuple[FillIn, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """One document of a source, as an entry."""

    origin: PurePosixPath
    """The file that it stands in, from the root of what is brought in."""
    part: str = ""
    """Which one it is, where one file holds several; stays the same when others are added."""
    meta: Mapping[str, Any]
    """The keys of its front matter in their order: plain values, lists, mappings and dates."""
    body: str = ""
    stem: str
    """What its file may be called, without an ending."""
    at: PurePosixPath | None = None
    """The file of the portfolio that it is, where it is no entry: `profile.yml`."""
    account: Account = field(default_factory=Account)
    addresses: tuple[str, ...] = ()
    """Where readers found it, from the root of its site; other documents link to it so."""
    roots: tuple[PurePosixPath, ...] = (PurePosixPath(),)
    """Where a file lies whose address begins with `/`."""
    site: str | None = None
    """The address of the site that it is from, where that is known."""
    people: tuple[str, ...] = ()
    """Who gave it, where the source names them: a schedule has talks of others, too."""

    @property
    def id(self) -> str:
        """What it is known by when it comes again."""
        return f"{self.origin}#{self.part}" if self.part else str(self.origin)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A document that is not brought in, and why; the others are."""

    origin: PurePosixPath
    message: str
    line: int = 1
    is_fault: bool = True
    """Whether something is wrong with it; else it is passed over on purpose."""


class RefusedError(PortfolioError):
    """A document that cannot be read; whoever reads it makes a `Refusal` of it."""

    def __init__(self, message: str, *, line: int = 1, is_fault: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.is_fault = is_fault

    def of(self, origin: PurePosixPath) -> Refusal:
        """Return what is said of the document."""
        return Refusal(origin=origin, message=self.message, line=self.line, is_fault=self.is_fault)
