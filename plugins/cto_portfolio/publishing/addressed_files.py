"""Addressed files: which files of the portfolio an address means, and which a file asks for."""

import codecs
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from cto_portfolio import links
from cto_portfolio.content.files import Content, Files
from cto_portfolio.text import references, svg

ROOT = PurePosixPath("index.html")
"""A file at the top of the portfolio, from which settings and the profile name others."""
HTML = frozenset({".html", ".htm", ".xhtml"})

_LONGEST = 3 * 4096
"""No file has a longer path, every letter of it percent-encoded; an inlined picture has."""


class AddressedFiles:
    """Understands addresses in all the ways that engines, browsers and hosts do.

    Each way counts: the same address in Markdown is meant from the file it stands in, and in raw
    HTML, by some engines, from where the page will be.
    """

    def __init__(self, files: Collection[PurePosixPath], address: str | None) -> None:
        """Take the files that may be meant, and where the site will be."""
        self._files = files
        parts = urlsplit(address or "")
        self._base = parts.path.rstrip("/") + "/"
        host = re.escape((parts.hostname or "").removeprefix("www."))
        self._own = re.compile(
            rf"\s*(?:https?:)?//(?:www\.)?{host}(?::\d+)?(?P<path>[/?#].*)?",
            re.IGNORECASE | re.DOTALL,
        )
        self._has_host = bool(host)

    def meant(self, url: str, source: PurePosixPath, *, is_page: bool) -> Iterator[PurePosixPath]:
        """Yield the files that an address in `source` means."""
        if len(url) > _LONGEST or url.startswith("#"):
            return
        sources = (source, source.with_suffix("") / "index.md") if is_page else (source,)
        for local in self._locals(url):
            for form in _forms(local):
                for place in sources:
                    path = links.resolve(form, source=place)
                    yield from self._at(path) if path else ()

    def _locals(self, url: str) -> Iterator[str]:
        """Yield an address within the portfolio, if it is one."""
        if self._has_host and (own := self._own.fullmatch(url)):
            url = own["path"] or "/"
        elif links.is_external(url):
            return
        yield url
        if self._base != "/" and url.startswith(self._base):
            yield f"/{url.removeprefix(self._base)}"

    def _at(self, path: PurePosixPath) -> Iterator[PurePosixPath]:
        """Yield a file, or what hosts answer with for a folder or a name without its ending."""
        for found in (path, path / "index.html", PurePosixPath(f"{path}.html")):
            if found in self._files:
                yield found


def addresses_within(path: PurePosixPath, files: Files) -> Iterator[str]:
    """Yield the addresses in a file, if it is of a kind that asks for others."""
    read = _READERS.get(path.name) or _READERS.get(path.suffix.lower())
    yield from read(_text(files[path])) if read else ()


def named_in(value: object) -> Iterator[str]:
    """Yield every text in plain values, such as what stands below `extra` in mkdocs.yml."""
    seen: set[int] = set()  # YAML can hold what holds itself
    left = [value]
    while left:
        inner = left.pop()
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, Mapping | list | tuple) and id(inner) not in seen:
            seen.add(id(inner))
            left += inner.values() if isinstance(inner, Mapping) else inner


def _forms(local: str) -> Iterable[str]:
    """Return what an address may mean whose entities are decoded already, or not yet."""
    forms = [local.strip()]
    if "&" in local:
        forms.append(local.replace("&", "&amp;"))
    if "\\" in local:
        forms += [form.replace("\\", "/") for form in forms]  # to browsers they are the same
    return forms


def _text(content: Content) -> str:
    if not isinstance(content, bytes):
        return content or ""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if is_wide else "utf-8-sig", "replace")


def _in_json(text: str) -> Iterator[str]:
    try:
        yield from named_in(json.loads(text))
    except (ValueError, RecursionError):
        return


def _in_svg(text: str) -> Iterator[str]:
    """Yield the addresses in a picture as it is published."""
    published = svg.bare(text)
    yield from references.addresses_in_svg(published.decode()) if published else ()


_READERS: Mapping[str, Callable[[str], Iterator[str]]] = {
    ".css": references.addresses_in_css,
    ".js": references.addresses_in_script,
    ".mjs": references.addresses_in_script,
    ".svg": _in_svg,
    ".webmanifest": _in_json,
    "manifest.json": _in_json,
    "browserconfig.xml": references.addresses_in_svg,
    **dict.fromkeys(HTML, references.addresses_in_html),
}
"""By a file's name, or its ending."""
