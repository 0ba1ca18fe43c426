"""A case: a built site, what it should have been made of, and what must not be in it."""

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio.problems import Problem
from cto_portfolio.publishing import folder
from cto_portfolio.publishing import release as releases
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Case:
    """Not slotted: what is derived is kept."""

    site_dir: Path
    settings: Settings
    release: Release

    @classmethod
    def load(cls, site_dir: Path, settings: Settings, *, today: dt.date) -> "Case":
        """Read the sources as they are now; what is dated after `today` is still to come."""
        found = releases.load(settings, today=today)
        return cls(site_dir=site_dir, settings=settings, release=found)

    @functools.cached_property
    def outputs(self) -> tuple[PurePosixPath, ...]:
        """The files of the site; what begins with a dot at its top is not the site's."""
        found = (path for path in self.site_dir.rglob("*") if path.is_file())
        paths = (PurePosixPath(path.relative_to(self.site_dir).as_posix()) for path in found)
        return tuple(sorted(path for path in paths if path.parts[0] != ".git"))

    @functools.cached_property
    def hidden(self) -> tuple[PurePosixPath, ...]:
        """The source files that must not be published, excluded ones among them."""
        every = folder.load(self.settings.docs_dir)
        left_out = (path for path in every if self.settings.leaves_out(path) and not _has_dot(path))
        return tuple(sorted({*self.release.hidden, *left_out}))

    def read(self, output: PurePosixPath) -> bytes:
        """Return what a file of the site holds."""
        return (self.site_dir / output).read_bytes()

    def source(self, path: PurePosixPath) -> bytes:
        """Return what a file of the portfolio holds."""
        return (self.settings.docs_dir / path).read_bytes()

    def shown(self, path: PurePosixPath) -> PurePosixPath:
        """Return a file of the portfolio as the author would type it."""
        return PurePosixPath(self.settings.docs_dir.as_posix(), path)

    def problem(self, output: PurePosixPath, code: str, message: str) -> Problem:
        """Return what is wrong with a file of the site."""
        path = PurePosixPath(self.site_dir.as_posix(), output)
        return Problem(path=path, line=1, code=code, message=message)


def _has_dot(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)
