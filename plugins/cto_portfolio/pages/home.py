"""The home page: the sixty-second view."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from cto_portfolio import prose, wording
from cto_portfolio.entries import Entry, View
from cto_portfolio.evidence import Strength, strength
from cto_portfolio.frameworks import Area
from cto_portfolio.kinds import KINDS
from cto_portfolio.pages.cards import card
from cto_portfolio.pages.page import MAX_DESCRIPTION, Page, page
from cto_portfolio.profile import FILE_NAME as PROFILE
from cto_portfolio.profile import Profile
from cto_portfolio.site import COVERAGE, HOME, Site

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
        "title": name,
        "description": wording.shortened(
            summary or prose.first_paragraph(body) or headline or name, MAX_DESCRIPTION
        ),
        "home": {
            **site.person,
            "headline": headline,
            "summary": summary,
            "location": profile.location if profile else None,
            "photo": _photo(profile, site),
            **_highlights(site),
            "areas": [glance for area in site.areas if (glance := _at_a_glance(area, site))],
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
        },
    }
    search = [headline or "", summary or "", (profile.location if profile else "") or ""]
    return page(HOME, meta, site, body=body, search=search)


def _highlights(site: Site) -> dict[str, View]:
    outcomes = [
        one for one in site.of_kind.get("achievement", ()) if getattr(one.meta, "metrics", ())
    ]
    return {
        "outcomes": _cards(_best(outcomes, MAX_OUTCOMES), site),
        "decisions": _cards(
            _best(site.of_kind.get("architecture-tradeoff", ()), MAX_DECISIONS), site
        ),
        "vouchers": _cards(_best(site.of_kind.get("recommendation", ()), MAX_VOUCHERS), site),
        "latest": _cards(site.listed[:MAX_LATEST], site),
    }


def _best(entries: Iterable[Entry], limit: int) -> list[Entry]:
    """Return what the author features, then what is backed, the newest first in each."""
    ranks = list(Strength)
    ranked = sorted(entries, key=lambda one: (not one.meta.featured, -ranks.index(strength(one))))
    return ranked[:limit]


def _cards(entries: Sequence[Entry], site: Site) -> View:
    return [card(one, site) for one in entries]


def _at_a_glance(area: Area, site: Site) -> View:
    rows = [row for row in site.rows_of(area) if not row.is_gap]
    if not rows:
        return None
    entries = {one.entry.path for row in rows for one in row.evidence}
    return {
        "id": area.id,
        "name": area.name,
        "summary": wording.sentence(area.summary),
        "url": site.area_url(area),
        "requirements": wording.count(len(rows), "requirement"),
        "entries": wording.count(len(entries), "entry", "entries"),
        "width": f"{100 * len(entries) / max(1, len(site.listed)):.1f}",
        "names": [row.requirement.name for row in rows],
    }


def _photo(profile: Profile | None, site: Site) -> View:
    if not profile or not profile.photo:
        return None
    return {"url": site.url(profile.photo, source=PurePosixPath(PROFILE)), "alt": profile.alt}
