"""Settings: what `mkdocs.yml` says of the portfolio, as a value."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from cto_portfolio.text.frontmatter import Document

PLUGIN = "cto-portfolio"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Where the portfolio lies, what of it counts, and what it is held against."""

    path: PurePosixPath
    """Of `mkdocs.yml`, as the author named it."""
    name: str
    """Of the site."""
    address: str | None
    """Where the site will be, with a slash at its end."""
    root: Path
    """The folder of `mkdocs.yml`, from which the paths in it are meant."""
    docs_dir: Path
    excluded: GitIgnoreSpec
    """What the engine leaves out of the site, relative to `docs_dir`."""
    published: tuple[Path, ...]
    """The folders whose files are on the site, or get there with the next build."""
    site_dir: Path
    theme_dir: Path | None
    """Where templates lie, if that is said."""
    has_directory_urls: bool
    """Whether a page `talk.md` is found at `talk/` rather than at `talk.html`."""
    frameworks: tuple[str, ...]
    published_frameworks: tuple[str, ...]
    shows_gaps: bool
    redacts: bool
    """Whether what is confidential is published in other words."""
    look: Document
    """As it was written; `look.parse` reads it."""
    thresholds: Document
    """The least coverage asked for, as it was written; `thresholds.parse` reads it."""
