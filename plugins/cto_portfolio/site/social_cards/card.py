"""What a card says, before anybody draws it."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Self

from cto_portfolio import wording
from cto_portfolio.content.addresses import HOME
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence
from cto_portfolio.figures import Figure
from cto_portfolio.site.look import Look
from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards.letters import drawable

WIDTH, HEIGHT = 1200, 630
"""What Open Graph's readers ask for; none of them crops it."""
_KEPT = 8192
"""Of how many pages is kept where their cards lie: each is asked for several times."""
_FOLDER = PurePosixPath("assets/cards")


@dataclass(frozen=True, kw_only=True, slots=True)
class Colors:
    """What a card is drawn in, each `#rrggbb`."""

    ground: str
    ink: str
    quiet: str
    accent: str

    @classmethod
    def of(cls, look: Look) -> Self:
        """Return the colours of a look on light ground: chats show one picture, day and night."""
        page, ink, quiet, accent = (
            look.colors[name].light for name in ("page", "ink", "quiet", "accent")
        )
        return cls(ground=page, ink=ink, quiet=quiet, accent=accent)


@dataclass(frozen=True, kw_only=True, slots=True)
class LargeFigure:
    """A number now and what it was, without words in either, but for a sign close to them."""

    before: str | None
    after: str
    caption: str
    """What is measured, in what, and by how much it changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Its words from top to bottom, all of them in letters that can be drawn."""

    label: str = ""
    title: str
    detail: str = ""
    figure: LargeFigure | None = None
    name: str = ""
    headline: str = ""
    host: str = ""

    @property
    def text(self) -> str:
        """What the picture shows, for those who cannot see it."""
        figure = self.figure
        change = [figure.before, figure.after] if figure else []
        shown = (
            *(self.label, self.title, self.detail),
            " → ".join(filter(None, change)),
            figure.caption if figure else "",
            *(self.name, self.headline, self.host),
        )
        return " – ".join(filter(None, shown))


@functools.lru_cache(maxsize=_KEPT)
def path(page: PurePosixPath = HOME) -> PurePosixPath:
    """Return where the card of a page lies, relative to the site's root.

    Pages without a card of their own show that of the home page.
    """
    return _FOLDER / page.with_suffix(".png")


def of_person(site: Site) -> Card:
    """Return the card of the home page."""
    profile = site.portfolio.profile
    host = drawable((site.address or "").partition("://")[2].rstrip("/"))
    name = drawable(profile.name if profile else site.name)
    headline = drawable((profile.headline if profile else None) or "")
    return Card(title=name or host, detail=headline, host=host if name else "")


def of_entry(entry: Entry, site: Site) -> Card:
    """Return the card of a listed entry: its first figure, else one line about it."""
    framework = site.portfolio.framework
    first = next(evidence.of(entry, framework), None)
    area = [framework.area_of(first.requirement).name] if first else []
    figure = _large(entry.meta.figure) if entry.meta.figure else None
    return _card(
        site,
        label=" · ".join([entry.kind.name, *area]),
        title=site.title(entry),
        detail="" if figure else entry.kind.detail(entry),
        figure=figure,
    )


def untitled(site: Site) -> Iterator[Entry]:
    """Yield the listed entries whose cards show a name where their title should be."""
    return (entry for entry in site.listed if not drawable(entry.meta.title))


def titled(title: str, detail: str, site: Site) -> Card:
    """Return the card of a page that is no entry's."""
    return _card(site, title=title, detail=detail)


def _card(
    site: Site, *, title: str, detail: str, label: str = "", figure: LargeFigure | None = None
) -> Card:
    """Return the card of a page, or that of the person if its title cannot be drawn."""
    person = of_person(site)
    if not drawable(title):
        return replace(person, label=drawable(label))
    return Card(
        label=drawable(label),
        title=drawable(title),
        detail=drawable(detail),
        figure=figure,
        name=person.title,
        headline=person.detail,
        host=person.host,
    )


def _large(figure: Figure) -> LargeFigure | None:
    """Return a figure as it is drawn, or nothing where a part of it has no letters for that."""
    unit, change = figure.unit, figure.change
    close = unit if unit and unit.startswith("%") else None
    name = figure.name if close or not unit else f"{figure.name}, {unit}"
    before = None if figure.before is None else drawable(wording.quantity(figure.before, close))
    after = drawable(wording.quantity(figure.after, close))
    caption = drawable(f"{name} ({change})" if change else name)
    if not caption or not after or before == "":
        return None
    return LargeFigure(before=before, after=after, caption=caption)
