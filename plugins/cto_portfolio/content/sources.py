"""Sources: the files of a portfolio, each as far as it can be understood alone."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from cto_portfolio import links, wording
from cto_portfolio.content import author_pages
from cto_portfolio.content.author_pages import Authored
from cto_portfolio.content.entry import MAX_SUMMARY, Entry, EntryMeta, Visibility, awaited
from cto_portfolio.content.files import Files
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.plan_file import FILE_NAME as PLAN
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem, Severity, near_file, near_miss
from cto_portfolio.text import (
    captions,
    frontmatter,
    images,
    private_passages,
    prose,
    validation,
    yaml_files,
)
from cto_portfolio.text.frontmatter import Document, FrontMatterError, Key
from cto_portfolio.text.private_passages import Aside, Parted
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import Fault

ENTRIES = PurePosixPath("entries")
"""The folder below the portfolio's own in which every Markdown file is an entry."""

FOLDER_DEFAULTS = ".meta.yml"
"""What pages in its folder and below begin with, as Material's meta plugin has it."""
PACKETS = PurePosixPath("packets")
"""The folder of packets, of which nothing is published as it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A Markdown file, and what could be made of it."""

    path: PurePosixPath
    body: str
    """All of the text, where front matter and body could not be told apart."""
    references: tuple[Reference, ...]
    asides: tuple[Aside, ...] = ()
    """What was taken out of the body, for the author alone."""
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

    @property
    def private_files(self) -> frozenset[PurePosixPath]:
        """The files that only its author sees, in passages that are not published."""
        urls = (one.url for aside in self.asides for one in prose.references(aside.text))
        found = (links.resolve(url, source=self.path) for url in urls if not links.is_external(url))
        return frozenset(path for path in found if path)

    def at(self, reference: Reference, code: str, message: str, severity: Severity) -> Problem:
        """Give a problem of the body its place."""
        first = self.document.body_line if self.document else 1
        line = first + private_passages.written_line(reference.line, self.asides) - 1
        return Problem(path=self.path, line=line, code=code, message=message, severity=severity)


def is_well_known(path: PurePosixPath) -> bool:
    """Whether a file is published although engines leave out what begins with a dot.

    It has that name to be found (RFC 8615), and the author has put it there for everybody.
    """
    return path.parts[0] == ".well-known" and path.suffix != ".md"


def counts_though_excluded(path: PurePosixPath) -> bool:
    """Whether a file counts although engines leave out what begins with a dot."""
    return is_well_known(path) or path.name in {FOLDER_DEFAULTS, ".nojekyll"}


def is_text(path: PurePosixPath) -> bool:
    """Whether the text of a file is needed."""
    if path.is_relative_to(ENTRIES) and path.suffix in captions.ENDINGS:
        return True
    is_data = path in {PurePosixPath(PROFILE), PurePosixPath(PLAN)} or path.parent == PACKETS
    return path.suffix.lower() in {".md", ".svg"} or is_data


def is_read(path: PurePosixPath) -> bool:
    """Whether the content of a file is needed, or only the fact that it is there."""
    return is_text(path) or images.is_image(path)


def read(path: PurePosixPath, files: Files, framework: Framework, *, today: dt.date) -> Source:
    """Understand one Markdown file as an entry or as an authored page.

    `today` decides what is still to come, and is not published yet.
    """
    content = files[path] or ""
    is_entry = path.is_relative_to(ENTRIES)
    try:
        text = frontmatter.decode(content)
        if is_entry or frontmatter.has_block(text):
            document = frontmatter.parse(text)
        else:
            document = Document(meta={}, body=text, body_line=1, lines={})
    except FrontMatterError as error:
        raw = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        problem = Problem(path=path, line=error.line, code=error.code, message=error.message)
        return Source(path=path, body=raw, problems=(problem,), references=prose.references(raw))
    parted = private_passages.part(document.body)
    source = Source(
        path=path,
        body=parted.shown,
        asides=parted.asides,
        document=document,
        references=prose.references(parted.shown),
        problems=(
            *yaml_files.doubled(document, path),
            *yaml_files.marked_values(document, path),
            *_found_markers(parted, document, path),
        ),
    )
    if is_entry:
        return _as_entry(source, document, files, framework, today=today)
    head = text[: len(text) - len(document.body)]
    return _as_authored(source, document, head, today=today)


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


def _found_markers(parted: Parted, document: Document, path: PurePosixPath) -> Iterator[Problem]:
    for one in parted.found:
        line = document.body_line + one.line - 1
        yield Problem(
            path=path, line=line, code=one.code, message=one.message, severity=one.severity
        )


def _as_authored(source: Source, document: Document, head: str, *, today: dt.date) -> Source:
    is_visible, faults = author_pages.visible(document, source.path, today=today)
    title = document.meta.get("title")
    page = Authored(
        path=source.path,
        head=head,
        body=source.body,
        body_line=document.body_line,
        references=source.references,
        asides=source.asides,
        title=title if isinstance(title, str) else None,
        is_private=not is_visible,
    )
    problems = (validation.place(fault, document, source.path) for fault in faults)
    return replace(source, authored=page, problems=(*source.problems, *problems))


def _as_entry(
    source: Source, document: Document, files: Files, framework: Framework, *, today: dt.date
) -> Source:
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
    source = replace(source, problems=(*source.problems, *problems))
    if meta is None:
        return source
    day = meta.first_day
    entry = Entry(
        path=source.path,
        kind=kind,
        meta=meta,
        body=source.body,
        body_line=document.body_line,
        lines=document.lines,
        references=source.references,
        summary=summary(meta, source.body),
        appendix=_appendix(meta, source.path, files)[0],
        asides=source.asides,
        appears=day if day and day > today and meta.publish == "on-date" else None,
    )
    if entry.appears and replace(entry, appears=None).visibility is not Visibility.PRIVATE:
        fault = awaited("date" if meta.date else "period", entry.appears)
        placed = validation.place(fault, document, source.path)
        source = replace(source, problems=(*source.problems, placed))
    return replace(source, entry=entry)


def summary(meta: EntryMeta, body: str) -> str:
    """Return an entry's summary: the author's, else the first paragraph, as long as a card is."""
    if meta.summary:
        return meta.summary
    return wording.shortened(wording.typographic(prose.first_paragraph(body)), MAX_SUMMARY)


def _faults(
    meta: EntryMeta, path: PurePosixPath, files: Files, framework: Framework
) -> Iterator[Fault]:
    yield from meta.faults()
    yield from _unknown_requirements(meta, framework)
    yield from missing_files(validation.addresses(meta), path, files)
    yield from _appendix(meta, path, files)[1]


def _appendix(meta: EntryMeta, path: PurePosixPath, files: Files) -> tuple[str, tuple[Fault, ...]]:
    """Return the text that a page shows below the entry's own, or what is wrong with its file."""
    found = links.resolve(meta.appendix, source=path) if meta.appendix else None
    key = next((key for key, url in validation.addresses(meta) if url == meta.appendix), ())
    try:
        text = frontmatter.decode(files.get(found) or "") if found else ""
    except FrontMatterError as error:
        message = f"'{meta.appendix}', line {error.line}: {error.message}"
        return "", (Fault(key, error.code, message),)
    if private_passages.is_marked(text):
        message = (
            f"'{private_passages.OPENING}' hides nothing in '{meta.appendix}'; take the passage out"
        )
        return "", (Fault(key, "private-in-appendix", message),)
    return text, ()


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
