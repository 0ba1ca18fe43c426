"""The files of a portfolio: by their paths, what each holds, read when it is asked for."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio import links

Content = str | bytes | None
"""What a file holds; None where it is only known to be there."""
Files = Mapping[PurePosixPath, Content]
"""By path relative to the portfolio's folder."""


class LazyFiles(Mapping[PurePosixPath, Content]):
    """Files of which nothing is kept: together, pictures and recordings may be large."""

    def __init__(
        self, paths: Collection[PurePosixPath], read: Callable[[PurePosixPath], Content]
    ) -> None:
        self._paths = dict.fromkeys(sorted(paths))
        self._read = read

    def __getitem__(self, path: PurePosixPath) -> Content:
        if path not in self._paths:
            raise KeyError(path)
        return self._read(path)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def composed(files: Files) -> Files:
    """Return files by the names that they have in the site, whatever a disk has made of those."""
    if all(links.composed_path(path) == path for path in files):
        return files
    names = {links.composed_path(path): path for path in files}
    return LazyFiles(names, lambda name: files[names[name]])


def on_disk(root: Path, path: PurePosixPath) -> Path:
    """Return where a file of a portfolio lies, also where the disk has another form of its name."""
    place = root
    for name in links.composed_path(path).parts:
        place = within(place, name)
    return place


def within(folder: Path, name: str) -> Path:
    """Return what has a name in a folder of the disk, in whichever form."""
    path = folder / name
    if name.isascii() or os.path.lexists(path):
        return path
    try:
        there = list(folder.iterdir())
    except OSError:
        return path
    return next((other for other in there if links.composed(other.name) == name), path)
