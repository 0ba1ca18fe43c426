"""What is unsafe in the files of a portfolio: in bodies, and in pictures that can run scripts."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.files import Files
from cto_portfolio.content.sources import Source
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import active_markup, nesting, private_passages, prose, svg
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.lines import Lines
from cto_portfolio.text.prose import Reference


def problems(files: Files, markdown: Iterable[Source], dialect: Dialect) -> Iterator[Problem]:
    """Yield errors, by which a file is withheld, and warnings of what is left out of a page."""
    for source in markdown:
        if source.entry or source.author_page or source.document:
            yield from _of_addresses(source)
            deep = _too_deep(source)
            yield from [deep] if deep else _left_out(source, dialect)
    for path in sorted(files):
        if path.suffix.lower() in svg.ENDINGS:
            yield from _in_svg(path, files[path] or "<svg/>")
        if path.suffix.lower() in private_passages.MARKUP_ENDINGS:
            yield from _marked(path, files[path])


def brought_in(texts: Iterable[tuple[PurePosixPath, str]], dialect: Dialect) -> Iterator[Problem]:
    """Yield what pages lose of texts that they bring in, and that are no pages themselves."""
    for path, text in texts:
        yield from _left_out(Source(path=path, body=text, references=()), dialect)


def _of_addresses(source: Source) -> Iterator[Problem]:
    for one in (*source.references, *prose.autolinks(source.body)):
        if links.is_broken(one.url):
            message = f"'{one.url}' is no address; mend it, such as https://example.com/page"
            yield source.at(one, "unsafe-link", message, Severity.ERROR)
    for one in source.references:
        scheme = links.scheme(one.url)
        if active_markup.is_dangerous(one.url, is_image=one.is_image):
            message = f"'{scheme}:' links are not published; use http(s), mailto or a relative path"
            yield source.at(one, "unsafe-link", message, Severity.ERROR)
        elif one.is_image and links.is_external(one.url) and scheme != "data":
            message = (
                f"'{one.url}' lies on another site, and pages load nothing from there; put a copy"
                " into the portfolio, or link to it"
            )
            yield source.at(one, "third-party", message, Severity.WARNING)


def _too_deep(source: Source) -> Problem | None:
    position = nesting.too_deep(prose.without_code(source.body)) if "<" in source.body else None
    if position is None:
        return None
    line = Lines(source.body).at(position)
    place = Reference(url="", start=position, line=line, is_image=False)
    message = f"HTML nested more than {nesting.MAX_DEPTH} levels deep; close what you open"
    return source.at(place, "nested-html", message, Severity.ERROR)


def _left_out(source: Source, dialect: Dialect) -> Iterator[Problem]:
    """Yield what is left out of a page, each at the line where it is written."""
    body = prose.without_code(source.body)
    if not active_markup.may_lose(body):
        return
    told = {
        links.as_seen(one.url)
        for one in source.references
        if active_markup.is_dangerous(one.url, is_image=one.is_image)
    }
    lines = Lines(body)
    places: dict[str, Iterator[re.Match[str]]] = {}
    for loss in active_markup.losses(dialect.as_written(source.body)):
        if loss.address in told:
            continue
        pattern = loss.written.pattern
        place = next(places.setdefault(pattern, loss.written.finditer(body)), None)
        line = lines.at(place.start()) if place else 1
        reference = Reference(url="", start=0, line=line, is_image=False)
        yield source.at(reference, "active-markup", loss.message, Severity.WARNING)


def _marked(path: PurePosixPath, content: str | bytes | None) -> Iterator[Problem]:
    """Yield the markers of private passages in a file that is published as it is."""
    for line in private_passages.marked_lines(content or ""):
        message = (
            f"'{private_passages.OPENING}' hides nothing here: only Markdown is published without"
            " what is private; take the passage out"
        )
        yield Problem(path=path, line=line, code="private-in-markup", message=message)


def _in_svg(path: PurePosixPath, content: str | bytes) -> Iterator[Problem]:
    try:
        lost = svg.read(path, content).lost
    except svg.UnreadableSvgError as error:
        line, message = error.fault
        yield Problem(path=path, line=line, code="unreadable-svg", message=message)
        return
    for line, message in lost:
        yield Problem(
            path=path, line=line, code="unsafe-svg", message=message, severity=Severity.WARNING
        )
