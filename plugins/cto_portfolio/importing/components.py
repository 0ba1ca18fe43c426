"""MDX, and boxes between lines of colons: what has an equal in Markdown."""

import re

from cto_portfolio.importing import translation
from cto_portfolio.importing.translation import Surroundings, SyntaxRule

_IMPORT = re.compile(
    r"^import (?:[\w*{][^\n\"']{0,300} from )?[\"'][^\"'\n]+[\"'];?[ \t]*\n?", re.MULTILINE
)
_COMPONENT = re.compile(
    r"<(?P<name>[A-Z][\w.]*)(?P<rest>(?:\s(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*)?)"
    r"(?:/>|>\s*</(?P=name)>)"
)
_COMMENT = re.compile(r"\{/\*(.*?)\*/\}", re.DOTALL)
_BOX = re.compile(
    r"^(?P<colons>:{3,}) ?\{?\.?(?P<name>[a-z][\w-]*)\}?"
    r"(?:\[(?P<label>[^\]\n]*)\])?(?P<title>[^\n]*)\n"
    r"(?P<inner>.*?)^(?P=colons)[ \t]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_BOXES = frozenset(
    [
        *("note", "info", "tip", "hint", "success", "important", "warning", "caution", "danger"),
        *("error", "attention", "abstract", "example", "question", "quote"),
    ]
)
_PICTURES = frozenset({"image", "img", "figure", "picture", "staticimage", "nextimage"})


def _component(match: re.Match[str], _: Surroundings) -> str | None:
    name = match["name"].lower()
    words, named = translation.arguments(re.sub(r"[{}]", '"', match["rest"]))
    del words
    if name in _PICTURES and (source := named.get("src", "")).rpartition(".")[2].isalnum():
        is_address = "/" in source or "." in source
        return translation.picture(source, named.get("alt", "")) if is_address else None
    what = named.get("url") or named.get("videoid") or named.get("id") or named.get("src", "")
    for site in ("youtube", "vimeo", "gist", "tweet", "codepen"):
        if name.startswith(site):
            return translation.embed(site, what, named.get("title", ""))
    return None


def _box(match: re.Match[str], _: Surroundings) -> str | None:
    if match["name"].lower() not in _BOXES:
        return None
    title = match["label"] or match["title"].strip(" {}")
    return translation.alert(match["name"], match["inner"], title)


RULES = (
    SyntaxRule(opening="import ", pattern=_IMPORT, instead=lambda _match, _around: ""),
    SyntaxRule(
        opening="{/*",
        pattern=_COMMENT,
        instead=lambda match, _: f"<!--{match[1].replace('--', '- -')}-->",
    ),
    SyntaxRule(opening="<", pattern=_COMPONENT, instead=_component),
)
BOX_RULES = (SyntaxRule(opening=":::", pattern=_BOX, instead=_box),)
