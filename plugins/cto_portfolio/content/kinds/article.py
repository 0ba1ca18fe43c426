"""Articles: what was written for others to read, and opinions that time can judge."""

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import links
from cto_portfolio.content.entry import Entry, EntryMeta, Kind, KindRole
from cto_portfolio.problems import Severity
from cto_portfolio.text import prose
from cto_portfolio.text.validation import Address, Authored, Fault, Line, Moment


class Call(Authored):
    """A dated opinion that can turn out wrong."""

    claim: Line
    """What will be the case."""
    check_by: Moment
    """When it can be judged."""
    wrong_if: Line
    """What would prove it wrong."""
    verdict: Line | None = None
    """How it turned out."""


class Article(EntryMeta):
    """The keys of an article."""

    kind: Literal["article"]
    canonical: Address | None = None
    """Where it first appeared."""
    series: Line | None = None
    """The same name on every part."""
    call: Call | None = None
    """An opinion that time can judge."""

    @property
    def is_corroborated(self) -> bool:
        """Whether somebody else published it, too."""
        return self.canonical is not None or super().is_corroborated

    @property
    def first_home(self) -> str | None:
        """Its canonical address."""
        return self.canonical

    @property
    def part_of(self) -> str | None:
        """Its series."""
        return self.series

    def faults(self) -> Iterator[Fault]:
        """Yield also a first home that is on no other site."""
        yield from super().faults()
        if self.canonical and not links.host(self.canonical):
            message = "expected the https:// address at which it first appeared"
            yield Fault(("canonical",), "unsafe-link", message)

    def hints(self, *, date: dt.date, today: dt.date) -> Iterator[Fault]:
        """Yield also a verdict that is due."""
        yield from super().hints(date=date, today=today)
        call = self.call
        if call and call.check_by.last < today and not call.verdict:
            day = call.check_by.name
            message = f"the call was to be checked by {day}; add its 'verdict'"
            yield Fault(("call",), "call-due", message, Severity.HINT)


def _reading(entry: Entry) -> str:
    return f"{prose.reading_minutes(entry.body)} min read"


KIND = Kind(
    id="article",
    role=KindRole.WRITING,
    name="Article",
    plural="articles",
    path=PurePosixPath("writing.md"),
    list_name="Writing",
    intro="On systems, teams and the decisions between them.",
    model=Article,
    detail=_reading,
    prompts="""\
# canonical: https://      # where it first appeared, if not here
# series:                  # the same name on every part
# call:                    # an opinion that time can judge
#   claim:
#   check_by: 2027-01-01
#   wrong_if:              # what would prove it wrong
#   verdict:               # when the day has come
""",
    questions="""\
Begin with what the reader will know afterwards.
""",
)
