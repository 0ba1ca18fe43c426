"""Stories: private entries in full, one below the other, as the Markdown of a packet's page.

They have no page of their own, and neither have the pictures in them: those are within the text.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.entry import Entry
from cto_portfolio.site import kinds
from cto_portfolio.site.pages.cards import date
from cto_portfolio.site.pages.page import escaped
from cto_portfolio.site.site import Site
from cto_portfolio.text import images, prose
from cto_portfolio.text.prose import Reference

NOWHERE = "#"
"""What stands in the place of addresses that readers cannot reach."""

_MEDIA_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_LABEL = re.compile(r"\[([^\[\]\n]+)\]")
_DEFINED = re.compile(r"^[ \t]*\[(?!\^)([^\[\]\n]+)\]:", re.MULTILINE)


def anchor(number: int) -> str:
    """Return the id of a story's heading, counted from 1."""
    return f"story-{number}"


def body(told: Iterable[Entry], site: Site, *, page: PurePosixPath) -> str:
    """Return the stories, to stand on a page of that path."""
    stories = (_story(number, entry, site, page) for number, entry in enumerate(told, start=1))
    return "\n\n".join(stories)


def with_living_links(text: str, site: Site, *, page: PurePosixPath) -> str:
    """Return stories that were kept, without links to what is no longer published."""
    for link in sorted(prose.references(text), key=lambda link: -link.start):
        path = None if links.is_external(link.url) else links.resolve(link.url, source=page)
        if path is not None and not _is_published(path, site):
            text = prose.with_address(text, [link], NOWHERE)
    return text


def _story(number: int, entry: Entry, site: Site, page: PurePosixPath) -> str:
    name = anchor(number)
    shown = prose.below_title(_with_own_addresses(entry, site, page), entry.meta.title)
    blocks = [
        f"## {escaped(entry.meta.title)} {{ #{name} }}",
        *_head(entry, site),
        _apart(prose.lowered(shown).strip("\n"), f"{name}-"),
    ]
    return "\n\n".join(block for block in blocks if block)


def _head(entry: Entry, site: Site) -> Iterator[str]:
    """Yield what the entry says on top of its prose."""
    meta = entry.meta
    when_and_where = [entry.kind.name, date(entry), meta.organization or "", meta.role or ""]
    yield " · ".join(escaped(part) for part in when_and_where if part)
    if meta.image and (picture := _picture(meta.image, entry, site)):
        yield f"![{escaped(meta.alt or '')}]({picture})"
    lines = [meta.summary or "", meta.business_value or ""]
    body = prose.plain(entry.body)
    yield from (escaped(line) for line in lines if line and line not in body)
    facts = [
        f"- **{escaped(fact.name)}:** {escaped(fact.text)}"
        for fact in kinds.of(entry).facts(entry, site)
    ]
    yield "\n".join(facts)
    if meta.credit:
        yield f"With {escaped(', '.join(meta.credit))}."


def _with_own_addresses(entry: Entry, site: Site, page: PurePosixPath) -> str:
    """Return an entry's body with its links as seen from the page, and its pictures within it."""
    text = entry.body
    for link in sorted(entry.references, key=lambda link: -link.start):
        address = _address(link, entry, site, page)
        if address is not None:
            text = prose.with_address(text, [link], address)
    return text


def _address(reference: Reference, entry: Entry, site: Site, page: PurePosixPath) -> str | None:
    """Return another address for a reference, if it needs one."""
    if links.is_external(reference.url) or reference.url.startswith("#"):
        return None
    if reference.is_image and (picture := _picture(reference.url, entry, site)):
        return picture
    path = links.resolve(reference.url, source=entry.path)
    if path is None or not _is_published(path, site):
        return NOWHERE
    return f"{links.relative(path, page)}{links.behind_path(reference.url)}"


def _picture(url: str, entry: Entry, site: Site) -> str | None:
    path = links.resolve(url, source=entry.path)
    media_type = _MEDIA_TYPES.get(path.suffix.lower()) if path else None
    content = site.read(path) if path and media_type else None
    if content is not None and path and images.is_image(path):
        content = images.without_metadata(content)
    if content is None or path is None:
        return None
    encoded = base64.b64encode(content).decode()
    return f"data:{media_type};base64,{encoded}"


def _is_published(path: PurePosixPath, site: Site) -> bool:
    return path in site.published


def _apart(text: str, prefix: str) -> str:
    """Keep the footnotes and link definitions of one story apart from those of the others."""
    masked = prose.without_code(text)
    defined = {_folded(found[1]) for found in _DEFINED.finditer(masked)}
    for found in reversed([*_LABEL.finditer(masked)]):
        label, start, end = found[1], found.start(), found.end()
        is_collapsed = masked.startswith("[]", end)
        if label.startswith("^"):
            text = f"{text[:start]}[^{prefix}{label[1:]}]{text[end:]}"
        elif _folded(label) in defined:
            rest = text[end + 2 :] if is_collapsed else text[end:]
            text = text[:start] + _prefixed(masked, found, prefix) + rest
    return text


def _prefixed(masked: str, found: re.Match[str], prefix: str) -> str:
    """Return a label in brackets as it names its own definition and no other story's."""
    ahead, follows = masked[: found.start()], masked[found.end() :]
    is_definition = follows.startswith(":") and not ahead.rpartition("\n")[2].strip()
    if ahead.endswith("]") or is_definition:
        return f"[{prefix}{found[1]}]"
    if follows.startswith("(") or (follows.startswith("[") and not follows.startswith("[]")):
        return found[0]
    return f"{found[0]}[{prefix}{found[1]}]"


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
