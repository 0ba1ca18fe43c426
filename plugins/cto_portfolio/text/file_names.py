"""Names of files that are read by name: what is nearly one would be passed over in silence."""

import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from cto_portfolio.problems import Problem

_YAML = frozenset({".yml", ".yaml", ".ym", ".yl", ".yam", ".ymal"})
"""Endings that are, or were meant to be, those of YAML; in any case of letters."""
_CLOSENESS = 0.8
"""`profil`, `plans`, `confidental` are nearly names of ours; `file`, `place`, `lane` are not."""
_BACKUP = re.compile(r"^#|[~#]$|\.(?:bak|backup|old|orig|save?|sw[a-p]|te?mp|txt)$", re.IGNORECASE)
"""What editors and people put around the name of a file that they keep an old state of."""


def misnamed(names: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each name in a folder that is nearly one of those read there."""
    for name in sorted(set(names) - set(known)):
        meant = _meant(name, known)
        if meant and not (meant in names and is_backup(name)):
            yield problem(PurePosixPath(name), PurePosixPath(meant), is_there=meant in names)


def problem(path: PurePosixPath, meant: PurePosixPath, *, is_there: bool) -> Problem:
    """Say that a file is not read because of its name, and what to call it."""
    way_out = (
        f"'{meant}' is there, too; keep one of them" if is_there else f"rename it to '{meant}'"
    )
    message = f"a file of this name is not read; {way_out}"
    return Problem(path=path, line=1, code="misnamed-file", message=message)


def yaml_stem(name: str) -> str | None:
    """Return the name of a YAML file without its ending and marks of a backup, else None."""
    bare = PurePosixPath(_without_backup(name).lstrip("."))
    return bare.stem if bare.suffix.casefold() in _YAML else None


def is_backup(name: str) -> bool:
    """Whether a name says that the file is an old state of another one."""
    return _BACKUP.search(name) is not None


def _meant(name: str, known: Collection[str]) -> str | None:
    by_stem = {PurePosixPath(one).stem.casefold(): one for one in known}
    stem = yaml_stem(name)
    if stem is None:
        return by_stem.get(name.casefold())
    close = difflib.get_close_matches(stem.casefold(), by_stem, n=1, cutoff=_CLOSENESS)
    return by_stem[close[0]] if close else None


def _without_backup(name: str) -> str:
    while is_backup(name):
        name = _BACKUP.sub("", name)
    return name
