"""Recommendations: somebody else's words, published only with their consent."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from cto_portfolio import links
from cto_portfolio.entries import Entry, EntryMeta, Kind, View
from cto_portfolio.site import Site
from cto_portfolio.validation import Authored, Line

_RELATIONS = {
    "report": "reported to me",
    "manager": "was my manager",
    "peer": "was a peer",
    "executive": "was an executive I worked with",
    "customer": "was a customer",
}


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


def _meta(entry: Entry) -> Recommendation:
    assert isinstance(entry.meta, Recommendation)  # noqa: S101 - the kind's own model
    return entry.meta


def _detail(entry: Entry) -> str:
    author = _meta(entry).author
    return ", ".join(part for part in (author.name, author.title, author.organization) if part)


def _view(entry: Entry, _site: Site) -> Mapping[str, View]:
    meta = _meta(entry)
    is_address = bool(meta.source and links.host(meta.source) and not links.why_unsafe(meta.source))
    return {
        "recommendation": {
            "name": meta.author.name,
            "title": meta.author.title,
            "organization": meta.author.organization,
            "relation_name": _RELATIONS[meta.author.relation],
            "source": (
                {
                    "text": links.host(meta.source) if is_address else meta.source,
                    "url": meta.source if is_address else None,
                }
                if meta.source
                else None
            ),
        }
    }


KIND = Kind(
    id="recommendation",
    name="Recommendation",
    plural="recommendations",
    path=PurePosixPath("recommendations.md"),
    list_name="Recommendations",
    intro="In the words of people who worked with me, published with their consent.",
    model=Recommendation,
    detail=_detail,
    view=_view,
    prompts="""\
from:
  name:                    # whose words these are
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
