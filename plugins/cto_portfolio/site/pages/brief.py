"""The brief's page: one sheet of paper, and how the site is reached from it."""

from cto_portfolio import wording
from cto_portfolio.content.addresses import BRIEF
from cto_portfolio.site import brief, qr_code
from cto_portfolio.site.brief import BriefLine, BriefSection
from cto_portfolio.site.pages import sharing
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View


def build(site: Site) -> Page:
    """Return the page; search does not index it, since all of it stands elsewhere, too."""
    made = brief.build(site)
    meta: dict[str, View] = {
        "template": "brief.html",
        "lastmod": changed(site.listed),
        "title": "Brief",
        "description": wording.fitted(
            f"{made.name} on one page, made for print: outcomes, decisions, tours and contact.",
            MAX_DESCRIPTION,
        ),
        "brief": {
            "roomy": made.is_roomy,
            "name": made.name,
            "headline": made.headline,
            "offer": made.offer,
            "summary": made.summary,
            "location": made.location,
            "email": made.email,
            "columns": [
                {"id": name, "sections": [_section(one, site) for one in sections]}
                for name, sections in (("main", made.main), ("side", made.side))
                if sections
            ],
            "address": made.address,
            "code": _code(made.address),
        },
    }
    return sharing.overview(page(BRIEF, meta, site), site)


def _section(section: BriefSection, site: Site) -> View:
    return {
        "id": section.id,
        "name": section.name,
        "lines": [_item(item, site) for item in section.items],
    }


def _item(item: BriefLine, site: Site) -> View:
    return {
        "title": item.title,
        # Whole, so that it leads somewhere from a PDF, too.
        "url": site.absolute(site.url_for(item.path)) if item.path else None,
        "text": item.text,
        "reason": item.reason,
        "figure": item.figure,
        "when": item.when,
    }


def _code(address: str | None) -> View:
    code = qr_code.encode(address) if address else None
    return {"size": str(code.size), "path": code.path} if code else None
