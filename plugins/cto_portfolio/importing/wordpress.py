"""WordPress: its export WXR, XML in which posts are HTML with shortcodes."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import exported, hypertext, translation
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

try:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException
except ImportError:  # pragma: no cover - the tests have the extra
    ElementTree, DefusedXmlException = None, ValueError  # type: ignore[assignment, misc]

_SAMPLE = 4_000
_NAMESPACE = re.compile(r"^\{[^}]*/(?P<name>export|content|excerpt|elements)(?:/[\d.]*)?/?\}")
_CAPTION = re.compile(
    r"\[caption\b[^\]]*\](?P<picture>.*?<img\b[^>]*>(?:</a>)?)(?P<words>.*?)\[/caption\]", re.DOTALL
)
_CODE = re.compile(
    r"\[(?P<name>sourcecode|code|python|bash|php|js)(?P<rest>[^\]]*)\](?P<inner>.*?)\[/(?P=name)\]",
    re.DOTALL,
)
_EMBED = re.compile(
    r"\[(?P<name>youtube|vimeo|gist|embed|tweet)[ =](?P<rest>[^\]]*)\](?:([^\[]*)\[/embed\])?"
    r"|\[embed\](?P<url>[^\[]*)\[/embed\]"
)
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|pre|blockquote|table|figure|section)\b", re.IGNORECASE)
_ZERO = "0000-00-00 00:00:00"


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".xml")[:5]:
        if b"wordpress.org/export" in original.read_bytes(path, _SAMPLE):
            return Recognition(certainty=BY_CONTENT, reason=f"'{path}' is an export of WordPress")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    hypertext.refuse_without()
    for path in original.below(".xml"):
        try:
            yield from _posts(original, path, today)
        except RefusedError as error:
            yield error.of(path)


def _posts(original: Original, path: PurePosixPath, today: dt.date) -> Iterator[Incoming]:
    try:
        tree = ElementTree.parse(io.BytesIO(original.content(path, most=MOST_BYTES)))
    except DefusedXmlException as error:
        raise RefusedError("its XML defines entities, as no export does") from error
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise RefusedError(f"its XML cannot be read: {error}") from error
    for item in tree.iter("item"):
        said = dict(_texts(item))
        if said.get("post_type", "post") == "post" and said.get("status") != "trash":
            yield _article(path, item, said, today)


def _texts(item: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the library has no types
    """Yield what an item's elements say, by names that do without a version."""
    for element in item:
        match = _NAMESPACE.match(element.tag)
        name = element.tag.rpartition("}")[2]
        key = f"{match['name']}:{name}" if match and name == "encoded" else name
        if element.text and element.text.strip():
            yield key, element.text


def _article(path: PurePosixPath, item: Any, said: dict[str, str], today: dt.date) -> Incoming:  # noqa: ANN401
    address = said.get("link", "").strip()
    name = said.get("post_name") or said.get("title") or "post"
    date = next(
        (
            said[key]
            for key in ("post_date", "post_date_gmt", "pubDate")
            if said.get(key, _ZERO) != _ZERO
        ),
        None,
    )
    tags = [
        element.text
        for element in item.findall("category")
        if element.text and element.get("domain") in {"post_tag", "category"}
    ]
    meta = {
        "title": said.get("title"),
        "date": date,
        "updated": said.get("post_modified"),
        "summary": hypertext.plain(said.get("excerpt:encoded", "")),
        "tags": [tag for tag in tags if tag != "Uncategorized"],
        "creator": said.get("creator"),
        "status": said.get("status"),
        "password": said.get("post_password"),
    }
    is_draft = said.get("status") in {"draft", "pending", "auto-draft"}
    ways = Ways(
        addresses=() if "?" in address else exported.path_of(address),
        site=exported.site_of(address),
        stem=name,
        is_draft=f"its status is '{said.get('status')}'" if is_draft else "",
        has_title_in_body=False,
    )
    html = _html(said.get("content:encoded", ""))
    return exported.article(
        path, said.get("post_id", name), meta, today=today, html=html, ways=ways
    )


def _html(text: str) -> str:
    """Return a post's text with its shortcodes and empty lines as HTML."""
    text = _CODE.sub(_code, text)
    text = _CAPTION.sub(
        lambda match: (
            f"<figure>{match['picture']}<figcaption>{match['words'].strip()}</figcaption></figure>"
        ),
        text,
    )
    text = _EMBED.sub(_embed, text)
    if _BLOCK.search(text) and text.count("\n\n") < 2 * text.count("<p"):
        return text
    pieces = re.split(r"(<pre\b.*?</pre>)", text, flags=re.DOTALL | re.IGNORECASE)
    return "".join(piece if piece[:4].lower() == "<pre" else _paragraphs(piece) for piece in pieces)


def _paragraphs(text: str) -> str:
    """Put paragraphs where WordPress does: around what stands between empty lines."""
    blocks = (block.strip() for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return "\n".join(
        block if _BLOCK.match(block) or block.startswith(("<!--", "</")) else f"<p>{block}</p>"
        for block in blocks
        if block
    )


def _code(match: re.Match[str]) -> str:
    _, named = translation.arguments(match["rest"])
    language = named.get("language") or named.get("lang") or ""
    if match["name"] not in {"code", "sourcecode"}:
        language = match["name"]
    marked = f' class="language-{language}"' if re.fullmatch(r"[\w+-]+", language) else ""
    return f"<pre><code{marked}>{match['inner'].strip()}</code></pre>"


def _embed(match: re.Match[str]) -> str:
    address = (match["url"] or match[3] or "").strip()
    words, named = translation.arguments(match["rest"] or "")
    what = address or named.get("id") or (words[0] if words else "")
    if not what.startswith("https://"):
        what = translation.address_of(match["name"] or "embed", what)
    if not re.fullmatch(r"https?://[^\s<>\"]+", what):
        return match[0]
    return f'<p><a href="{what}">{what.partition("://")[2]}</a></p>'


FORMAT = SourceFormat(
    name="wordpress", title="WordPress's export", recognise=_recognise, read=_read
)
