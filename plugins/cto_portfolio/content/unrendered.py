"""What readers would not get from a body: other tools' syntax, and pictures without words."""

from collections.abc import Iterable, Iterator

from cto_portfolio.content.sources import Source
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import alternatives, foreign_syntax
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.prose import Reference


def problems(markdown: Iterable[Source], dialect: Dialect) -> Iterator[Problem]:
    """Yield warnings, each at its line: the page is published as it is."""
    for source in markdown:
        if source.entry or source.author_page:
            names = (*dialect.extensions, *dialect.plugins)
            for left in foreign_syntax.find(source.body, dialect.html, names):
                yield _at(source, left.line, "foreign-syntax", left.message)
            for picture in alternatives.unspoken(source.body):
                yield _at(source, picture.line, "missing-alt", picture.message)


def _at(source: Source, line: int, code: str, message: str) -> Problem:
    place = Reference(url="", start=0, line=line, is_image=False)
    return source.at(place, code, message, Severity.WARNING)
