"""Pages that other plugins add after the Release was made: held to the same rule of visibility."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from cto_portfolio import clock
from cto_portfolio.content import portfolio
from cto_portfolio.content.files import Content, Files
from cto_portfolio.content.folder_defaults import FILE_NAME as FOLDER_DEFAULTS
from cto_portfolio.content.sources import ENTRIES, PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.release import Release

_DEAD_LINK = "dead-link"
"""Left to the engine, which knows what else there is by now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LatePages:
    """Which of them must go, and what is to be said of all."""

    hidden: frozenset[PurePosixPath]
    texts: Mapping[PurePosixPath, str]
    """The others, without what is not for readers."""
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def decide(pages: Mapping[PurePosixPath, str], release: Release) -> LatePages:
    """Return which pages must not be published; an entry that comes late is no entry any more."""
    if not pages:
        return LatePages(hidden=frozenset(), texts={}, problems=(), notices=())
    lost = release.portfolio.lost
    written = portfolio.parse(
        {**_defaults(release.files), **pages},
        release.portfolio.framework,
        today=release.today,
        zone=clock.place(release.settings.timezone),
        lost=replace(lost, paths=lost.paths - pages.keys()),
    )
    shown = {page.path: page for page in written.author_pages if not page.is_private}
    late = [
        Problem(
            path=path,
            line=1,
            code="late-entry",
            message="another plugin adds it when entries are read; put the file into the portfolio",
        )
        for path in sorted(pages)
        if path.is_relative_to(ENTRIES) or path.is_relative_to(PACKETS)
    ]
    return LatePages(
        hidden=frozenset(pages.keys() - shown.keys()),
        texts={path: f"{page.head}{page.body}" for path, page in shown.items()},
        problems=tuple(
            problem.below(release.folder)
            for problem in (*written.problems, *late)
            if problem.path in pages and problem.code != _DEAD_LINK
        ),
        notices=tuple(notice.below(release.folder) for notice in written.notices),
    )


def _defaults(files: Files) -> dict[PurePosixPath, Content]:
    """Return what pages begin with, by folders."""
    return {path: files[path] for path in files if path.name == FOLDER_DEFAULTS}
