"""Sources: the files of a portfolio, each as far as it can be understood alone."""

import datetime as dt
import functools
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.clock import Today
from cto_portfolio.content import audience, hiding_keys, unanswered
from cto_portfolio.content.audience import Audience, Wishes
from cto_portfolio.content.author_pages import AuthorPageMeta
from cto_portfolio.content.entry import EntryMeta, Kind, Visibility
from cto_portfolio.content.files import Files
from cto_portfolio.content.folder_defaults import FILE_NAME as FOLDER_DEFAULTS
from cto_portfolio.content.folder_defaults import FolderDefaults
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.missing_files import KnownFiles
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem, Severity, near_miss, nearest_file
from cto_portfolio.text import (
    characters,
    file_names,
    foreign_heads,
    frontmatter,
    private_passages,
    prose,
    validation,
    yaml_files,
)
from cto_portfolio.text.frontmatter import Document, FrontMatterError, Key
from cto_portfolio.text.private_passages import PrivatePassage, SplitBody
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import Fault

ENTRIES = PurePosixPath("entries")
"""The folder below the portfolio's own in which every Markdown file is an entry."""

PACKETS = PurePosixPath("packets")
"""The folder of packets, of which nothing is published as it is."""

_MOST = 5_000_000
"""Longer files are refused unread: engines take minutes over them, and readers hours."""

_MOST_AMPERSANDS = 200_000
"""Each may begin a letter's name; a parser by the standard takes four times as long over twice as
many that stand in one text, and half a second over these."""

_CONFIGURATION = frozenset({".yml", ".yaml", ".json"})
"""Endings of files to which nobody leads readers."""

_Decide = Callable[[Wishes], Audience]


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenEntry:
    """What an entry says, before it is known which of the files it names are published."""

    kind: Kind
    meta: EntryMeta
    audience: Audience
    appendix: str
    """The text of the file that `meta.appendix` names; empty without one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenPage:
    """What a page of the author's own says of itself."""

    meta: AuthorPageMeta
    audience: Audience
    head: str
    """Its front matter, as written."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A Markdown file as it was written, and how far it could be understood.

    Not slotted: what is derived is worked out once and kept.
    """

    path: PurePosixPath
    body: str
    """All of the text, where front matter and body could not be told apart."""
    references: tuple[Reference, ...]
    private_passages: tuple[PrivatePassage, ...] = ()
    """What was taken out of the body, for the author alone."""
    document: Document | None = None
    entry: WrittenEntry | None = None
    author_page: WrittenPage | None = None
    problems: tuple[Problem, ...] = ()

    @functools.cached_property
    def addresses(self) -> tuple[tuple[Key, str], ...]:
        """The addresses in the front matter of an entry, with their keys."""
        return tuple(validation.addresses(self.entry.meta)) if self.entry else ()

    @functools.cached_property
    def files(self) -> frozenset[PurePosixPath]:
        """The files of the portfolio it links to or shows."""
        urls = [*(url for _, url in self.addresses), *(one.url for one in self.references)]
        found = (links.resolve(url, source=self.path) for url in urls if not links.is_external(url))
        return frozenset(path for path in found if path)

    @property
    def private_files(self) -> frozenset[PurePosixPath]:
        """The files that only its author sees, in passages that are not published."""
        urls = (one.url for aside in self.private_passages for one in prose.references(aside.text))
        found = (links.resolve(url, source=self.path) for url in urls if not links.is_external(url))
        return frozenset(path for path in found if path)

    def at(self, reference: Reference, code: str, message: str, severity: Severity) -> Problem:
        """Give a problem of the body its place."""
        first = self.document.body_line if self.document else 1
        line = first + private_passages.written_line(reference.line, self.private_passages) - 1
        return Problem(path=self.path, line=line, code=code, message=message, severity=severity)


def is_well_known(path: PurePosixPath) -> bool:
    """Whether a file is published although engines leave out what begins with a dot.

    It has that name to be found (RFC 8615), and the author has put it there for everybody. What
    editors and systems leave beside it is not.
    """
    return (
        path.parts[0] == ".well-known"
        and not links.is_page(path)
        and not any(part.startswith(".") for part in path.parts[1:])
        and not file_names.is_copy(path.name)
    )


def counts_though_excluded(path: PurePosixPath) -> bool:
    """Whether a file counts although engines leave out what begins with a dot."""
    return is_well_known(path) or path.name in {FOLDER_DEFAULTS, ".nojekyll"}


def read(
    path: PurePosixPath,
    files: Files,
    framework: Framework,
    defaults: FolderDefaults,
    *,
    today: Today,
) -> Source:
    """Understand one Markdown file as an entry or as a page of the author's own.

    `today` decides what is still to come, and is not published yet.
    """
    content = files[path]
    if content is None:
        message = "it cannot be read; give yourself permission to read it, or remove it"
        return _unread(path, "unreadable-file", message)
    if len(content) > _MOST:
        message = (
            f"{len(content):,} characters of Markdown; at most {_MOST:,} are read; make several"
            " files of it, or move data into one of its own"
        )
        return _unread(path, "file-too-large", message)
    is_entry = path.is_relative_to(ENTRIES)
    try:
        text = frontmatter.decode(content)
        if text.count("&") > _MOST_AMPERSANDS:
            message = f"more than {_MOST_AMPERSANDS:,} '&'; move data into a file of its own"
            return _unread(path, "file-too-large", message)
        if is_entry or frontmatter.has_block(text):
            document = frontmatter.parse(text)
        else:
            document = Document(meta={}, body=text, body_line=1, lines={})
    except FrontMatterError as error:
        raw = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        problem = Problem(path=path, line=error.line, code=error.code, message=error.message)
        return Source(path=path, body=raw, problems=(problem,), references=prose.references(raw))
    document = replace(document, meta=defaults.around(path, document.meta))
    decide = functools.partial(
        audience.decide,
        path=path,
        today=today,
        is_closed=defaults.is_closed(path),
    )
    parted = private_passages.part(document.body)
    source = Source(
        path=path,
        body=parted.shown,
        private_passages=parted.private_passages,
        document=document,
        references=prose.references(parted.shown),
        problems=(
            *yaml_files.doubled(document, path),
            *yaml_files.marked_values(document, path),
            *_foreign_head(document, path, today.day),
            *_found_markers(parted, document, path),
        ),
    )
    if is_entry:
        return _as_entry(source, document, files, framework, decide)
    head = text[: len(text) - len(document.body)]
    return _as_author_page(source, document, head, decide, today=today.day)


def _unread(path: PurePosixPath, code: str, message: str) -> Source:
    problem = Problem(path=path, line=1, code=code, message=message)
    return Source(path=path, body="", problems=(problem,), references=())


def missing_files(
    addresses: Iterable[tuple[Key, str]], source: PurePosixPath, files: Files
) -> Iterator[Fault]:
    """Yield the addresses of front matter that lead to no file of the portfolio."""
    for key, url in addresses:
        if links.is_external(url):
            continue
        path = links.resolve(url, source=source)
        if path in files:
            continue
        if advice := KnownFiles(paths=files.keys()).advice(url, source):
            message = f"there is no file '{url}'{advice}"
        elif path is None:
            message = f"'{url}' lies outside of the portfolio; copy the file beside this one"
        else:
            guess = _nearest_file(path, source, files) or "; add it, or mend the path"
            message = f"there is no file '{url}'{guess}"
        yield Fault(key, "missing-file", message)


def _nearest_file(path: PurePosixPath, source: PurePosixPath, files: Files) -> str:
    """Return `; did you mean 'x'?` for a file in the folder of a path, or else anywhere."""
    is_page = links.is_page(path)
    others = [
        other
        for other in files
        if links.is_page(other) == is_page and other.suffix not in _CONFIGURATION
    ]
    beside = [other for other in others if other.parent == path.parent]
    for known in (beside, others):
        by_name = {other.name: other for other in sorted(known, reverse=True)}
        if meant := nearest_file(path.name, by_name):
            written = posixpath.relpath(by_name[meant], source.parent)
            return f"; did you mean '{written}'?"
    return ""


def _foreign_head(document: Document, path: PurePosixPath, today: dt.date) -> Iterator[Problem]:
    """Yield the keys that may be meant to hide a page, and stand where no front matter does."""
    if document.meta and not foreign_heads.stands_below(document.body):
        return
    for named in foreign_heads.find(document.body):
        if not hiding_keys.is_public(named.key.lower(), named.value, today=today):
            message = (
                f"'{named.key}' is not read here; write it as YAML between two lines '---', the "
                "first of them at the very top of the file"
            )
            line = document.body_line + named.line - 1
            yield Problem(path=path, line=line, code="foreign-front-matter", message=message)


def _found_markers(parted: SplitBody, document: Document, path: PurePosixPath) -> Iterator[Problem]:
    for one in parted.found:
        line = document.body_line + one.line - 1
        yield Problem(
            path=path, line=line, code=one.code, message=one.message, severity=one.severity
        )


def _as_author_page(
    source: Source, document: Document, head: str, decide: _Decide, *, today: dt.date
) -> Source:
    own = {key: value for key, value in document.meta.items() if isinstance(key, str)}
    if own.get("visibility") == "unlisted" and ("visibility",) not in document.lines:
        message = (
            f"a '{FOLDER_DEFAULTS}' around it says 'visibility: unlisted', which is for entries; "
            "write 'visibility: public' or 'visibility: private' here"
        )
        problem = validation.place(Fault((), "bad-value", message), document, source.path)
        return replace(source, problems=(*source.problems, problem))
    meta, problems = validation.validate(
        AuthorPageMeta, replace(document, meta=own), source.path, lambda meta: meta.faults(today)
    )
    source = replace(source, problems=(*source.problems, *problems))
    if meta is None:
        return source
    seen_by = decide(meta)
    page = WrittenPage(meta=meta, audience=seen_by, head=head)
    notices = (validation.place(one, document, source.path) for one in seen_by.notices("date"))
    return replace(source, author_page=page, problems=(*source.problems, *notices))


def _as_entry(
    source: Source, document: Document, files: Files, framework: Framework, decide: _Decide
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
    seen_by = decide(meta)
    appendix, _ = _appendix(meta, source.path, files)
    entry = WrittenEntry(kind=kind, meta=meta, audience=seen_by, appendix=appendix)
    key = "date" if meta.date else "period"
    notices = (validation.place(one, document, source.path) for one in seen_by.notices(key))
    prompts = () if meta.draft else _unanswered(source, document, entry)
    return replace(source, entry=entry, problems=(*source.problems, *notices, *prompts))


def _unanswered(source: Source, document: Document, entry: WrittenEntry) -> Iterator[Problem]:
    """Yield the prompts left in an entry that is no draft, as those who may read it see it."""
    for fault in unanswered.in_meta(entry.meta):
        yield validation.place(fault, document, source.path)
    is_private = entry.audience.afterwards is Visibility.PRIVATE
    body = document.body if is_private else source.body
    passages = () if is_private else source.private_passages
    for line, fault in unanswered.in_body(body, entry.meta.title):
        written = document.body_line + private_passages.written_line(line, passages) - 1
        yield replace(validation.place(fault, document, source.path), line=written)


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
    if odd := characters.advice(str(name)):
        return Fault(("kind",), "unknown-kind", f"no kind '{name}', which {odd}")
    guess = near_miss(str(name), KINDS) or f"; the kinds are: {known}"
    return Fault(("kind",), "unknown-kind", f"no kind '{name}'{guess}")


def _unknown_requirements(meta: EntryMeta, framework: Framework) -> Iterator[Fault]:
    for index, one in enumerate(meta.evidence):
        if message := framework.why_unknown(one.requirement):
            yield Fault(("evidence", index), "unknown-requirement", message)
