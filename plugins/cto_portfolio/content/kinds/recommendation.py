"""Recommendations: somebody else's words, published only with their consent."""

from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from cto_portfolio.content.entry import Entry, EntryMeta, Kind, KindRole
from cto_portfolio.text.validation import Authored, Line


class Author(Authored):
    """Who recommends."""

    name: Line
    """Whose words these are."""
    title: Line | None = None
    """What that person is."""
    organization: Line | None = None
    """Where that person is."""
    relation: Literal["report", "manager", "peer", "executive", "customer"]
    """What that person was to you."""


class Recommendation(EntryMeta):
    """The keys of a recommendation."""

    kind: Literal["recommendation"]
    author: Annotated[Author, Field(alias="from")]
    """Who recommends."""
    source: Line | None = None
    """Where it was first given: words, or an address."""
    consent: bool = False
    """Whether that person agreed to have it published; it is not published otherwise."""

    @property
    def is_corroborated(self) -> bool:
        """Somebody with a name stands behind it."""
        return True

    @property
    def has_consent(self) -> bool:
        """Whether its author agreed to have it published."""
        return self.consent

    @property
    def speaker(self) -> str | None:
        """Who recommends."""
        return self.author.name


def _meta(entry: Entry) -> Recommendation:
    assert isinstance(entry.meta, Recommendation)  # noqa: S101 - the kind's own model
    return entry.meta


def _detail(entry: Entry) -> str:
    author = _meta(entry).author
    return ", ".join(part for part in (author.name, author.title, author.organization) if part)


KIND = Kind(
    id="recommendation",
    role=KindRole.VOUCHER,
    name="Recommendation",
    plural="recommendations",
    path=PurePosixPath("recommendations.md"),
    list_name="Recommendations",
    intro="In the words of people who worked with me, published with their consent.",
    model=Recommendation,
    detail=_detail,
    prompts="""\
from:
  name: Whose words are these?
  # title:
  # organization:
  relation: peer           # or report, manager, executive, customer
# source:                  # where it was first given
consent: false             # published only when true: ask first
""",
    questions="""\
Replace this sentence by their words, exactly as given.
""",
)
