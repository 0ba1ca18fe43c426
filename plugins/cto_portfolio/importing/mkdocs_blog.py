"""MkDocs, and the blog of Material for MkDocs: the title is the heading on top."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from cto_portfolio.importing import components, documents, heads, post, translation
from cto_portfolio.importing.incoming import Guess, Incoming, Refusal
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_FORM, BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.translation import Surroundings

_CONFIGURATION = ("mkdocs.yml", "mkdocs.yaml", "zensical.toml")
_ICON = re.compile(r":(?:octicons|material|fontawesome|simple)-[a-z0-9-]+:", re.IGNORECASE)


def _recognise(original: Original) -> Recognition | None:
    for name in _CONFIGURATION:
        if PurePosixPath(name) in original:
            return Recognition(certainty=BY_NAME, reason=f"it has a '{name}'")
    paths = original.below(*documents.ENDINGS)
    if any("docs/blog/posts" in str(path) or ".authors.yml" in path.name for path in paths):
        return Recognition(certainty=BY_NAME, reason="it has a folder 'docs/blog/posts'")
    if any(_ICON.search(text) for text in documents.samples(original, *documents.ENDINGS)):
        return Recognition(certainty=BY_FORM, reason="its documents have icons of Material")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    name = next((name for name in _CONFIGURATION if PurePosixPath(name) in original), None)
    configuration = documents.configuration(original, PurePosixPath(name)) if name else {}
    site = configuration.get("site_url")
    docs = PurePosixPath(str(configuration.get("docs_dir") or "docs"))
    paths = original.below(*documents.ENDINGS)
    posts = [path for path in paths if "posts" in path.parts]

    def build(path: PurePosixPath) -> Incoming:
        head = heads.parse(original.text(path))
        body, changed = translation.translated(
            head.body, components.BOX_RULES, Surroundings(), first_line=head.body_line
        )
        ways = Ways(
            roots=(docs, PurePosixPath()),
            site=site if isinstance(site, str) and site.startswith("http") else None,
        )
        document = post.incoming(path, replace(head, body=body), ways, today=today, changed=changed)
        return _with_address(document, path) if path in posts else document

    yield from documents.each(posts or paths, build)


def _with_address(document: Incoming, path: PurePosixPath) -> Incoming:
    """Add where the blog of Material has shown a post: its default is `blog/2024/05/31/slug/`."""
    date = document.meta.get("date")
    if date is None:
        return document
    slug = re.sub(r"[^\w-]+", "-", str(document.meta["title"]).lower()).strip("-")
    index = path.parts.index("posts")
    section = "/".join(part for part in path.parts[:index] if part != "docs")
    address = f"{section}/{date.first:%Y/%m/%d}/{slug}/".lstrip("/")
    guess = Guess(key="aliases", reason="the rule of Material's blog for addresses")
    account = document.account
    return replace(
        document,
        meta={**document.meta, "aliases": [*document.meta.get("aliases", []), address]},
        addresses=(*document.addresses, f"/{address}"),
        account=replace(account, guessed=(*account.guessed, guess)),
    )


FORMAT = SourceFormat(
    name="mkdocs", title="MkDocs or Material's blog", recognise=_recognise, read=_read
)
