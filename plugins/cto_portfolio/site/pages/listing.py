"""Listings: all in full while they are few; of many the newest in full, and each in a line below.

What stands in a line lies in folds, which print, the browser's own search and readers without a
script open as well.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from cto_portfolio import labels
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.periods import Precision, Span
from cto_portfolio.site import kinds
from cto_portfolio.site.pages import cards
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, LinkView

MANY = 20
"""Entries of which all stand in full; more are a phone's patience."""
_NEWEST = 6
"""Those that stand in full above many."""
_OPEN = 24
"""Lines that are seen before a reader opens anything."""
_MAX_ASIDE = 24
"""Characters of what stands behind a title in its line."""


Aside = Callable[[Entry, Site], str]
"""Gives what sets an entry apart from its neighbours in a word or two."""


class RemarkView(TypedDict):
    """What else is said of an entry."""

    name: str
    text: str


class RowView(CardView):
    """An entry in full, as `partials/row.html` reads it."""

    remarks: list[RemarkView]
    label: str | None
    """Its kind where the list is of several, or its number in a series."""


class LineView(LinkView):
    """An entry in a line, as `partials/folds.html` reads it."""

    lang: str | None
    date: str
    datetime: str
    aside: str
    """May be empty."""


class ListingSectionView(TypedDict):
    """Some entries in full."""

    id: str
    name: str
    entries: list[RowView]


class FoldView(TypedDict):
    """Some entries in a line each."""

    id: str
    name: str
    count: str
    url: str | None
    """Where the entries stand, if not here."""
    is_open: bool
    entries: list[LineView]


class ListingView(TypedDict):
    """Entries as `partials/listing.html` reads them: sections, or the newest and folds."""

    sections: list[ListingSectionView]
    newest: list[RowView]
    folds: list[FoldView]
    order: str
    """What the folds go by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """Entries that stand together."""

    id: str
    name: str
    entries: Sequence[Entry]
    url: str | None = None
    """Where these same entries have a list of their own."""


def by_year(entries: Sequence[Entry], site: Site) -> ListingView:
    """Return entries that are in order, by their years."""
    newest = [_row(entry, site) for entry in entries[:_NEWEST]]
    return _listing(labels.of("all_in_years"), years(entries), newest, site)


def by_kind(entries: Sequence[Entry], site: Site) -> ListingView:
    """Return entries that are in order, by their kinds, in the order of the site."""
    newest: list[RowView] = [
        {**_row(entry, site), "label": entry.kind.name} for entry in entries[:_NEWEST]
    ]
    return _listing(labels.of("all_in_kinds"), kinds_of(entries), newest, site)


def by_part(entries: Sequence[Entry], site: Site) -> ListingView:
    """Return the parts of a series as they are to be read."""
    if len(entries) > MANY:
        return _listing(labels.of("all_in_years"), years(entries), [], site)
    rows: list[RowView] = [
        {
            **_row(entry, site),
            "label": labels.of("part", number=number),
            "remarks": _remarks_of_part(entry, site),
        }
        for number, entry in enumerate(entries, start=1)
    ]
    section: ListingSectionView = {
        "id": "parts",
        "name": labels.of("from_the_first"),
        "entries": rows,
    }
    return {"sections": [section], "newest": [], "folds": [], "order": ""}


def first(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return those that stand in full."""
    return entries if len(entries) <= MANY else entries[:_NEWEST]


def years(entries: Iterable[Entry]) -> list[Portion]:
    """Return entries that are in order, by their years."""
    found = itertools.groupby(entries, key=lambda entry: entry.date.year)
    return [Portion(id=f"year-{year}", name=str(year), entries=[*those]) for year, those in found]


def kinds_of(entries: Sequence[Entry]) -> list[Portion]:
    """Return entries by their kinds, in the order of the site."""
    found = ((kind, [entry for entry in entries if entry.kind is kind]) for kind in KINDS.values())
    return [
        Portion(id=kind.id, name=kind.list_name, entries=those) for kind, those in found if those
    ]


def folds(
    portions: Iterable[Portion], site: Site, *, aside: Aside | None = None, opens: int = _OPEN
) -> list[FoldView]:
    """Return entries in a line each; the first so many lines are open."""
    found: list[FoldView] = []
    lines = 0
    for portion in portions:
        lines += len(portion.entries)
        entries = portion.entries if portion.url is None else ()
        found.append(
            {
                "id": portion.id,
                "name": portion.name,
                "count": f"{len(portion.entries):,}",
                "url": portion.url,
                "is_open": lines <= opens,
                "entries": [_line(entry, portion, aside or _detail, site) for entry in entries],
            }
        )
    return found


def kind_name(entry: Entry, _site: Site) -> str:
    """Return of which kind an entry is, for lines of several kinds."""
    return entry.kind.name


def nothing(_entry: Entry, _site: Site) -> str:
    """Return no aside."""
    return ""


def _row(entry: Entry, site: Site) -> RowView:
    """Return an entry in full."""
    remarks: list[RemarkView] = [
        {"name": fact.name, "text": fact.text} for fact in kinds.of(entry).remarks(entry, site)
    ]
    return {**card(entry, site), "remarks": remarks, "label": None}


def _listing(
    order: str, portions: Sequence[Portion], newest: list[RowView], site: Site
) -> ListingView:
    is_short = sum(len(portion.entries) for portion in portions) <= MANY
    return {
        "sections": [_section(portion, site) for portion in portions] if is_short else [],
        "newest": [] if is_short else newest,
        "folds": [] if is_short else folds(portions, site),
        "order": order,
    }


def _remarks_of_part(entry: Entry, site: Site) -> list[RemarkView]:
    """Return what is said of an entry besides the name of the series, which heads the page."""
    remarks = _row(entry, site)["remarks"]
    return [remark for remark in remarks if remark["text"] != entry.meta.part_of]


def _section(portion: Portion, site: Site) -> ListingSectionView:
    return {
        "id": portion.id,
        "name": portion.name,
        "entries": [_row(entry, site) for entry in portion.entries],
    }


def _line(entry: Entry, portion: Portion, aside: Aside, site: Site) -> LineView:
    return {
        "title": site.title(entry),
        "lang": site.language(entry),
        "url": site.entry_url(entry),
        "date": _short_date(entry.span, portion.name),
        "datetime": entry.span.latest.iso,
        "aside": aside(entry, site),
    }


def _short_date(span: Span, below: str) -> str:
    """Return when it was, without the year below which it stands."""
    if not span.is_single:
        return span.name
    name = span.start.short_name.removesuffix(below).strip()
    is_day = span.start.precision is Precision.DAY
    return f"{span.start.first.day} {name}" if is_day else name


def _detail(entry: Entry, site: Site) -> str:
    figure = cards.figure(entry)
    text = (figure["change"] or "") if figure else card(entry, site)["detail"]
    return text if len(text) <= _MAX_ASIDE else ""
