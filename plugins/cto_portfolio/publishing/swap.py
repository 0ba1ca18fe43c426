"""The last good site stays where it is until the new one is whole, and is never half of either.

Engines clean their output folder first and write a failed build anyway; so they are given a
folder beside it, which takes the old one's place at the very end, in one step where the system
can. A build that was killed leaves that folder behind, and the next one clears it away.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cto_portfolio.publishing.exchange import exchange

_PUBLISHED = frozenset({".well-known"})
"""What begins with a dot and is the site's."""
_OF_SERVERS = ".well-known/acme-challenge"
"""There servers prove whose the domain is (RFC 8555)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """A site that is being built, and the place it is to take."""

    site_dir: Path
    new: Path
    """The folder to build into."""

    def finish(self) -> None:
        """Put the new site into the old one's place.

        What begins with a dot at its top, such as `.git`, belongs to the author, not to the site:
        engines do not remove it, so it moves over.
        """
        place, old = _real(self.site_dir), self.new
        if not place.exists():
            self.new.rename(place)
        elif not exchange(self.new, place):
            old = place.rename(_beside(place, "old"))
            self.new.rename(place)
        _carry_over(old, place)
        shutil.rmtree(old, ignore_errors=True)

    def abandon(self) -> None:
        """Leave the old site as it was."""
        shutil.rmtree(self.new, ignore_errors=True)


def begin(site_dir: Path) -> Swap:
    """Make an empty folder to build into, and mend what an interrupted build left."""
    place = _real(site_dir)
    old = _beside(place, "old")
    if old.exists() and not place.exists():
        old.rename(place)
    for leftover in _leftovers(place):
        if leftover == old or not _is_unfinished(leftover, place):
            _carry_over(leftover, place)
        shutil.rmtree(leftover, ignore_errors=True)
    new = _beside(place, "new")
    new.mkdir(parents=True)
    return Swap(site_dir=site_dir, new=new.rename(_named_after_itself(new)))


def _real(site_dir: Path) -> Path:
    """Return where the site is in truth: a link to it stays one."""
    return Path(os.path.realpath(site_dir))


def _beside(site_dir: Path, state: str) -> Path:
    return site_dir.parent / f".{site_dir.name}.{state}"


def _leftovers(place: Path) -> Iterator[Path]:
    old, new = _beside(place, "old"), _beside(place, "new")
    beside = sorted(place.parent.iterdir()) if place.parent.is_dir() else []
    yield from (one for one in beside if one in {old, new} or one.name.startswith(f"{new.name}-"))


def _named_after_itself(new: Path) -> Path:
    """Return a name that says which folder it was given to: an exchange leaves names in place.

    So whoever finds a folder of that name knows whether it is a site that was never finished, or
    the old one, from which a killed build had not yet carried over what is the author's.
    """
    return new.with_name(f"{new.name}-{new.stat().st_ino}")


def _is_unfinished(folder: Path, place: Path) -> bool:
    new = _beside(place, "new").name
    return folder.name in {new, f"{new}-{folder.stat().st_ino}"}


def empty(folder: Path) -> None:
    """Take everything out of the folder of a preview, which nobody keeps anything in."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _carry_over(old: Path, place: Path) -> None:
    for kept in (*old.glob(".*"), *old.glob(_OF_SERVERS)):
        taken = place / kept.relative_to(old)
        if kept.name not in _PUBLISHED and not taken.exists():
            taken.parent.mkdir(exist_ok=True)
            kept.rename(taken)
