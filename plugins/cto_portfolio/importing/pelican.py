"""Pelican: Markdown below lines such as `Title: …`, and links such as `{filename}other.md`."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from cto_portfolio.importing import documents, heads, liquid, post, translation
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_FORM, BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.translation import Surroundings, SyntaxRule

_CONFIGURATION = PurePosixPath("pelicanconf.py")
_LINK = re.compile(r"(?<=[(\"'<:\s])[{|](?:static|filename|attach|index)[}|]")
_SETTING = re.compile(
    r"^(?P<name>ARTICLE_URL|SITEURL|PATH)\s*=\s*[rf]?[\"'](?P<value>[^\"'\n]*)[\"']", re.MULTILINE
)
_TITLE = re.compile(r"\A(?:[A-Za-z][\w -]*:[^\n]*\n)*?title:[ \t]+\S", re.IGNORECASE)
_RULES = (SyntaxRule(opening="}", pattern=_LINK, instead=lambda _match, _around: ""), *liquid.RULES)


def _recognise(original: Original) -> Recognition | None:
    if _CONFIGURATION in original:
        return Recognition(certainty=BY_NAME, reason=f"it has a '{_CONFIGURATION}'")
    if any(_TITLE.match(text) for text in documents.samples(original, *documents.ENDINGS)):
        return Recognition(certainty=BY_FORM, reason="its documents begin with 'Title:'")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    settings = _settings(original)
    content = PurePosixPath(settings.get("PATH", "content"))

    def build(path: PurePosixPath) -> Incoming:
        if path.suffix == ".rst":
            message = "it is reStructuredText; make Markdown of it first, as with 'pandoc -t gfm'"
            raise RefusedError(message)
        head = heads.parse(original.text(path), may_be_lines=True)
        body, changed = translation.translated(
            head.body, _RULES, Surroundings(meta=head.meta), first_line=head.body_line
        )
        address, reason = _address(path, head, settings)
        site = settings.get("SITEURL", "")
        ways = Ways(
            addresses=(address,),
            address_reason=reason,
            roots=(content, PurePosixPath()),
            site=site if site.startswith("http") else None,
        )
        return post.incoming(path, replace(head, body=body), ways, today=today, changed=changed)

    yield from documents.each(original.below(*documents.ENDINGS, ".rst"), build)


def _settings(original: Original) -> dict[str, str]:
    """Return plain settings; the configuration is a program, and nothing of it is run."""
    try:
        text = original.text(_CONFIGURATION) if _CONFIGURATION in original else ""
    except RefusedError:
        return {}
    return {match["name"]: match["value"] for match in _SETTING.finditer(text)}


def _address(path: PurePosixPath, head: Head, settings: dict[str, str]) -> tuple[str, str]:
    meta = {key.lower(): str(value) for key, value in head.meta.items()}
    if own := meta.get("url") or meta.get("save_as"):
        return own, ""
    title = re.sub(r"[^\w]+", "-", meta.get("title", path.stem).lower()).strip("-")
    form = settings.get("ARTICLE_URL", "{slug}.html")
    return form.replace(
        "{slug}", meta.get("slug") or title
    ), f"Pelican's rule '{form}' for addresses"


FORMAT = SourceFormat(name="pelican", title="Pelican", recognise=_recognise, read=_read)
