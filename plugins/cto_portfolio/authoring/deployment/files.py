"""Writes the files of a target, and never over one of the author's."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio import writing
from cto_portfolio.problems import PortfolioError


def write(files: Mapping[PurePosixPath, str], folder: Path) -> tuple[PurePosixPath, ...]:
    """Write what is not there yet, and return it; what is there already as it would be is left.

    Raises:
        PortfolioError: if others are in the way; all of them are named, and nothing is written.
    """
    missing = tuple(path for path in files if not _is_taken(folder / path))
    others = [path for path in files if path not in missing and _text(folder / path) != files[path]]
    if others:
        names = ", ".join(f"'{path}'" for path in others)
        raise PortfolioError(
            f"nothing was written: {names} would be written over; move what is there, or delete it"
        )
    for path in missing:
        writing.create(folder / path, files[path])
    return missing


def _is_taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _text(path: Path) -> str | None:
    """Return what a file holds, whatever its line ends are; None if it cannot be known."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
