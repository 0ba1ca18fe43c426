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
    problems = sorted(problem.below(folder) for problem in _problems(settings))
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
            names = _names(folder.path)
        except OSError as error:
            is_own = folder.above[-1].is_relative_to(real)
            if is_own and (path == PurePosixPath() or not settings.leaves_out(path / "x.md")):
                yield _unreadable(path, error.strerror or str(error))
            continue
        behind += len(names) if folder.link else 0
        if behind > MOST_BEHIND_LINKS and folder.link:
            yield _too_many(PurePosixPath(folder.link.relative_to(root).as_posix()))
            return
        for inner in (_inner(folder, name) for name in names):
            if inner and inner.above[-1] in folder.above:
                yield _circle(PurePosixPath(inner.path.relative_to(root).as_posix()))
            elif inner:
                pending.append(inner)


def _names(folder: Path) -> list[str]:
    """Return what is in a folder, if it can be opened, too.

    Raises:
        OSError: if not.
    """
    os.stat(f"{folder}/.")  # noqa: PTH116 - which needs leave to go in, and a Path drops the dot
    return os.listdir(folder)  # noqa: PTH208 - names that are no text stay as they are


def _inner(folder: _Folder, name: str) -> _Folder | None:
    path = folder.path / name
    if not os.path.isdir(path):  # noqa: PTH112 - false, and no error, where nobody may look
        return None
    is_link = path.is_symlink()
    real = Path(os.path.realpath(path)) if is_link else folder.above[-1] / name
    link = folder.link or (path if is_link else None)
    return _Folder(path=path, above=(*folder.above, real), link=link)


def _unreadable(path: PurePosixPath, reason: str) -> Problem:
    message = (
        f"cannot be read ({reason}), so nothing in it would be published; give yourself permission,"
        " or name it in 'exclude_docs'"
    )
    return Problem(path=path, line=1, code="unreadable-folder", message=message)


def _circle(path: PurePosixPath) -> Problem:
    message = "is a symbolic link to a folder that it lies in, and has no end; remove it"
    return Problem(path=path, line=1, code="endless-link", message=message)


def _too_many(path: PurePosixPath) -> Problem:
    message = (
        f"there are more than {MOST_BEHIND_LINKS:,} files and folders behind this symbolic link and"
        " others like it; put a copy of what you need in its place"
    )
    return Problem(path=path, line=1, code="endless-link", message=message)
