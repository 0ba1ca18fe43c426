"""Pictures of authors on dark pages: what each needs there stands behind its address.

A fragment leads nowhere in a picture, and stylesheets can ask for it, wherever the picture is
shown and however its author brought it in.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.site.site import Site
from cto_portfolio.text import images, prose
from cto_portfolio.text.images import paper
from cto_portfolio.text.prose import Reference

_DEFINITION = re.compile(r"[ \t]*\[(?!\^)[^\]\n]+\]:\s*<?$")


def url(target: str, site: Site, *, source: PurePosixPath) -> str:
    """Return the address of a picture as templates need it."""
    return f"{site.url(target, source=source)}{_mark(target, site, source)}"


def marked(body: str, site: Site, *, source: PurePosixPath) -> str:
    """Return a body with what its pictures need behind their addresses."""
    if not any(ending in body.lower() for ending in images.DRAWN):
        return body
    return prose.spliced(body, _marks(body, site, source))


def _marks(body: str, site: Site, source: PurePosixPath) -> Iterator[tuple[int, int, str]]:
    for reference in prose.references(body):
        if reference.is_image or _is_defined(reference, body):
            end = reference.start + len(reference.url)
            yield end, end, _mark(reference.url, site, source)


def _is_defined(reference: Reference, body: str) -> bool:
    start = body.rfind("\n", 0, reference.start) + 1
    return bool(_DEFINITION.fullmatch(body, start, reference.start))


def _mark(target: str, site: Site, source: PurePosixPath) -> str:
    if links.is_external(target) or "#" in target or "?" in target:
        return ""
    path = links.resolve(target, source=source)
    return mark(path, site) if path else ""


def mark(path: PurePosixPath, site: Site) -> str:
    """Return what stands behind the address of a picture, which may be nothing."""
    if path.suffix.lower() not in images.DRAWN:
        return ""
    if path not in site.papers:
        content = site.read(path)
        site.papers[path] = paper.needed(content) if content else None
    needed = site.papers[path]
    return f"#{needed}" if needed else ""
