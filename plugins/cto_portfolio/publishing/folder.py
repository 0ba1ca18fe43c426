"""The portfolio's folder on the disk, read for commands that run without an engine."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio.content import sources
from cto_portfolio.content.sources import Content, Files
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import images


def load(root: Path, *, excluded: Callable[[str], bool]) -> Files:
    """Read a portfolio's folder from the disk, but for what the engine leaves out, too.

    Images are read when they are asked for, and not kept: together they may be large.

    Raises:
        PortfolioError: if there is no such folder, or a file in it cannot be read.
    """
    if not root.is_dir():
        message = f"there is no folder '{root}'; go to where mkdocs.yml lies, or name it with -f"
        raise PortfolioError(message)
    files: dict[PurePosixPath, Content] = {}
    for path in _walk(root):
        relative = PurePosixPath(path.relative_to(root).as_posix())
        if not excluded(str(relative)):
            is_inside = not path.is_symlink() or path.resolve().is_relative_to(root.resolve())
            files[relative] = _content(path) if sources.is_text(relative) and is_inside else None
    return _OnDisk(root, files)


class _OnDisk(Mapping[PurePosixPath, Content]):
    def __init__(self, root: Path, files: Files) -> None:
        self._root = root
        self._files = files

    def __getitem__(self, path: PurePosixPath) -> Content:
        kept = self._files[path]
        return _content(self._root / path) if images.is_image(path) else kept

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror}"
        raise PortfolioError(message) from error


def _walk(root: Path) -> Iterator[Path]:
    """Yield files as the engine does, behind links, too; links to folders outside as themselves."""
    real_root = os.path.realpath(root)
    for folder, folders, names in os.walk(root, followlinks=True):
        for name in sorted(folders):
            path = Path(folder, name)
            if path.is_symlink():
                target = Path(os.path.realpath(path))
                goes_round = Path(os.path.realpath(folder)).is_relative_to(target)
                if goes_round or not target.is_relative_to(real_root):
                    folders.remove(name)
                    yield path
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))
