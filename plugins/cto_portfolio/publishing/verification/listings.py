"""Listings: what is only for those who have its address is named nowhere on the site.

Of an unlisted entry an author may speak: a page may link to it where the author's own text does,
and so may a feed within that text, but never as one of its items. Of a packet nobody may.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin

import re2

from cto_portfolio import links
from cto_portfolio.content.entry import Visibility
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification import outputs, veiled
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.outputs import Output
from cto_portfolio.text import validation

_SLASH = r"(?:\\?/|%2[fF])"
_ITEM = r'(?:"(?:location|url|id|external_url)"\s*:\s*"|<(?:loc|id|guid|url|link)\b[^<]*)'
"""What stands before the address of an item in an index, a sitemap or a feed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unlisted:
    """A page that no list may know of."""

    source: PurePosixPath
    address: str
    """As `links.address` has it."""
    name: str
    """What every way to write its address holds."""
    is_packet: bool

    def is_in(self, text: str, *, as_item: bool) -> bool:
        """Whether its whole address is in a text, or only that of an item of a list counts."""
        address = _SLASH.join(map(re.escape, self.address.split("/")))
        before = rf"{_ITEM}[^\"'<>\s]*?" if as_item else ""
        return bool(re.search(rf"(?i){before}(?<![\w-]){address}(?![\w-])", text))


class Listings:
    """Finds the addresses of unlisted entries and of packets."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._targets = tuple(_targets(case))
        self._texts = dict(_by_hand(case.release.portfolio))
        self._base = case.release.site.address or "https://site.invalid/"
        self._keys = {target.name for target in self._targets if target.is_packet}
        names = {re.escape(way) for one in self._targets for way in (one.name, quote(one.name))}
        self.signs = sorted(names)
        self._names = re2.compile("|".join(self.signs).encode(), veiled.options())
        self._apart = {target.address for target in self._targets}
        if self._targets:
            texts = self._texts.items()
            self._apart |= {at for at, text in texts if self._names.search(text.encode())}
        self._has_found = False

    def see(self, output: Output) -> None:
        """Look at a file of the site."""
        if self._targets and not self._has_found and output.has_signs:
            self._has_found = any(True for _ in self._named(output, output.new_texts))

    def problems(self) -> Iterator[Problem]:
        """Yield for each of the pages the first file that names it; then every file counts."""
        places: dict[Unlisted, list[PurePosixPath]] = {}
        for output in outputs.read(self._case.site_dir) if self._has_found else ():
            named = self._named(output, output.texts) if isinstance(output, Output) else ()
            for target in dict.fromkeys(named):
                places.setdefault(target, []).append(output.path)
        for target, paths in places.items():
            reason = "is for one reader alone" if target.is_packet else "is unlisted"
            others = f"; so do {len(paths) - 1} more files" if len(paths) > 1 else ""
            source = self._case.shown(target.source)
            message = f"names the page of '{source}', which {reason}{others}"
            yield self._case.problem(paths[0], "listed-page", message)

    def is_apart(self, output: Output) -> bool:
        """Whether a page may name what others may not: what stands there must be looked at anew."""
        _, _, original = output.address.partition("/")
        is_known = output.address in self._apart or original in self._apart
        return is_known or not self._keys.isdisjoint(output.path.parts)

    def _named(self, output: Output, texts: Iterable[bytes]) -> Iterator[Unlisted]:
        """Yield what a file names and must not; a packet may name unlisted entries."""
        if not self._keys.isdisjoint(output.path.parts):
            return
        by_hand = self._written(output.address)
        for encoded in texts:
            text = self._decoded(encoded, output)
            for target in self._targets if text else ():
                if target.name not in text or _is_of(target, output):
                    continue
                if target.is_packet:
                    yield target
                elif output.is_page:
                    is_linked = target.address in self._addresses(text, target.name, output)
                    if is_linked and target.name not in by_hand:
                        yield target
                elif target.is_in(text, as_item=self._is_told(target)):
                    yield target

    def _decoded(self, text: bytes, output: Output) -> str:
        """Return a text as far as it may name a page."""
        if output.has_encoded_letters:
            return unquote(html.unescape(text.decode("utf-8", "replace")))
        return text.decode("utf-8", "replace") if self._names.search(text) else ""

    def _written(self, address: str) -> str:
        """Return what the author has written on a page, or on that of which it is a translation."""
        _, _, original = address.partition("/")
        return self._texts.get(address) or self._texts.get(original, "")

    def _is_told(self, target: Unlisted) -> bool:
        """Whether the author speaks of it anywhere."""
        return any(target.name in text for text in self._texts.values())

    def _addresses(self, text: str, name: str, output: Output) -> Iterator[str]:
        """Yield where on the site the addresses lead that hold a name."""
        page = urljoin(self._base, output.path.as_posix())
        for url in re.findall(rf"""[^\s"'<>()=]*{re.escape(name)}[^\s"'<>()=]*""", text):
            try:
                target = urljoin(page, url)
            except ValueError:
                continue
            if target.startswith(self._base):
                path = re.split(r"[?#&]", target.removeprefix(self._base), maxsplit=1)[0]
                yield links.address(PurePosixPath(path))


def _is_of(target: Unlisted, output: Output) -> bool:
    """Whether a file is that page, in the site's language or in another one's folder."""
    return f"/{output.address}".endswith(f"/{target.address}")


def _targets(case: Case) -> Iterator[Unlisted]:
    for entry in case.release.portfolio.published:
        if entry.visibility is Visibility.UNLISTED:
            address = links.address(entry.path)
            name = entry.path.parent.name if entry.path.stem == "index" else entry.path.stem
            yield Unlisted(source=entry.path, address=address, name=name, is_packet=False)
    for packet in case.release.site.packets:
        source = PACKETS / f"{packet.name}.yml"
        address = links.address(packet.path)
        yield Unlisted(source=source, address=address, name=packet.key, is_packet=True)


def _by_hand(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Yield what the author has written on each page, by its address."""
    for entry in portfolio.published:
        urls = (url for _, url in validation.addresses(entry.meta))
        yield links.address(entry.path), unquote("\n".join([entry.body, entry.appendix, *urls]))
    for page in portfolio.author_pages:
        yield links.address(page.path), unquote(page.head + page.body)
