"""Included files: what of the disk a page may bring in that is no file of the portfolio's.

Such as texts beside `mkdocs.yml`, or those that the engine leaves out; each extension and plugin
looks for them from another folder.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cto_portfolio.content.included import Elsewhere
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

_SNIPPETS = "pymdownx.snippets"
_MOST = 5_000_000
"""Bytes; larger files are no text that somebody has written."""


def elsewhere(settings: Settings) -> Elsewhere:
    """Return what finds them, and which are brought into every page."""
    bases = tuple(dict.fromkeys([*_bases(settings), settings.root, settings.docs_dir]))

    def found(target: str, source: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
        for base in (*bases, settings.docs_dir / source.parent):
            file = base / target
            text = _text(file)
            if text is not None:
                path = os.path.relpath(file, settings.docs_dir)
                yield PurePosixPath(Path(os.path.normpath(path)).as_posix()), text

    names = settings.dialect.options.get(_SNIPPETS, {}).get("auto_append") or ()
    return Elsewhere(find=found, everywhere=tuple(name for name in names if isinstance(name, str)))


def _bases(settings: Settings) -> Iterator[Path]:
    bases = settings.dialect.options.get(_SNIPPETS, {}).get("base_path") or (".",)
    for base in [bases] if isinstance(bases, str | os.PathLike) else bases:
        if isinstance(base, str | os.PathLike):
            yield _resolved(os.fspath(base), settings)


def _resolved(base: str, settings: Settings) -> Path:
    """Return a folder that may be written with `!relative`; engines have resolved that already."""
    name, _, below = base.partition("/")
    folder = {"$docs_dir": settings.docs_dir, "$config_dir": settings.root}.get(name)
    return folder / below if folder else Path(base)


def _text(file: Path) -> str | None:
    try:
        if not file.is_file() or file.stat().st_size > _MOST:
            return None
        return frontmatter.decode(file.read_bytes())
    except (OSError, ValueError, FrontMatterError):
        return None
