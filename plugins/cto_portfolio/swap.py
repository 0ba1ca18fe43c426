"""The last good site stays where it is until the new one is whole.

Engines clean their output folder first and write a failed build anyway; so they are given a
folder beside it, which takes the old one's place at the very end.
"""

import shutil
from pathlib import Path


def begin(site_dir: Path) -> Path:
    """Return an empty folder to build into, and mend what an interrupted `finish` left."""
    new, old = _beside(site_dir, "new"), _beside(site_dir, "old")
    if old.exists() and not site_dir.exists():
        old.rename(site_dir)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    new.mkdir(parents=True)
    return new


def finish(site_dir: Path) -> None:
    """Put the new site into the old one's place.

    What begins with a dot at its top, such as `.git`, belongs to the author, not to the site:
    engines do not remove it, so it moves over.
    """
    new, old = _beside(site_dir, "new"), _beside(site_dir, "old")
    if site_dir.exists():
        for kept in site_dir.glob(".*"):
            if not (new / kept.name).exists():
                shutil.move(kept, new / kept.name)
        site_dir.rename(old)
    new.rename(site_dir)
    shutil.rmtree(old, ignore_errors=True)


def abandon(site_dir: Path) -> None:
    """Leave the old site as it was."""
    shutil.rmtree(_beside(site_dir, "new"), ignore_errors=True)


def _beside(site_dir: Path, state: str) -> Path:
    return site_dir.parent / f".{site_dir.name}.{state}"
