"""Dead ends: links to places that no page has, and links that engines leave as they are.

Engines find them when all pages are rendered. Here only those pages are rendered to which a link
with an anchor leads.
"""

import functools
import html
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.problems import Problem, Severity, near_miss
from cto_portfolio.publishing.settings import Settings, Validation
from cto_portfolio.site.pages import Page
from cto_portfolio.text import private_passages, prose, tags
from cto_portfolio.text.prose import Reference

_TOP = "top"
"""Where browsers find the top of a page, if nothing else has that id."""
_IN_TEMPLATE = re.compile(r"\bid=\"([^\"]+)\"")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, kw_only=True)
class _Places:
    """The places within pages. Not slotted: a page is rendered once."""

    settings: Settings
    portfolio: Portfolio
    files: Container[PurePosixPath]
    pages: Callable[[], Mapping[PurePosixPath, Page]]

    def on(self, path: PurePosixPath) -> frozenset[str] | None:
        """Return the names of the places on a page; None where there is no such page."""
        if path not in self._known:
            self._known[path] = self._found(path)
        return self._known[path]

    @functools.cached_property
    def _known(self) -> dict[PurePosixPath, frozenset[str] | None]:
        return {}

    @functools.cached_property
    def _written(self) -> Mapping[PurePosixPath, str]:
        """The bodies of pages that need nothing of other pages, as they are shown."""
        entries = self.portfolio.published
        own = (page for page in self.portfolio.author_pages if not page.is_home)
        return {
            **{entry.path: prose.below_title(entry.body, entry.meta.title) for entry in entries},
            **{page.path: page.body for page in own if not page.is_private},
        }

    def _found(self, path: PurePosixPath) -> frozenset[str] | None:
        page = None if path in self._written else self.pages().get(path)
        body = page.body if page else self._written.get(path)
        if body is None:
            return None
        brought = (text for _, text in self.portfolio.brought_in.get(path, ()))
        texts = (body, *brought)
        names = {name for text in texts for name in _names(self.settings.dialect.html(text))}
        return frozenset({*names, *_ids(page.meta)} if page else names)

    def is_unmade(self, path: PurePosixPath | None) -> bool:
        """Whether the site may have a page of this path, which this one has not."""
        is_ours = path in self._ours and path not in self.files
        return is_ours and path not in self.pages()

    @functools.cached_property
    def _ours(self) -> frozenset[PurePosixPath]:
        return frozenset(addresses.of_pages(self.portfolio.framework))

    def is_in_template(self, path: PurePosixPath, name: str) -> bool:
        """Whether a page that we make may have a place of this name from its template."""
        is_made = path not in self._written
        return is_made and any(pattern.fullmatch(name) for pattern in self._of_templates)

    @functools.cached_property
    def _of_templates(self) -> Sequence[re.Pattern[str]]:
        files = (file for folder in self.settings.theme_dirs for file in _templates(folder))
        names = {name for file in files for name in _IN_TEMPLATE.findall(file.read_text("utf-8"))}
        fixed = (name for name in sorted(names) if _EXPRESSION.sub("", name))
        return [re.compile(".+".join(map(re.escape, _EXPRESSION.split(name)))) for name in fixed]


def problems(
    portfolio: Portfolio,
    settings: Settings,
    files: Container[PurePosixPath],
    pages: Callable[[], Mapping[PurePosixPath, Page]],
) -> Iterator[Problem]:
    """Yield what an engine would say of the links on pages that are published.

    `files` are all that the portfolio's folder holds. `pages`, those that are made of many entries,
    are asked for only where a link leads to one.
    """
    validation = settings.validation
    if validation is None:
        return
    places = _Places(settings=settings, portfolio=portfolio, files=files, pages=pages)
    own = (page for page in portfolio.author_pages if not page.is_private)
    shown: list[Entry | AuthorPage] = [*portfolio.published, *own]
    for page in shown:
        for reference in page.references:
            yield from _of_link(reference, page, places, validation)
        for path, text in portfolio.brought_in.get(page.path, ()):
            yield from _of_brought(text, path, page, places, validation)


def _of_link(
    reference: Reference, page: Entry | AuthorPage, places: _Places, validation: Validation
) -> Iterator[Problem]:
    line = private_passages.written_line(reference.line, page.private_passages)
    at = functools.partial(Problem, path=page.path, line=page.body_line + line - 1)
    if places.is_unmade(links.resolve(reference.url, source=page.path)):
        message = f"'{reference.url}' is a page that is made once it has something to show"
        yield at(code="dead-link", message=message, severity=Severity.WARNING)
    elif dead := _dead(reference.url, page.path, places):
        if validation.anchors:
            yield at(code="dead-anchor", message=dead, severity=validation.anchors)
    elif validation.absolute and _is_left(reference, page.body, places.files):
        message = f"'{reference.url}' is left as it is, and may lead elsewhere; write it from here"
        yield at(code="absolute-link", message=message, severity=validation.absolute)


def _of_brought(
    text: str,
    path: PurePosixPath,
    page: Entry | AuthorPage,
    places: _Places,
    validation: Validation,
) -> Iterator[Problem]:
    """Yield what is wrong with links in a text that a page brings in, in the file of that text."""
    for reference in prose.references(text) if validation.anchors else ():
        if message := _dead(reference.url, page.path, places):
            yield Problem(
                path=path,
                line=reference.line,
                code="dead-anchor",
                message=message,
                severity=validation.anchors or Severity.NOTICE,
            )


def _dead(url: str, source: PurePosixPath, places: _Places) -> str | None:
    """Say which place an address means that the page has not."""
    address, _, written = html.unescape(url).partition("#")
    if not written or links.is_external(url):
        return None
    path = links.resolve(address, source=source) if address.partition("?")[0] else source
    names = places.on(path) if path else None
    if path is None or names is None or not names.isdisjoint({written, unquote(written)}):
        return None
    if written == _TOP or places.is_in_template(path, unquote(written)):
        return None
    where = "this page" if path == source else f"'{path}'"
    known = [f"#{name}" for name in names]
    guess = near_miss(f"#{unquote(written)}", known) or "; mend it, or take it out"
    return f"'{url}' leads to no heading and no id on {where}{guess}"


def _is_left(reference: Reference, body: str, files: Container[PurePosixPath]) -> bool:
    """Whether an engine does not look up the address of a file, as it begins at the site's root."""
    url = reference.url
    if links.resolve(url, source=PurePosixPath()) not in files:
        return False
    is_in_html = body[reference.start - 1 : reference.start] in {'"', "'", "="}
    return url.startswith("/") and not links.is_external(url) and not is_in_html


def _names(rendered: str) -> Iterator[str]:
    for tag in tags.read(rendered):
        for key, value in tag.attributes:
            if key == "id" or (key == "name" and tag.name == "a"):
                yield html.unescape(value)


def _ids(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever templates read
    """Yield the ids among the values that a template reads."""
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _ids(inner)


def _templates(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.html"))
    yield from sorted(folder.glob("partials/*.html"))
