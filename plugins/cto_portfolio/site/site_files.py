"""Files of the site that are no pages: what machines read, and what pages refer to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import EVIDENCE, KINDS_FOUND, LLMS, RESUME, ROBOTS
from cto_portfolio.site.exports import evidence, kinds, llms, markdown_pages, resume, robots
from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards.cache import Cache, Picture
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
    as_markdown = markdown_pages.build(site).keys()
    texts = {
        ROBOTS: robots.build(site),
        LLMS: llms.build(site, as_markdown),
        EVIDENCE: evidence.build(site, as_markdown),
        KINDS_FOUND: kinds.build(site),
    }
    if profile := site.portfolio.profile:
        texts[RESUME] = resume.build(profile, site)
    for name, text in texts.items():
        yield SiteFile(path=PurePosixPath(name), content=text.encode())


def markdown(site: Site) -> Iterator[SiteFile]:
    """Yield the entries as Markdown, which an engine must not take for pages of its own."""
    for path, text in markdown_pages.build(site).items():
        yield SiteFile(path=addresses.of_markdown(path), content=text.encode())


def pictures(
    cards: Mapping[PurePosixPath, Card], colors: Colors, cache: Cache
) -> Iterator[tuple[PurePosixPath, Picture]]:
    """Yield the social cards of pages, given by the pages' paths, and where they are to lie."""
    for page, card in cards.items():
        yield card_path(page), cache.picture(card, colors)
    cache.tidy()
