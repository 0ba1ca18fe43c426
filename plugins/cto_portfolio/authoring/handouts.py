"""Handouts: private files, written whole or not at all, and nowhere near the site."""

from collections.abc import Iterable
from pathlib import Path

from cto_portfolio import writing
from cto_portfolio.problems import PortfolioError


def write(text: str, path: Path, *, mark: str, published: Iterable[Path]) -> None:
    """Write a private page over nothing but an older one, which begins with the same `mark`.

    Raises:
        PortfolioError: if the file would get onto the site, is somebody else's, or cannot be
            written.
    """
    try:
        _refuse(path, mark, published)
        writing.replace(path, text, mode=0o600)
    except (OSError, RuntimeError) as error:  # the latter is what links in a circle are to Python
        reason = getattr(error, "strerror", None) or "it is a link that leads to itself"
        message = f"cannot write '{path}': {reason}"
        raise PortfolioError(message) from error


def refuse_published(path: Path, published: Iterable[Path]) -> None:
    """Refuse a place whose files get onto the site.

    Raises:
        PortfolioError: if it is one.
    """
    target = path.resolve()
    for folder in published:
        if target.is_relative_to(folder.resolve()) or _is_below(target, folder):
            message = f"'{path}' is below '{folder}', which is published; choose another place"
            raise PortfolioError(message)


def _refuse(path: Path, mark: str, published: Iterable[Path]) -> None:
    refuse_published(path, published)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        message = f"'{path}' is no plain file; choose another name"
        raise PortfolioError(message)
    if path.exists() and not path.read_bytes().startswith(mark.encode()):
        message = f"'{path}' was not written by this command; choose another name, or move it"
        raise PortfolioError(message)


def _is_below(target: Path, folder: Path) -> bool:
    """Whether a folder around the target is that one by another spelling, such as its case."""
    around = (one for one in target.parents if one.exists())
    return folder.exists() and any(one.samefile(folder) for one in around)
