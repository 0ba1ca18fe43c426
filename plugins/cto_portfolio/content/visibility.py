"""Hiding: which files of a portfolio must not reach the site in any form."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.entry import Visibility, is_in_private_folder
from cto_portfolio.content.files import Files
from cto_portfolio.content.sources import PACKETS, Source
from cto_portfolio.content.symlinks import Linked

_CONFIGURATION = frozenset({".yml", ".yaml"})
"""Never published, not even when linked: profile, plan, packets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What is known of a portfolio's files before it is decided which have errors."""

    files: Files
    sources: Sequence[Source]
    strays: frozenset[PurePosixPath]
    """What symbolic links lead to outside of the portfolio."""
    linked: Linked

    def never(self, withheld: Collection[PurePosixPath]) -> frozenset[PurePosixPath]:
        """Return the files that must not leave even if something uses them.

        Those are hidden pages, files with an error (`withheld`), what lies in private folders,
        packets, and what is configuration: profile, plan.
        """
        published = {
            source.path
            for source in self.sources
            if source.path not in withheld and _is_published(source)
        }

        def is_hidden(path: PurePosixPath) -> bool:
            if links.is_page(path):
                return path not in published
            is_ours = is_configuration(path) or path.is_relative_to(PACKETS)
            return is_ours or path in withheld or is_in_private_folder(path)

        hidden = {path for path in self.files if is_hidden(path)} | self.strays
        return frozenset(hidden | {path for path, to in self.linked.items() if to in hidden})


def is_configuration(path: PurePosixPath) -> bool:
    """Whether we read a file and nobody else may, such as the profile."""
    return path.suffix.lower() in _CONFIGURATION


def _is_published(source: Source) -> bool:
    if source.entry:
        return source.entry.audience.visibility is not Visibility.PRIVATE
    page = source.author_page
    return page is not None and page.audience.visibility is not Visibility.PRIVATE
