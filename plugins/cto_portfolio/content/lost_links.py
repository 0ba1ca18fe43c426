"""Lost links: what a published page says of the address of something that is not published.

A link keeps its words and loses its address. A scanner finds what authors usually write; whether
anything is left is asked of the body as an engine would render it, and a page that still leads
there is withheld.
"""

import functools
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from cto_portfolio import links
from cto_portfolio.text import prose, references
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.lines import Lines
from cto_portfolio.text.prose import Reference

NOWHERE = "#"
"""The address that stands in for a lost one: the top of the page."""

_MOST = 100
"""A page with more addresses that only its rendered form shows is withheld unchanged: each of them
is a search through all of it."""

_TOP = PurePosixPath("index.md")
_FEW = 30
"""Names for which a text is searched one by one, before it is taken apart into words."""
_TOKEN = re.compile(r"[\w-]+")
_SIGNS = re.compile(r"[#?%&]")
"""What has a meaning of its own in an address; authors write it as a part of names, too."""
_DROPPED_BY_BROWSERS = re.compile(r"[\t\n\r]")
"""Within an address, by the URL Standard."""
_BEFORE, _AFTER = r"(?<=[(<=\"'\s])", r"(?=[)>\"'\s?#]|$)"
"""Between these an address stands in Markdown and HTML, and no word of a sentence."""


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What is not published, and where it would be. Not slotted: what is derived is kept."""

    paths: frozenset[PurePosixPath] = frozenset()
    address: str | None = None
    """Of the site, with a slash at its end."""
    dialect: Dialect = field(default_factory=Dialect)
    """How engines read a body."""

    def holds(self, url: str, source: PurePosixPath) -> bool:
        """Whether an address leads there: from a file, from its page, or from anywhere."""
        local = self._within(_DROPPED_BY_BROWSERS.sub("", html.unescape(url)))
        if local is None:
            return False
        ways = (local, quote(local)) if _SIGNS.search(local) else (local,)
        return any(self._is_at(way, source) for way in ways)

    def _is_at(self, local: str, source: PurePosixPath) -> bool:
        path = links.resolve(local, source=source)
        if path is None:
            return False
        if path in self.paths or links.address(path) in self._addresses:
            return True
        page = links.resolve(local, source=source.with_suffix("") / "index.md")
        return page is not None and links.address(page) in self._addresses

    def _within(self, url: str) -> str | None:
        """Return an address within the site, if it is one of the site's own."""
        if not links.is_external(url):
            return url.replace("\\", "/")  # to browsers they are the same
        own = self._own.match(url.strip()) if self._own else None
        if own is None or self.address is None:
            return None
        path = f"/{own['path']}".removeprefix(urlsplit(self.address).path)
        return f"/{path.lstrip('/')}"

    @functools.cached_property
    def _own(self) -> re.Pattern[str] | None:
        """What finds whole addresses of the site, in the forms in which browsers get there."""
        host = urlsplit(self.address or "").hostname
        if not host:
            return None
        return re.compile(
            rf"(?:(?:https?:)?//(?:[^\s/@]*@)?|(?<![\w.@/-]))(?:www\.)?"
            rf"{re.escape(host.removeprefix('www.'))}\.?(?::\d+)?/(?P<path>[^\s<>\"'()\]`]*)",
            re.IGNORECASE,
        )

    @functools.cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(links.address(path) for path in self.paths if links.is_page(path))

    @functools.cached_property
    def _names(self) -> frozenset[str]:
        """A word of each file's name, or of its folder's where the name says nothing."""
        names = (links.address(path).rpartition("/")[2] for path in self.paths)
        return frozenset(max(words, key=len) for name in names if (words := _TOKEN.findall(name)))

    def may_be_named_in(self, text: str) -> bool:
        """Whether a text holds a word of one of the names, in whatever way it is written."""
        seen = links.composed(html.unescape(unquote(text)).replace("\\", "")).casefold()
        # To look for a few words is quicker than to take a text apart.
        may_hold = len(self._names) > _FEW or any(name in seen for name in self._names)
        if may_hold and not self._names.isdisjoint(_TOKEN.findall(seen)):
            return True
        joined = _DROPPED_BY_BROWSERS.sub("", seen) if "<" in text else ""
        return any(name in joined for name in self._names)

    def own_addresses(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the whole addresses in a text that lead to what is lost, wherever they stand."""
        for match in self._own.finditer(text) if self._own else ():
            written = match[0].rstrip(".,;:!?*_")
            if self.holds(written if "//" in written else f"//{written}", _TOP):
                yield match

    def led_to_in(self, text: str, source: PurePosixPath) -> Iterator[str]:
        """Yield the addresses in a text of front matter or settings that lead there."""
        if not self.may_be_named_in(text):
            return
        yield from (match[0] for match in self.own_addresses(text))
        linked = (reference.url for reference in prose.references(text))
        for url in (*linked, *(references.addresses_in_html(text) if "<" in text else ())):
            if self.holds(url, source):
                yield url


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A body as readers get it."""

    body: str
    lost: tuple[Reference, ...] = ()
    """The addresses that were taken out, as they stood in the body."""
    stubborn: tuple[str, ...] = ()
    """Those that could not be: the page must be withheld."""


def without(body: str, source: PurePosixPath, lost: Lost) -> Shown:
    """Return a body whose links name nothing that is lost."""
    if not lost.paths or not lost.may_be_named_in(body):
        return Shown(body=body)
    dropped = [
        reference for reference in prose.references(body) if lost.holds(reference.url, source)
    ]
    shown = prose.with_address(body, dropped, NOWHERE)
    left = _left(shown, source, lost)
    if len(left) > _MOST:
        return Shown(body=body, stubborn=tuple(left[:1]))
    for address in left:
        lines = Lines(shown)
        for match in _written(address, shown):
            line = lines.at(match.start())
            dropped.append(Reference(url=address, start=match.start(), line=line, is_image=False))
        shown = _replaced(address, shown)
    shown, named = _without_own_addresses(shown, lost)
    dropped += named
    stubborn = tuple(_left(shown, source, lost)) if left else ()
    dropped.sort(key=lambda reference: reference.line)
    return Shown(body=shown, lost=tuple(dropped), stubborn=stubborn)


def _left(body: str, source: PurePosixPath, lost: Lost) -> Sequence[str]:
    """Return the addresses that lead to what is lost from the body as it is rendered."""
    if not lost.may_be_named_in(body):
        return ()
    seen = (*references.addresses_in_html(lost.dialect.html(body)), *_in_raw_html(body))
    return list(dict.fromkeys(url for url in seen if lost.holds(url, source)))


def _in_raw_html(body: str) -> Iterator[str]:
    """Yield the addresses in HTML that Markdown takes for text, and browsers do not."""
    return references.addresses_in_html(prose.without_code(body))


def _written(address: str, body: str) -> Iterator[re.Match[str]]:
    for form in _forms(address):
        yield from re.finditer(f"{_BEFORE}{re.escape(form)}{_AFTER}", body)


def _replaced(address: str, body: str) -> str:
    for form in _forms(address):
        body = re.sub(f"<{re.escape(form)}>", "", body)  # an address that stands for itself
        body = re.sub(f"{_BEFORE}{re.escape(form)}{_AFTER}", NOWHERE, body)
    return body


def _forms(address: str) -> Iterable[str]:
    """Return how an author may have written what came out of rendering as this address."""
    return dict.fromkeys((address, unquote(address), html.escape(address)))


def _without_own_addresses(body: str, lost: Lost) -> tuple[str, list[Reference]]:
    matches = list(lost.own_addresses(body))
    lines = Lines(body)
    changes = ((match.start(), match.end(), str(lost.address)) for match in matches)
    return prose.spliced(body, changes), [
        Reference(
            url=match[0],
            start=match.start(),
            line=lines.at(match.start()),
            is_image=False,
        )
        for match in matches
    ]
