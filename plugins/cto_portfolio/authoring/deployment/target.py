"""A target: a host or a way of publishing, and the files that it takes."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cto_portfolio.problems import PortfolioError

if TYPE_CHECKING:
    from cto_portfolio.publishing.settings import Settings

PYTHON = "3.13"
"""What hosts build with: one that all of them have, and that gets security fixes until 2029."""

_WARNING = """\
Whoever can read your repository can read your whole portfolio: private entries, notes, packets and
confidential.yml are readable in a public repository, and its history forgets nothing. So keep it
private. If your host publishes from public ones alone, push only the built site to a public one:
'cto-portfolio deploy --push REMOTE BRANCH'."""

_PLAIN = re.compile(r"(?!-)[\w./-]+", re.ASCII)
"""Paths that need no quotes in YAML, TOML, JSON, shells and the configuration of servers."""
_HOST = re.compile(r"[a-z0-9.-]+", re.ASCII)
_PLACEHOLDER = re.compile(r"@\{(\w+)\}")
"""Its form is none that workflows, shells or servers know."""
_LONGEST_NAME = 54
"""Of a project. Cloudflare takes 63 letters, and Netlify puts some before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What is known of a site that is to be published."""

    name: str
    """Of the site, in any letters."""
    address: str | None = None
    """Where it will be."""
    site_dir: PurePosixPath = field(default=PurePosixPath("site"))
    """The built site, from the folder of the configuration."""
    config_file: PurePosixPath = field(default=PurePosixPath("mkdocs.yml"))
    """From its own folder."""
    python: str = PYTHON

    @classmethod
    def of(cls, settings: Settings) -> Place:
        """Return what the configuration of a site says."""
        site_dir = Path(os.path.relpath(settings.site_dir, settings.root))
        return cls(
            name=settings.name,
            address=settings.address,
            site_dir=PurePosixPath(site_dir.as_posix()),
            config_file=PurePosixPath(settings.path.name),
        )

    @property
    def slug(self) -> str:
        """A name that every host takes for a project."""
        decomposed = unicodedata.normalize("NFKD", self.name.casefold())
        latin = decomposed.encode("ascii", "ignore").decode()
        words = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
        return words[:_LONGEST_NAME].rstrip("-") or "portfolio"

    @property
    def host(self) -> str:
        """The domain, or one that nobody has where it is not known yet."""
        try:
            host = urlsplit(self.address or "").hostname or ""
            host = host.encode("idna").decode()
        except ValueError:
            host = ""
        return host if _HOST.fullmatch(host) else "portfolio.example.com"

    @property
    def build(self) -> str:
        """The command that builds the site, and fails unless it may be published."""
        is_usual = self.config_file == PurePosixPath("mkdocs.yml")
        return "cto-portfolio build" + ("" if is_usual else f" -f {self.config_file}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a site can be published, and what has to be written and done for it."""

    id: str
    name: str
    has_sources: bool
    """Whether the portfolio itself goes into a repository on somebody else's computer."""
    texts: Mapping[str, str]
    """Where each file is written, and where its text lies in `data/`."""
    steps: tuple[str, ...]
    """What is left to the author, in at most five lines."""

    @property
    def warning(self) -> str:
        """What an author must know before the files are written, or nothing."""
        return _WARNING if self.has_sources else ""

    def files(self, place: Place) -> Mapping[PurePosixPath, str]:
        """Return the files to write, from the folder of the configuration.

        Raises:
            PortfolioError: if a path is one that shells and configurations cannot take as it is.
        """
        _refuse_odd("site_dir", place.site_dir)
        _refuse_odd("the configuration", place.config_file)
        return {
            PurePosixPath(path): _filled(_text(name), place) for path, name in self.texts.items()
        }

    def next_steps(self, place: Place) -> tuple[str, ...]:
        """Return what is left to the author once the files are written."""
        return tuple(_filled(step, place) for step in self.steps)


def _refuse_odd(what: str, path: PurePosixPath) -> None:
    if not _PLAIN.fullmatch(str(path)):
        raise PortfolioError(
            f"{what} is '{path}'; to publish it by these files, name it with the letters a to z,"
            " digits, '-', '_' and '.' alone"
        )


def _text(name: str) -> str:
    return resources.files(__package__).joinpath("data", name).read_text("utf-8")


def _filled(text: str, place: Place) -> str:
    values = {
        "build": place.build,
        "host": place.host,
        "python": place.python,
        "site_dir": str(place.site_dir),
        "slug": place.slug,
    }
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)
