"""A case: a built site, what it should have been made of, and what must not be in it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from cto_portfolio.problems import Problem
from cto_portfolio.publishing import folder, publication
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site.site import Site


class Released(Protocol):
    """What verification needs to know of what leaves; it asks for nothing else.

    `pages` is asked for its keys, and for few of its texts: they may be made when asked for.
    """

    @property
    def site(self) -> Site:
        """What the pages are built from: its portfolio, its packets and its addresses."""

    @property
    def pages(self) -> Mapping[PurePosixPath, str]:
        """The source of every page, the author's own among them."""

    @property
    def beside(self) -> Collection[PurePosixPath]:
        """The files of the portfolio that are published as they are."""

    def is_made(self, path: PurePosixPath) -> bool:
        """Whether a page is ours, in front matter and all, and so carries our seal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """All that checks are given, but for the files of the site."""

    site_dir: Path
    settings: Settings
    """Of them: `docs_dir`, `name`, `theme_dir`, `path`, `redacts`."""
    release: Released
    hidden: Collection[PurePosixPath]
    """The source files that must not be published, those that the engine leaves out among them."""

    @classmethod
    def load(cls, site_dir: Path, settings: Settings, *, today: dt.date) -> "Case":
        """Read the sources as they are now; what is dated after `today` is still to come."""
        release = publication.load(settings, today=today)
        every = folder.load(settings.docs_dir, excluded=_has_dot)
        left_out = every.keys() - release.files.keys()
        hidden = sorted(release.site.portfolio.hidden | left_out)
        return cls(site_dir=site_dir, settings=settings, release=release, hidden=hidden)

    def source(self, path: PurePosixPath) -> bytes:
        """Return what a file of the portfolio holds."""
        return (self.settings.docs_dir / path).read_bytes()

    def size(self, path: PurePosixPath) -> int:
        """Return how long a file of the portfolio is."""
        return (self.settings.docs_dir / path).stat().st_size

    def shown(self, path: PurePosixPath) -> PurePosixPath:
        """Return a file of the portfolio as the author would type it."""
        return PurePosixPath(self.settings.docs_dir.as_posix(), path)

    def problem(self, output: PurePosixPath, code: str, message: str) -> Problem:
        """Return what is wrong with a file of the site."""
        path = PurePosixPath(self.site_dir.as_posix(), output)
        return Problem(path=path, line=1, code=code, message=message)


def _has_dot(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)
