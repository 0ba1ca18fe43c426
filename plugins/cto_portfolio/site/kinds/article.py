"""Articles: what was written for others to read, and opinions that time can judge."""

from collections.abc import Iterator
from typing import TypedDict

from cto_portfolio import labels, links
from cto_portfolio.content import groups
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds.article import KIND, Article
from cto_portfolio.site import linked_data
from cto_portfolio.site.kinds.presentation import Credential, Fact, Presentation
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import LinkView
from cto_portfolio.text import prose

_MAX_PARTS = 7
"""Of a series that an article names; the others stand on the page of the series."""
_AROUND = 3


class CanonicalView(TypedDict):
    """Where an article first appeared."""

    url: str
    host: str


class PartView(LinkView):
    """One of a series."""

    current: bool


class SeriesView(TypedDict):
    """The series an article belongs to, as `partials/series.html` reads it."""

    name: str
    url: str
    """Of the page of all parts."""
    first: str
    """The number of the first part that is named here."""
    position: str | None
    """None for an article that is on no list of them."""
    next: PartView | None
    entries: list[PartView]


class CallView(TypedDict):
    """A dated opinion, as `partials/opinion.html` reads it."""

    claim: str
    check_by: str
    wrong_if: str
    verdict: str | None


class WritingView(TypedDict):
    """What sets an article apart."""

    reading: str
    """How long it takes to read."""
    canonical: CanonicalView | None
    series: SeriesView | None
    call: CallView | None


class ArticleView(TypedDict):
    """What `article.html` reads besides."""

    article: WritingView


def _meta(entry: Entry) -> Article:
    assert isinstance(entry.meta, Article)  # noqa: S101 - the kind's own model
    return entry.meta


def _series(entry: Entry, site: Site) -> SeriesView | None:
    name = _meta(entry).series
    series = site.series.get(groups.key_of(name)) if name else None
    if series is None:
        return None
    parts = series.entries
    at = parts.index(entry) if entry in parts else None  # an unlisted one is on no list of them
    first = max(0, min((at or 0) - _AROUND, len(parts) - _MAX_PARTS))
    shown: list[PartView] = [
        {"title": site.title(part), "url": site.entry_url(part), "current": part is entry}
        for part in parts
    ]
    return {
        "name": series.name,
        "url": site.url_for(series.path),
        "first": str(first + 1),
        "position": None if at is None else labels.of("part_of", at=at + 1, parts=len(parts)),
        "next": shown[at + 1] if at is not None and at + 1 < len(parts) else None,
        "entries": shown[first : first + _MAX_PARTS],
    }


def _view(entry: Entry, site: Site) -> ArticleView:
    meta = _meta(entry)
    return {
        "article": {
            "reading": entry.kind.detail(entry),
            "canonical": (
                {"url": meta.canonical, "host": links.host(meta.canonical) or ""}
                if meta.canonical
                else None
            ),
            "series": _series(entry, site),
            "call": (
                {
                    "claim": meta.call.claim,
                    "check_by": meta.call.check_by.name,
                    "wrong_if": meta.call.wrong_if,
                    "verdict": meta.call.verdict,
                }
                if meta.call
                else None
            ),
        }
    }


def _facts(entry: Entry, _site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    if meta.canonical:
        host = links.host(meta.canonical)
        yield Fact(name=labels.of("first_published_on"), text=host, url=meta.canonical)
    if meta.series:
        yield Fact(name=labels.of("series"), text=meta.series)
    if meta.call:
        yield Fact(name=labels.of("prediction"), text=meta.call.claim)
        yield Fact(name=labels.of("check_by"), text=meta.call.check_by.name)
        yield Fact(name=labels.of("wrong_if"), text=meta.call.wrong_if)
        if meta.call.verdict:
            yield Fact(name=labels.of("verdict"), text=meta.call.verdict)


def _remarks(entry: Entry, _site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    if meta.series:
        yield Fact(name=labels.of("series"), text=meta.series)
    if meta.call:
        verdict = meta.call.verdict or f"{labels.of('check_by')} {meta.call.check_by.name}"
        yield Fact(name=labels.of("in_hindsight"), text=verdict)


def _credential(entry: Entry) -> Credential:
    canonical = _meta(entry).canonical
    item = {"publisher": links.host(canonical), "url": canonical} if canonical else {}
    return Credential(section="publications", item=item)


def _linked_data(entry: Entry, site: Site) -> Node:
    meta = _meta(entry)
    series = linked_data.thing("CreativeWorkSeries", name=meta.series) if meta.series else None
    return linked_data.work(
        entry,
        site,
        "BlogPosting",
        isPartOf=series,
        sameAs=meta.canonical,
        timeRequired=f"PT{prose.reading_minutes(entry.body)}M",
    )


PRESENTATION = Presentation(
    kind=KIND,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
)
