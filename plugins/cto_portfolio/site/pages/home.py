"""The home page: the sixty-second view."""

from collections.abc import Sequence
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content.addresses import BRIEF, COVERAGE, HOME
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.site import brief, highlights, pictures
from cto_portfolio.site.highlights import best
from cto_portfolio.site.pages import lead, overview, sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.lead import LeadWritingView, PartName
from cto_portfolio.site.pages.overview import OverviewView
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import PersonView, Site
from cto_portfolio.site.view import CardView, View
from cto_portfolio.text import prose

MAX_OUTCOMES = 5
MAX_DECISIONS = 3
MAX_VOUCHERS = 3
MAX_LATEST = 6


class OutcomeView(CardView):
    """Something that got better, as `partials/outcome.html` reads it."""

    value: str | None
    """What it was worth to the business."""


class ListLinkView(TypedDict):
    """A list of all entries of a kind, and how many those are."""

    name: str
    url: str
    count: str


class HomeView(PersonView):
    """The sixty-second view as `home.html` reads it."""

    summary: str | None
    location: str | None
    brief_url: str | None
    parts: list[PartName]
    """In what order the next four stand."""
    writing: LeadWritingView | None
    outcomes: list[OutcomeView]
    decisions: list[CardView]
    vouchers: list[CardView]
    latest: list[CardView]
    overview: OverviewView | None
    coverage_url: str
    lists: list[ListLinkView]
    is_empty: bool
    """Whether no entry is listed yet."""
    has_words: bool
    """Whether the author has written anything for this page."""


def build(site: Site, *, own: AuthorPage | None) -> Page:
    """Return the page; `own` is the author's prose for it."""
    paragraph = own.first_paragraph if own else ""
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
    search = [headline or "", summary or "", (profile.location if profile else "") or ""]
    return sharing.home(page(HOME, meta, site, body=body, search=search), site)


def _home(site: Site, body: str) -> HomeView:
    profile = site.portfolio.profile
    decisions = highlights.in_role(site.listed, KindRole.DECISION)
    vouchers = highlights.in_role(site.listed, KindRole.VOUCHER)
    return {
        **site.person,
        "summary": profile.summary if profile else None,
        "location": profile.location if profile else None,
        "brief_url": site.url_for(BRIEF) if brief.is_made(site) else None,
        "parts": lead.order(site),
        "writing": lead.writing(site),
        "outcomes": [
            {**card(entry, site), "value": entry.meta.business_value}
            for entry in best(highlights.outcomes(site.listed), MAX_OUTCOMES)
        ],
        "decisions": _cards(best(decisions, MAX_DECISIONS), site),
        "vouchers": _cards(best(vouchers, MAX_VOUCHERS), site),
        "latest": _cards(lead.others(site)[:MAX_LATEST], site),
        "overview": overview.build(site),
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
        "has_words": bool(body.strip()),
    }


def _cards(entries: Sequence[Entry], site: Site) -> list[CardView]:
    return [card(entry, site) for entry in entries]
