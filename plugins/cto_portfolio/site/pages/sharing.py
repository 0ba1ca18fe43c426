"""Sharing: what a page says of itself to chats, networks and search engines."""

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content.addresses import COVERAGE, HOME
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.site import kinds, linked_data
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.pages.page import Page
from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards import card as cards
from cto_portfolio.site.social_cards.card import Card

BELOW_COVERAGE = (("Coverage", COVERAGE),)


class PictureView(TypedDict):
    """The picture that stands for a page, as `partials/sharing.html` reads it."""

    url: str
    alt: str


class SharingView(TypedDict):
    """What every page that is built says of itself elsewhere."""

    picture: PictureView | None
    """None where the site has no address."""
    linked_data: Mapping[str, object] | None
    """As in schema.org."""


def home(page: Page, site: Site) -> Page:
    """Return the home page with a card of the person, whom it is about."""
    profile = linked_data.page("ProfilePage", page.meta, HOME, site)
    data = linked_data.document({**profile, "mainEntity": linked_data.person(site)})
    return _shared(page, cards.of_person(site), data, site)


def overview(
    page: Page,
    site: Site,
    *,
    entries: Iterable[Entry] = (),
    above: tuple[tuple[str, PurePosixPath], ...] = (),
    has_card: bool = True,
) -> Page:
    """Return a page about many entries; `above` are the pages between it and the home page.

    There are so many of some that they go without a card of their own.
    """
    name = str(page.meta["name"])
    detail = wording.sentence(str(page.meta["description"]).removeprefix(f"{name}: "))
    about = linked_data.page("CollectionPage", page.meta, page.path, site)
    about = {**about, "about": linked_data.author(site)}
    if listed := linked_data.listing(entries, site):
        about = {**about, "mainEntity": listed}
    data = linked_data.document(about, linked_data.trail(site, *above, (name, page.path)))
    return _shared(page, cards.titled(name, detail, site) if has_card else None, data, site)


def entry(page: Page, shown: Entry, site: Site) -> Page:
    """Return an entry's page; an unlisted entry has no card, whose address others could guess."""
    kind = shown.kind
    above = [(kind.list_name, kind.path)] if kind.id in site.of_kind else []
    data = linked_data.document(
        kinds.of(shown).linked_data(shown, site),
        linked_data.trail(site, *above, (site.title(shown), shown.path)),
    )
    is_listed = shown.visibility is Visibility.PUBLIC
    return _shared(page, cards.of_entry(shown, site) if is_listed else None, data, site)


def packet(page: Page, site: Site) -> Page:
    """Return a packet's page with a card of its title; search engines are told nothing of it."""
    card = cards.titled(str(page.meta["name"]), str(page.meta["description"]), site)
    return _shared(page, card, None, site)


def _shared(page: Page, card: Card | None, data: Node | None, site: Site) -> Page:
    shown, path = (card, page.path) if card else (cards.of_person(site), HOME)
    url = site.absolute(site.url_for(cards.path(path)))
    picture: PictureView | None = {"url": url, "alt": shown.text} if url else None
    sharing: SharingView = {"picture": picture, "linked_data": data}
    return dataclasses.replace(page, meta={**page.meta, **sharing}, card=card)
