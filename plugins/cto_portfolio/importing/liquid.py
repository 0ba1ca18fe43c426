"""Liquid, as Jekyll, Eleventy and dev.to have it: what has an equal in Markdown."""

import re

from cto_portfolio.importing import translation
from cto_portfolio.importing.translation import Surroundings, SyntaxRule

_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#].*)?$", re.IGNORECASE)
_PICTURE_TAGS = frozenset({"img", "image", "picture", "figure", "photo"})
_PICTURE_KEYS = (
    "src",
    "url",
    "path",
    "image",
    "file",
    "image_path",
    "img",
    "image_url",
    "filename",
)
_ALT_KEYS = ("alt", "alttext", "alt_text", "title", "description")
_CAPTION_KEYS = ("caption", "figcaption")
_PLACEHOLDER = re.compile(r"\{\{-?\s*(?P<what>[^{}\n]*?)\s*-?\}\}")
_TAG = re.compile(
    r"\{%-?\s*(?P<name>[a-z]\w*)\s*(?P<rest>(?:[^%{}]|%(?!\})|\{\{[^{}]*\}\})*?)\s*-?%\}"
)


def _block(name: str, inner: str = r"(?P<inner>.*?)") -> re.Pattern[str]:
    return re.compile(
        rf"\{{%-?\s*{name}\b(?P<rest>[^%{{}}]*)%\}}{inner}\{{%-?\s*end{name}\s*-?%\}}", re.DOTALL
    )


def _inner(match: re.Match[str], _: Surroundings) -> str:
    return match["inner"]


def _highlight(match: re.Match[str], _: Surroundings) -> str:
    words, _named = translation.arguments(match["rest"].strip(" -"))
    return f"\n{translation.fence(match['inner'], words[0] if words else '')}\n"


def _comment(match: re.Match[str], _: Surroundings) -> str:
    return f"<!--{match['inner'].replace('--', '- -')}-->"


def _blockquote(match: re.Match[str], _: Surroundings) -> str:
    lines = match["inner"].strip().split("\n")
    source = f"\n>\n> — {match['rest'].strip()}" if match["rest"].strip() else ""
    return "\n".join(f"> {line}".rstrip() for line in lines) + source


def _tag(match: re.Match[str], around: Surroundings) -> str | None:
    name, rest = match["name"], _with_values(match["rest"].strip(), around)
    words, named = translation.arguments(rest)
    if name in {"post_url", "link"} and words:
        is_web = words[0].startswith("https://")
        return translation.embed("embed", words[0]) if is_web else around.document(words[0])
    if name in _PICTURE_TAGS or name in {"include", "render", "include_cached"}:
        return _included(words, named)
    if name in translation.EMBEDS and words:
        return translation.embed(name, words[0])
    return None


def _included(words: list[str], named: dict[str, str]) -> str | None:
    """Return the picture that a template is asked to show, or the video."""
    alt = next((named[key] for key in _ALT_KEYS if named.get(key)), "")
    caption = next((named[key] for key in _CAPTION_KEYS if named.get(key)), "")
    source = next((named[key] for key in _PICTURE_KEYS if named.get(key)), "")
    if not source:
        source = next((word for word in words if _PICTURE.search(word)), "")
        alt = alt or " ".join(words[words.index(source) + 1 :]) if source else alt
    if _PICTURE.search(source):
        return translation.picture(source, alt, caption)
    site = next((site for site in ("youtube", "vimeo") if words and site in words[0].lower()), "")
    video = named.get("id") or named.get("video_id") or named.get("videoid")
    return translation.embed(site, video, named.get("title", "")) if site and video else None


def _with_values(text: str, around: Surroundings) -> str:
    """Put in the values of a page's own keys: `path=page.thumbnail_path`."""
    text = _PLACEHOLDER.sub(lambda match: _placeholder(match, around) or match[0], text)

    def value(match: re.Match[str]) -> str:
        found = around.meta.get(match["key"])
        return f'"{found}"' if isinstance(found, str) else match[0]

    return re.sub(r"(?<==)page\.(?P<key>[\w-]+)", value, text)


def _placeholder(match: re.Match[str], around: Surroundings) -> str | None:
    head, *filters = (part.strip() for part in match["what"].split("|"))
    names = {one.partition(":")[0].strip() for one in filters}
    if head in {"site.baseurl", "site.url", "site.github.url", "base_path", "baseurl"}:
        return ""
    if (text := re.fullmatch(r"\"([^\"]*)\"|'([^']*)'", head)) and names <= _FILTERS:
        return next(filter(None, text.groups()), "")
    if head.startswith("page.") and not filters:
        value = around.meta.get(head.removeprefix("page."))
        return value if isinstance(value, str) else None
    return None


_FILTERS = frozenset(
    {"relative_url", "absolute_url", "url", "prepend", "slug", "asset_url", "cdn_url"}
)
RULES = (
    SyntaxRule(
        opening="{%", pattern=_block("raw"), instead=_inner, is_in_code=True, is_verbatim=True
    ),
    SyntaxRule(
        opening="{%", pattern=_block("verbatim"), instead=_inner, is_in_code=True, is_verbatim=True
    ),
    SyntaxRule(opening="{%", pattern=_block("comment"), instead=_comment),
    SyntaxRule(opening="{%", pattern=_block("highlight"), instead=_highlight),
    SyntaxRule(opening="{%", pattern=_block("codeblock"), instead=_highlight),
    SyntaxRule(opening="{%", pattern=_block("blockquote"), instead=_blockquote),
    SyntaxRule(opening="{%", pattern=_TAG, instead=_tag),
    SyntaxRule(pattern=_PLACEHOLDER, opening="{{", instead=_placeholder),
    SyntaxRule(
        opening="{:",
        pattern=re.compile(
            r"^[ \t]*(?:[*-][ \t]+\S.*\n)?[ \t]*"
            r"\{:{1,2}[ \t]*/?(?:toc|options|nomarkdown)\b[^{}\n]*\}[ \t]*$",
            re.MULTILINE,
        ),
        instead=lambda _match, _around: "",
    ),
)
