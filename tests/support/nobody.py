"""A folder and a user with no rights but the usual ones, also where tests run as root."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534
_IS_ROOT = os.geteuid() == 0


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder that this user may write."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        if _IS_ROOT:
            os.chown(made, _NOBODY, _NOBODY)
        yield Path(made)


@contextmanager
def acting() -> Iterator[None]:
    """Be this user for a while."""
    if not _IS_ROOT:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
