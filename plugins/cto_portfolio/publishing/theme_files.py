"""Theme files: what of the folders of a theme leaves beside the pages that are made of it.

Engines publish all that lies there but their templates; Zensical publishes Python and YAML, too.
"""

from pathlib import PurePosixPath

PREVIEW_STYLES = "assets/review.css"
"""What only the author's own pages ask for."""

_UNUSED = ("css/", "assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""What lies in theme folders and no page asks for: the sources of the stylesheet, and Material's
script and styles, in whose place the theme has its own."""
_KINDS = frozenset(
    [
        *(".css", ".js", ".json", ".mjs", ".wasm", ".webmanifest", ".xml"),
        *(".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
        *(".otf", ".ttf", ".woff", ".woff2"),
        *(".m4a", ".mp3", ".mp4", ".pdf", ".txt", ".vtt", ".webm"),
    ]
)
"""What browsers ask for; an editor's backup of a template is none of them."""


def leaves(path: PurePosixPath) -> bool:
    """Whether a file of a theme leaves, by its path in the theme's folder."""
    return (
        path.suffix.lower() in _KINDS
        and not str(path).startswith((*_UNUSED, PREVIEW_STYLES))
        and not any(part.startswith(".") for part in path.parts)
    )
