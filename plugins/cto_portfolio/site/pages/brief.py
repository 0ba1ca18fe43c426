"""The brief's page: one sheet of paper, and how the site is reached from it."""

from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.addresses import BRIEF
from cto_portfolio.site import brief, qr_code
from cto_portfolio.site.brief import Brief, BriefLine, BriefSection
from cto_portfolio.site.pages import sharing
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View


class BriefLineView(TypedDict):
    """A line, or a few that belong together."""

    title: str
    url: str | None
    """Whole, so that it leads somewhere from a PDF, too."""
    text: str | None
    reason: str | None
    figure: str | None
    unit: str | None
    when: str


class BriefSectionView(TypedDict):
    """What is said of one sort of thing."""

    id: str
    name: str
    lines: list[BriefLineView]


class BriefColumnView(TypedDict):
    """One of the two columns of the sheet."""

    id: str
    sections: list[BriefSectionView]


class QrCodeView(TypedDict):
    """The site's address for a phone's camera."""

    size: str
    """Of its side, in modules."""
    path: str
    """As in SVG."""


class BriefView(TypedDict):
    """The sheet as `partials/brief.html` reads it."""

    roomy: bool
    """Whether there is room for larger letters."""
    tight: bool
    """Whether texts are cut where they take more lines than they have place for."""
    name: str
    headline: str | None
    offer: str | None
    summary: str | None
    location: str | None
    email: str | None
    columns: list[BriefColumnView]
    address: str | None
    code: QrCodeView | None


def build(site: Site) -> Page:
    """Return the page; search does not index it, since all of it stands elsewhere, too."""
    made = brief.build(site)
    meta: dict[str, View] = {
        "template": "brief.html",
        "lastmod": changed(site.listed),
        "title": labels.of("brief"),
        "description": wording.fitted(
            f"{made.name} on one page, made for print: outcomes, decisions, tours and contact.",
            MAX_DESCRIPTION,
        ),
        "brief": _brief(made, site),
    }
    return sharing.overview(page(BRIEF, meta, site), site)


def _brief(made: Brief, site: Site) -> BriefView:
    return {
        "roomy": made.is_roomy,
        "tight": made.is_tight,
        "name": made.name,
        "headline": made.headline,
        "offer": made.offer,
        "summary": made.summary,
        "location": made.location,
        "email": made.email,
        "columns": [
            {"id": name, "sections": [_section(section, site) for section in sections]}
            for name, sections in (("main", made.main), ("side", made.side))
            if sections
        ],
        "address": made.address,
        "code": _code(made.address),
    }


def _section(section: BriefSection, site: Site) -> BriefSectionView:
    return {
        "id": section.id,
        "name": section.name,
        "lines": [_line(line, site) for line in section.items],
    }


def _line(line: BriefLine, site: Site) -> BriefLineView:
    return {
        "title": line.title,
        "url": site.absolute(site.url_for(line.path)) if line.path else None,
        "text": line.text,
        "reason": line.reason,
        "figure": line.figure,
        "unit": line.unit,
        "when": line.when,
    }


def _code(address: str | None) -> QrCodeView | None:
    code = qr_code.encode(address) if address else None
    return {"size": str(code.size), "path": code.path} if code else None
