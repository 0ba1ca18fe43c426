"""The home page: the sixty-second view."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.addresses import BRIEF, COVERAGE, HOME
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import Area
from cto_portfolio.site import brief, highlights, pictures
from cto_portfolio.site.highlights import best
from cto_portfolio.site.pages import cards, lead, overview, sharing, thumbnails
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.lead import LeadWritingView, PartName
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.pages.thumbnails import ThumbnailView
from cto_portfolio.site.site import PersonView, Site
from cto_portfolio.site.view import CardView, LinkView, View
from cto_portfolio.text import prose

MAX_OUTCOMES = 5
MAX_DECISIONS = 3
MAX_VOUCHERS = 3
MAX_LATEST = 4
MAX_KNOWN_FOR = 4
"""Requirements of an area that are named."""
MAX_FIRST, MAX_QUOTE = cards.MAX_QUOTE, 136
"""Characters of what the first of those says who vouch, and each of the others."""
MAX_WORDS = 900
"""Characters of the author's own that may stand before the outcomes."""


class OutcomeView(CardView):
    """Something that got better, as `partials/outcome.html` reads it."""

    value: str | None
    """What it was worth to the business."""
    thumbnail: NotRequired[ThumbnailView | None]
    """The picture that leads; only the first has one."""


class ListLinkView(TypedDict):
    """A list of all entries of a kind, and how many those are."""

    name: str
    url: str
    count: str


class KnownForView(LinkView):
    """An area, and what most of it is evidence for."""

    extent: str
    """How much there is to see."""
    requirements: list[LinkView]


class HomeView(PersonView):
    """The sixty-second view as `home.html` reads it."""

    story: str | None
    summary: str | None
    location: str | None
    brief_url: str | None
    parts: list[PartName]
    """In what order the next four stand."""
    writing: LeadWritingView | None
    outcomes: list[OutcomeView]
    more_outcomes: LinkView | None
    """All of their kind, if there are others."""
    decisions: list[CardView]
    vouchers: list[CardView]
    latest: list[CardView]
    known_for: list[KnownForView]
    coverage_url: str
    lists: list[ListLinkView]
    is_empty: bool
    """Whether no entry is listed yet."""
    words: Literal["first", "last", ""]
    """Where the author's own words stand: before the outcomes, or after them if there are many."""


def build(site: Site, *, own: AuthorPage | None) -> Page:
    """Return the page; `own` is the author's prose for it."""
    paragraph = own.first_paragraph() if own else ""
    profile = site.portfolio.profile
    name = profile.name if profile else site.name
    written = pictures.marked(own.body, site, source=own.path) if own else ""
    body = prose.below_title(written, name)
    headline = profile.headline if profile else None
    summary = profile.summary if profile else None
    meta: dict[str, View] = {
        "template": "home.html",
        "lastmod": changed(site.listed),
        "title": name,
        "description": wording.shortened(summary or paragraph or headline or name, MAX_DESCRIPTION),
        "home": _home(site, body),
    }
    search = [
        *(headline or "", summary or "", (profile.location if profile else "") or ""),
        (profile.story if profile else "") or "",
    ]
    return sharing.home(page(HOME, meta, site, body=body, search=search), site)


def _home(site: Site, body: str) -> HomeView:
    profile = site.portfolio.profile
    outcomes = best(highlights.outcomes(site.listed), MAX_OUTCOMES)
    decisions = best(highlights.in_role(site.listed, KindRole.DECISION), MAX_DECISIONS)
    vouchers = best(highlights.in_role(site.listed, KindRole.VOUCHER), MAX_VOUCHERS)
    shown = {entry.path for entry in (*outcomes, *decisions, *vouchers)}
    others = [entry for entry in lead.others(site) if entry.path not in shown]
    return {
        **site.person,
        "story": profile.story if profile else None,
        "summary": profile.summary if profile else None,
        "location": profile.location if profile else None,
        "brief_url": site.url_for(BRIEF) if brief.is_made(site) else None,
        "parts": lead.order(site),
        "writing": lead.writing(site),
        "outcomes": [
            {
                **card(entry, site),
                "value": entry.meta.business_value,
                "thumbnail": None if number else thumbnails.of(entry, site),
            }
            for number, entry in enumerate(outcomes)
        ],
        "more_outcomes": _more(outcomes, site),
        "decisions": _cards(decisions, site),
        "vouchers": [
            {**card(entry, site), "quote": cards.quote(entry, MAX_QUOTE if number else MAX_FIRST)}
            for number, entry in enumerate(vouchers)
        ],
        "latest": _cards(others[:MAX_LATEST], site),
        "known_for": [
            _known_for(area, site)
            for area in site.areas
            if any(not row.is_gap for row in site.rows_of(area))
        ],
        "coverage_url": site.url_for(COVERAGE),
        "lists": [
            {
                "name": kind.list_name,
                "url": site.list_url(kind),
                "count": str(len(site.of_kind[kind.id])),
            }
            for kind in KINDS.values()
            if kind.id in site.of_kind
        ],
        "is_empty": not site.listed,
        "words": _place_of_words(body),
    }


def _more(shown: Sequence[Entry], site: Site) -> LinkView | None:
    """Return the list of a kind of which not all are shown."""
    if not shown:
        return None
    kind = shown[0].kind
    total = len(site.of_kind[kind.id])
    if total == len(shown):
        return None
    title = labels.of("all_of_kind", entries=wording.count(total, kind.name.lower(), kind.plural))
    return {"title": title, "url": site.list_url(kind)}


def pictured(site: Site) -> Sequence[Entry]:
    """Return the entries whose pictures the page shows."""
    return best(highlights.outcomes(site.listed), MAX_OUTCOMES)[:1]


def _known_for(area: Area, site: Site) -> KnownForView:
    """Return an area with the requirements that most entries show."""
    rows = [row for row in site.rows_of(area) if not row.is_gap]
    most = sorted(rows, key=lambda row: -len(row.evidence))[:MAX_KNOWN_FOR]
    return {
        "title": area.name,
        "url": site.area_url(area),
        "extent": overview.extent(area, site),
        "requirements": [
            {"title": row.requirement.name, "url": site.requirement_url(row.requirement)}
            for row in most
        ],
    }


def _place_of_words(body: str) -> Literal["first", "last", ""]:
    words = body.strip()
    if not words:
        return ""
    return "first" if len(words) <= MAX_WORDS else "last"


def _cards(entries: Sequence[Entry], site: Site) -> list[CardView]:
    return [card(entry, site) for entry in entries]
