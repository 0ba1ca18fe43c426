"""The folder of a new portfolio: what is in the way, and all files written into it, or none."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio import wording
from cto_portfolio.problems import PortfolioError

Files = Mapping[PurePosixPath, bytes]

_BYSTANDERS = frozenset(
    {
        *(".git", ".gitattributes", ".python-version", ".venv", "venv", ".DS_Store"),
        *("LICENSE", "LICENSE.md", "LICENSE.txt"),
    }
)
"""What a folder may hold before it is begun: a clone of an empty repository, an environment."""
_NAMED = 3
"""Of what is in the way: enough to know which folder it is."""


def refuse_filled(folder: Path) -> None:
    """Stop before anything is asked or written if a folder cannot become a portfolio.

    Raises:
        PortfolioError: if it holds anything that is not ours to write beside, or is no folder.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        if folder.is_symlink():
            message = f"'{folder}' is a link to nothing; remove it, or choose another folder"
            raise PortfolioError(message) from None
        return
    except NotADirectoryError:
        raise PortfolioError(f"'{folder}' is no folder; choose another name") from None
    except OSError as error:
        raise PortfolioError(f"cannot look into '{folder}': {error.strerror}") from error
    in_the_way = [name for name in names if name not in _BYSTANDERS]
    if in_the_way:
        named = [f"'{name}'" for name in in_the_way[:_NAMED]]
        if more := len(in_the_way) - _NAMED:
            named += [f"{more} more"] if more > 0 else []
        place = "this folder" if folder == Path() else f"'{folder}'"
        message = (
            f"{place} is not empty: it holds {wording.enumeration(named)}; nothing was written. "
            "Choose another folder, or move what is there"
        )
        raise PortfolioError(message)


def write(folder: Path, files: Files) -> None:
    """Write files into a folder, which is made if need be.

    They are written aside first and then moved, so that a full disk leaves nothing half done.

    Raises:
        PortfolioError: if they cannot be written; then all is as it was.
    """
    try:
        with contextlib.ExitStack() as undo:
            _make(folder, undo)
            aside = Path(undo.enter_context(tempfile.TemporaryDirectory(dir=folder, prefix=".new")))
            for path, content in files.items():
                target = aside / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            _move(aside, folder)
    except OSError as error:
        message = f"cannot write into '{folder}': {error.strerror}; nothing was left there"
        raise PortfolioError(message) from error


def _make(folder: Path, undo: contextlib.ExitStack) -> None:
    """Make a folder and those above it; `undo` takes away those that stay empty."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        undo.callback(_remove_empty, path)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _move(aside: Path, folder: Path) -> None:
    """Move everything to where it belongs, or nothing."""
    with contextlib.ExitStack() as back:
        for source in sorted(aside.iterdir()):
            target = folder / source.name
            if os.path.lexists(target):
                raise FileExistsError(None, f"'{source.name}' has just appeared there")
            source.rename(target)
            back.callback(target.rename, source)
        back.pop_all()
