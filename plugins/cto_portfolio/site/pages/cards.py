"""Cards: an entry as lists, related links and the home page show it."""

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.coverage import evidence
from cto_portfolio.coverage.evidence import Strength
from cto_portfolio.site import pictures
from cto_portfolio.site.figures import figure_view
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, FigureView, ImageView, LinkView

MAX_QUOTE = 240
"""Characters of a recommendation that a card shows."""


def card(entry: Entry, site: Site) -> CardView:
    """Return what any list shows of an entry; worked out once, since many lists show it."""
    if entry.path not in site.cards:
        site.cards[entry.path] = _card(entry, site)
    return site.cards[entry.path]


def _card(entry: Entry, site: Site) -> CardView:
    strength, title, detail = evidence.strength(entry), site.title(entry), entry.kind.detail(entry)
    is_told = bool(detail) and detail in title.removeprefix(entry.meta.title)
    return {
        "title": title,
        "lang": site.language(entry),
        "url": site.entry_url(entry),
        "kind": entry.kind.id,
        "kind_name": entry.kind.name,
        "kind_role": entry.kind.role.value,
        "date": date(entry),
        "datetime": entry.span.latest.iso,
        "summary": entry.summary,
        "organization": entry.meta.organization,
        "detail": "" if is_told else detail,
        "figure": figure(entry),
        "image": image(entry, site),
        "strength": strength.value,
        "strength_name": strength_name(strength),
        "quote": quote(entry),
    }


def strength_name(strength: Strength) -> str:
    """Return what backs an entry, as readers see it."""
    return labels.of(f"strength_{strength.value}")


def link(entry: Entry | None, site: Site) -> LinkView | None:
    """Return an entry's title and address, or nothing."""
    return {"title": site.title(entry), "url": site.entry_url(entry)} if entry else None


def date(entry: Entry) -> str:
    """Return when an entry happened, as readers see it."""
    return entry.span.name


def figure(entry: Entry) -> FigureView | None:
    """Return the figure that matters most of what an entry tells."""
    return figure_view(entry.meta.figure) if entry.meta.figure else None


def image(entry: Entry, site: Site) -> ImageView | None:
    """Return an entry's picture with its text alternative."""
    if not entry.meta.image:
        return None
    url = pictures.url(entry.meta.image, site, source=entry.path)
    return {"url": url, "alt": entry.meta.alt or ""}


def quote(entry: Entry, limit: int = MAX_QUOTE) -> str | None:
    """Return the beginning of what somebody says who vouches."""
    if entry.kind.role is not KindRole.VOUCHER:
        return None
    return wording.shortened(" ".join(entry.quotation), limit)
