"""What is exported: profile and entries as plain values, all of them or by the Release's rule."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import links
from cto_portfolio.content.decision_status import DecisionStatus
from cto_portfolio.content.entry import Entry, Period, Visibility
from cto_portfolio.content.files import Files
from cto_portfolio.periods import PartialDate
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.release import Release
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.validation import Authored

_OF_THE_AUTHOR = frozenset({"notes"})
"""Keys that are for nobody else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportedEntry:
    """An entry as a program may have it."""

    path: PurePosixPath
    """From the portfolio's folder."""
    meta: Mapping[str, Any]
    """Its keys, as an author writes them: text, numbers, lists and mappings."""
    body: str
    is_hidden: bool
    """Whether readers may not see it, whatever its date; another tool must not show it."""
    files: tuple[PurePosixPath, ...]
    """The files of the portfolio that it uses and that leave with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """All that leaves."""

    profile: Mapping[str, Any] | None
    entries: tuple[ExportedEntry, ...]


def of(release: Release, *, is_private: bool) -> Exported:
    """Return what is public; with `is_private`, all that could be understood.

    Raises:
        PortfolioError: if something confidential would leave with what is public.
    """
    if release.refusals and not is_private:
        raise PortfolioError("\n".join(map(str, release.refusals)))
    entries = release.portfolio.entries if is_private else release.portfolio.listed
    profile = release.portfolio.profile
    return Exported(
        profile=plain(profile) if profile else None,
        entries=tuple(_entry(entry, release, is_private=is_private) for entry in entries),
    )


def _entry(entry: Entry, release: Release, *, is_private: bool) -> ExportedEntry:
    meta = dict(plain(entry.meta))
    if is_private:
        body = _whole_body(entry, release.files)
        if _hides_elsewhere(entry):
            meta["visibility"] = Visibility.PRIVATE.value
    else:
        body = entry.body
        meta = {key: value for key, value in meta.items() if key not in _OF_THE_AUTHOR}
        meta |= _lineage(entry, release)
    leaving = set(release.files if is_private else release.beside)
    return ExportedEntry(
        path=entry.path,
        meta=_with_dates(entry, meta),
        body=body.strip("\n"),
        is_hidden=entry.visibility is not Visibility.PUBLIC and entry.appears is None,
        files=tuple(sorted(set(_used(entry)) & leaving)),
    )


def _whole_body(entry: Entry, files: Files) -> str:
    """Return the body with its private passages and all links."""
    content = files.get(entry.path)
    return frontmatter.parse(frontmatter.decode(content)).body if content else entry.body


def _hides_elsewhere(entry: Entry) -> bool:
    """Whether a folder hides an entry, so that it would be public anywhere else."""
    meta = entry.meta
    says_so = meta.draft or meta.visibility == "private" or not meta.has_consent
    return entry.visibility is Visibility.PRIVATE and not says_so and entry.appears is None


def _with_dates(entry: Entry, meta: Mapping[str, Any]) -> Mapping[str, Any]:
    key = "date" if "date" in meta else "period"
    return {name: entry.span.written if name == key else value for name, value in meta.items()}


def _lineage(entry: Entry, release: Release) -> Mapping[str, Any]:
    """Return what came in whose place, as far as readers may know of both."""
    older = release.site.predecessors.get(entry.path, ())
    newer = release.site.successors.get(entry.path, ())
    found: dict[str, Any] = {}
    if entry.meta.predecessors:
        found["supersedes"] = [_relative(other, entry) for other in older]
    status = getattr(entry.meta, "status", None)
    if isinstance(status, DecisionStatus) and status.successors:
        found["status"] = _status(
            DecisionStatus(
                word=status.word, successors=tuple(_relative(other, entry) for other in newer)
            )
        )
    return found


def _relative(other: Entry, entry: Entry) -> str:
    return posixpath.relpath(other.path, entry.path.parent)


def _used(entry: Entry) -> Iterator[PurePosixPath]:
    urls: Iterable[str] = (
        *(reference.url for reference in entry.references),
        *(url for _, url in validation.addresses(entry.meta)),
    )
    for url in urls:
        if not links.is_external(url) and (path := links.resolve(url, source=entry.path)):
            yield path


def plain(value: Authored) -> Mapping[str, Any]:
    """Return the keys that an author has filled in, as text, numbers, lists and mappings."""
    return {
        field.alias or name: _plain(inner)
        for name, field in type(value).model_fields.items()
        if (inner := getattr(value, name)) != field.default or field.is_required()
    }


def _plain(value: object) -> object:
    match value:
        case Period():
            return value.span.written
        case Authored():
            return plain(value)
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case _:
            return _single(value)


def _single(value: object) -> object:
    match value:
        case PartialDate():
            return value.written
        case DecisionStatus():
            return _status(value)
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _status(status: DecisionStatus) -> str:
    """Return a status as records of decisions say it."""
    if not status.successors:
        return status.word
    return f"superseded by {', '.join(map(_successor, status.successors))}"


def _successor(name: str) -> str:
    return f"[{PurePosixPath(name).stem}]({name})" if name.endswith(".md") else name
