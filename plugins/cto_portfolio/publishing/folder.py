"""The portfolio's folder on the disk, read for commands that run without an engine."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cto_portfolio.content.files import Content, LazyFiles
from cto_portfolio.problems import PortfolioError


def load(root: Path) -> LazyFiles:
    """Return all files of a portfolio's folder, each read when it is asked for.

    The folder has an end: see `endless`.

    Raises:
        PortfolioError: if there is no such folder.
    """
    if not root.is_dir():
        message = f"there is no folder '{root}'; go to where mkdocs.yml lies, or name it with -f"
        raise PortfolioError(message)
    paths = list(names(root))

    def read(path: PurePosixPath) -> Content:
        file = root / path
        try:
            return file.read_bytes() if file.is_file() else None
        except OSError:
            return None  # no leave to read it, or gone: whoever needs it says so

    return LazyFiles(paths, read)


def names(root: Path) -> Iterator[PurePosixPath]:
    """Yield the paths of all files of a folder, as seen from there."""
    yield from (PurePosixPath(path.relative_to(root).as_posix()) for path in _walk(root))


def _walk(root: Path) -> Iterator[Path]:
    """Yield files as the engine does, behind links, too; links to folders outside as themselves."""
    real_root = os.path.realpath(root)
    for folder, folders, names in os.walk(root, followlinks=True):
        for name in sorted(folders):
            path = Path(folder, name)
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(real_root):
                folders.remove(name)
                yield path
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))
