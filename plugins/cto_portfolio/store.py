"""The store: what was made before, in `.cache/`, under digests of all that it was made of.

Nothing in it is believed: each file begins with the digest of the rest, and its name is the digest
of what went into it. What is damaged, or cannot be read, is made anew.
"""

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

FOLDER = Path(".cache/cto-portfolio")
"""Where all of it lies, from the folder of `mkdocs.yml`."""
SWITCH = "CTO_PORTFOLIO_CACHE"
"""The variable that switches it off; then what is kept is neither read nor added to."""
OFF = "off"

_THEN = "-"
_DIGEST = 32
_TOLD = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Store:
    """A folder of files of one kind; a site at another address has another beside it."""

    folder: Path
    suffix: str
    is_on: bool
    used: set[str] = field(default_factory=set)
    """The names of the files asked for so far."""
    damaged: set[str] = field(default_factory=set)
    """Of them, those that were there and cannot be believed."""

    @classmethod
    def of(cls, root: Path, kind: str, address: str | None) -> Self:
        """Return the store of a site, which is that of its address: a preview has another."""
        name = hashlib.sha256((address or "").encode()).hexdigest()[:12]
        is_on = os.environ.get(SWITCH, "").strip().lower() != OFF
        return cls(folder=root / FOLDER / f"{kind}s" / name, suffix=f".{kind}", is_on=is_on)

    def name(self, told: bytes, inputs: bytes) -> str:
        """Return the name of what tells `told` at any address, and is made of all the `inputs`."""
        return f"{told.hex()[:_TOLD]}{_THEN}{inputs.hex()}{self.suffix}"

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name; None where nothing is that can be believed."""
        self.used.add(name)
        if not self.is_on:
            return None
        try:
            content = _content(self.folder / name)
        except FileNotFoundError:
            return None
        except OSError:
            self.damaged.add(name)
            return None
        digest, kept = content[:_DIGEST], content[_DIGEST:]
        if hashlib.sha256(kept).digest() == digest:
            return kept
        self.damaged.add(name)
        return None

    def keep(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all; what can be made again need not wait for the disk."""
        self.used.add(name)
        if not self.is_on:
            return
        with contextlib.suppress(OSError):  # where nobody may write, a build is only slower
            self.folder.mkdir(parents=True, exist_ok=True)
            written = hashlib.sha256(content).digest() + content
            with tempfile.NamedTemporaryFile(
                dir=self.folder, suffix=self.suffix, delete=False
            ) as file:
                file.write(written)
            Path(file.name).replace(self.folder / name)

    def tidy(self) -> None:
        """Remove what nobody has asked for: what was made of entries that are gone, too."""
        self.prune(set(map(told, self.used)), self.used)

    def prune(self, kept: Collection[str], names: Collection[str] | None = None) -> None:
        """Remove what tells anything but this; here also what has none of the `names`.

        The stores of other addresses, such as that of a preview, keep what they have of the rest.
        """
        with contextlib.suppress(OSError):
            for path in self.folder.parent.glob(f"*/*{self.suffix}"):
                is_told = told(path.name) in kept
                is_own = names is not None and path.parent == self.folder
                if not is_told or (is_own and path.name not in (names or ())):
                    path.unlink(missing_ok=True)


def told(name: str) -> str:
    """Return the part of a name by which `Store.prune` knows what a file tells."""
    return name.partition(_THEN)[0]


def _content(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        OSError: if it cannot be read, or is a pipe, which might never end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise IsADirectoryError(path)
    return path.read_bytes()
