"""Gone pages: those that the last site had, and the next one does not have any more.

Said once, while both lie side by side, with the alias that would keep the address. Of packets
nothing is said: who knows such an address may see the page, and what builds say is read by others.
"""

import difflib
import html
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.verification.pages import SEAL

_FOR_ONE_READER = frozenset({PurePosixPath("for"), PurePosixPath("assets/cards")})
"""Where packets are, and the pictures of links to them."""
_NOT_FOUND = PurePosixPath("404.html")
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_MARKUP = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")
_ALIKE = 0.5
"""From here on two pages are taken for one that has changed."""
_PLAIN = re.compile(r"[A-Za-z][\w./-]*")
"""What YAML reads as text, wherever it stands."""
_MOST_SAID = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class _Content:
    """What two pages have in common if one has become the other."""

    title: str
    words: frozenset[str]

    def likeness(self, other: "_Content") -> float:
        """Return how alike two pages are, from 0 to 1."""
        titles = difflib.SequenceMatcher(None, self.title, other.title).ratio()
        every = len(self.words | other.words)
        return (titles + (len(self.words & other.words) / every if every else 0)) / 2


def notices(last: Path, new: Path, release: Release) -> tuple[Problem, ...]:
    """Return what to say of pages that the last site alone has, if it was one of ours."""
    home = last / "index.html"
    if not home.is_file() or not SEAL.search(home.read_bytes()):
        return ()
    before, now = _pages(last), _pages(new)
    gone = [before[at] for at in sorted(before.keys() - now.keys())]
    sources = {_folded(links.file_at(release.site.url_for(path))): path for path in release.pages}
    arrived = {sources[at]: new / now[at] for at in now.keys() - before.keys() if at in sources}
    advice = _Advice(release, arrived if gone else {})
    said = [_notice(path, advice.about(path, last / path), release) for path in gone[:_MOST_SAID]]
    if len(gone) > _MOST_SAID:
        message = f"{len(gone) - _MOST_SAID} more pages of the last site are gone"
        said.append(_notice(PurePosixPath(), message, release))
    return tuple(said)


class _Advice:
    """Knows why pages are gone, and which of those that are new one may have become."""

    def __init__(self, release: Release, arrived: Mapping[PurePosixPath, Path]) -> None:
        self._folder = release.folder
        self._hidden = _by_address((*release.hidden, *release.left_out))
        self._own = _by_address(addresses.of_pages(release.portfolio.framework))
        self._at = _by_address(release.pages)
        authored = (page.path for page in release.portfolio.author_pages)
        keepers = {*authored, *(entry.path for entry in release.portfolio.published)}
        self._arrived = {path: _content(file) for path, file in arrived.items() if path in keepers}

    def about(self, path: PurePosixPath, file: Path) -> str:
        """Return what became of a page, and what to do to keep its address."""
        address = links.address(_target(path, file) or path)
        if hidden := self._hidden.get(address):
            return f"is gone, because '{self._folder / hidden}' is not published"
        if address in self._own or addresses.is_named(path):
            has_moved = address in self._at
            reason = "the page has another one" if has_moved else "nothing is left to show there"
            return f"is gone, because {reason} now"
        source = self._at.get(address) or self._likest(_content(file))
        keeper = f"'{self._folder / source}'" if source else "the page that has taken its place"
        return f"is gone; to keep its address, write 'aliases: [{_alias(path)}]' in {keeper}"

    def _likest(self, content: _Content) -> PurePosixPath | None:
        found = {path: content.likeness(other) for path, other in self._arrived.items()}
        best = max(found, key=lambda path: (found[path], str(path)), default=None)
        return best if best and found[best] >= _ALIKE else None


def _notice(path: PurePosixPath, message: str, release: Release) -> Problem:
    site = PurePosixPath(Path(os.path.relpath(release.settings.site_dir)).as_posix())
    return Problem(
        path=site / path, line=1, code="gone-page", message=message, severity=Severity.NOTICE
    )


def _pages(site: Path) -> dict[str, PurePosixPath]:
    """Return the pages of a site that had an address for everybody, by what hosts tell apart."""
    return {_folded(path): path for path in _html(site) if path != _NOT_FOUND}


def _html(site: Path) -> Iterator[PurePosixPath]:
    for folder, folders, names in os.walk(site):
        at = PurePosixPath(Path(folder).relative_to(site).as_posix())
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and at / name not in _FOR_ONE_READER
        ]
        yield from (at / name for name in names if name.endswith(".html"))


def _folded(path: PurePosixPath) -> str:
    return str(path).casefold()


def _by_address(paths: Iterable[PurePosixPath]) -> dict[str, PurePosixPath]:
    return {links.address(path): path for path in paths if links.is_page(path)}


def _content(file: Path) -> _Content:
    text = file.read_text("utf-8", "replace")
    title, main = _TITLE.search(text), _MAIN.search(text)
    words = _WORD.findall(_MARKUP.sub(" ", html.unescape(main[0])).casefold()) if main else ()
    return _Content(title=title[1].casefold() if title else "", words=frozenset(words))


def _target(path: PurePosixPath, file: Path) -> PurePosixPath | None:
    """Return where a redirect has led; None for a page."""
    refresh = _REFRESH.search(file.read_text("utf-8", "replace"))
    url = posixpath.join(path.parent, html.unescape(refresh[1])) if refresh else ""
    folder = "/" if url.endswith("/") else ""
    return links.file_at(f"{posixpath.normpath(url)}{folder}") if refresh else None


def _alias(path: PurePosixPath) -> str:
    """Return the address of a page as it may stand in a list of YAML."""
    text = f"{path.parent}/" if path.name == "index.html" else str(path)
    return text if _PLAIN.fullmatch(text) else f'"{text}"'
