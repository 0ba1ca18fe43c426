"""Writing: a file is there as a whole or not at all, and never in the place of an author's."""

import contextlib
import errno
import functools
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from cto_portfolio.problems import PortfolioError

_WITHOUT_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK})
"""What file systems say that know no hard links, such as those of memory cards."""


def create(path: Path, content: str | bytes, *, mode: int | None = None) -> None:
    """Write a new file, and the folders it needs; without a `mode`, as the system does.

    Raises:
        FileExistsError: if there is one of that name, however late it came.
        PortfolioError: if it cannot be written; then nothing is left behind.
    """
    with _written_beside(path, content, mode=mode, makes_folder=True, shown=path) as temporary:
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _WITHOUT_LINKS:
                raise
            path.touch(exist_ok=False)  # takes the name, so that it is nobody else's
            temporary.replace(path)


def replace(
    path: Path,
    content: str | bytes,
    *,
    mode: int | None = None,
    expected: bytes | None = None,
    makes_folder: bool = False,
) -> None:
    """Write a file over an earlier one, if there is one; whose it is, the caller has looked.

    A link stays one: what it leads to is replaced. Without a `mode` it has the earlier one's
    permissions. `expected` is what must still stand there.

    Raises:
        PortfolioError: if it cannot be written; then the earlier one is as it was.
    """
    target = Path(os.path.realpath(path))
    with _written_beside(
        target, content, mode=mode, makes_folder=makes_folder, shown=path
    ) as temporary:
        if mode is None and target.exists():
            shutil.copymode(target, temporary)
        if expected is not None and target.read_bytes() != expected:
            message = f"'{path}' has changed since it was read and is left so; run this again"
            raise PortfolioError(message)
        temporary.replace(target)


@contextlib.contextmanager
def _written_beside(
    path: Path, content: str | bytes, *, mode: int | None = None, makes_folder: bool, shown: Path
) -> Iterator[Path]:
    """Yield a file in the same folder that holds the content, safe on the disk.

    `shown` is the path as the author knows it.
    """
    temporary = path.with_name(f".{path.stem[:40]}.{secrets.token_hex(4)}.tmp")
    opener = functools.partial(os.open, mode=0o666 if mode is None else mode)
    try:
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "xb", opener=opener) as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError:
        if path.parent.is_dir():
            raise
        raise PortfolioError(f"cannot write '{shown}': '{shown.parent}' is no folder") from None
    except UnicodeEncodeError as error:
        raise PortfolioError(f"cannot write '{shown}': the text is not UTF-8") from error
    except OSError as error:
        message = f"cannot write '{shown}': {error.strerror}; nothing was changed"
        raise PortfolioError(message) from error
