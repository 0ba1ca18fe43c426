"""Links between what comes in: each document, picture and page at its new place."""

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from cto_portfolio import links
from cto_portfolio.importing.incoming import Incoming
from cto_portfolio.text import prose

_COMES_ALONG = frozenset(
    [
        *(".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
        *(".mp3", ".mp4", ".m4a", ".mov", ".ogg", ".wav", ".webm", ".srt", ".vtt"),
        *(".pdf", ".key", ".odp", ".ppt", ".pptx", ".csv", ".ipynb", ".txt", ".zip"),
    ]
)
"""Endings of files that an entry may show or lead to."""
_TEXTS = (".md", ".mdx", ".markdown")
_ADDRESSES = ("image", "slides", "video", "transcript")
_DATED = re.compile(r"\d{4}/\d{2}/\d{2}/[^/]+$")
"""The end of an address by which blogs tell posts apart, whatever stands before it."""
_PAGE_ENDINGS = ("/index.html", "/index.md", "/index.mdx", ".html", ".htm", ".md", ".mdx")


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Where documents come to lie, by where they come from."""

    by_origin: Mapping[PurePosixPath, PurePosixPath]
    by_address: Mapping[str, PurePosixPath]
    """By their old addresses, as `key_of` writes them."""
    files: Callable[[PurePosixPath], bool]
    """Whether the original has a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A document whose links lead to the new places."""

    incoming: Incoming
    beside: Mapping[PurePosixPath, PurePosixPath]
    """The files that come along: the path in the portfolio, and that in the original."""


def key_of(address: str) -> str:
    """Return an address of a site without what is written in several ways."""
    path = unquote(urlsplit(address).path).strip("/")
    for ending in _PAGE_ENDINGS:
        path = path.removesuffix(ending)
    return path.casefold()


def linked(
    incoming: Incoming,
    at: PurePosixPath,
    places: Places,
    name_for: Callable[[PurePosixPath], PurePosixPath],
) -> Linked:
    """Return a document that lies at `at` with its links led to the new places.

    `name_for` says which path in the portfolio a file of the original gets.
    """
    beside: dict[PurePosixPath, PurePosixPath] = {}

    def moved(url: str) -> str | None:
        return _moved(url, incoming, at, places, beside=beside, name_for=name_for)

    fill_in = tuple(
        replace(gap, address=moved(gap.address) or gap.address) for gap in incoming.account.fill_in
    )
    changed = replace(
        incoming,
        meta=_meta(incoming.meta, moved),
        body=_with_links(incoming.body, moved),
        account=replace(incoming.account, fill_in=fill_in),
    )
    return Linked(incoming=changed, beside=beside)


def _meta(meta: Mapping[str, Any], moved: Callable[[str], str | None]) -> Mapping[str, Any]:
    changed = {key: moved(meta[key]) or meta[key] for key in _ADDRESSES if key in meta}
    if "supersedes" in meta:
        changed["supersedes"] = [moved(url) or url for url in meta["supersedes"]]
    if "status" in meta:
        changed["status"] = _with_links(meta["status"], moved)
    return {**meta, **changed}


def _with_links(text: str, moved: Callable[[str], str | None]) -> str:
    changes = (
        (reference.start, reference.start + len(reference.url), new)
        for reference in prose.references(text)
        if (new := moved(reference.url)) is not None
    )
    return prose.spliced(text, changes)


def _moved(  # noqa: PLR0913 - what is known of where everything lies
    url: str,
    incoming: Incoming,
    at: PurePosixPath,
    places: Places,
    *,
    beside: dict[PurePosixPath, PurePosixPath],
    name_for: Callable[[PurePosixPath], PurePosixPath],
) -> str | None:
    """Return the new address in place of one; None if it stays as it is."""
    local = _within_site(html.unescape(url), incoming.site)
    if local is None:
        return None
    address, _, fragment = local.partition("#")
    address = unquote(address.partition("?")[0])
    behind = f"#{fragment}" if fragment else ""
    if not address:
        return None
    for path in _candidates(address, incoming):
        if (new := places.by_origin.get(path)) is not None:
            return _relative(new, at) + behind
        if path.suffix.lower() in _COMES_ALONG and path.name[0] != "." and places.files(path):
            new = next((to for to, source in beside.items() if source == path), name_for(path))
            beside[new] = path
            return _relative(new, at) + behind
    for absolute in _addresses(address, incoming):
        if (new := _at_address(absolute, places)) is not None:
            return _relative(new, at) + behind
    is_elsewhere = address.startswith("/") and incoming.site and not links.is_external(url)
    return f"{incoming.site.rstrip('/')}{local}" if is_elsewhere and incoming.site else None


def _addresses(address: str, incoming: Incoming) -> list[str]:
    """Return what an address may be from the root of the site: browsers go by that of the page."""
    if address.startswith("/"):
        return [address]
    return [posixpath.normpath(posixpath.join("/", own, address)) for own in incoming.addresses]


def _at_address(address: str, places: Places) -> PurePosixPath | None:
    """Return the document that was found at an address from the root of its site."""
    key = key_of(address)
    dated = _DATED.search(key)
    return places.by_address.get(key) or (places.by_address.get(dated[0]) if dated else None)


def _within_site(url: str, site: str | None) -> str | None:
    """Return an address as from the root of the site it is on; None if that is another site."""
    if url.startswith(("#", "?", "//")) or not url.strip():
        return None
    if not links.is_external(url):
        return url
    if not site or links.host(url) != links.host(site):
        return None
    parts = urlsplit(url)
    path = parts.path.removeprefix(urlsplit(site).path.rstrip("/"))
    return parts._replace(scheme="", netloc="", path=path or "/").geturl()


def _candidates(address: str, incoming: Incoming) -> list[PurePosixPath]:
    """Return the files of the original that an address may mean; none leads out of it."""
    if address.startswith("/"):
        paths = [posixpath.join(root, address.lstrip("/")) for root in incoming.roots]
    else:
        paths = [posixpath.join(incoming.origin.parent, address)]
    normal = [PurePosixPath(posixpath.normpath(path)) for path in paths]
    normal += [path / f"index{ending}" for path in normal if not path.suffix for ending in _TEXTS]
    return [path for path in normal if path.name and ".." not in path.parts]


def _relative(target: PurePosixPath, at: PurePosixPath) -> str:
    return quote(posixpath.relpath(target, at.parent), safe="/~()'!,;=@+-._")
