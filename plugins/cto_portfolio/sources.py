"""Sources: the files of a portfolio, each as far as it can be understood alone."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cto_portfolio import frontmatter, links, prose, validation, wording
from cto_portfolio.entries import MAX_SUMMARY, Entry, EntryMeta
from cto_portfolio.frameworks import Framework
from cto_portfolio.frontmatter import Document, FrontMatterError, Key
from cto_portfolio.kinds import KINDS
from cto_portfolio.planfile import FILE_NAME as PLAN
from cto_portfolio.problems import PortfolioError, Problem, Severity, near_file, near_miss
from cto_portfolio.profile import FILE_NAME as PROFILE
from cto_portfolio.prose import Reference
from cto_portfolio.validation import Fault

ENTRIES = PurePosixPath("entries")
"""The folder below the portfolio's own in which every Markdown file is an entry."""

Content = str | bytes | None
"""A file's text; None where it is only known to be there."""
Files = Mapping[PurePosixPath, Content]
"""By path relative to the portfolio's folder."""

_DANGEROUS = frozenset({"javascript", "vbscript", "data", "file", "blob"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Authored:
    """A Markdown file that is no entry, such as `about.md`, or the prose of the home page."""

    path: PurePosixPath
    title: str | None
    head: str
    """Its front matter, as written."""
    body: str
    references: tuple[Reference, ...]
    is_private: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A Markdown file, and what could be made of it."""

    path: PurePosixPath
    body: str
    """All of the text, where front matter and body could not be told apart."""
    references: tuple[Reference, ...]
    document: Document | None = None
    entry: Entry | None = None
    authored: Authored | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def addresses(self) -> tuple[tuple[Key, str], ...]:
        """The addresses in the front matter of an entry, with their keys."""
        return tuple(validation.addresses(self.entry.meta)) if self.entry else ()

    @property
    def files(self) -> frozenset[PurePosixPath]:
        """The files of the portfolio it links to or shows."""
        urls = [*(url for _, url in self.addresses), *(one.url for one in self.references)]
        found = (links.resolve(url, source=self.path) for url in urls if not links.is_external(url))
        return frozenset(path for path in found if path)

    def at(self, reference: Reference, code: str, message: str, severity: Severity) -> Problem:
        """Give a problem of the body its place."""
        line = reference.line + (self.document.body_line if self.document else 1) - 1
        return Problem(path=self.path, line=line, code=code, message=message, severity=severity)


def load(root: Path, *, excluded: Callable[[str], bool]) -> Files:
    """Read a portfolio's folder from the disk, but for what the engine leaves out, too.

    Raises:
        PortfolioError: if there is no such folder, or a file in it cannot be read.
    """
    if not root.is_dir():
        message = f"there is no folder '{root}'; go to where mkdocs.yml lies, or name it with -f"
        raise PortfolioError(message)
    files: dict[PurePosixPath, Content] = {}
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            relative = PurePosixPath(path.relative_to(root).as_posix())
            if excluded(str(relative)):
                continue
            try:
                files[relative] = path.read_bytes() if is_read(relative) else None
            except OSError as error:
                message = f"'{path}' cannot be read: {error.strerror}"
                raise PortfolioError(message) from error
    return files


def is_read(path: PurePosixPath) -> bool:
    """Whether the text of a file is needed, or only the fact that it is there."""
    return path.suffix == ".md" or path in {PurePosixPath(PROFILE), PurePosixPath(PLAN)}


def read(path: PurePosixPath, files: Files, framework: Framework) -> Source:
    """Understand one Markdown file as an entry or as an authored page."""
    content = files[path] or ""
    is_entry = path.is_relative_to(ENTRIES)
    try:
        text = frontmatter.decode(content)
        if not is_entry and not frontmatter.has_block(text):
            found = prose.references(text)
            authored = Authored(
                path=path, title=None, head="", body=text, references=found, is_private=False
            )
            return Source(path=path, body=text, authored=authored, references=found)
        document = frontmatter.parse(text)
    except FrontMatterError as error:
        raw = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        problem = Problem(path=path, line=error.line, code=error.code, message=error.message)
        return Source(path=path, body=raw, problems=(problem,), references=prose.references(raw))
    source = Source(
        path=path,
        body=document.body,
        document=document,
        references=prose.references(document.body),
        problems=doubled(document, path),
    )
    if is_entry:
        return _as_entry(source, document, files, framework)
    return _as_authored(source, document, text)


def doubled(document: Document, path: PurePosixPath) -> tuple[Problem, ...]:
    """Return the problems of keys that stand in a document twice."""
    return tuple(
        Problem(path=path, line=fault.line, code=fault.code, message=fault.message)
        for fault in document.faults
    )


def missing_files(
    addresses: Iterable[tuple[Key, str]], source: PurePosixPath, files: Files
) -> Iterator[Fault]:
    """Yield the addresses of front matter that lead to no file of the portfolio."""
    for key, url in addresses:
        if links.is_external(url):
            continue
        path = links.resolve(url, source=source)
        if path is None:
            message = f"'{url}' lies outside of the portfolio; copy the file beside this one"
            yield Fault(key, "missing-file", message)
        elif path not in files:
            beside = [one.name for one in files if one.parent == path.parent]
            message = f"there is no file '{url}'{near_file(path.name, beside)}"
            yield Fault(key, "missing-file", message)


def _as_authored(source: Source, document: Document, text: str) -> Source:
    visibility = document.meta.get("visibility", "public")
    draft = document.meta.get("draft", False)
    faults: list[Fault] = []
    if visibility not in ("public", "private"):
        message = f"'visibility' of a page is public or private, not '{visibility}'"
        faults.append(Fault(("visibility",), "bad-value", message))
    if not isinstance(draft, bool):
        message = f"'draft' takes true or false, not {frontmatter.type_name(draft)}"
        faults.append(Fault(("draft",), "wrong-type", message))
    title = document.meta.get("title")
    authored = Authored(
        path=source.path,
        head=text[: len(text) - len(source.body)],
        body=source.body,
        references=source.references,
        title=title if isinstance(title, str) else None,
        is_private=visibility == "private" or bool(draft),
    )
    problems = (validation.place(fault, document, source.path) for fault in faults)
    return replace(source, authored=authored, problems=(*source.problems, *problems))


def _as_entry(source: Source, document: Document, files: Files, framework: Framework) -> Source:
    name = document.meta.get("kind")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        problem = validation.place(_unknown_kind(name), document, source.path)
        return replace(source, problems=(*source.problems, problem))
    meta, problems = validation.validate(
        kind.model,
        document,
        source.path,
        lambda meta: _faults(meta, source.path, files, framework),
    )
    unsafe = tuple(_unsafe_references(source))
    source = replace(source, problems=(*source.problems, *problems, *unsafe))
    if meta is None:
        return source
    summary = meta.summary or prose.first_paragraph(document.body)
    entry = Entry(
        path=source.path,
        kind=kind,
        meta=meta,
        body=source.body,
        body_line=document.body_line,
        lines=document.lines,
        references=source.references,
        summary=summary if meta.summary else wording.shortened(summary, MAX_SUMMARY),
    )
    return replace(source, entry=entry)


def _faults(
    meta: EntryMeta, path: PurePosixPath, files: Files, framework: Framework
) -> Iterator[Fault]:
    yield from meta.faults()
    yield from _unknown_requirements(meta, framework)
    yield from missing_files(validation.addresses(meta), path, files)


def _unknown_kind(name: object) -> Fault:
    known = ", ".join(KINDS)
    if name is None:
        return Fault((), "missing-key", f"the key 'kind' is missing; add one of: {known}")
    guess = near_miss(str(name), KINDS) or f"; the kinds are: {known}"
    return Fault(("kind",), "unknown-kind", f"no kind '{name}'{guess}")


def _unknown_requirements(meta: EntryMeta, framework: Framework) -> Iterator[Fault]:
    for index, one in enumerate(meta.evidence):
        if message := framework.why_unknown(one.requirement):
            yield Fault(("evidence", index), "unknown-requirement", message)


def _unsafe_references(source: Source) -> Iterator[Problem]:
    for one in source.references:
        found = links.scheme(one.url)
        is_picture = one.url.lower().startswith("data:image/")  # browsers do not navigate to it
        if found in _DANGEROUS and not is_picture:
            message = f"'{found}:' links are not published; use http(s), mailto or a relative path"
            yield source.at(one, "unsafe-link", message, Severity.ERROR)
