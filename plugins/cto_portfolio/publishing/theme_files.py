"""Theme files: what of the folders of a theme leaves beside the pages that are made of it.

Engines publish all that lies there but their templates; Zensical publishes Python and YAML, too.
"""

from importlib import resources
from pathlib import Path, PurePosixPath

from cto_portfolio.publishing.well_known import is_well_known
from cto_portfolio.text import file_names

PREVIEW_STYLES = "assets/review.css"
"""What only the author's own pages ask for."""

_UNUSED = ("css/", "assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""What lies in theme folders and no page asks for: the sources of the stylesheet, and Material's
script and styles, in whose place the theme has its own."""
_SEEN = frozenset(
    [
        *(".css", ".js", ".mjs", ".wasm"),
        *(".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
        *(".otf", ".ttf", ".woff", ".woff2"),
    ]
)
"""What pages are shown with, wherever it lies."""
_ASKED_FOR = frozenset(
    [
        *(".json", ".webmanifest", ".xml"),
        *(".m4a", ".mp3", ".mp4", ".pdf", ".txt", ".vtt", ".webm"),
    ]
)
"""What a page may ask for, and what may be somebody's notes: it leaves where assets lie."""
_ASSETS = "assets/"
_SITEMAP = PurePosixPath("sitemap.xml")


def folders(custom_dir: Path | None) -> tuple[Path, ...]:
    """Return where the templates of a site lie: first the author's own, if there are any."""
    return (custom_dir, shipped()) if custom_dir else (shipped(),)


def shipped() -> Path:
    """Return the folder of our theme: within the package, or beside it in a checkout."""
    package = Path(str(resources.files("cto_portfolio")))
    installed = package / "theme"
    return installed if installed.is_dir() else package.parents[1] / "theme"


def leaves(path: PurePosixPath) -> bool:
    """Whether a file of a theme leaves, by its path in the theme's folder."""
    kind = path.suffix.lower()
    is_asset = str(path).startswith(_ASSETS) or is_well_known(path)
    return (
        (kind in _SEEN or (kind in _ASKED_FOR and is_asset))
        and not str(path).startswith((*_UNUSED, PREVIEW_STYLES))
        and not _is_left_behind(path)
    )


def is_template(path: PurePosixPath) -> bool:
    """Whether pages may be made of a file of a theme."""
    return (path.suffix == ".html" or path == _SITEMAP) and not _is_left_behind(path)


def _is_left_behind(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts) or file_names.is_copy(path.name)
