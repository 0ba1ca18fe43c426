"""Shortcodes of Hugo with an equal in Markdown: references, pictures, code, boxes, videos."""

import re

from cto_portfolio.importing import translation
from cto_portfolio.importing.translation import Surroundings, SyntaxRule

_NAME = r"(?P<name>[A-Za-z][\w./-]*)"
_REST = r"(?P<rest>(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`|[^{}<>%]|[<%>](?!\}\})|\{(?!\{)|\}(?!\}))*?)"
_SINGLE = re.compile(rf"\{{\{{[<%]\s*{_NAME}\b{_REST}\s*/?[>%]\}}\}}")
_PAIR = re.compile(
    rf"\{{\{{[<%]\s*{_NAME}\b{_REST}\s*[>%]\}}\}}(?P<inner>.*?)\{{\{{[<%]\s*/\s*(?P=name)\s*[>%]\}}\}}",
    re.DOTALL,
)
_ESCAPED = re.compile(r"(\{\{[<%])/\*(.*?)\*/([>%]\}\})", re.DOTALL)
_PICTURES = frozenset({"figure", "img", "image", "picture", "fig", "photo", "imgproc", "lightbox"})
_BOXES = frozenset(
    [
        *("notice", "callout", "alert", "hint", "admonition", "note", "tip", "warning", "info"),
        *("important", "caution", "danger", "box", "details"),
    ]
)
_SOURCES = ("src", "link", "url", "path", "image")


def _single(match: re.Match[str], around: Surroundings) -> str | None:
    name = match["name"].lower()
    words, named = translation.arguments(match["rest"])
    if name in {"ref", "relref"}:
        target = words[0] if words else named.get("path", "")
        return around.document(target)
    if name in _PICTURES:
        return _picture(words, named)
    if name in translation.EMBEDS | {"x"}:
        return _embed(name, words, named)
    return None


def _picture(words: list[str], named: dict[str, str]) -> str | None:
    source = next((named[key] for key in _SOURCES if key in named), words[0] if words else "")
    alt = named.get("alt") or named.get("title", "")
    caption = named.get("caption") or named.get("title", "")
    return translation.picture(source, alt, caption) if source else None


def _embed(name: str, words: list[str], named: dict[str, str]) -> str | None:
    what = named.get("id") or "/".join(words[:2] if name == "gist" else words[:1])
    if name in {"tweet", "x", "twitter"}:
        user = named.get("user", "i")
        return translation.embed("twitter", f"https://twitter.com/{user}/status/{what}")
    return translation.embed(name, what, named.get("title", ""))


def _pair(match: re.Match[str], _: Surroundings) -> str | None:
    name = match["name"].lower()
    words, named = translation.arguments(match["rest"])
    if name in {"highlight", "code", "codeblock"}:
        return translation.fence(match["inner"], words[0] if words else named.get("lang", ""))
    if name == "details":
        summary = named.get("summary") or named.get("title") or " ".join(words) or "Details"
        return f"<details><summary>{summary}</summary>\n\n{match['inner'].strip()}\n\n</details>"
    if name in _BOXES:
        kind = named.get("type") or named.get("style") or (words[0] if words else name)
        title = named.get("title") or " ".join(words[1:])
        return translation.alert(kind if kind != "admonition" else "note", match["inner"], title)
    return None


def _unescaped(match: re.Match[str], _: Surroundings) -> str:
    return f"{match[1]}{match[2]}{match[3]}"


RULES = (
    SyntaxRule(
        opening="{{", pattern=_ESCAPED, instead=_unescaped, is_in_code=True, is_verbatim=True
    ),
    SyntaxRule(opening="{{", pattern=_PAIR, instead=_pair),
    SyntaxRule(opening="{{", pattern=_SINGLE, instead=_single),
)
