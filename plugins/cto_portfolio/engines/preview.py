"""The preview: what the site has beside its own pages while nobody but the author looks on."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cto_portfolio.content import source_memory
from cto_portfolio.content.files import Files
from cto_portfolio.coverage.suggestion_memory import Memory
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.publishing import preview, swap
from cto_portfolio.publishing import release as releases
from cto_portfolio.publishing.preview import Unpublished
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site.pages import Page, review
from cto_portfolio.site.pages.review.review import Review
from cto_portfolio.site.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """What stands apart from a site until that has been verified without it."""

    pages: tuple[Page, ...]
    beside: tuple[PurePosixPath, ...]
    """The files that those pages use, and that are not published."""
    content: Callable[[PurePosixPath], bytes]
    """Gives one of these files."""
    folder: Path
    """Where all of it is built."""
    review_url: str
    """The address, from the site's root, of the page that leads to the others."""

    def lay_beside(self, site_dir: Path) -> None:
        """Put all of it where its addresses are."""
        shutil.copytree(self.folder, site_dir, dirs_exist_ok=True)


@dataclass(kw_only=True, slots=True)
class Preview:
    """Lives as long as the preview is served, across rebuilds."""

    author_bar: Mapping[str, View] | None = None
    """What every page says on top of the site's own, once the review page is there."""
    sources: source_memory.SourceMemory = field(default_factory=source_memory.SourceMemory)
    _memory: Memory = field(default_factory=Memory)
    _folder: tempfile.TemporaryDirectory[str] = field(
        default_factory=lambda: tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    )

    def apart(self, release: Release, files: Files, settings: Settings) -> Apart:
        """Return what only the author sees: what is not published, and the review page.

        `settings` are those by which what the engine calls a draft counts, too.

        Raises:
            PortfolioError: if a framework, or its words, cannot be read.
        """
        folder = Path(self._folder.name)
        swap.empty(folder)
        self.sources.forget_but(files)
        whole = release
        if settings is not release.settings:
            whole = releases.release(files, settings, today=release.today)
        unpublished = preview.unpublished(release, whole)
        made = self._review(release, unpublished)
        pages = (*(hidden.page for hidden in unpublished.pages), made)
        return Apart(
            pages=pages,
            beside=unpublished.beside,
            content=unpublished.content,
            folder=folder,
            review_url=release.site.url_for(made.path),
        )

    def _review(self, release: Release, unpublished: Unpublished) -> Page:
        written, settings = release.portfolio, release.settings
        words = vocabulary.load(written.framework, settings.frameworks, root=settings.root)
        page = review.build(
            Review(
                site=release.site,
                today=release.today,
                folder=release.folder,
                found=self._memory.find(written.entries, words),
                more=(*release.beyond_content, *release.secrets),
                hidden=unpublished.pages,
            )
        )
        self.author_bar = review.author_bar(page, release.site)
        return page
