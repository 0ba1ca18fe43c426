"""Writing: a file is there as a whole or not at all, and never in the place of an author's."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from cto_portfolio.problems import PortfolioError

_WITHOUT_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK})
"""What file systems say that know no hard links, such as those of memory cards."""


def create(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        FileExistsError: if there is one of that name, however late it came.
        PortfolioError: if it cannot be written; then nothing is left behind.
    """
    with _written_beside(path, text) as temporary:
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _WITHOUT_LINKS:
                raise
            path.touch(exist_ok=False)  # takes the name, so that it is nobody else's
            temporary.replace(path)


def replace(path: Path, text: str) -> None:
    """Write a file that is not an author's, over an earlier one if there is one.

    Raises:
        PortfolioError: if it cannot be written; then the earlier one is as it was.
    """
    with _written_beside(path, text) as temporary:
        temporary.replace(path)


@contextlib.contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    """Yield a file in the same folder that holds the text, safe on the disk."""
    temporary = path.with_name(f".{path.stem[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError:
        if path.parent.is_dir():
            raise
        raise PortfolioError(f"cannot write '{path}': '{path.parent}' is no folder") from None
    except UnicodeEncodeError as error:
        raise PortfolioError(f"cannot write '{path}': the text is not UTF-8") from error
    except OSError as error:
        message = f"cannot write '{path}': {error.strerror}; nothing was changed"
        raise PortfolioError(message) from error
