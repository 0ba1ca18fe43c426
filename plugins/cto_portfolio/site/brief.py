"""The brief: who, and the little of the portfolio that fits one printed page."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.profile import Tour
from cto_portfolio.site.highlights import best, in_role
from cto_portfolio.site.site import Site

MAX_OUTCOMES = 5
MAX_DECISIONS = 3
MAX_TOURS = 4
MAX_VOUCHERS = 2
MAX_TALKS = 3

# How long each may be, in columns of a terminal, where the page is full.
_NAME = 40
_HEADLINE = 120
_OFFER = 160
_SUMMARY = 195
_TITLE = 80
_TOUR = 60
_FIGURE = 14
_TEXT = 100
_REASON = 115
_RESULT = 130
_QUOTE = 130

_SCALES = (3.0, 2.0, 1.6, 1.4, 1.3, 1.2, 1.1, 1.0)
"""By how much longer texts may be while the page has room for them; the first that fits counts."""
_WIDE, _NARROW = 52, 38
"""Letters of a wide font on a line: across the wide column, and beside a figure or across the
narrow one."""
_ROOM = 58
"""Lines that Letter has room for below the longest head."""
_LARGER = 1.07
"""By how much larger print takes more lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefLine:
    """One line of the brief, or a few that belong together."""

    title: str
    path: PurePosixPath | None
    """The path of the entry that says more."""
    text: str | None
    reason: str | None = None
    figure: str | None = None
    unit: str | None = None
    """Of the figure, where it is short enough to stand below it."""
    when: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefSection:
    """What is said of one sort of thing."""

    id: str
    name: str
    items: tuple[BriefLine, ...]
    line: int
    """About how many letters fit on one of its lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """Everything on the page, already short enough for it."""

    name: str
    headline: str | None
    offer: str | None
    summary: str | None
    location: str | None
    email: str | None
    main: tuple[BriefSection, ...]
    """What was done: the wide column."""
    side: tuple[BriefSection, ...]
    """Where, and in whose eyes: the narrow one."""
    address: str | None
    """The address of the site, which says everything else."""

    @property
    def is_tight(self) -> bool:
        """Whether it may fit the page only if no text takes more lines than it has place for."""
        return self._lines > _ROOM

    @property
    def is_roomy(self) -> bool:
        """Whether it fits the page in larger letters, too."""
        return self._lines * _LARGER <= _ROOM

    @property
    def is_cut(self) -> bool:
        """Whether a text ends within a sentence."""
        items = (item for section in (*self.main, *self.side) for item in section.items)
        return any("…" in (text or "") for item in items for text in (item.text, item.reason))

    @property
    def _lines(self) -> float:
        return max(sum(map(_lines, column)) for column in (self.main, self.side))


def is_made(site: Site) -> bool:
    """Whether there is anything to say yet, beyond what the head of the home page says."""
    profile = site.portfolio.profile
    return bool(site.listed or (profile and profile.tours))


def build(site: Site) -> Brief:
    """Return the brief of what is public, with as much of each text as the page has room for."""
    made = [_build(site, scale) for scale in _SCALES]
    whole = (brief for brief in made if brief.is_roomy and not brief.is_cut)
    return next(whole, next((brief for brief in made if not brief.is_tight), made[-1]))


def _build(site: Site, scale: float) -> Brief:
    profile = site.portfolio.profile
    decisions = best(in_role(site.listed, KindRole.DECISION), MAX_DECISIONS)
    vouchers = best(in_role(site.listed, KindRole.VOUCHER), MAX_VOUCHERS)
    talks = best(in_role(site.listed, KindRole.TALK), MAX_TALKS)
    tours = _tours(profile.tours if profile else ())
    return Brief(
        name=wording.fitted(profile.name if profile else site.name, _NAME),
        headline=_maybe(profile.headline if profile else None, _HEADLINE),
        offer=_maybe(profile.looking_for if profile else None, _OFFER),
        summary=_maybe(profile.summary if profile else None, _SUMMARY),
        location=_maybe(profile.location if profile else None, _NAME),
        email=profile.email if profile else None,
        main=_written(
            _section("outcomes", (_outcome(entry, scale) for entry in _outcomes(site))),
            _section("decisions", (_decision(entry, scale) for entry in decisions), line=_WIDE),
        ),
        side=_written(
            _section("roles", (_tour(tour, scale) for tour in tours)),
            _section("vouchers", (_voucher(entry, scale) for entry in vouchers)),
            _section("talks", (_talk(entry, scale) for entry in talks)),
        ),
        address=site.address,
    )


def _lines(section: BriefSection) -> float:
    """Return about how many lines a section takes, its heading and its gaps included."""
    texts = (
        text
        for item in section.items
        for text in (f"{item.title} {item.when}", item.text, item.reason)
        if text
    )
    lines = sum(math.ceil(wording.width(text) / section.line) for text in texts)
    return 2 + len(section.items) / 2 + lines


def _maybe(text: str | None, limit: float) -> str | None:
    return wording.sentences(text, int(limit)) if text else None


def _section(id_: str, items: Iterable[BriefLine], *, line: int = _NARROW) -> BriefSection:
    return BriefSection(id=id_, name=labels.of(id_), items=tuple(items), line=line)


def _written(*sections: BriefSection) -> tuple[BriefSection, ...]:
    """Return the sections that have anything in them."""
    return tuple(section for section in sections if section.items)


def _outcomes(site: Site) -> list[Entry]:
    """Return outcomes with a figure, and others where there are too few with one."""
    ranked = best(in_role(site.listed, KindRole.OUTCOME), len(site.listed))
    return sorted(ranked, key=lambda entry: not entry.meta.figure)[:MAX_OUTCOMES]


def _tours(tours: Iterable[Tour]) -> list[Tour]:
    """Return the last tours, the latest first."""
    ranked = sorted(tours, key=lambda one: (-one.start.first.toordinal(), one.organization))
    return ranked[:MAX_TOURS]


def _outcome(entry: Entry, scale: float) -> BriefLine:
    figure = entry.meta.figure
    if figure is None:
        return _item(entry, _maybe(entry.meta.business_value or entry.summary, _TEXT * scale))
    number = wording.number(figure.after)
    is_short = wording.width(wording.quantity(figure.after, figure.unit)) <= _FIGURE
    text = _maybe(figure.text, _TEXT * scale)
    return _item(entry, text, figure=number, unit=figure.unit if is_short else None)


def _decision(entry: Entry, scale: float) -> BriefLine:
    text = _maybe(entry.kind.detail(entry), _TEXT * scale)
    return _item(entry, text, reason=_maybe(entry.summary, _REASON * scale))


def _talk(entry: Entry, scale: float) -> BriefLine:
    return _item(entry, _maybe(entry.kind.detail(entry), _NAME * scale))


def _voucher(entry: Entry, scale: float) -> BriefLine:
    quote = wording.sentences(" ".join(entry.quotation), int(_QUOTE * scale))
    return _item(entry, f"“{quote}”", title=entry.kind.detail(entry))


def _item(  # noqa: PLR0913 - each is another part of the line
    entry: Entry,
    text: str | None,
    *,
    title: str | None = None,
    reason: str | None = None,
    figure: str | None = None,
    unit: str | None = None,
) -> BriefLine:
    return BriefLine(
        title=wording.fitted(title or entry.meta.title, _TITLE),
        path=entry.path,
        text=text,
        reason=reason,
        figure=figure,
        unit=unit,
        when=str(entry.date.year),
    )


def _tour(tour: Tour, scale: float) -> BriefLine:
    return BriefLine(
        title=wording.fitted(f"{tour.title}, {tour.organization}", _TOUR),
        path=None,
        text=_maybe(tour.result or tour.mission, _RESULT * scale),
        when=tour.span.name,
    )
