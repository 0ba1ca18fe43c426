"""The page of another framework: what it asks, and the public evidence that reaches it."""

from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content import addresses
from cto_portfolio.coverage import crosswalk
from cto_portfolio.coverage.crosswalk import PartReading, Reading
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.frameworks.other_frameworks import OtherFramework
from cto_portfolio.site.pages import sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.page import MAX_DESCRIPTION, Page, changed, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, View


class ShareView(TypedDict):
    """How much of the evidence goes to an item, beside what is asked, each in per cent."""

    name: str
    asked: str
    found: str


class GradeView(TypedDict):
    """The entries that answer an item equally well."""

    name: str
    evidence: list[CardView]


class FrameworkItemView(TypedDict):
    """What a framework asks for."""

    id: str
    name: str
    means: str | None
    grades: list[GradeView]


class FrameworkPartView(TypedDict):
    """Some of its items."""

    id: str
    name: str
    items: list[FrameworkItemView]
    balance: list[ShareView]


class FrameworkView(TypedDict):
    """Another framework as `framework.html` reads it."""

    name: str
    source: str
    premise: str | None
    parts: list[FrameworkPartView]


def build(other: OtherFramework, site: Site) -> Page:
    """Return the page; what lacks evidence stands on it only where gaps are shown."""
    read = crosswalk.read(other, site.measured, other_frameworks.reaches())
    view: FrameworkView = {
        "name": other.name,
        "source": other.source,
        "premise": other.premise,
        "parts": [shown for part in read.parts if (shown := _part(part, site))],
    }
    about = f"The same evidence, read as another framework asks for it: {other.name}."
    seen = [reading for part in read.parts for reading in _seen(part, site)]
    meta: dict[str, View] = {
        "template": "framework.html",
        "lastmod": changed(support.entry for reading in seen for support in reading.supports),
        "title": other.name,
        "description": wording.shortened(about, MAX_DESCRIPTION),
        "framework": view,
    }
    items = [reading.item for reading in seen]
    search = [text for item in items for text in (item.name, item.means) if text]
    built = page(
        addresses.of_framework(other.id), meta, site, search=[other.premise or "", *search]
    )
    return sharing.overview(built, site, above=sharing.BELOW_COVERAGE)


def _seen(part: PartReading, site: Site) -> tuple[Reading, ...]:
    return tuple(reading for reading in part.readings if site.shows_gaps or reading.supports)


def _part(part: PartReading, site: Site) -> FrameworkPartView | None:
    seen = _seen(part, site)
    if not seen:
        return None
    return {
        "id": part.part.id,
        "name": part.part.name,
        "items": [_item(reading, part, site) for reading in seen],
        "balance": [
            {"name": share.item.name, "asked": f"{share.asked}%", "found": f"{share.found:.0f}%"}
            for share in (part.shares if site.shows_gaps else ())
        ],
    }


def _item(reading: Reading, part: PartReading, site: Site) -> FrameworkItemView:
    grades = ((labels.of("answers_it"), reading.strong), (labels.of("in_part"), reading.partial))
    return {
        "id": f"{part.part.id}--{reading.item.id}",
        "name": wording.sentence(reading.item.name),
        "means": reading.item.means,
        "grades": [
            {"name": name, "evidence": [card(support.entry, site) for support in supports]}
            for name, supports in grades
            if supports
        ],
    }
