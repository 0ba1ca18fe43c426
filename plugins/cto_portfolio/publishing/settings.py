"""Settings: what `mkdocs.yml` says of the portfolio, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pathspec import GitIgnoreSpec

from cto_portfolio import links
from cto_portfolio.content import sources
from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.site.site import Lead
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import Document

PLUGIN = "cto-portfolio"
EMPTY = Document(meta={}, body="", body_line=1, lines={})


@dataclass(frozen=True, kw_only=True, slots=True)
class Validation:
    """How much it takes away that something leads nowhere; None: nobody wants to know.

    What is not set is as MkDocs has it.
    """

    anchors: Severity | None = Severity.NOTICE
    absolute: Severity | None = Severity.NOTICE
    """Of links from the site's root, unless the portfolio's folder is meant by it."""
    nav_not_found: Severity | None = Severity.WARNING
    nav_omitted: Severity | None = Severity.NOTICE
    nav_absolute: Severity | None = Severity.NOTICE
    nav_is_of_docs: bool = False
    """Whether a slash at the beginning means the portfolio's folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Where the portfolio lies, what of it counts, and what it is held against."""

    path: PurePosixPath = field(default=PurePosixPath("mkdocs.yml"))
    """Of the configuration, as the author named it."""
    options_path: PurePosixPath = field(default=PurePosixPath("mkdocs.yml"))
    """Of the file in which the plugin's options stand: the same, or one that it inherits from."""
    name: str = "Portfolio"
    """Of the site."""
    address: str | None = None
    """Where the site will be, with a slash at its end."""
    root: Path = Path()
    """The folder of `mkdocs.yml`, from which the paths in it are meant."""
    docs_dir: Path = Path()
    docs_dir_place: tuple[PurePosixPath, int] | None = None
    """Where it is named: the file and the line."""
    excluded: GitIgnoreSpec = field(default_factory=lambda: GitIgnoreSpec.from_lines(()))
    """What the engine leaves out of the site, relative to `docs_dir`; see `leaves_out`."""
    published: tuple[Path, ...] = ()
    """The folders whose files are on the site, or get there with the next build."""
    site_dir: Path = Path("site")
    site_dir_place: tuple[PurePosixPath, int] | None = None
    theme_dirs: tuple[Path, ...] = ()
    """Where templates lie; of two with one name the first counts. The last folder is ours."""
    has_directory_urls: bool = True
    """Whether a page `talk.md` is found at `talk/` rather than at `talk.html`."""
    frameworks: tuple[str, ...] = (FIVE_AREAS,)
    published_frameworks: tuple[str, ...] = ()
    navigation: Mapping[str, str] = field(default_factory=dict)
    """The pages in the bar on top of every page, by their titles; the usual ones if it is empty."""
    shows_gaps: bool = False
    lead: Lead | None = None
    """What the home page leads with; what most entries are, if nobody says."""
    timezone: str | None = None
    """In which it is today; None for that of the machine."""
    redacts: bool = False
    """Whether what is confidential is published in other words."""
    publish: tuple[str, ...] = ()
    """Patterns of files that leave although nothing uses them, as in `.gitignore`."""
    named: tuple[str, ...] = ()
    """What the configuration names that may be a file of the portfolio, such as a logo."""
    nav: Any = None
    """The author's own navigation, as YAML has it."""
    nav_places: Mapping[str, tuple[PurePosixPath, int]] = field(default_factory=dict)
    """Where what stands in the navigation is written: the file and the line."""
    not_in_nav: GitIgnoreSpec = field(default_factory=lambda: GitIgnoreSpec.from_lines(()))
    """The pages that the author knowingly leaves out of it."""
    validation: Validation | None = None
    """None where plugins or hooks may change pages, so that only an engine can say."""
    plugins: tuple[str, ...] = ()
    """Those that run, by their names without that of a theme."""
    template_dirs: tuple[Path, ...] = ()
    """All folders in which the engine looks for templates; empty where that is not known."""
    is_strict: bool = False
    """Whether the author wants no build that has a warning."""
    problems: tuple[Problem, ...] = ()
    """What the engine has against the configuration, by the paths that its author would type."""
    said: tuple[str, ...] = ()
    """What the configuration says on every page: names, copyright, titles in the navigation."""
    loads: tuple[str, ...] = ()
    """The author's own stylesheets and scripts, which every page loads."""
    dialect: Dialect = field(default_factory=Dialect)
    options: Document = EMPTY
    """Those of the plugin, as they were written: where problems of theirs have a line."""
    look: Document = EMPTY
    """As it was written; `look.parse` reads it."""
    thresholds: Document = EMPTY
    """The least coverage asked for, as it was written; `thresholds.parse` reads it."""

    def leaves_out(self, path: PurePosixPath) -> bool:
        """Whether the engine would not publish a file, and nothing else is to be known of it."""
        text = links.composed(str(path))
        name = text.encode("utf-8", "replace").decode()  # of some, not all bytes are letters
        return not sources.counts_though_excluded(path) and self.excluded.match_file(name)
