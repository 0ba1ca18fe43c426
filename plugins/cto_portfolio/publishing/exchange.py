"""Exchange: two folders take each other's place in one step, where the system can do that."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders so that nobody ever sees either place empty.

    False: neither has moved, because the system or the file system cannot.
    """
    system = ctypes.CDLL(None) if sys.platform in {"linux", "darwin"} else None
    first, second = os.fsencode(one), os.fsencode(other)
    if rename := getattr(system, "renameat2", None):
        failed = rename(_HERE, first, _HERE, second, _RENAME_EXCHANGE)
    elif rename := getattr(system, "renamex_np", None):
        failed = rename(first, second, _RENAME_SWAP)
    else:
        return False
    return not failed
