"""Folder defaults: what a file `.meta.yml` says of who sees the pages below it.

Material's plugin `meta` reads it for everything else. Here the keys that hide count whether that
plugin is there or not, and a file that cannot be understood hides all that lies below it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from cto_portfolio import links, wording
from cto_portfolio.content import hiding_keys
from cto_portfolio.content.entry import is_drafts_folder
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.frontmatter import FrontMatterError
from cto_portfolio.text.validation import Authored, FirstDay

FILE_NAME = ".meta.yml"


class FolderMeta(Authored):
    """The keys that decide who sees pages; whatever else stands there is other tools'."""

    model_config = ConfigDict(extra="allow")
    never_empty: ClassVar[frozenset[str]] = hiding_keys.NEVER_EMPTY

    visibility: Literal["public", "unlisted", "private"] = "public"
    """Who may see the pages: everybody, whoever has the address, or only you."""
    draft: bool = False
    """While true, no page is published or counted."""
    publish: Literal["on-date", "now"] = "on-date"
    """When pages get onto the site: not before their date, or at once, to announce them."""
    date: FirstDay | None = None
    """When pages are of that have neither `date` nor `period` of their own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FolderDefaults:
    """What holds for the pages of each folder that has a `.meta.yml`."""

    by_folder: Mapping[PurePosixPath, Mapping[str, Any] | None]
    """None: it could not be understood."""

    def is_closed(self, path: PurePosixPath) -> bool:
        """Whether a file lies below a `.meta.yml` that could not be understood."""
        return any(self.by_folder.get(folder, {}) is None for folder in path.parents)

    def around(self, path: PurePosixPath, meta: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a page's own keys with those it inherits; the nearest folder's goes first.

        What lies in a folder of drafts is one, whatever it says of itself.
        """
        inherited: dict[str, Any] = {}
        for folder in reversed(path.parents):
            inherited |= self.by_folder.get(folder) or {}
        if {"date", "period"} & meta.keys():
            inherited.pop("date", None)
        is_draft = any(map(is_drafts_folder, path.parts[:-1]))
        return {**inherited, **meta, **({"draft": True} if is_draft else {})}


def parse(
    files: Mapping[PurePosixPath, str | bytes | None], *, today: dt.date
) -> tuple[FolderDefaults, tuple[Problem, ...]]:
    """Return what the folders of a portfolio say of their pages, and what is wrong with it."""
    by_folder: dict[PurePosixPath, Mapping[str, Any] | None] = {}
    problems: list[Problem] = []
    for path in sorted(files):
        if path.name == FILE_NAME:
            by_folder[path.parent], found = _read(path, files[path], today)
            problems += found
            if by_folder[path.parent] is None:
                problems += _closed(path, files)
    problems += _drafts(files)
    return FolderDefaults(by_folder=by_folder), tuple(problems)


def _read(
    path: PurePosixPath, content: str | bytes | None, today: dt.date
) -> tuple[Mapping[str, Any] | None, tuple[Problem, ...]]:
    if content is None:
        message = "it cannot be read; give yourself permission to read it, or remove it"
        return None, (Problem(path=path, line=1, code="unreadable-file", message=message),)
    try:
        document = frontmatter.load(frontmatter.decode(content))
    except FrontMatterError as error:
        problem = Problem(path=path, line=error.line, code=error.code, message=error.message)
        return None, (problem,)
    _, problems = validation.validate(
        FolderMeta,
        document,
        path,
        lambda value: hiding_keys.faults(value.model_extra or {}, today=today),
    )
    doubled = tuple(
        Problem(path=path, line=fault.line, code=fault.code, message=fault.message)
        for fault in document.faults
    )
    inherited = {key: document.meta[key] for key in hiding_keys.OWN if key in document.meta}
    is_amiss = doubled or any(problem.is_error for problem in problems)
    return (None if is_amiss else inherited), (*problems, *doubled)


def _closed(path: PurePosixPath, files: Mapping[PurePosixPath, object]) -> Iterator[Problem]:
    below = [page for page in files if links.is_page(page) and page.is_relative_to(path.parent)]
    if below:
        amount = wording.count(len(below), "page")
        message = f"nothing in its folder ({amount}) is published until this file is mended"
        severity = Severity.WARNING
        yield Problem(path=path, line=1, code="closed-folder", message=message, severity=severity)


def _drafts(files: Mapping[PurePosixPath, object]) -> Iterator[Problem]:
    """Yield a notice for each folder of drafts, at the first page that lies there."""
    first: dict[PurePosixPath, PurePosixPath] = {}
    for path in sorted(files):
        if links.is_page(path):
            for folder in path.parents:
                if is_drafts_folder(folder.name):
                    first.setdefault(folder, path)
    for folder, path in first.items():
        message = f"nothing in '{folder}' is published, as its name says; move out what is done"
        severity = Severity.NOTICE
        yield Problem(path=path, line=1, code="drafts-folder", message=message, severity=severity)
