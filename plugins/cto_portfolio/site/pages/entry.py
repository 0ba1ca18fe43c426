"""The page of an entry."""

import itertools
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.site import kinds, pictures
from cto_portfolio.site.pages import cards, sharing
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, UNLISTED, Page, changed, page
from cto_portfolio.site.pages.topics import topic_url
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, DayView, LinkView, View
from cto_portfolio.text import captions, prose, validation

MAX_RELATED = 3
MAX_REASONS = 2
"""Shared requirements that are named; more say no more."""
_NEAREST = 40
"""How many of a requirement's entries are compared with each other; keeps the work linear."""


class EvidenceView(TypedDict):
    """A requirement that an entry shows, as `partials/evidence.html` reads it.

    There is no address where nothing that is listed shows it: only the entry's own page does.
    """

    name: str
    area: str
    area_url: str | None
    """None where no listed entry is about it, so that there is no page of it."""
    url: str | None
    claim: str | None


class TagView(TypedDict):
    """A topic, with the address of its entries if one is listed."""

    name: str
    url: str | None


class FactView(TypedDict):
    """What an entry says on top, for `partials/feed-entry.html`."""

    name: str
    text: str
    url: str | None


class RelatedView(CardView):
    """An entry to read next."""

    why: str | None
    """What both are about."""


class EntryView(CardView):
    """What the pages of all kinds read, below `entry`; each kind adds a view of its own."""

    standfirst: str | None
    """The author's summary."""
    business_value: str | None
    role: str | None
    credit: list[str]
    links: list[LinkView]
    tags: list[TagView]
    evidence: list[EvidenceView]
    published: str
    """A whole day, for those who take nothing less."""
    updated: DayView | None
    newer: LinkView | None
    older: LinkView | None
    first_home: str | None
    """For search engines: the address at which it first appeared."""
    speaker: str | None
    """Whose words these are, where they are not the author's."""
    facts: list[FactView]
    related: list[RelatedView]
    list: LinkView | None
    """All entries of the kind, if any is listed."""


def build(entry: Entry, site: Site, *, related: Sequence[Entry]) -> Page:
    """Return the page of a published entry; an unlisted one says so to search engines."""
    is_listed = entry.visibility is Visibility.PUBLIC
    meta: dict[str, View] = {
        "template": f"{entry.kind.id}.html",
        "lastmod": changed([entry]),
        "title": site.title(entry),
        "description": wording.shortened(entry.summary, MAX_DESCRIPTION),
        "entry": {**_view(entry, site, related), **kinds.of(entry).view(entry, site)},
    }
    if not is_listed:
        meta |= UNLISTED
    built = page(
        entry.path,
        meta,
        site,
        body=prose.below_title(
            pictures.marked(entry.body, site, source=entry.path), entry.meta.title
        ),
        search=_search(entry, site) if is_listed else (),
    )
    return sharing.entry(built, entry, site)


def related_entries(rows: Iterable[Row]) -> dict[PurePosixPath, list[Entry]]:
    """Return for each entry those that share its requirements, the most telling first.

    Pairs are joined from the closest on while both have room, so that every link has its
    counterpart on the other page.
    """
    entries = sorted({trace.entry for row in rows for trace in row.evidence}, key=_path)
    ranks = {entry: rank for rank, entry in enumerate(entries)}
    closeness: dict[tuple[int, int], float] = {}
    for row in rows:
        some = sorted(ranks[trace.entry] for trace in row.evidence[:_NEAREST])
        for pair in itertools.combinations(some, 2):
            # A requirement that many entries are evidence for says little about any two.
            closeness[pair] = closeness.get(pair, 0) + 1 / len(row.evidence)
    related: dict[PurePosixPath, list[Entry]] = {entry.path: [] for entry in entries}
    for first, second in sorted(closeness, key=lambda pair: (-closeness[pair], pair)):
        entry, other = entries[first], entries[second]
        if max(len(related[entry.path]), len(related[other.path])) < MAX_RELATED:
            related[entry.path].append(other)
            related[other.path].append(entry)
    return related


def _newest(entry: Entry, site: Site) -> list[Entry]:
    """Return what to read next where nothing is related: the newest, of the same kind first."""
    enough = MAX_RELATED + 1  # the entry itself may be among them
    of_kind = site.of_kind.get(entry.kind.id, ())[:enough]
    some = dict.fromkeys((*of_kind, *site.listed[: enough + len(of_kind)]))
    return [other for other in some if other is not entry][:MAX_RELATED]


def _why(entry: Entry, other: Entry, site: Site) -> str | None:
    """Name the requirements that both are evidence for, and not only because of their kind."""
    framework = site.portfolio.framework
    shared = {trace.requirement.id: trace.is_implied for trace in evidences.of(other, framework)}
    names = [
        trace.requirement.name
        for trace in evidences.of(entry, framework)
        if not (trace.is_implied and shared.get(trace.requirement.id, True))
        and trace.requirement.id in shared
    ]
    if not names:
        return None
    return labels.of("also_about", names=wording.enumeration(names[:MAX_REASONS]))


def _path(entry: Entry) -> PurePosixPath:
    return entry.path


def _view(entry: Entry, site: Site, related: Sequence[Entry]) -> EntryView:
    meta, framework = entry.meta, site.portfolio.framework
    return {
        **cards.card(entry, site),
        "title": meta.title,  # what is below it tells which of its namesakes it is
        # Without one of the author's, the first paragraph stands in elsewhere, and here itself.
        "standfirst": meta.summary,
        "business_value": meta.business_value,
        "role": meta.role,
        "credit": list(meta.credit),
        "links": [
            {"title": link.title, "url": site.url(link.url, source=entry.path)}
            for link in meta.standing_links
        ],
        "tags": [{"name": tag, "url": topic_url(tag, site)} for tag in meta.tags],
        "evidence": [_evidence(trace, site) for trace in evidences.of(entry, framework)],
        "published": entry.date.isoformat(),
        "updated": (
            {"date": meta.updated.name, "datetime": meta.updated.iso} if meta.updated else None
        ),
        "newer": cards.link(site.newer.get(entry.path), site),
        "older": cards.link(site.older.get(entry.path), site),
        "list": (
            {"title": entry.kind.list_name, "url": site.list_url(entry.kind)}
            if entry.kind.id in site.of_kind
            else None
        ),
        "first_home": meta.first_home,
        "speaker": meta.speaker,
        "facts": [
            {"name": fact.name, "text": fact.text, "url": fact.url}
            for fact in kinds.of(entry).facts(entry, site)
        ],
        "related": [
            {**cards.card(other, site), "why": _why(entry, other, site)}
            for other in related or _newest(entry, site)
        ],
    }


def _evidence(trace: Evidence, site: Site) -> EvidenceView:
    requirement = trace.requirement
    area = site.portfolio.framework.area_of(requirement)
    return {
        "name": requirement.name,
        "area": area.name,
        "area_url": site.area_url(area) if area in site.areas else None,
        "url": (
            site.requirement_url(requirement) if requirement in site.shown_requirements else None
        ),
        "claim": trace.claim,
    }


def _search(entry: Entry, site: Site) -> Iterable[str]:
    """Yield everything an author wrote on top that the engine does not index by itself."""
    title = entry.meta.title
    yield from captions.paragraphs(entry.appendix)
    yield from (text for text in validation.words(entry.meta) if text != title)
    yield from (trace.requirement.name for trace in evidences.of(entry, site.portfolio.framework))
