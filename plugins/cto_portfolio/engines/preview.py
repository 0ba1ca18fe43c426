"""The preview: what the site has beside its own pages while nobody but the author looks on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cto_portfolio.coverage.suggestion_memory import Memory
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.publishing.release import Release
from cto_portfolio.site.pages import Page, review
from cto_portfolio.site.view import View


@dataclass(kw_only=True, slots=True)
class Preview:
    """Lives as long as the preview is served, across rebuilds."""

    author_bar: Mapping[str, View] | None = None
    """What every page says on top of the site's own, once the review page is there."""
    _memory: Memory = field(default_factory=Memory)

    def review(self, release: Release) -> Page:
        """Return the review page.

        Raises:
            PortfolioError: if the words of a framework cannot be read.
        """
        written, settings = release.portfolio, release.settings
        words = vocabulary.load(written.framework, settings.frameworks, root=settings.root)
        page = review.build(
            release.site,
            today=release.today,
            folder=release.folder,
            suggested=self._memory.suggest(written.entries, written.framework, words),
            problems=release.beyond_content,
        )
        self.author_bar = review.author_bar(page, release.site)
        return page
