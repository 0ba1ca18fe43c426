"""Completion: entries and pages as readers get them, once it is known what is not published.

What a file is refused for may be found here only, such as a page that brings in the text of a
private one; then it is hidden itself, and what leads to it is lost, too. So it goes round until
nothing more is found.
"""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import wording
from cto_portfolio.content import lost_links
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import MAX_SUMMARY, Entry, EntryMeta, InShort, Kind, KindRole
from cto_portfolio.content.files import Files
from cto_portfolio.content.included import Included
from cto_portfolio.content.lost_links import Lost, Shown
from cto_portfolio.content.sources import Source
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import images, plain_text, prose, validation
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import AuthoredT, Fault

Never = Callable[[Collection[PurePosixPath]], frozenset[PurePosixPath]]
"""Gives what must not be published even if it is used, from the files that have an error."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Completed:
    """What became of the sources."""

    entries: tuple[Entry, ...]
    author_pages: tuple[AuthorPage, ...]
    lost: Lost
    problems: tuple[Problem, ...]
    """Those that were found here."""


def complete(
    written: Sequence[Source],
    withheld: Collection[PurePosixPath],
    *,
    never: Never,
    find: Callable[[frozenset[PurePosixPath]], Lost],
    included: Included,
) -> Completed:
    """Return entries and pages without what is lost to readers.

    `withheld` are the files that have an error already; `find` is how their addresses are found,
    `included` what pages bring in of other files.
    """
    refused = set(withheld)
    errors: set[Problem] = set()
    while True:
        lost = find(never(refused))
        shown: dict[PurePosixPath, Shown] = {}
        problems: list[Problem] = []
        for source in written:
            if source.path not in lost.paths:
                shown[source.path] = lost_links.without(source.body, source.path, lost)
                problems += _of_body(shown[source.path], source)
                problems += included.problems(source, lost)
                problems += _of_pictures(source, included.files, refused)
                problems += _of_addresses(source, lost)
        errors |= {problem for problem in problems if problem.withholds}
        found = {problem.path for problem in errors}
        if found <= refused:
            break
        refused |= found
    understood = [source for source in written if source.path not in refused]
    return Completed(
        entries=tuple(
            _entry(source, shown.get(source.path), lost) for source in understood if source.entry
        ),
        author_pages=tuple(
            _page(source, shown.get(source.path), lost.dialect)
            for source in understood
            if source.author_page
        ),
        lost=lost,
        problems=(*errors, *(problem for problem in problems if not problem.withholds)),
    )


def without_lost(meta: AuthoredT, path: PurePosixPath, lost: Lost) -> AuthoredT:
    """Return values whose addresses name nothing that is lost."""
    if not any(lost.holds(url, path) for _, url in validation.addresses(meta)):
        return meta
    shown = validation.without_addresses(meta, lambda url: lost.holds(url, path))
    assert shown  # noqa: S101 - neither entries nor profiles need an address of a file
    return shown


def _entry(source: Source, shown: Shown | None, lost: Lost) -> Entry:
    """Return an entry; what is hidden itself leads where it leads."""
    written, document = source.entry, source.document
    assert written  # noqa: S101 - asked for sources of entries alone
    assert document  # noqa: S101 - where there is an entry, there was front matter
    meta = without_lost(written.meta, source.path, lost) if shown else written.meta
    body = shown.body if shown else source.body
    return Entry(
        path=source.path,
        kind=written.kind,
        meta=meta,
        body=body,
        body_line=document.body_line,
        lines=document.lines,
        references=_references(source, body),
        in_short=InShort(
            summarize=functools.partial(_summary, meta, body, lost.dialect),
            quote=functools.partial(_quotation, written.kind, body, lost.dialect),
        ),
        appendix=written.appendix if meta.appendix else "",
        visibility=written.audience.visibility,
        appears=written.audience.appears,
        private_passages=source.private_passages,
    )


def _page(source: Source, shown: Shown | None, dialect: Dialect) -> AuthorPage:
    written, document = source.author_page, source.document
    assert written  # noqa: S101 - asked for sources of pages alone
    assert document  # noqa: S101 - those have been taken apart
    body = shown.body if shown else source.body
    return AuthorPage(
        path=source.path,
        title=written.meta.title,
        visibility=written.audience.visibility,
        is_draft=written.meta.draft,
        appears=written.audience.appears,
        head=written.head,
        body=body,
        body_line=document.body_line,
        references=_references(source, body),
        first_paragraph=functools.partial(prose.first_paragraph, body, dialect.html),
        private_passages=source.private_passages,
    )


def _references(source: Source, body: str) -> tuple[Reference, ...]:
    return source.references if body == source.body else prose.references(body)


def _summary(meta: EntryMeta, body: str, dialect: Dialect) -> str:
    """Return an entry's summary: the author's, else the first paragraph, as long as a card is."""
    if meta.summary:
        return meta.summary
    return wording.shortened(prose.first_paragraph(body, dialect.html), MAX_SUMMARY)


def _quotation(kind: Kind, body: str, dialect: Dialect) -> tuple[str, ...]:
    """Return what the body says, where that is quoted elsewhere."""
    is_quoted = kind.role is KindRole.VOUCHER
    return plain_text.paragraphs(dialect.html(body)) if is_quoted else ()


def _of_body(shown: Shown, source: Source) -> Iterator[Problem]:
    """Yield a warning for each address that was taken out, and an error for those that were not."""
    for reference in shown.lost:
        message = f"'{reference.url}' is not published; the link is published without its address"
        yield source.at(reference, "hidden-link", message, Severity.WARNING)
    for url in shown.stubborn:
        top = Reference(url=url, start=0, line=1, is_image=False)
        message = f"leads to '{url}', which is not published; write the link as [words](file.md)"
        yield source.at(top, "hidden-link", message, Severity.ERROR)


def _of_addresses(source: Source, lost: Lost) -> Iterator[Problem]:
    """Yield the addresses in front matter of what readers may not see."""
    for key, url in source.addresses:
        if lost.holds(url, source.path) and source.document:
            message = f"'{url}' is not published; readers find nothing there"
            fault = Fault(key, "hidden-link", message, Severity.WARNING)
            yield validation.place(fault, source.document, source.path)
    words = validation.placed_words(source.entry.meta) if source.entry else ()
    for key, text in words:
        for url in dict.fromkeys(lost.led_to_in(text, source.path)):
            message = f"'{url}' is not published, and stands in words for readers; take it out"
            fault = Fault(key, "hidden-link", message)
            if source.document:
                yield validation.place(fault, source.document, source.path)


def _of_pictures(
    source: Source, files: Files, refused: Iterable[PurePosixPath]
) -> Iterator[Problem]:
    """Yield the pictures of a page that cannot be freed of what is not for readers."""
    for path in sorted(source.files - set(refused)):
        if path not in files or not images.is_image(path):
            continue
        content = files[path]
        if isinstance(content, bytes) and images.without_metadata(content) is None:
            message = (
                "cannot be read through as a JPEG, PNG, WebP or GIF, so places and names may hide "
                "in it; save it anew as one of these"
            )
            yield Problem(path=path, line=1, code="unreadable-image", message=message)
