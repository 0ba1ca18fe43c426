"""The boundary of a portfolio's folder: what symbolic links in it lead to, inside or outside."""

import functools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from cto_portfolio import links as addresses
from cto_portfolio.content import files as disk
from cto_portfolio.content.entry import is_in_private_folder
from cto_portfolio.problems import Problem

Linked: TypeAlias = Mapping[PurePosixPath, PurePosixPath | None]
"""What files and folders that are, or lie behind, a symbolic link are in truth; None: outside."""


def linked(root: Path, paths: Iterable[PurePosixPath]) -> Linked:
    """Follow the symbolic links on the way to some files of a portfolio's folder."""
    real_root = Path(os.path.realpath(root))
    found: dict[PurePosixPath, PurePosixPath | None] = {}

    @functools.cache
    def follow(path: PurePosixPath) -> Path:
        if path == PurePosixPath():
            return real_root
        there = disk.within(follow(path.parent), path.name)
        if there.is_symlink():
            there = Path(os.path.realpath(there))
        target = _within(real_root, there)
        if target != path:
            found[path] = target
        return there

    for path in paths:
        follow(path)
    return found


def strays(files: Collection[PurePosixPath], links: Linked) -> frozenset[PurePosixPath]:
    """Return the files that lead out of the portfolio, to nothing, or into a private folder."""
    return frozenset(path for path in files if path in links and _strays(path, links[path], files))


def problems(found: Collection[PurePosixPath], links: Linked) -> Iterator[Problem]:
    """Yield a problem for each link that strays, not for each file behind it."""
    ways = (_link_on_the_way(path, links) for path in found)
    for path in sorted(set(ways)):
        message = (
            "is a symbolic link that leads out of the portfolio, to nothing, or to what is "
            "private; put a copy in its place, or take it out"
        )
        yield Problem(path=path, line=1, code="stray-link", message=message)


def _within(root: Path, place: Path) -> PurePosixPath | None:
    """Return a place as the portfolio names it, unless it lies outside."""
    if not place.is_relative_to(root):
        return None
    return addresses.composed_path(PurePosixPath(place.relative_to(root).as_posix()))


def _strays(
    path: PurePosixPath, target: PurePosixPath | None, files: Collection[PurePosixPath]
) -> bool:
    if target is None or target not in files:
        return True
    return is_in_private_folder(target) and not is_in_private_folder(path)


def _link_on_the_way(path: PurePosixPath, links: Linked) -> PurePosixPath:
    outside = (one for one in reversed(path.parents) if one in links and links[one] is None)
    return next(outside, path)
