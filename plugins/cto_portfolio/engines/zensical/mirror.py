"""A folder that holds some files and nothing else, and is changed only where they have changed.

Engines that watch it see no more than that, and lose sight of a folder that is made anew.
"""

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio import writing

Contents = Mapping[PurePosixPath, bytes]
"""By path relative to the folder."""


def update(folder: Path, contents: Contents) -> None:
    """Make a folder hold these files. What is not among them is removed first: it may be private.

    Raises:
        PortfolioError: if a file cannot be written.
    """
    _remove_others(folder, contents)
    for path, content in contents.items():
        file = folder / path
        if not file.is_file() or file.read_bytes() != content:
            writing.replace(file, content, makes_folder=True)


def _remove_others(folder: Path, contents: Contents) -> None:
    for parent, folders, names in os.walk(folder, topdown=False):
        for name in (*names, *folders):
            path = Path(parent, name)
            if path.is_symlink():
                path.unlink()
            elif path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif PurePosixPath(path.relative_to(folder).as_posix()) not in contents:
                path.unlink()
