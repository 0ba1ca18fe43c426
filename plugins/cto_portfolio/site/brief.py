"""The brief: who, and the little of the portfolio that fits one printed page."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.profile import Tour
from cto_portfolio.figures import Figure
from cto_portfolio.site.highlights import best, in_role
from cto_portfolio.site.site import Site

# How much there is of each, and how long it may be, in columns of a terminal: so much fills the
# page, on A4 and on Letter, with nothing cut off (tests/test_brief.py prints it to see).
MAX_OUTCOMES = 5
MAX_DECISIONS = 3
MAX_TOURS = 4
MAX_VOUCHERS = 2
MAX_TALKS = 3

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

_WIDE, _NARROW = 57, 44
"""Letters on a line of larger print: across the wide column, and beside a figure or across the
narrow one."""
_ROOMY = 47
"""Lines of it that Letter has room for below the longest head."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefLine:
    """One line of the brief, or a few that belong together."""

    title: str
    path: PurePosixPath | None
    """The path of the entry that says more."""
    text: str | None
    reason: str | None = None
    figure: str | None = None
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
    def is_roomy(self) -> bool:
        """Whether it fits the page in larger letters, too."""
        return all(sum(map(_lines, column)) <= _ROOMY for column in (self.main, self.side))


def is_made(site: Site) -> bool:
    """Whether there is anything to say yet, beyond what the head of the home page says."""
    profile = site.portfolio.profile
    return bool(site.listed or (profile and profile.tours))


def build(site: Site) -> Brief:
    """Return the brief of what is public."""
    profile = site.portfolio.profile
    decisions = best(in_role(site.listed, KindRole.DECISION), MAX_DECISIONS)
    vouchers = best(in_role(site.listed, KindRole.VOUCHER), MAX_VOUCHERS)
    talks = best(in_role(site.listed, KindRole.TALK), MAX_TALKS)
    return Brief(
        name=wording.fitted(profile.name if profile else site.name, _NAME),
        headline=_maybe(profile.headline if profile else None, _HEADLINE),
        offer=_maybe(profile.looking_for if profile else None, _OFFER),
        summary=_maybe(profile.summary if profile else None, _SUMMARY),
        location=_maybe(profile.location if profile else None, _NAME),
        email=profile.email if profile else None,
        main=_written(
            _section("outcomes", labels.of("outcomes"), map(_outcome, _outcomes(site))),
            _section("decisions", labels.of("decisions"), map(_decision, decisions), line=_WIDE),
        ),
        side=_written(
            _section(
                "tours", labels.of("roles"), map(_tour, _tours(profile.tours if profile else ()))
            ),
            _section("vouchers", labels.of("vouchers"), map(_voucher, vouchers)),
            _section("talks", labels.of("talks"), map(_talk, talks)),
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


def _maybe(text: str | None, limit: int) -> str | None:
    return wording.fitted(text, limit) if text else None


def _section(
    id_: str, name: str, items: Iterable[BriefLine], *, line: int = _NARROW
) -> BriefSection:
    return BriefSection(id=id_, name=name, items=tuple(items), line=line)


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


def _outcome(entry: Entry) -> BriefLine:
    figure = entry.meta.figure
    if figure is None:
        return _item(entry, _maybe(entry.meta.business_value or entry.summary, _TEXT))
    return _item(entry, _maybe(figure.text, _TEXT), figure=_large(figure))


def _large(figure: Figure) -> str:
    """Return the number now, with its unit unless that is too long to stand in large letters."""
    whole = wording.quantity(figure.after, figure.unit)
    return whole if wording.width(whole) <= _FIGURE else wording.number(figure.after)


def _decision(entry: Entry) -> BriefLine:
    text = _maybe(entry.kind.detail(entry), _TEXT)
    return _item(entry, text, reason=_maybe(entry.summary, _REASON))


def _talk(entry: Entry) -> BriefLine:
    return _item(entry, _maybe(entry.kind.detail(entry), _NAME))


def _voucher(entry: Entry) -> BriefLine:
    quote = wording.fitted(" ".join(entry.quotation), _QUOTE)
    return _item(entry, f"“{quote}”", title=entry.kind.detail(entry))


def _item(
    entry: Entry,
    text: str | None,
    *,
    title: str | None = None,
    reason: str | None = None,
    figure: str | None = None,
) -> BriefLine:
    return BriefLine(
        title=wording.fitted(title or entry.meta.title, _TITLE),
        path=entry.path,
        text=text,
        reason=reason,
        figure=figure,
        when=str(entry.date.year),
    )


def _tour(tour: Tour) -> BriefLine:
    return BriefLine(
        title=wording.fitted(f"{tour.title}, {tour.organization}", _TOUR),
        path=None,
        text=_maybe(tour.result or tour.mission, _RESULT),
        when=tour.span.name,
    )
