"""Recommendations: somebody else's words, published only with their consent."""

from collections.abc import Iterator
from typing import TypedDict

from cto_portfolio import labels, links
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds.recommendation import KIND, Recommendation
from cto_portfolio.site import linked_data
from cto_portfolio.site.kinds.presentation import Credential, Fact, Presentation
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site


class SourceView(TypedDict):
    """Where somebody's words were first given."""

    text: str
    url: str | None


class VoucherView(TypedDict):
    """Who recommends, as `partials/voucher.html` reads it."""

    name: str
    initial: str
    title: str | None
    organization: str | None
    relation_name: str
    source: SourceView | None


class RecommendationView(TypedDict):
    """What `recommendation.html` reads besides."""

    recommendation: VoucherView


def _meta(entry: Entry) -> Recommendation:
    assert isinstance(entry.meta, Recommendation)  # noqa: S101 - the kind's own model
    return entry.meta


def _relation(meta: Recommendation) -> str:
    return labels.of(f"relation_{meta.author.relation}")


def _view(entry: Entry, _site: Site) -> RecommendationView:
    meta = _meta(entry)
    return {
        "recommendation": {
            "name": meta.author.name,
            "initial": meta.author.name[0].upper(),
            "title": meta.author.title,
            "organization": meta.author.organization,
            "relation_name": _relation(meta),
            "source": _source(meta.source) if meta.source else None,
        }
    }


def _source(source: str) -> SourceView:
    host = links.host(source)
    if host and not links.why_unsafe(source):
        return {"text": host, "url": links.with_plain_scheme(source)}
    return {"text": source, "url": None}


def _facts(entry: Entry, _site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    yield Fact(name=labels.of("from_whom"), text=entry.kind.detail(entry))
    yield Fact(name=labels.of("relation"), text=_relation(meta))
    if meta.source:
        source = _source(meta.source)
        yield Fact(name=labels.of("source"), text=source["text"], url=source["url"])


def _remarks(entry: Entry, _site: Site) -> Iterator[Fact]:
    yield Fact(name=labels.of("relation"), text=_relation(_meta(entry)))


def _credential(entry: Entry) -> Credential:
    item = {"name": entry.kind.detail(entry), "reference": "\n\n".join(entry.quotation)}
    return Credential(section="references", item=item)


def _linked_data(entry: Entry, site: Site) -> Node:
    meta = _meta(entry)
    url = linked_data.entry_url(entry, site)
    author = meta.author
    return linked_data.thing(
        "Quotation",
        url,
        name=meta.title,
        text="\n\n".join(entry.quotation),
        creator=linked_data.somebody(author.name, author.title, author.organization),
        about=linked_data.author(site),
        dateCreated=entry.span.latest.iso,
        citation=meta.source,
        url=url,
    )


PRESENTATION = Presentation(
    kind=KIND,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
)
