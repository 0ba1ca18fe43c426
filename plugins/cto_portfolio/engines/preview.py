"""The preview: what the site has beside its own pages while nobody but the author looks on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cto_portfolio.coverage.suggestion_memory import Memory
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.site.pages import Page, review
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View


@dataclass(kw_only=True, slots=True)
class Preview:
    """Lives as long as the preview is served, across rebuilds."""

    _memory: Memory = field(default_factory=Memory)

    def review(
        self,
        site: Site,
        *,
        today: dt.date,
        folder: PurePosixPath,
        frameworks: Sequence[str],
        root: Path,
    ) -> tuple[Page, Mapping[str, View]]:
        """Return the review page, and what the bar on top of every page says.

        Raises:
            PortfolioError: if the words of a framework cannot be read.
        """
        read = site.portfolio
        words = vocabulary.load(read.framework, frameworks, root=root)
        suggested = self._memory.suggest(read.entries, read.framework, words)
        page = review.build(site, today=today, folder=folder, suggested=suggested)
        return page, review.author_bar(page, site)
