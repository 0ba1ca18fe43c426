"""The home page: the sixty-second view."""

from collections.abc import Sequence

from cto_portfolio import wording
from cto_portfolio.content.addresses import BRIEF, COVERAGE, HOME
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.site import brief, highlights
from cto_portfolio.site.highlights import best
from cto_portfolio.site.pages import overview, sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View
from cto_portfolio.text import prose

MAX_OUTCOMES = 5
MAX_DECISIONS = 3
MAX_VOUCHERS = 3
MAX_LATEST = 6


def build(site: Site, *, body: str) -> Page:
    """Return the page; `body` is the author's own prose for it."""
    profile = site.portfolio.profile
    name = profile.name if profile else site.name
    headline = profile.headline if profile else None
    summary = profile.summary if profile else None
    meta: dict[str, View] = {
        "template": "home.html",
        "lastmod": changed(site.listed),
        "title": name,
        "description": wording.shortened(
            summary or prose.first_paragraph(body) or headline or name, MAX_DESCRIPTION
        ),
        "home": {
            **site.person,
            "headline": headline,
            "summary": summary,
            "location": profile.location if profile else None,
            "brief_url": site.url_for(BRIEF) if brief.is_made(site) else None,
            **_highlights(site),
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
        },
    }
    search = [headline or "", summary or "", (profile.location if profile else "") or ""]
    return sharing.home(page(HOME, meta, site, body=body, search=search), site)


def _highlights(site: Site) -> dict[str, View]:
    decisions = highlights.in_role(site.listed, KindRole.DECISION)
    vouchers = highlights.in_role(site.listed, KindRole.VOUCHER)
    return {
        "outcomes": [
            {**card(one, site), "value": one.meta.business_value}
            for one in best(highlights.outcomes(site.listed), MAX_OUTCOMES)
        ],
        "decisions": _cards(best(decisions, MAX_DECISIONS), site),
        "vouchers": _cards(best(vouchers, MAX_VOUCHERS), site),
        "latest": _cards(site.listed[:MAX_LATEST], site),
    }


def _cards(entries: Sequence[Entry], site: Site) -> View:
    return [card(one, site) for one in entries]
