"""Outputs: the files of a built site, each read once, for all checks."""

import functools
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cto_portfolio import links
from cto_portfolio.publishing.confidential import encoded_letters, unpacking
from cto_portfolio.publishing.confidential.batches import Batches

_BEGIN = re.compile(rb"\n(?=<(?:[fhlnoptvw]|div))")
"""Where a line begins with an element that is none of those within sentences."""
_BEGINS = {
    ".xml": re.compile(rb"\n(?=(?:<|&lt;)(?:[fhlnoptvw]|div))"),
    ".json": re.compile(rb"\\n(?=<(?:[fhlnoptvw]|div))"),
}
"""The same in feeds, which hold pages."""
PAGES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, kw_only=True)
class Output:
    """A file of a built site. Not slotted: what is derived is kept."""

    path: PurePosixPath
    """From the site's folder."""
    content: bytes
    new: bytes | None = None
    """The pieces of it that stand in no file before it; None: look at all of it."""
    signs: Batches | None = None
    """What is in whatever new needs a closer look; None: everything does."""
    encodings: tuple[str, ...] = ()
    """In which it may be written, besides the usual."""

    @functools.cached_property
    def is_page(self) -> bool:
        """Whether browsers show it as a page."""
        return self.path.suffix.lower() in PAGES

    @functools.cached_property
    def address(self) -> str:
        """What it has in common with the source that it would be published for."""
        is_renamed = self.is_page and self.path.suffix != ".html"
        return links.address(self.path.with_suffix(".html") if is_renamed else self.path)

    @functools.cached_property
    def digest(self) -> bytes:
        """What files of the same content have in common."""
        return hashlib.sha256(self.content).digest()

    @functools.cached_property
    def is_text(self) -> bool:
        """Whether it is a text in UTF-8, and packs nothing."""
        return b"\x00" not in self.content and _is_utf8(self.content)

    @functools.cached_property
    def texts(self) -> tuple[bytes, ...]:
        """What can be read in it, in UTF-8: itself, or what is packed into it.

        Raises:
            UnreadableError: if something in it cannot be unpacked, and so not be looked at.
        """
        if self.is_text:
            return (self.content,)
        return tuple(text.encode("utf-8", "replace") for text in self.unpacked)

    @functools.cached_property
    def unpacked(self) -> tuple[str, ...]:
        """All that can be read in it, in whatever form.

        Raises:
            UnreadableError: if something in it cannot be unpacked, and so not be looked at.
        """
        found = unpacking.texts(self.content, self.path.suffix, encodings=self.encodings)
        return tuple(found)

    @property
    def new_texts(self) -> tuple[bytes, ...]:
        """Of its texts what has not been seen before.

        Raises:
            UnreadableError: if something in it cannot be unpacked, and so not be looked at.
        """
        return self.texts if self.new is None else (self.new,)

    @functools.cached_property
    def has_signs(self) -> bool:
        """Whether anything new in it needs a closer look: one search in place of one per check."""
        if self.signs is None:
            return True
        return self.has_encoded_letters or any(map(self.signs.is_in, self.new_texts))

    @functools.cached_property
    def has_encoded_letters(self) -> bool:
        """Whether anything new in it must be decoded before it is searched."""
        search = encoded_letters.expression().search
        return any(search(text) is not None for text in self.new_texts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A file or a folder that is there and cannot be read."""

    path: PurePosixPath
    reason: str


def read(
    site_dir: Path,
    *,
    is_apart: Callable[[Output], bool] = lambda _: True,
    signs: Iterable[str] | None = None,
    encodings: tuple[str, ...] = (),
) -> Iterator[Output | Unread]:
    """Yield the files of a site, pages first; git's own are none of them.

    Half of a page is what all pages have: what is new in each is picked out, but for those that are
    apart, where something may be right that is not elsewhere. A file is cut where no sentence and
    no name goes on.
    """
    seen: set[bytes] = set()
    batches = None if signs is None else Batches([*signs], ignores_case=True)
    unread: list[OSError] = []
    names: list[str] = []
    root = os.path.join(site_dir, "")  # noqa: PTH118 - its length is asked for
    for folder, folders, files in os.walk(site_dir, onerror=unread.append):
        folders[:] = [name for name in folders if name != ".git"]
        names += (os.path.join(folder, name) for name in files)  # noqa: PTH118 - there are many
    for name in sorted(names, key=lambda name: (not name.endswith(".html"), name)):
        path = PurePosixPath(name[len(root) :].replace(os.sep, "/"))
        try:
            with open(name, "rb") as file:  # noqa: PTH123 - there are many
                content = file.read()
            output = Output(path=path, content=content, signs=batches, encodings=encodings)
        except OSError as error:
            unread.append(error)
            continue
        begin = _BEGIN if output.is_page else _BEGINS.get(path.suffix)
        if begin and output.is_text and not is_apart(output):
            new = set(begin.split(output.content)) - seen
            seen |= new
            output = _narrowed(output, b"\n\x1f\n".join(new))
        yield output
    for missed in unread:
        path = PurePosixPath(Path(missed.filename).relative_to(site_dir).as_posix())
        yield Unread(path=path, reason=missed.strerror or "")


def _narrowed(output: Output, new: bytes) -> Output:
    """Return a file of which only some pieces are new; what is derived of it is kept."""
    narrowed = replace(output, new=new)
    vars(narrowed).update({**vars(output), "new": new})
    return narrowed


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
