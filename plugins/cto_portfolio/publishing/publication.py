"""The publication: what of the portfolio on the disk readers get, worked out without an engine."""

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from cto_portfolio import frameworks, links
from cto_portfolio.content import portfolio, sources, symlinks
from cto_portfolio.content.packets import packet
from cto_portfolio.content.sources import Files
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.publishing import folder
from cto_portfolio.publishing.confidential import redaction, terms
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site import pages
from cto_portfolio.site.feeds import feed_links
from cto_portfolio.site.pages import Page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View
from cto_portfolio.text import frontmatter, images


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A site, and the files it is made of. Not slotted: what is derived is kept."""

    site: Site
    files: Files
    """All that engines would publish if nothing were hidden."""
    well_known: tuple[PurePosixPath, ...]
    """What is published although its name begins with a dot."""

    @functools.cached_property
    def built(self) -> dict[PurePosixPath, Page]:
        """The pages that are made here, and the author's own as far as they had to be mended."""
        return {page.path: page for page in pages.build(self.site)}

    @functools.cached_property
    def pages(self) -> dict[PurePosixPath, str]:
        """The source of every page, the author's own among them."""
        portfolio = self.site.portfolio
        shown = (one for one in portfolio.author_pages if not one.is_private and not one.is_home)
        sources = {one.path: one.head + one.body for one in shown}
        sources |= {path: page.source for path, page in self.built.items()}
        offers = feed_links.of_page(None, self.site)
        return {
            path: source if self.is_made(path) else _with_offers(source, offers)
            for path, source in sources.items()
        }

    def is_made(self, path: PurePosixPath) -> bool:
        """Whether a page is ours, in front matter and all, and not merely one of the author's."""
        return path in self.built and bool(self.built[path].meta)

    def content(self, path: PurePosixPath, docs_dir: Path) -> bytes | None:
        """Return what is published of a file beside the pages; None if that cannot be told."""
        content = (docs_dir / path).read_bytes()
        return images.of(content) if images.is_image(path) else content

    @functools.cached_property
    def beside(self) -> tuple[PurePosixPath, ...]:
        """The files that are published as they are."""
        hidden = self.site.portfolio.hidden
        shown = (path for path in self.files if not links.is_page(path) and path not in hidden)
        return (*shown, *self.well_known)


def load(settings: Settings, *, today: dt.date) -> Publication:
    """Read the disk; what is dated after `today` is still to come, and packets may be over.

    Raises:
        PortfolioError: if the portfolio or a framework cannot be read.
    """
    files = folder.load(settings.docs_dir, excluded=settings.excluded.match_file)
    if settings.redacts:
        files = redaction.of_files(files, terms.load(settings.docs_dir))
    linked = symlinks.linked(settings.docs_dir, files)
    framework = frameworks.load(settings.frameworks, root=settings.root)
    published = dict.fromkeys(settings.published_frameworks)
    at = functools.partial(links.published_at, has_directory_urls=settings.has_directory_urls)
    parsed = portfolio.parse(files, framework, today=today, linked=linked)
    reachable = files.keys() - symlinks.strays(files, linked)

    def read(path: PurePosixPath) -> bytes | None:
        return (settings.docs_dir / path).read_bytes() if path in reachable else None

    site = Site(
        portfolio=parsed,
        name=settings.name,
        url_for=functools.cache(at),
        address=settings.address,
        shows_gaps=settings.shows_gaps,
        published_frameworks=tuple(map(other_frameworks.load, published)),
        packets=packet.shown(parsed.packets, today=today, opened=None),
        read=read,
    )
    return Publication(site=site, files=files, well_known=_well_known(settings))


def _well_known(settings: Settings) -> tuple[PurePosixPath, ...]:
    every = folder.load(settings.docs_dir, excluded=lambda path: not path.startswith(".well-"))
    found = [path for path in every if sources.is_well_known(path)]
    strays = symlinks.strays(found, symlinks.linked(settings.docs_dir, found))
    return tuple(path for path in found if path not in strays)


def _with_offers(text: str, offers: View) -> str:
    """Return a page of the author's own with what every page offers to programs."""
    meta: dict[str, object] = {}
    if frontmatter.has_block(text):
        document = frontmatter.parse(text)
        meta, text = {**document.meta}, document.body
    block = yaml.safe_dump({**meta, "offers": offers}, allow_unicode=True)
    return f"---\n{block}---\n\n{text}"
