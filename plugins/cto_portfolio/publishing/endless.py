"""What keeps a portfolio's folder from being read to its end, and an engine from ever being done.

Engines follow every link to a folder, also round in circles, and pass over what they cannot read
without a word, before a plugin can stop them. So this looks first.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio.problems import PortfolioError, Problem
from cto_portfolio.publishing.settings import Settings

MOST_BEHIND_LINKS = 10_000
"""So many files and folders are looked at behind symbolic links."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Folder:
    """A folder on the way of an engine."""

    path: Path
    above: tuple[Path, ...]
    """What it lies in, and itself, as they are in truth."""
    link: Path | None
    """The first symbolic link on the way to it."""


def refuse(settings: Settings) -> None:
    """Refuse a portfolio's folder in which something cannot be read, or a link goes round.

    Raises:
        PortfolioError: with everything of that kind.
    """
    folder = PurePosixPath(Path(os.path.relpath(settings.docs_dir)).as_posix())
    problems = sorted({problem.below(folder) for problem in _problems(settings)})
    if problems:
        raise PortfolioError("\n".join(map(str, problems)))


def _problems(settings: Settings) -> Iterator[Problem]:
    root = settings.docs_dir
    real = Path(os.path.realpath(root))
    pending = [_Folder(path=root, above=(real,), link=None)] if root.is_dir() else []
    behind = 0
    while pending:
        folder = pending.pop()
        path = PurePosixPath(folder.path.relative_to(root).as_posix())
        try:
            folders, count = _folders(folder.above[-1])
        except OSError as error:
            is_own = folder.above[-1].is_relative_to(real)
            if is_own and (path == PurePosixPath() or not settings.leaves_out(path / "x.md")):
                yield _unreadable(path, error.strerror or str(error))
            continue
        behind += count if folder.link else 0
        if behind > MOST_BEHIND_LINKS and folder.link:
            yield _too_many(PurePosixPath(folder.link.relative_to(root).as_posix()))
            return
        for inner in (_inner(folder, found) for found in folders):
            if inner.link and inner.above[-1] in folder.above:
                yield _circle(PurePosixPath(inner.link.relative_to(root).as_posix()))
            else:
                pending.append(inner)


def _folders(path: Path) -> tuple[list[os.DirEntry[str]], int]:
    """Return the folders in a folder, by links, too, and how much there is in it.

    Raises:
        OSError: if it cannot be read, or entered.
    """
    os.stat(f"{path}/.")  # noqa: PTH116 - which needs leave to go in, and a Path drops the dot
    with os.scandir(path) as listed:
        everything = list(listed)
    return [found for found in everything if _is_folder(found)], len(everything)


def _is_folder(found: os.DirEntry[str]) -> bool:
    try:
        return found.is_dir()
    except OSError:
        return False  # engines see it in the same way


def _inner(folder: _Folder, found: os.DirEntry[str]) -> _Folder:
    path, is_link, real = folder.path / found.name, found.is_symlink(), folder.above[-1]
    # From there the way is short, which behind many links it is not.
    real = Path(os.path.realpath(real / found.name)) if is_link else real / found.name
    link = folder.link or (path if is_link else None)
    return _Folder(path=path, above=(*folder.above, real), link=link)


def _unreadable(path: PurePosixPath, reason: str) -> Problem:
    message = (
        f"cannot be read ({reason}), so nothing in it would be published; give yourself permission,"
        " or name it in 'exclude_docs'"
    )
    return Problem(path=path, line=1, code="unreadable-folder", message=message)


def _circle(path: PurePosixPath) -> Problem:
    message = "this symbolic link leads round in a circle, and so has no end; remove it"
    return Problem(path=path, line=1, code="endless-link", message=message)


def _too_many(path: PurePosixPath) -> Problem:
    message = (
        f"there are more than {MOST_BEHIND_LINKS:,} files and folders behind this symbolic link and"
        " others like it; put a copy of what you need in its place"
    )
    return Problem(path=path, line=1, code="endless-link", message=message)
