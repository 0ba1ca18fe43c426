"""Medium: the `posts` of its export, one page of HTML for each."""

import datetime as dt
import html as html_codes
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio.importing import documents, exported, hypertext, post
from cto_portfolio.importing.incoming import Incoming, Refusal
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

_SAMPLE = 20_000
_TITLE = re.compile(r"<h1 class=\"p-name\">(.*?)</h1>", re.DOTALL)
_SUBTITLE = re.compile(
    r"<section data-field=\"subtitle\" class=\"p-summary\">(.*?)</section>", re.DOTALL
)
_BODY = re.compile(
    r"<section data-field=\"body\"[^>]*>(.*?)(?:</section>\s*<footer|</section>\s*</article|\Z)",
    re.DOTALL,
)
_DATE = re.compile(r"<time class=\"dt-published\" datetime=\"([^\"]+)\"")
_CANONICAL = re.compile(
    r"<a href=\"([^\"]+)\" class=\"p-canonical\"|class=\"p-canonical\" href=\"([^\"]+)\""
)
_OWN_TITLE = re.compile(
    r"<h[1-4][^>]*class=\"[^\"]*graf--title[^\"]*\"[^>]*>.*?</h[1-4]>", re.DOTALL
)
_OWN_SUBTITLE = re.compile(
    r"<h[1-4][^>]*class=\"[^\"]*graf--subtitle[^\"]*\"[^>]*>.*?</h[1-4]>", re.DOTALL
)
_ID = re.compile(r"-{1,2}[0-9a-f]{8,12}$")


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".html")[:8]:
        start = original.read_bytes(path, _SAMPLE)
        if b'class="p-name"' in start and b"h-entry" in start:
            return Recognition(certainty=BY_CONTENT, reason=f"'{path}' is a post as of Medium")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    def build(path: PurePosixPath) -> Incoming | None:
        text = original.text(path)
        body = _BODY.search(text)
        if body is None or "h-entry" not in text:
            return None  # an export has pages on claps and sessions, too
        return _article(path, text, body[1], today)

    yield from documents.each(original.below(".html"), build)


def _article(path: PurePosixPath, text: str, body: str, today: dt.date) -> Incoming:
    title, subtitle, date = _TITLE.search(text), _SUBTITLE.search(text), _DATE.search(text)
    found = _CANONICAL.search(text)
    canonical = next(filter(None, found.groups()), "") if found else ""
    name = _ID.sub("", path.stem)
    is_draft = path.name.startswith("draft_")
    meta = {
        "title": html_codes.unescape(hypertext.plain(title[1])) if title else None,
        "summary": html_codes.unescape(hypertext.plain(subtitle[1])) if subtitle else None,
        "date": date[1] if date else None,
        "canonical_url": html_codes.unescape(canonical),
    }
    body = _OWN_SUBTITLE.sub("", _OWN_TITLE.sub("", body, count=1), count=1)
    day = post.date_in_name(path.stem)
    stem = re.sub(r"^(?:draft|\d{4}-\d{2}-\d{2})_", "", name)
    ways = Ways(
        is_draft="its file's name says 'draft'" if is_draft else "",
        stem=stem.replace("_", "-") if day or is_draft else name,
        has_title_in_body=False,
    )
    return exported.article(path, "", meta, today=today, html=body, ways=ways)


FORMAT = SourceFormat(name="medium", title="Medium's export", recognise=_recognise, read=_read)
