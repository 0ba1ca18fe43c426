"""Included text: what pages bring in of other files, and of those in turn, and must not.

Private passages of a file are left out wherever its text arrives, as long as their markers arrive
with it; nothing else of what is not published may arrive.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cto_portfolio.content import lost_links
from cto_portfolio.content.entry import Visibility
from cto_portfolio.content.files import Files
from cto_portfolio.content.lost_links import Lost
from cto_portfolio.content.sources import Source
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import frontmatter, includes, private_passages
from cto_portfolio.text.frontmatter import FrontMatterError
from cto_portfolio.text.includes import Include
from cto_portfolio.text.prose import Reference

Find = Callable[[str, PurePosixPath], Iterable[tuple[PurePosixPath, str]]]
"""Gives the text files that a target on a page may mean, with paths from the portfolio's folder."""
Understand = Callable[[PurePosixPath, str], Source]
_TOP = PurePosixPath("index.md")
_COMMENT = re.compile(r"(?m)^\s*#|\s#\s")


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """What pages may bring in that is none of the portfolio's files."""

    find: Find = lambda _target, _page: ()
    everywhere: tuple[str, ...] = ()
    """The names of what is brought into every page."""


@dataclass(frozen=True, kw_only=True)
class Included:
    """The files that pages may bring in, and how they are read."""

    files: Files
    by_path: dict[PurePosixPath, Source]
    """Those that are pages."""
    understand: Understand
    find: Find
    _read: dict[PurePosixPath, Source | None] = field(default_factory=dict)

    def problems(self, source: Source, lost: Lost) -> Iterator[Problem]:
        """Yield the lines by which a page would bring in what is not for readers."""
        appendix = source.entry.appendix if source.entry else ""
        for include in includes.find(source.body):
            place = Reference(url=include.target, start=0, line=include.line, is_image=False)
            for message, severity in self._said(include, source.path, lost):
                code = "hidden-include" if severity is Severity.ERROR else "private-include"
                yield source.at(place, code, message, severity)
        for include in includes.find(appendix):
            top = Reference(url=include.target, start=0, line=1, is_image=False)
            for message, severity in self._said(include, source.path, lost):
                code = "hidden-include" if severity is Severity.ERROR else "private-include"
                yield source.at(top, code, f"its appendix {message}", severity)

    def texts(self, source: Source, lost: Lost) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield what a page brings in of files that are not hidden, and they in turn."""
        left, seen = [*includes.find(source.body)], {source.path}
        while left:
            include = left.pop()
            for path, meant in self._meant(include, source.path):
                if path not in seen and path not in lost.paths:
                    seen.add(path)
                    left += includes.find(meant.body)
                    yield path, meant.body

    def refusals(self, name: str, lost: Lost) -> Iterator[str]:
        """Yield what is wrong with bringing a file into every page."""
        for message, severity in self._said(includes.snippet(name), _TOP, lost):
            if severity is Severity.ERROR:
                yield f"'auto_append' {message}"

    def _said(
        self, first: Include, page: PurePosixPath, lost: Lost
    ) -> Iterator[tuple[str, Severity]]:
        left, seen = [first], {page}
        while left:
            include = left.pop()
            for path in sorted(path for path in lost.paths - seen if include.is_of(path)):
                seen.add(path)
                yield (
                    f"brings in '{path}', which is not published; take the line out",
                    Severity.ERROR,
                )
            for path, source in self._meant(include, page):
                if path in seen or path in lost.paths:
                    continue
                seen.add(path)
                left += includes.find(source.body)
                yield from _of_source(source, include)
                yield from _of_links(source, page, lost)

    def _meant(
        self, include: Include, page: PurePosixPath
    ) -> Iterator[tuple[PurePosixPath, Source]]:
        for path in self.files:
            if include.is_of(path) and (source := self._source(path)):
                yield path, source
        for path, text in self.find(include.target, page):
            if path not in self.files:
                yield path, self.understand(path, text)

    def _source(self, path: PurePosixPath) -> Source | None:
        """Return what a file says; None: it is no text."""
        if path in self.by_path:
            return self.by_path[path]
        if path not in self._read:
            self._read[path] = self._text(path)
        return self._read[path]

    def _text(self, path: PurePosixPath) -> Source | None:
        try:
            text = frontmatter.decode(self.files[path] or "")
        except (FrontMatterError, OSError):
            return None
        return as_text(path, text)


def as_text(path: PurePosixPath, text: str) -> Source:
    """Return a file that is no page, as it is brought into one."""
    parted = private_passages.part(text)
    problems = tuple(
        Problem(path=path, line=found.line, code=found.code, message=found.message)
        for found in parted.found
        if found.severity is Severity.ERROR
    )
    return Source(
        path=path,
        body=parted.shown,
        private_passages=parted.private_passages,
        references=(),
        problems=problems,
    )


def _of_links(source: Source, page: PurePosixPath, lost: Lost) -> Iterator[tuple[str, Severity]]:
    """Yield the links that would arrive, and lead to what is hidden from the file or the page."""
    for place in (source.path, page):
        shown = lost_links.without(source.body, place, lost)
        for url in dict.fromkeys((*(link.url for link in shown.lost), *shown.stubborn)):
            message = (
                f"brings in '{source.path}', and with it the address '{url}', which is not "
                "published; take the link out there"
            )
            yield message, Severity.ERROR
            return


def _of_source(source: Source, include: Include) -> Iterator[tuple[str, Severity]]:
    """Yield what must not arrive with a file that is not hidden as a whole."""
    what = f"brings in '{source.path}'"
    page = source.author_page
    if page and page.audience.visibility is Visibility.PRIVATE:
        yield f"{what}, which is private; take the line out", Severity.ERROR
    elif wrong := next((problem for problem in source.problems if problem.withholds), None):
        yield f"{what}, which has an error: {wrong.message}", Severity.ERROR
    elif source.entry and source.entry.meta.notes:
        yield f"{what}, and with it its 'notes'; take the line out", Severity.ERROR
    elif page and _COMMENT.search(page.head):
        yield f"{what}, and with it comments in its front matter; take them out", Severity.ERROR
    elif source.private_passages and not include.keeps_markers:
        message = (
            f"{what} in a way in which its private passages cannot be left out; bring in all of "
            "it, outside of code, or take the passages out"
        )
        yield message, Severity.ERROR
    elif source.private_passages:
        yield f"{what}, without its private passages", Severity.WARNING
