"""What is unsafe in the files of a portfolio: in bodies, and in pictures that can run scripts."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.files import Files
from cto_portfolio.content.sources import Source
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import active_markup, private_passages, prose, svg
from cto_portfolio.text.prose import Reference


def problems(files: Files, markdown: Iterable[Source]) -> Iterator[Problem]:
    """Yield errors, by which a file is withheld, and warnings of what is left out of a page."""
    for source in markdown:
        if source.entry or source.author_page or source.document:
            yield from _in_body(source)
    for path in sorted(files):
        if path.suffix.lower() in svg.ENDINGS:
            yield from _in_svg(path, files[path])
        if path.suffix.lower() in private_passages.MARKUP_ENDINGS:
            yield from _marked(path, files[path])


def _in_body(source: Source) -> Iterator[Problem]:
    for one in source.references:
        scheme = links.scheme(one.url)
        if links.is_broken(one.url):
            message = f"'{one.url}' is no address; mend it, such as https://example.com/page"
            yield source.at(one, "unsafe-link", message, Severity.ERROR)
        elif active_markup.is_dangerous(one.url, is_image=one.is_image):
            message = f"'{scheme}:' links are not published; use http(s), mailto or a relative path"
            yield source.at(one, "unsafe-link", message, Severity.ERROR)
        elif one.is_image and links.is_external(one.url) and scheme != "data":
            message = (
                f"'{one.url}' lies on another site, and pages load nothing from there; put a copy"
                " into the portfolio, or link to it"
            )
            yield source.at(one, "third-party", message, Severity.WARNING)
    for refusal in active_markup.refusals(prose.without_code(source.body)):
        place = Reference(url="", start=0, line=refusal.line, is_image=False)
        yield source.at(place, "active-markup", refusal.message, Severity.WARNING)


def _marked(path: PurePosixPath, content: str | bytes | None) -> Iterator[Problem]:
    """Yield the markers of private passages in a file that is published as it is."""
    for line in private_passages.marked_lines(content or ""):
        message = (
            f"'{private_passages.OPENING}' hides nothing here: only Markdown is published without"
            " what is private; take the passage out"
        )
        yield Problem(path=path, line=line, code="private-in-markup", message=message)


def _in_svg(path: PurePosixPath, content: str | bytes | None) -> Iterator[Problem]:
    for line, message in svg.faults(path, content):
        yield Problem(path=path, line=line, code="unsafe-svg", message=message)
