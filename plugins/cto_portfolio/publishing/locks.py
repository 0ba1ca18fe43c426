"""Locks: of two runs at one place, the second waits until the first is done.

The system gives a lock back with the end of the process that holds it, whatever ends it. Where the
file system knows no locks, as on some network folders, a file that only one can make is the lock.
"""

import contextlib
import errno
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cto_portfolio.problems import PortfolioError

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)  # what is locked there nobody may read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE = 60.0
"""So many seconds the second one waits; a large site is built in less."""
_PAUSE = 0.05
_FAR = 1 << 30
_BUSY = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES})
_IS_WINDOWS = sys.platform == "win32"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lock:
    """What only one process has at a time."""

    path: Path
    descriptor: int

    def release(self) -> None:
        """Let the next one in."""
        if _IS_WINDOWS:  # which removes no file that is open
            os.close(self.descriptor)
        if _IS_WINDOWS or _is_at(self.path, self.descriptor):
            with contextlib.suppress(OSError):
                self.path.unlink()
        if not _IS_WINDOWS:
            os.close(self.descriptor)


def take(
    path: Path,
    place: Path,
    *,
    patience: float = PATIENCE,
    on_wait: Callable[[str], object] = lambda _: None,
) -> Lock:
    """Take the lock of a place, once whoever has it is done; `path` is the lock's file.

    `on_wait` is told if there is somebody to wait for.

    Raises:
        PortfolioError: if that takes too long.
        OSError: if nobody can write there.
    """
    end = time.monotonic() + patience
    lock = _taken(path)
    if lock is None:
        on_wait(f"'{place}' is in use by another run; waiting until it is done")
    while lock is None:
        if time.monotonic() > end:
            raise PortfolioError(_refusal(path, place))
        time.sleep(_PAUSE)
        lock = _taken(path)
    return lock


@contextlib.contextmanager
def held(
    path: Path, place: Path, on_wait: Callable[[str], object] = lambda _: None
) -> Iterator[None]:
    """Have the lock for as long as this goes on; see `take`."""
    lock = take(path, place, on_wait=on_wait)
    try:
        yield
    finally:
        lock.release()


def _taken(path: Path) -> Lock | None:
    """Return the lock, or None while somebody else has it."""
    descriptor = _opened(path)
    try:
        _try(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _BUSY:
            return None
        path.unlink(missing_ok=True)  # of no use where there are no locks
        return _claimed(_claim(path))
    if not _is_at(path, descriptor):  # the one who had it has removed the file meanwhile
        os.close(descriptor)
        return None
    _sign(descriptor)
    return Lock(path=path, descriptor=descriptor)


def _opened(path: Path) -> int:
    flags = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags | os.O_RDWR, 0o666)
    except PermissionError:
        if not path.is_file():
            raise
        return os.open(path, os.O_RDONLY)  # somebody else's, which can be locked all the same


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _sign(descriptor: int) -> None:
    """Write who has the lock, for those who wait."""
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()} {socket.gethostname()}\n".encode())


def _claim(path: Path) -> Path:
    return path.with_name(f"{path.name}ed")


def _claimed(claim: Path) -> Lock | None:
    """Take a lock where the file system has none: it belongs to whoever could make the file."""
    try:
        descriptor = os.open(claim, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
    except FileExistsError:
        _remove_dead(claim)
        return None
    _sign(descriptor)
    return Lock(path=claim, descriptor=descriptor)


def _remove_dead(claim: Path) -> None:
    """Remove what a process of this computer has left that is no more.

    Two may find the same one dead, and the slower then moves away what the faster has made: so it
    looks at what it has moved, and puts it back.
    """
    signed = _signed(claim)
    if not _is_dead(signed):
        return
    aside = claim.with_name(f"{claim.name}-{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        claim.rename(aside)
        if _signed(aside) == signed:
            aside.unlink()
        else:
            aside.rename(claim)


def _signed(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _is_dead(signed: str) -> bool:
    number, _, host = signed.strip().partition(" ")
    if _IS_WINDOWS or not number.isdecimal() or host != socket.gethostname():
        return False
    try:
        os.kill(int(number), 0)
    except (OSError, OverflowError) as error:
        return not isinstance(error, PermissionError)  # which says that it is somebody else's
    return False


def _refusal(path: Path, place: Path) -> str:
    claim = _claim(path)
    signed = _signed(claim) or _signed(path)
    number, _, host = signed.strip().partition(" ")
    by = f" (process {number} on {host})" if host else ""
    message = f"'{place}' is in use by another run{by}; wait until it is done, and try again"
    return f"{message}. If there is none, remove '{claim}'" if claim.exists() else message
