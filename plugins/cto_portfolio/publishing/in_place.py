"""A site where it stands: its files are replaced one by one where its folder cannot be moved.

That is so where the folder is a volume of its own, or the one around it may not be written. Each
file is the old one or the new one, and for a moment some are of the old site and some of the new.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

WELL_KNOWN = ".well-known"
"""What begins with a dot at the top of a site and is the site's, not the author's."""
OF_SERVERS = f"{WELL_KNOWN}/acme-challenge"
"""There servers prove whose the domain is (RFC 8555)."""
OF_SYSTEMS = frozenset({"lost+found"})
"""What file systems have at the top of a volume, which is theirs."""
_LAST = frozenset({".html", ".xml", ".json"})
"""What names other files, which are to be there before."""


def replace(place: Path, new: Path) -> None:
    """Make a site hold what a new one holds, and leave what is the author's or the server's.

    Raises:
        OSError: if a file cannot be written.
    """
    files = sorted(_files(new), key=lambda path: (path.suffix in _LAST, path))
    for path in files:
        _make_room(place, path)
        _put(new / path, place / path)
    _remove_others(place, {*files})


def _files(folder: Path) -> Iterator[PurePosixPath]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield PurePosixPath(Path(parent, name).relative_to(folder).as_posix())


def _make_room(place: Path, path: PurePosixPath) -> None:
    """Remove a file where a folder is to be, and a folder where a file is to be."""
    for above in reversed(path.parents[:-1]):
        if (place / above).is_symlink() or (place / above).is_file():
            (place / above).unlink()
    target = place / path
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)


def _put(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError:  # on another device
        beside = target.with_name(f".{secrets.token_hex(4)}.tmp")
        try:
            shutil.copy2(source, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _remove_others(place: Path, kept: set[PurePosixPath]) -> None:
    for top in place.iterdir():
        is_kept = top.name.startswith(".") or top.name in OF_SYSTEMS
        if not is_kept or top.name == WELL_KNOWN:
            _remove(top, place, kept)


def _remove(path: Path, place: Path, kept: set[PurePosixPath]) -> None:
    if path == place / OF_SERVERS:
        return
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            _remove(inner, place, kept)
        if not any(path.iterdir()):
            path.rmdir()
    elif PurePosixPath(path.relative_to(place).as_posix()) not in kept:
        path.unlink()
