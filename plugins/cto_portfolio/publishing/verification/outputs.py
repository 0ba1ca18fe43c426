"""Outputs: the files of a built site, each read once, for all checks."""

import functools
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio import links
from cto_portfolio.publishing.confidential import unpacking

PAGES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, kw_only=True)
class Output:
    """A file of a built site. Not slotted: what is derived is kept."""

    path: PurePosixPath
    """From the site's folder."""
    content: bytes

    @property
    def is_page(self) -> bool:
        """Whether browsers show it as a page."""
        return self.path.suffix.lower() in PAGES

    @functools.cached_property
    def address(self) -> str:
        """What it has in common with the source that it would be published for."""
        ending = self.path.suffix.lower()
        return links.address(self.path.with_suffix(".html") if ending in PAGES else self.path)

    @functools.cached_property
    def digest(self) -> bytes:
        """What files of the same content have in common."""
        return hashlib.sha256(self.content).digest()

    @functools.cached_property
    def texts(self) -> tuple[bytes, ...]:
        """What can be read in it, in UTF-8: itself, or what is packed into it.

        Raises:
            UnreadableError: if something in it cannot be unpacked, and so not be looked at.
        """
        if b"\x00" not in self.content and _is_utf8(self.content):
            return (self.content,)
        found = unpacking.texts(self.content, self.path.suffix)
        return tuple(text.encode("utf-8", "replace") for text in found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A file or a folder that is there and cannot be read."""

    path: PurePosixPath
    reason: str


def read(site_dir: Path) -> Iterator[Output | Unread]:
    """Yield the files of a site, pages first; git's own are none of them."""
    unread: list[OSError] = []
    paths: list[PurePosixPath] = []
    for folder, folders, names in os.walk(site_dir, onerror=unread.append):
        at = PurePosixPath(Path(folder).relative_to(site_dir).as_posix())
        folders[:] = [name for name in folders if name != ".git"]
        paths += (at / name for name in names)
    for error in unread:
        path = PurePosixPath(Path(error.filename).relative_to(site_dir).as_posix())
        yield Unread(path=path, reason=error.strerror or "")
    for path in sorted(paths, key=lambda path: (path.suffix not in PAGES, path)):
        try:
            yield Output(path=path, content=(site_dir / path).read_bytes())
        except OSError as error:
            yield Unread(path=path, reason=error.strerror or "")


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
