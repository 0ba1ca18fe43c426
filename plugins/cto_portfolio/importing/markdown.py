"""Markdown of any tool, such as Astro, Eleventy and dev.to: front matter on top, or a heading."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from cto_portfolio.importing import (
    components,
    documents,
    heads,
    liquid,
    post,
    shortcodes,
    translation,
)
from cto_portfolio.importing.incoming import Incoming, Refusal
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_DEFAULT, BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.translation import Surroundings

_ROOTS = ("public", "static", "src", "src/assets", "assets", "src/static", "content", "docs")
_ASTRO = re.compile(r"astro\.config\.\w+")
_ELEVENTY = re.compile(r"\.eleventy\.c?js|eleventy\.config\.\w+")
_NOT_POSTS = frozenset({"readme", "changelog", "contributing", "license", "code_of_conduct"})


def _recogniser(pattern: re.Pattern[str]) -> Callable[[Original], Recognition | None]:
    def recognise(original: Original) -> Recognition | None:
        for path in original.sizes:
            if len(path.parts) == 1 and pattern.fullmatch(path.name):
                return Recognition(certainty=BY_NAME, reason=f"it has a '{path}'")
        return None

    return recognise


def _is_markdown(original: Original) -> Recognition | None:
    amount = len(original.below(*documents.ENDINGS))
    if not amount:
        return None
    return Recognition(certainty=BY_DEFAULT, reason="it holds Markdown of no tool that is known")


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    known = documents.names(original.sizes)
    found = original.below(*documents.ENDINGS)
    posts = [path for path in found if path.stem.lower() not in _NOT_POSTS]

    def build(path: PurePosixPath) -> Incoming:
        head = heads.parse(original.text(path), may_be_lines=True)
        rules = [*liquid.RULES, *shortcodes.RULES, *components.BOX_RULES]
        if path.suffix.lower() == ".mdx":
            rules += components.RULES
        body, changed = translation.translated(
            head.body,
            rules,
            Surroundings(meta=head.meta, documents=known),
            first_line=head.body_line,
        )
        permalink = head.meta.get("permalink", head.meta.get("url"))
        is_address = isinstance(permalink, str) and not re.search(r"[{}:]", permalink)
        ways = Ways(
            addresses=(str(permalink),) if is_address else (),
            roots=(*map(PurePosixPath, _ROOTS), PurePosixPath()),
        )
        return post.incoming(path, replace(head, body=body), ways, today=today, changed=changed)

    yield from documents.each(posts or found, build)


ASTRO = SourceFormat(name="astro", title="Astro", recognise=_recogniser(_ASTRO), read=_read)
ELEVENTY = SourceFormat(
    name="eleventy", title="Eleventy", recognise=_recogniser(_ELEVENTY), read=_read
)
FORMAT = SourceFormat(name="markdown", title="Markdown", recognise=_is_markdown, read=_read)
