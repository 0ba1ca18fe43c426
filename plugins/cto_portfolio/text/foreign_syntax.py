"""What is left of other tools in a body: their syntax, which a page would show as it stands.

One table says what each looks like and what to write instead. Code is no part of what is looked at,
and what the page does not show in the end, because an extension or a plugin has read it, is not
named.
"""

import functools
import html
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio.text import prose
from cto_portfolio.text.lines import Lines

_LONGEST = 60
_MOST = 10
"""Places of one kind that are named: who has moved a whole post knows where the others are."""
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\b", re.IGNORECASE)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+")
_LIST = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]|^(?:!!!|\?\?\?|===|\[\^|:   )", re.MULTILINE)
_UNSEEN = re.compile(r"<(?P<tag>pre|code|script|style)\b.*?</(?P=tag)>|<[^<>]*>", re.DOTALL)
_TEX = re.compile(r"\\[a-zA-Z]|[_^=<>≤≥≈∈{}]|^[^\W\d_]'?$|^[A-Z]\([^()]*\)$")
"""What makes a formula of something between two signs that also stand for money."""
_TEX_WORD = re.compile(r"\\[a-zA-Z]+|\{[^{}]*\}")
_SENTENCE = re.compile(r" [a-z]{3,} ")
_AS_PICTURE = "write '![what it shows](picture.png)'"
_AS_LINK = "write '[words](file.md)'"
_AS_CODE = "put the code between two lines of '```'"
_AS_TEXT = "put in the text that it brings in"
_AS_ALERT = "write '> [!NOTE]' above lines that begin with '>'"
_AS_FORMULA = "say it in words, write it as code, or show a picture of it"
_INSTEAD = {
    **dict.fromkeys(("include", "include_relative", "render", "partial"), _AS_TEXT),
    **dict.fromkeys(("figure", "image", "img", "picture", "photo"), _AS_PICTURE),
    **dict.fromkeys(("link", "post_url", "ref", "relref"), _AS_LINK),
    **dict.fromkeys(("highlight", "code", "codeblock"), _AS_CODE),
    **dict.fromkeys(("note", "notice", "callout", "admonition", "hint", "alert"), _AS_ALERT),
    "tip": "write '> [!TIP]' above lines that begin with '>'",
    "warning": "write '> [!WARNING]' above lines that begin with '>'",
    "details": "write '<details><summary>words</summary>', an empty line, the text, an empty line,"
    " and '</details>'",
    "raw": "remove it",
}
"""What to write for a tag or a shortcode, by its name."""
_USUAL = "write as Markdown what it stands for, such as '[words](address)'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """A place where the syntax of another tool stands."""

    start: int
    line: int
    """Counted from 1 within the body."""
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kind:
    """What one tool's syntax looks like."""

    pattern: re.Pattern[str]
    what: str
    advice: str | Callable[[re.Match[str]], str]
    shown: str = ""
    """What of it stands on a page that shows it; empty if it vanishes there."""
    read_by: tuple[str, ...] = ()
    """What stands in the names of extensions and plugins that read it."""
    is_meant: Callable[[re.Match[str]], bool] = lambda _: True


def _instead(match: re.Match[str]) -> str:
    name = match["word"].lower()
    if _PICTURE.search(match[0]) and _INSTEAD.get(name) in {_AS_TEXT, None}:
        return _AS_PICTURE
    return _INSTEAD.get(name, _USUAL)


def _of_embed(match: re.Match[str]) -> str:
    target = match["target"].partition("|")[0].strip()
    if _PICTURE.search(target):
        return f"write '![what it shows]({target})'"
    return "put in the text of that note, or link to it: '[words](note.md)'"


def _of_wikilink(match: re.Match[str]) -> str:
    target, _, words = match["target"].partition("|")
    note, hash_sign, anchor = target.partition("#")
    address = f"{note}.md" if note and not note.endswith(".md") else note
    return f"write '[{words or note or anchor}]({address}{hash_sign}{anchor})'"


def _of_heading(match: re.Match[str]) -> str:
    return f"write '{match['marks']} {match['words'][:_LONGEST]}'"


def _has_letters(match: re.Match[str]) -> bool:
    return any(letter.isalpha() for letter in match["target"])


def _is_formula(match: re.Match[str]) -> bool:
    formula = next(filter(None, match.groups()), "").strip()
    is_sentence = _SENTENCE.search(_TEX_WORD.sub("", formula))
    return bool(_TEX.search(formula)) and not is_sentence


_LIQUID = ("macros", "jinja", "liquid")
_WIKI = ("wikilink", "obsidian", "roam", "ezlinks")
_MATHS = ("math", "arithmatex", "katex", "l2m")
_LIST_IT = "list it in 'markdown_extensions'"
_KINDS = (
    _Kind(
        pattern=re.compile(
            r"(?<!\{)\{%-?[ \t]*(?!end|els)(?P<word>[a-z]\w*)(?:[^%{}]|%(?!\})){0,500}%\}"
        ),
        what="a tag of Liquid, as in Jekyll,",
        advice=_instead,
        shown="{%",
        read_by=(*_LIQUID, "include-markdown"),
    ),
    _Kind(
        pattern=re.compile(
            r"(?<![{$\\])\{\{-?[ \t]*(?:[A-Za-z_]|[\"'][^{}\n\"']*[\"'][ \t]*\|)[^{}\n]*\}\}"
        ),
        what="a placeholder of a template",
        advice="write what it stands for",
        shown="{{",
        read_by=_LIQUID,
    ),
    _Kind(
        pattern=re.compile(r"\{\{[<%][ \t]*(?P<word>[A-Za-z][\w./-]*)[^{}]{0,500}[>%]\}\}"),
        what="a shortcode of Hugo",
        advice=_instead,
        shown="{{",
        read_by=("macros",),
    ),
    _Kind(
        pattern=re.compile(r"!\[\[(?P<target>[^\[\]\n]+)\]\]"),
        what="an embed of Obsidian",
        advice=_of_embed,
        shown="![[",
        read_by=_WIKI,
    ),
    _Kind(
        pattern=re.compile(r"(?<![!\[\w\]\\])\[\[(?P<target>[^\s\[\]][^\[\]\n]*)\]\](?![\[(:\]])"),
        what="a link as in wikis",
        advice=_of_wikilink,
        shown="[[",
        read_by=_WIKI,
        is_meant=_has_letters,
    ),
    _Kind(
        pattern=re.compile(r"(?<![\w%])%%[^%\n]+%%(?![\w%])|^%%[ \t]*$", re.MULTILINE),
        what="a comment of Obsidian",
        advice="put it between '<!-- private -->' and '<!-- /private -->', or remove it",
        shown="%%",
    ),
    _Kind(
        pattern=re.compile(
            r"^(?:import (?:[\w*{][^\n\"']{0,200} from )?[\"'][^\"'\n]+[\"'];?"
            r"|export (?:const|default|function) [^\n]*)[ \t]*$",
            re.MULTILINE,
        ),
        what="a line of MDX",
        advice="remove it, and write as Markdown what it draws",
    ),
    _Kind(
        pattern=re.compile(r"^ {0,3}:{3,} ?\{?\.?(?P<word>[A-Za-z][\w-]*)[^\n]*", re.MULTILINE),
        what="a box of Docusaurus, VuePress or Pandoc",
        advice=_AS_ALERT,
        shown=":::",
    ),
    _Kind(
        pattern=re.compile(r"^ {0,3}/{3,} [a-z][\w-]*[^\n]*$", re.MULTILINE),
        what="a block of 'pymdownx.blocks'",
        advice=f"list the one of them in 'markdown_extensions', or {_AS_ALERT}",
        shown="///",
    ),
    _Kind(
        pattern=re.compile(r"^ {0,3}={3}[!+]* ?\"[^\n]+\"[ \t]*$", re.MULTILINE),
        what="a tab of 'pymdownx.tabbed'",
        advice=f"{_LIST_IT}, or make headings of the tabs",
        shown="===",
    ),
    _Kind(
        pattern=re.compile(r"(?<![\w+])\+\+[a-z][\w-]*(?:\+[\w-]+)*\+\+(?![\w+])"),
        what="a key of 'pymdownx.keys'",
        advice=f"{_LIST_IT}, or write '<kbd>Ctrl</kbd>'",
        shown="++",
    ),
    _Kind(
        pattern=re.compile(r"(?<![=\w])==[^\s=](?:[^=\n]*[^\s=])?==(?![=\w])"),
        what="a mark of 'pymdownx.mark'",
        advice=f"{_LIST_IT}, or write '<mark>words</mark>'",
        shown="==",
    ),
    _Kind(
        pattern=re.compile(
            r":(?:octicons|material|fontawesome|simple)-[a-z0-9][a-z0-9-]*:", re.IGNORECASE
        ),
        what="an icon of Material for MkDocs",
        advice="remove it, or write a sign such as ':rocket:'",
        shown=":",
    ),
    _Kind(
        pattern=re.compile(r"\{(?:\+\+|--|~~|==|>>)[^{}\n]*(?:\+\+|--|~~|==|<<)\}"),
        what="a remark of 'pymdownx.critic'",
        advice="take the change over, or leave it out",
        shown="{",
        read_by=("critic",),
    ),
    _Kind(
        pattern=re.compile(r"\{:{1,2}[ \t]*/?(?:toc|options|comment|nomarkdown)\b[^{}\n]*\}"),
        what="an instruction to kramdown",
        advice="remove it; long pages have a list of their headings by themselves",
    ),
    _Kind(
        pattern=re.compile(
            r"(?<![\\$])\$\$([^$]{1,2000})\$\$(?!\$)"
            r"|(?<![\\$\w])\$([^\s$](?:[^$\n]{0,200}[^\s$\\])?)\$(?![\w$])"
        ),
        what="a formula",
        advice=_AS_FORMULA,
        shown="$",
        read_by=_MATHS,
        is_meant=_is_formula,
    ),
    _Kind(
        pattern=re.compile(
            r"\\{1,2}\(([^\n]{1,200}?)\\{1,2}\)|^\\{1,2}\[([^]]{1,2000}?)\\{1,2}\]",
            re.MULTILINE,
        ),
        what="a formula",
        advice=_AS_FORMULA,
        read_by=_MATHS,
        is_meant=_is_formula,
    ),
    _Kind(
        pattern=re.compile(
            r"^\{(?:code|noformat|panel|info|note|warning|tip|quote|toc|expand)(?::[^{}\n]*)?\}",
            re.MULTILINE,
        ),
        what="a macro of Confluence",
        advice="write it as Markdown: code between two lines of '```', a note as '> [!NOTE]'",
        shown="{",
    ),
    _Kind(
        pattern=re.compile(r"^(?P<level>h[1-6])\. \S[^\n]*", re.MULTILINE),
        what="a heading of Confluence",
        advice="begin it with '#' and a space",
        shown="h",
    ),
    _Kind(
        pattern=re.compile(
            r"\[(?:caption|gallery|youtube|vimeo|gist|embed|audio|video|tweet) [^\]\n]*=[^\]\n]*\]"
            r"|\[/(?:caption|embed|sourcecode)\]"
        ),
        what="a shortcode of WordPress",
        advice=f"{_AS_PICTURE} or '[words](address)'",
        shown="[",
    ),
    _Kind(
        pattern=re.compile(r"^\.\. [a-z-]+::(?:[ \t][^\n]*)?$", re.MULTILINE),
        what="a directive of reStructuredText",
        advice="write it as Markdown",
        shown="..",
    ),
    _Kind(
        pattern=re.compile(
            r"^(?P<marks>#(?=[A-Z]\w* [^#\n]*$)|#{2,6}(?!#))(?P<words>\S[^\n]*)", re.MULTILINE
        ),
        what="a heading without a space after '#'",
        advice=_of_heading,
        shown="#",
    ),
)


def find(body: str, html_of: Callable[[str], str], names: Collection[str] = ()) -> list[Leftover]:
    """Return what is left of other tools and a page would show, in the order of its lines.

    `html_of` renders the body; it is asked only if something may be left. `names` are those of
    extensions and plugins that change what is written.
    """
    written = _without_indented_code(prose.without_code(body))
    places = {kind: [*_places(kind, written)] for kind in _unread(frozenset(names))}
    if not any(places.values()):
        return []
    seen = html.unescape(_UNSEEN.sub("", html_of(body)))
    lines = Lines(body)
    leftovers = (
        _leftover(kind, matches, number, lines)
        for kind, matches in places.items()
        if kind.shown in seen
        for number in range(min(len(matches), _MOST))
    )
    return sorted(leftovers, key=lambda leftover: leftover.start)


def _places(kind: _Kind, written: str) -> Iterator[re.Match[str]]:
    if kind.shown not in written:  # is faster than any pattern
        return iter(())
    return (match for match in kind.pattern.finditer(written) if kind.is_meant(match))


@functools.cache
def _unread(names: frozenset[str]) -> tuple[_Kind, ...]:
    return tuple(
        kind for kind in _KINDS if not any(part in name for part in kind.read_by for name in names)
    )


def _leftover(kind: _Kind, matches: Sequence[re.Match[str]], number: int, lines: Lines) -> Leftover:
    match = matches[number]
    words = " ".join(match[0].split())
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    advice = kind.advice if isinstance(kind.advice, str) else kind.advice(match)
    message = f"'{shown}' is {kind.what} that nothing reads here; {advice}"
    if number == _MOST - 1 and len(matches) > _MOST:
        message += f" ({len(matches) - _MOST} more below)"
    return Leftover(start=match.start(), line=lines.at(match.start()), message=message)


def _without_indented_code(body: str) -> str:
    """Blank out what is indented below an empty line, unless it may be part of a list or a note."""
    pieces, position, holds = [], 0, False
    for block in _INDENTED.finditer(body):
        above = body[position : block.start()]
        if above.strip():
            holds = bool(_LIST.search(above[above.rstrip().rfind("\n\n") + 1 :]))
        pieces += [above, block[0] if holds else re.sub(r"[^\n]", " ", block[0])]
        position = block.end()
    return "".join([*pieces, body[position:]])
