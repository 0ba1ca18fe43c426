"""A memory for sources, so that a preview understands only those anew that changed.

What a file means may rest on others: on whether they are there, or on what they hold. All that was
asked of them is remembered, and must be answered in the same way.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias

from cto_portfolio.clock import Today
from cto_portfolio.content import sources
from cto_portfolio.content.files import Content, Files
from cto_portfolio.content.folder_defaults import FolderDefaults
from cto_portfolio.content.sources import Source
from cto_portfolio.frameworks import Framework

ReadSource: TypeAlias = Callable[[PurePosixPath, Files, Framework, FolderDefaults, Today], Source]
"""Understands one Markdown file, as `read` does."""

_Basis: TypeAlias = tuple[Framework, FolderDefaults, Today]


def read(
    path: PurePosixPath,
    files: Files,
    framework: Framework,
    defaults: FolderDefaults,
    today: Today,
) -> Source:
    """Understand a file, and remember nothing."""
    return sources.read(path, files, framework, defaults, today=today)


@dataclass(kw_only=True, slots=True)
class SourceMemory:
    """What was understood in the last run. It changes with every run."""

    _basis: _Basis | None = None
    _known: dict[PurePosixPath, "_Known"] = field(default_factory=dict)

    def read(
        self,
        path: PurePosixPath,
        files: Files,
        framework: Framework,
        defaults: FolderDefaults,
        today: Today,
    ) -> Source:
        """Understand a file, unless it says what it said, and so does all that it rests on."""
        basis = (framework, defaults, today)
        if self._basis is None or not _is_same(basis, self._basis):
            self._known = {}
        self._basis = basis
        known = self._known.get(path)
        if known and known.holds(files):
            return known.source
        asked = _Asked(files)
        source = read(path, asked, framework, defaults, today)
        self._known[path] = _Known(source, asked.there, asked.held, is_whole=asked.is_whole)
        return source

    def forget_but(self, files: Files) -> None:
        """Forget the files that are gone."""
        self._known = {path: known for path, known in self._known.items() if path in files}


@dataclass(frozen=True, slots=True)
class _Known:
    source: Source
    there: Mapping[PurePosixPath, bool]
    held: Mapping[PurePosixPath, Content]
    is_whole: bool = field(kw_only=True)
    """Whether this is all that was asked."""

    def holds(self, files: Files) -> bool:
        return (
            self.is_whole
            and all((path in files) == is_there for path, is_there in self.there.items())
            and all(files.get(path) == content for path, content in self.held.items())
        )


class _Asked(Mapping[PurePosixPath, Content]):
    """Files that remember what was asked of them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.there: dict[PurePosixPath, bool] = {}
        self.held: dict[PurePosixPath, Content] = {}
        self.is_whole = True

    def __getitem__(self, path: PurePosixPath) -> Content:
        self.there[path] = path in self._files
        content = self.held[path] = self._files[path]
        return content

    def __contains__(self, path: object) -> bool:
        is_there = path in self._files
        if isinstance(path, PurePosixPath):
            self.there[path] = is_there
        return is_there

    def __iter__(self) -> Iterator[PurePosixPath]:
        self.is_whole = False
        return iter(self._files)

    def __len__(self) -> int:
        self.is_whole = False
        return len(self._files)


def _is_same(one: _Basis, other: _Basis) -> bool:
    """Compare what is the same object most often, in the same run."""
    return all(first is second or first == second for first, second in zip(one, other, strict=True))
