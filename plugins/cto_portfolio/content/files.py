"""The files of a portfolio: by their paths, what each holds, read when it is asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import PurePosixPath

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
