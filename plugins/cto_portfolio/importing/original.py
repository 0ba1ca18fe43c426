"""The original: a folder, a file or a zip archive from which documents are brought in.

Nothing of it is trusted: no link leads out, no file is read that is larger than it may be, and what
an archive says of itself is not believed.
"""

import contextlib
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio.importing.incoming import Refusal, RefusedError
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

MOST_TEXT = 5_000_000
"""Bytes of a document: as many as an entry may have."""
MOST_BYTES = 50_000_000
"""Of a picture or another file that comes along, and of an export that holds many documents."""
MOST_FILES = 100_000
"""Files that are looked at."""
_MOST_OPENED = 2_000_000_000
"""Bytes that all files of an archive may have together."""
_MOST_FOLDERS_UP = 5
_UNREADABLE = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What is raised over damaged files and archives."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_SOURCES = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv", "vendor"})
"""Folders that hold other people's files."""
_MARKS_OF_SITE = (
    *("_config.yml", "_config.yaml", "_config.toml", "hugo.toml", "hugo.yaml", "hugo.json"),
    *("config.toml", "config.yaml", "mkdocs.yml", "mkdocs.yaml", "pelicanconf.py", "package.json"),
    *("astro.config.mjs", "astro.config.ts", ".eleventy.js", "eleventy.config.js"),
    *("eleventy.config.mjs", "eleventy.config.cjs"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Original:
    """Files by their paths, each read when it is asked for."""

    name: str
    """As the author typed it."""
    sizes: Mapping[PurePosixPath, int]
    """Of all files, from the root of the site that they belong to."""
    chosen: PurePosixPath
    """What was asked for: a folder or a file below that root."""
    read_bytes: Callable[[PurePosixPath, int], bytes]
    """Return what a file holds, but not more than so many bytes."""
    refused: tuple[Refusal, ...] = ()
    """What cannot be looked at."""

    def __contains__(self, path: PurePosixPath) -> bool:
        return path in self.sizes

    def below(self, *endings: str) -> list[PurePosixPath]:
        """Return the files that were asked for and end so, in the order of their paths."""
        return [
            path
            for path in sorted(self.sizes)
            if path.name.lower().endswith(endings)
            and (path == self.chosen or path.is_relative_to(self.chosen))
        ]

    def content(self, path: PurePosixPath, *, most: int = MOST_BYTES) -> bytes:
        """Return what a file holds.

        Raises:
            RefusedError: if it is too large or cannot be read.
        """
        if self.sizes.get(path, 0) > most:
            raise RefusedError(_too_large(self.sizes[path], most))
        try:
            content = self.read_bytes(path, most + 1)
        except KeyError:
            raise RefusedError("there is no such file") from None
        except _UNREADABLE as error:
            reason = getattr(error, "strerror", None) or error
            raise RefusedError(f"it cannot be read: {reason}") from error
        if len(content) > most:
            raise RefusedError(_too_large(len(content), most))
        return content

    def text(self, path: PurePosixPath, *, most: int = MOST_TEXT) -> str:
        """Return the text of a file with plain line ends and no byte-order mark.

        Raises:
            RefusedError: if it is too large, cannot be read, or is not UTF-8 (nor UTF-16 with a
                mark).
        """
        content = self.content(path, most=most)
        try:
            if content.startswith(_UTF_16):
                return frontmatter.decode(content.decode("utf-16"))
            text = frontmatter.decode(content)
        except FrontMatterError as error:
            raise RefusedError(error.message, line=error.line) from error
        except UnicodeDecodeError as error:
            raise RefusedError("it begins as UTF-16 and is not; save it as UTF-8") from error
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise RefusedError("it holds the byte 0, as no text does", line=line)
        return text


def _too_large(size: int, most: int) -> str:
    return f"{size:,} bytes; at most {most:,} are read; split it, or leave it out"


@contextlib.contextmanager
def opened(path: Path, *, within: Path | None = None) -> Iterator[Original]:
    """Yield what lies at a path: a folder, an archive, or the file's folder with it alone chosen.

    `within` is the project that is imported into: it is not the site that a folder in it is of.

    Raises:
        PortfolioError: if there is nothing that can be read.
    """
    if not path.exists():
        raise PortfolioError(f"there is no '{path}'; name a folder, a file or a zip archive")
    if path.is_dir():
        yield _folder(path, within)
    elif zipfile.is_zipfile(path):
        with _archive(path) as original:
            yield original
    elif path.is_file():
        yield _folder(path, within)
    else:
        raise PortfolioError(f"'{path}' is neither a folder nor a file")


def _folder(path: Path, within: Path | None) -> Original:
    real = Path(os.path.realpath(path))
    end = Path(os.path.realpath(within)) if within else None
    root = _root(real if real.is_dir() else real.parent, end)
    sizes: dict[PurePosixPath, int] = {}
    refused: list[Refusal] = []
    for name, size in _walk(root):
        if isinstance(size, str):
            refused.append(Refusal(origin=name, message=size))
        elif len(sizes) < MOST_FILES:
            sizes[name] = size
        else:
            raise PortfolioError(f"more than {MOST_FILES:,} files; name one folder below '{path}'")
    chosen = PurePosixPath(real.relative_to(root).as_posix())

    def read_bytes(name: PurePosixPath, most: int) -> bytes:
        with (root / name).open("rb") as file:
            return file.read(most)

    return Original(
        name=str(path),
        sizes=sizes,
        chosen=chosen,
        read_bytes=read_bytes,
        refused=tuple(one for one in refused if one.origin.is_relative_to(chosen)),
    )


def _root(folder: Path, end: Path | None) -> Path:
    """Return the folder of the site that a folder belongs to, or itself.

    Pictures lie there, beside the folder of posts.
    """
    for above in (folder, *list(folder.parents)[:_MOST_FOLDERS_UP]):
        if end and end.is_relative_to(above) and above != folder:
            break
        if any((above / name).is_file() for name in _MARKS_OF_SITE):
            return above
        if (above / ".git").exists():
            break
    return folder


def _walk(root: Path) -> Iterator[tuple[PurePosixPath, int | str]]:
    """Yield files with their sizes, or with the reason why they cannot be looked at."""
    for folder, folders, names in os.walk(root):
        kept = [name for name in folders if _holds_sources(name)]
        folders[:] = sorted(name for name in kept if not Path(folder, name).is_symlink())
        linked = [name for name in kept if Path(folder, name).is_symlink()]
        for name in sorted([*names, *linked]):
            path = Path(folder, name)
            yield PurePosixPath(path.relative_to(root).as_posix()), _size(path, root)


def _holds_sources(folder: str) -> bool:
    return folder not in _NOT_SOURCES and not folder.startswith(".")


def _size(path: Path, root: Path) -> int | str:
    try:
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            return "it is a link that leads out of the folder; put a copy in its place"
        found = path.stat()
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    if stat.S_ISDIR(found.st_mode):
        return "it is a link to a folder; its files are read where they are"
    return found.st_size if stat.S_ISREG(found.st_mode) else "it is no plain file"


@contextlib.contextmanager
def _archive(path: Path) -> Iterator[Original]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise PortfolioError(f"'{path}' cannot be unpacked: {error}") from error
    with archive:
        yield _of_members(path, archive)


def _of_members(path: Path, archive: zipfile.ZipFile) -> Original:
    members: dict[PurePosixPath, zipfile.ZipInfo] = {}
    refused: list[Refusal] = []
    total = 0
    for member in archive.infolist():
        name = PurePosixPath(member.filename.replace("\0", ""))
        folders = (part for part in name.parts[:-1] if part != "..")
        if member.is_dir() or not all(map(_holds_sources, folders)):
            continue
        total += member.file_size
        if reason := _why_not(member, name, total=total, is_there=name in members):
            refused.append(Refusal(origin=PurePosixPath(*name.parts[-3:]), message=reason))
        else:
            members[name] = member
        if len(members) + len(refused) > MOST_FILES:
            raise PortfolioError(f"'{path}' holds more than {MOST_FILES:,} files")

    def read_bytes(name: PurePosixPath, most: int) -> bytes:
        with archive.open(members[name]) as file:
            return file.read(most)

    return Original(
        name=str(path),
        sizes={name: member.file_size for name, member in members.items()},
        chosen=PurePosixPath(),
        read_bytes=read_bytes,
        refused=tuple(refused),
    )


def _why_not(
    member: zipfile.ZipInfo, name: PurePosixPath, *, total: int, is_there: bool
) -> str | None:
    """Return why a file of an archive is not read; None if it is."""
    mode = member.external_attr >> 16
    is_outside = name.is_absolute() or ".." in name.parts or "\\" in member.filename
    if is_outside or ":" in str(name.parts[:1]) or not name.parts:
        return "its name leads out of the archive"
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is no plain file"
    if member.flag_bits & 1:
        return "it is locked with a password; unpack the archive yourself and name the folder"
    if total > _MOST_OPENED:
        return f"unpacked, the archive has more than {_MOST_OPENED:,} bytes"
    return "the archive holds two files of this name; this is the second" if is_there else None
