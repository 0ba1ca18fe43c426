"""The last good site stays where it is until the new one is whole, and is never half of either.

Engines clean their output folder first and write a failed build anyway; so they are given a
folder beside it, which takes the old one's place at the very end, in one step where the system
can. A build that was killed leaves that folder behind, and the next one clears it away. Of two
builds of one site the second waits, so that what was published last is what was read last.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import in_place, locks
from cto_portfolio.publishing.exchange import exchange
from cto_portfolio.publishing.in_place import OF_SERVERS, WELL_KNOWN
from cto_portfolio.publishing.locks import PATIENCE, Lock

_LEFT = r"(?:old|new-\d+|(?:new|gone)\.[0-9a-f]{8})"
"""How the names end that are given here."""
_OTHERWISE = "name another folder in 'site_dir', or with --site-dir"


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """A site that is being built, and the place it is to take."""

    site_dir: Path
    """As the author names it."""
    place: Path
    """Where it is in truth: a link to it stays one."""
    new: Path
    """The folder to build into."""
    lock: Lock
    opened: int | None
    """The new folder, held open where the system does that: so no other is given its number."""

    def finish(self) -> None:
        """Put the new site into the old one's place.

        What begins with a dot at its top, such as `.git`, belongs to the author, not to the site:
        engines do not remove it, so it moves over.

        Raises:
            PortfolioError: if that cannot be done; then abandon it.
        """
        if not _is_unfinished(self.new, self.place):
            message = "another computer has removed what this build has made; build again"
            raise PortfolioError(f"'{_shown(self.site_dir)}' is as it was: {message}")
        with _said_of(self.site_dir):
            _put(self.new, self.place)
        self._let_go()

    def abandon(self) -> None:
        """Leave the old site as it was."""
        if _is_unfinished(self.new, self.place):
            shutil.rmtree(self.new, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        if self.opened is not None:
            os.close(self.opened)
        self.lock.release()


def begin(
    site_dir: Path,
    *,
    sources: Iterable[Path] = (),
    patience: float = PATIENCE,
    on_wait: Callable[[str], object] = lambda _: None,
) -> Swap:
    """Make an empty folder to build into, and mend what an interrupted build left.

    `sources` are the files and folders that a site is made of, and `on_wait` is told if another
    build is writing the same one, for which this waits.

    Raises:
        PortfolioError: if the site cannot be there, or the other build takes too long.
    """
    with _said_of(site_dir):
        place = _real(site_dir)
        refuse(site_dir, sources)
        workshop = _workshop(place)
        workshop.mkdir(parents=True, exist_ok=True)
        path = _lock(workshop, place)
        lock = locks.take(path, _shown(site_dir), patience=patience, on_wait=on_wait)
        try:
            _mend(workshop, place)
            new = _made(workshop, place)
            opened = os.open(new, os.O_RDONLY) if os.name == "posix" else None
            return Swap(site_dir=site_dir, place=place, new=new, lock=lock, opened=opened)
        except OSError:
            lock.release()
            raise


@contextlib.contextmanager
def still(site_dir: Path, on_wait: Callable[[str], object]) -> Iterator[None]:
    """Keep builds from replacing a site while it is read; where nobody may write, none does.

    Raises:
        PortfolioError: if a build takes too long.
    """
    place = _real(site_dir)
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            path = _lock(_workshop(place), place)
            stack.enter_context(locks.held(path, _shown(site_dir), on_wait))
        yield


@contextlib.contextmanager
def _said_of(site_dir: Path) -> Iterator[None]:
    """Say what the system says when it cannot write a site."""
    try:
        yield
    except (OSError, RecursionError) as error:  # of a thousand folders within each other
        reason = getattr(error, "strerror", None) or error
        message = f"cannot write the site to '{_shown(site_dir)}': {reason}"
        raise PortfolioError(f"{message}; {_OTHERWISE}") from error


def _real(site_dir: Path) -> Path:
    return Path(os.path.realpath(site_dir))


def _shown(path: Path) -> Path:
    """Return a path as the author would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def refuse(site_dir: Path, sources: Iterable[Path]) -> None:
    """Refuse a place that no site can have, or where it would remove what is none.

    Raises:
        PortfolioError: if it is such a place.
    """
    place, shown = _real(site_dir), _shown(site_dir)
    if place.is_symlink():
        raise PortfolioError(f"'{shown}' is a link that leads to itself; remove it")
    if place.exists() and not place.is_dir():
        raise PortfolioError(f"'{shown}' is no folder, and a site is one; {_OTHERWISE}")
    for source in sources:
        real = _real(source)
        if real.is_relative_to(place) or place.is_relative_to(real):
            message = f"'{shown}' and '{_shown(source)}' lie within each other, and a build would"
            raise PortfolioError(f"{message} remove what the site is made of; {_OTHERWISE}")
    if place.is_dir() and not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        message = f"you may not write to '{shown}'; give yourself permission"
        raise PortfolioError(f"{message}, or {_OTHERWISE}")
    if _is_foreign(place):
        message = f"'{shown}' holds files that are no site, and a build would remove them"
        raise PortfolioError(f"{message}; move them, or {_OTHERWISE}")


def _is_foreign(place: Path) -> bool:
    """Whether a folder holds something, and neither a site nor what a killed build has left."""
    if not place.is_dir() or any(path.is_file() for path in place.glob("*.html")):
        return False
    held = (path.name for path in place.iterdir())
    is_empty = all(name.startswith(".") or name in in_place.OF_SYSTEMS for name in held)
    return not is_empty and not _leftovers(_workshop(place), place)


def _workshop(place: Path) -> Path:
    """Return the folder for what is unfinished: beside the site, or in it where it cannot move."""
    can_move = not os.path.ismount(place) and os.access(place.parent, os.W_OK | os.X_OK)
    return place if place.is_dir() and not can_move else place.parent


def _lock(workshop: Path, place: Path) -> Path:
    return workshop / f".{place.name}.lock"


def _mend(workshop: Path, place: Path) -> None:
    """Clear away what killed builds have left; there is no other, since we have the lock."""
    old = _old(place)
    if old.exists() and not place.exists():
        old.rename(place)
    for leftover in _leftovers(workshop, place):
        if leftover == old or _is_former(leftover, place):
            _carry_over(leftover, place)
        _remove(leftover, place)


def _made(workshop: Path, place: Path) -> Path:
    """Make a folder with a name that says which folder it was given to.

    An exchange leaves names in place. So whoever finds a folder of that name knows whether it is a
    site that was never finished, or the old one, from which a killed build had not yet carried over
    what is the author's. And a build knows whether the folder that it ends with is its own.
    """
    new = workshop / f"{_mark(place, 'new')}.{secrets.token_hex(4)}"
    new.mkdir()
    return new.rename(workshop / f"{_mark(place, 'new')}-{new.stat().st_ino}")


def _mark(place: Path, state: str) -> str:
    return f".{place.name}.{state}"


def _old(place: Path) -> Path:
    return place.with_name(_mark(place, "old"))


def _leftovers(workshop: Path, place: Path) -> list[Path]:
    pattern = re.compile(re.escape(f".{place.name}.") + _LEFT)
    return sorted(path for path in workshop.iterdir() if pattern.fullmatch(path.name))


def _is_former(leftover: Path, place: Path) -> bool:
    """Whether it was exchanged for the site that is there now."""
    is_exchanged = leftover.name.startswith(f"{_mark(place, 'new')}-")
    return is_exchanged and not _is_unfinished(leftover, place)


def _is_unfinished(folder: Path, place: Path) -> bool:
    """Whether a folder is the very one that was made under its name, and has not moved."""
    try:
        return folder.name == f"{_mark(place, 'new')}-{folder.stat().st_ino}"
    except OSError:
        return False


def _remove(folder: Path, place: Path) -> None:
    """Remove a folder at once to whoever still writes in it, on a computer that knows no locks."""
    gone = folder.with_name(f"{_mark(place, 'gone')}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        shutil.rmtree(folder.rename(gone), ignore_errors=True)


def _put(new: Path, place: Path) -> None:
    if not place.exists():
        new.rename(place)
    elif exchange(new, place):
        _carry_over(new, place)
        shutil.rmtree(new, ignore_errors=True)
    elif old := _moved_aside(place):
        _put_or_undo(new, place, old)
        _carry_over(old, place)
        shutil.rmtree(old, ignore_errors=True)
    else:
        in_place.replace(place, new)
        shutil.rmtree(new, ignore_errors=True)


def _moved_aside(place: Path) -> Path | None:
    """Return where the old site is now; None where it cannot be moved, as a volume cannot."""
    try:
        return place.rename(_old(place))
    except OSError:
        return None


def _put_or_undo(new: Path, place: Path, old: Path) -> None:
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise


def empty(folder: Path) -> None:
    """Take everything out of the folder of a preview, which nobody keeps anything in."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _carry_over(old: Path, place: Path) -> None:
    for kept in (*old.glob(".*"), *old.glob(OF_SERVERS)):
        taken = place / kept.relative_to(old)
        if kept.name != WELL_KNOWN and not os.path.lexists(taken):
            taken.parent.mkdir(exist_ok=True)
            kept.rename(taken)
