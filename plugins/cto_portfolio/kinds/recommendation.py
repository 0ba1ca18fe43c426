"""Recommendations: somebody else's words, published only with their consent."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from cto_portfolio import linked_data, links, prose, wording
from cto_portfolio.entries import Credential, Entry, EntryMeta, Fact, Kind, View
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


def _view(entry: Entry, _site: Site) -> Mapping[str, View]:
    meta = _meta(entry)
    return {
        "recommendation": {
            "name": meta.author.name,
            "initial": meta.author.name[0].upper(),
            "title": meta.author.title,
            "organization": meta.author.organization,
            "relation_name": wording.sentence(_RELATIONS[meta.author.relation]),
            "source": _source(meta.source) if meta.source else None,
        }
    }


def _source(source: str) -> dict[str, str | None]:
    if links.host(source) and not links.why_unsafe(source):
        return {"text": links.host(source), "url": source}
    return {"text": source, "url": None}


def _facts(entry: Entry, _site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    yield Fact(name="From", text=_detail(entry))
    yield Fact(name="Relation", text=wording.sentence(_RELATIONS[meta.author.relation]))
    if meta.source:
        source = _source(meta.source)
        yield Fact(name="Source", text=source["text"] or meta.source, url=source["url"])


def _remarks(entry: Entry) -> Iterator[Fact]:
    yield Fact(name="Relation", text=wording.sentence(_RELATIONS[_meta(entry).author.relation]))


def _credential(entry: Entry) -> Credential:
    item = {"name": _detail(entry), "reference": prose.plain_paragraphs(entry.body)}
    return Credential(section="references", item=item)


def _linked_data(entry: Entry, site: Site) -> Mapping[str, View]:
    meta = _meta(entry)
    url = linked_data.entry_url(entry, site)
    author = meta.author
    return linked_data.thing(
        "Quotation",
        url,
        name=meta.title,
        text=prose.plain_paragraphs(entry.body),
        creator=linked_data.somebody(author.name, author.title, author.organization),
        about=linked_data.author(site),
        dateCreated=entry.date.isoformat(),
        citation=meta.source,
        url=url,
    )


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
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
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
