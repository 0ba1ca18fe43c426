"""Files of the site that are no pages: what machines read, and what pages refer to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.content.addresses import KINDS_FOUND, LLMS, RESUME, ROBOTS
from cto_portfolio.site.exports import kinds, llms, resume, robots
from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards.cache import Cache
from cto_portfolio.site.social_cards.card import Card, Colors
from cto_portfolio.site.social_cards.card import path as card_path


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFile:
    """A file as it is published, unless the author has one of that name."""

    path: PurePosixPath
    """Relative to the site's root."""
    content: bytes


def build(site: Site) -> Iterator[SiteFile]:
    """Yield the files that can be made before an engine has rendered any page."""
    texts = {
        ROBOTS: robots.build(site),
        LLMS: llms.build(site),
        KINDS_FOUND: kinds.build(site),
    }
    if profile := site.portfolio.profile:
        texts[RESUME] = resume.build(profile, site)
    for name, text in texts.items():
        yield SiteFile(path=PurePosixPath(name), content=text.encode())


def pictures(
    cards: Mapping[PurePosixPath, Card], colors: Colors, cache: Cache
) -> Iterator[SiteFile]:
    """Yield the social cards of pages, given by the pages' paths."""
    for page, card in cards.items():
        yield SiteFile(path=card_path(page), content=cache.picture(card, colors))
    cache.tidy()
