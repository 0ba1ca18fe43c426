"""Aliases: the addresses at which a page was found before, each of which leads to it alone."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from cto_portfolio import links, wording
from cto_portfolio.content import addresses
from cto_portfolio.content.entry import Visibility
from cto_portfolio.content.sources import Source
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem
from cto_portfolio.text import validation
from cto_portfolio.text.validation import Fault

_PAGES = frozenset({".html", ".htm"})
_KEPT = frozenset(
    [
        *("404.html", "_headers", "_redirects", "assets", "for", "nginx-headers.conf"),
        *("nginx-redirects.conf", "search", "search.json", "sitemap.xml", "sitemap.xml.gz"),
    ]
)
"""What lies at the root of every site beside its pages, or may come to lie there."""
_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffd-\uffff<>:\"|?*#\\${}%]")
"""What has a meaning of its own in addresses, in the files of servers, or in names of files."""
_MOST_BYTES = 200
"""Of a name: file systems take 255, and while a site is built some are longer."""
_MOST_BYTES_IN_ALL = 800
_MOST_SHOWN = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Alias:
    """An address that leads to a page."""

    written: str
    path: PurePosixPath
    """Of the file that answers there: `old/talk/index.html`, `2020/talk.html`; of an address that
    was given as the path of a Markdown file, that path."""
    page: PurePosixPath
    """The source that it leads to."""
    line: int

    @property
    def address(self) -> str:
        """What it has in common with whatever else would be found there."""
        return links.address(self.path)

    def problem(self, code: str, message: str) -> Problem:
        """Return what is wrong with it, with its place."""
        text = f"'{wording.shortened(self.written, _MOST_SHOWN)}' {message}"
        return Problem(path=self.page, line=self.line, code=code, message=text)


def read(
    sources: Iterable[Source], address: str | None
) -> tuple[tuple[Alias, ...], tuple[Problem, ...]]:
    """Return the aliases that pages have, and which of those that are written can be none.

    `address` is where the site will be.
    """
    found: dict[tuple[PurePosixPath, PurePosixPath], Alias] = {}
    problems: list[Problem] = []
    for source in sources:
        for index, written in enumerate(_written(source)):
            assert source.document  # noqa: S101 - where there is a key, there was front matter
            key = ("aliases", index)
            if reason := why_unusable(written, address):
                message = f"'{wording.shortened(written, _MOST_SHOWN)}' {reason}"
                fault = Fault(key, "bad-alias", message)
                problems.append(validation.place(fault, source.document, source.path))
            elif not _is_private(source):
                path = _path(_within(written, address) or "")
                line = source.document.line(key)
                alias = Alias(written=written, path=path, page=source.path, line=line)
                found.setdefault((source.path, path), alias)
    return tuple(found.values()), tuple(problems)


def collisions(
    aliases: Collection[Alias], files: Iterable[PurePosixPath], framework: Framework
) -> Iterator[Problem]:
    """Yield the aliases at whose addresses something else is."""
    pages = {links.address(path): path for path in addresses.of_pages(framework)}
    sources: dict[str, list[PurePosixPath]] = {}
    own = {_folded(path): path for path in addresses.of_files(framework)}
    beside: dict[tuple[str, ...], PurePosixPath] = {}
    for path in sorted(files):
        if links.is_page(path) or path.suffix.lower() in _PAGES:
            sources.setdefault(links.address(path), []).append(path)
        else:
            beside[_folded(path)] = path
    beside |= {_folded(alias.path): alias.path for alias in aliases}
    for alias in aliases:
        others = [path for path in sources.get(alias.address, ()) if path != alias.page]
        is_kept = not alias.address or _folded(alias.path)[0] in _KEPT
        is_ours = alias.address in pages or addresses.is_named(alias.path)
        if is_kept or is_ours or _in_the_way(alias, own):
            message = "is an address that the site needs for itself; take it out"
            yield alias.problem("page-collision", message)
        elif others or (in_the_way := _in_the_way(alias, beside)):
            other = others[0] if others else in_the_way
            message = f"is where '{other}' is; take it out, or rename that file"
            yield alias.problem("duplicate-url", message)
        elif alias.address == links.address(alias.page) and alias.path not in _forms(alias.page):
            message = "and the page's own address differ in capitals alone; take it out"
            yield alias.problem("duplicate-url", message)
    yield from _among(aliases)


def why_unusable(written: str, address: str | None) -> str | None:
    """Return what is wrong with an alias as it is written, with the way out; None if nothing is."""
    within = _within(written, address)
    if within is None:
        return "is not on this site; write the path alone, such as 'old/talk/'"
    if found := _REFUSED.search(within):
        shown = found[0] if found[0].isprintable() else f"U+{ord(found[0]):04X}"
        return f"holds '{shown}'; write the path of a page alone, such as 'old/talk/'"
    parts = within.strip("/").split("/")
    if any(part in {"", ".", ".."} for part in parts if within.strip("/")):
        return "is no path from the site's root; write it in full, such as 'old/talk/'"
    if any(part != part.strip() or part.startswith(".") or part.endswith(".") for part in parts):
        return "has a name that begins or ends with a dot or a space; hosts do not serve it"
    sizes = [len(part.encode()) for part in parts]
    if max(sizes) > _MOST_BYTES or sum(sizes) > _MOST_BYTES_IN_ALL:
        return "is too long for the name of a file; take it out"
    return None


def _written(source: Source) -> tuple[str, ...]:
    written = source.entry or source.author_page
    return written.meta.aliases if written else ()


def _is_private(source: Source) -> bool:
    written = source.entry or source.author_page
    return written is None or written.audience.visibility is Visibility.PRIVATE


def _within(written: str, address: str | None) -> str | None:
    """Return an alias as from the site's root, decoded; None if it is on another site."""
    if not links.is_external(written):
        return unquote(written)
    if not address or links.why_unsafe(written) or links.host(written) != links.host(address):
        return None
    own, parts = urlsplit(address), urlsplit(written)
    if not parts.path.startswith(own.path):
        return None
    return unquote(parts._replace(scheme="", netloc="", path=parts.path[len(own.path) :]).geturl())


def _path(within: str) -> PurePosixPath:
    path = PurePosixPath(links.composed(within).strip("/"))
    is_file = path.suffix.lower() in _PAGES or links.is_page(path)
    return path if is_file and not within.endswith("/") else path / "index.html"


def _forms(page: PurePosixPath) -> frozenset[PurePosixPath]:
    """Return what the address of a page may be the address of, however engines make it."""
    bare = page.parent if page.stem in {"index", "README"} else page.with_suffix("")
    files = {bare.with_name(f"{bare.name}{ending}") for ending in (*_PAGES, *links.ENDINGS)}
    return frozenset({page, bare / "index.html", *files})


def _in_the_way(
    alias: Alias, beside: Mapping[tuple[str, ...], PurePosixPath]
) -> PurePosixPath | None:
    """Return the file that would have to be a folder for the alias to lie in it."""
    path = alias.path.with_suffix("") / "index.html" if links.is_page(alias.path) else alias.path
    return next((beside[at] for at in map(_folded, path.parents) if at in beside), None)


def _among(aliases: Iterable[Alias]) -> Iterator[Problem]:
    """Yield the aliases that claim what another one claims."""
    claims: dict[str, list[Alias]] = {}
    for alias in aliases:
        claims.setdefault(alias.address, []).append(alias)
    for claimants in claims.values():
        for alias in claimants:
            other = next((one for one in claimants if _contends(one, alias)), None)
            if other:
                message = f"is claimed by {other.page}:{other.line}, too; keep one of them"
                yield alias.problem("duplicate-url", message)


def _contends(one: Alias, other: Alias) -> bool:
    """Whether two aliases cannot both be: other pages, or the same file but for its capitals."""
    if one is other:
        return False
    return one.page != other.page or _folded(one.path) == _folded(other.path)


def _folded(path: PurePosixPath) -> tuple[str, ...]:
    return tuple(part.casefold() for part in path.parts)
