"""A case: a built site, what it should have been made of, and what must not be in it."""

import datetime as dt
import functools
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio.content import files
from cto_portfolio.problems import Problem
from cto_portfolio.publishing import release as releases
from cto_portfolio.publishing.allowed_files import Reason
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that checks are given, but for the files of the site. Not slotted: hidden is kept."""

    site_dir: Path
    settings: Settings
    """Of them: `docs_dir`, `name`, `theme_dirs`, `path`, `redacts`."""
    release: Release

    @classmethod
    def load(cls, site_dir: Path, settings: Settings, *, today: dt.date) -> "Case":
        """Read the sources as they are now; what is dated after `today` is still to come."""
        release = releases.load(settings, today=today)
        return cls(site_dir=site_dir, settings=settings, release=release)

    @functools.cached_property
    def hidden(self) -> tuple[PurePosixPath, ...]:
        """The source files that must not be published, those that the engine leaves out, too.

        What a link leads to outside of the portfolio is not the portfolio's to look at. Pipes, and
        links that lead nowhere, hold nothing.
        """
        reasons = self.release.allowed.withheld
        own = (path for path in self.release.hidden if reasons.get(path) is not Reason.STRAY)
        return tuple(sorted(filter(self._holds_something, {*own, *self.release.left_out})))

    def _holds_something(self, path: PurePosixPath) -> bool:
        file = files.on_disk(self.settings.docs_dir, path)
        return file.is_file() or not os.path.lexists(file)

    def source(self, path: PurePosixPath) -> bytes:
        """Return what a file of the portfolio holds, one that another plugin has made, too.

        Raises:
            OSError: if it cannot be read.
        """
        file = files.on_disk(self.settings.docs_dir, path)
        made = None if file.exists() else self.release.files.get(path)
        if made is None:
            return file.read_bytes()
        return made.encode() if isinstance(made, str) else made

    def size(self, path: PurePosixPath) -> int:
        """Return how long a file of the portfolio is."""
        return files.on_disk(self.settings.docs_dir, path).stat().st_size

    def shown(self, path: PurePosixPath) -> PurePosixPath:
        """Return a file of the portfolio as the author would type it."""
        return PurePosixPath(self.settings.docs_dir.as_posix(), path)

    def problem(self, output: PurePosixPath, code: str, message: str) -> Problem:
        """Return what is wrong with a file of the site."""
        path = PurePosixPath(self.site_dir.as_posix(), output)
        return Problem(path=path, line=1, code=code, message=message)
