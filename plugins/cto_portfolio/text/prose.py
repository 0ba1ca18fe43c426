"""What the core must know of a Markdown body: its references, its headings, its first paragraph.

A scanner, not a parser: the engine renders the body, in its own dialect. What counts is that
every reference the engine will publish is seen here (`tests/test_prose.py` holds it against
Python-Markdown on real documents).
"""

import functools
import html
import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cto_portfolio.text import plain_text
from cto_portfolio.text.lines import Lines
from cto_portfolio.text.references import candidates

_FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]*)?(?P<mark>`{3,}|~{3,})[^`\n]*$", re.MULTILINE
)
_CODE_SPAN = re.compile(
    r"(?<![\\`])(?P<ticks>`+)(?!`)(?:[^`\n]|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`)+?(?P=ticks)(?!`)"
)
_WORD = r"(?:[^()\s]|\([^()\n]*\))"
_BRACKET = re.compile(r"\[|\]|\\.?")
"""What may end the words of a link; a backslash takes away the meaning of what follows it. No
groups: so Python's engine passes over all other letters at once."""
_ENDING = frozenset("[]\\")
_TARGET = re.compile(
    r"\]\(\s{0,9}(?:<(?P<angle>[^<>\n]*)>|(?P<plain>" + _WORD + r"+(?: {1,3}" + _WORD + r"+)*?)?)"
    r"(?:\s{1,9}(?:\"[^\"\n]*\"|'[^'\n]*'))?\s{0,9}\)"
)
_DEFINITION = re.compile(
    r"^[ \t]*\[(?!\^)(?P<text>[^\]\n]+)\]:[ \t]*\n?[ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<plain>\S+))",
    re.MULTILINE,
)
_TAG = re.compile(r"<(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(
    r"(?<=\s)(?P<name>href|src|srcset|poster|data|action|formaction|background|cite)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<(?P<url>(?:https?|ftp)://[^<>]*)>", re.IGNORECASE)
_MEDIA_TAGS = frozenset(
    {"img", "video", "audio", "source", "embed", "object", "iframe", "input", "track"}
)

_MAYBE_FIRST_LEVEL = re.compile(r"^(?: {0,3}#(?!#)|=+[ \t]*$)", re.MULTILINE)
_ATX = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S[^\n]*)$", re.MULTILINE)
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*$")
"""Of a heading; the sign at the end of 'Why C#' belongs to its words."""
_SETEXT = re.compile(r"^(?P<text>[^\s>#\-*+|`<!=][^\n]*)\n(?P<line>=+|-{2,})[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE_LIST = re.compile(r"\s*\{:? *[#.][^{}]*\}\s*$")
_FIRST_LEVEL_TAG = re.compile(r"(?<=<)h1(?=[\s>])|(?<=</)h1(?=\s*>)", re.IGNORECASE)
_INDENTED = re.compile(r" {4}|\t")
_NOT_PROSE = re.compile(
    r"#|>|\||[-*+] |\d+[.)] |!!!|\?\?\?|===|:::|/// |\{[%{:]|\[[^\]]*\]:|-+8<-+|\$\$|    |\t"
    r"|(?:[-*_=] ?){3,}(?:\n|$)|import\b.*['\"]|export (?:default|const|let|function)\b"
)
"""How blocks begin that are no paragraphs, or are meant for another tool."""
_UNREAD = re.compile(r"<(?P<name>script|style|svg|template|textarea)\b", re.IGNORECASE)
_LABEL = re.compile(r"\[([^\[\]]+)\]")
_DEFINED = re.compile(r"^[ \t]*\[([^\[\]\n]+)\]:", re.MULTILINE)
_VERBATIM = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!:|<>~^=\"'])|<(?P<url>(?:https?|ftp|mailto):[^<>\s]+)>"
)
"""What stands in a text as it is, whatever signs it holds."""
_KEPT = re.compile("\ue000(\\d+)\ue001")
_OWN = re.compile("[\ue000\ue001]")
_MARKUP = (
    (re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])"), ""),
    (re.compile(r"\[\^[^\]]*\]"), ""),
    (re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"(?<![\w\])])\[((?:[^\[\]]|\[[^\]]*\])*)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
    (re.compile(r"\{:? *[#.][^{}]*\}"), ""),
    (re.compile(r"~~(?=\S).+?(?<=\S)~~"), ""),
    (re.compile(r"(\*\*|__|==)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])([*_])(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
)
_BETWEEN_BLOCKS = re.compile(r"\n(?:[ \t]*\n)+")
_LONGEST = 2000
_MOST_BLOCKS = 100
"""Blocks among which a first paragraph is looked for: nobody writes as many notes above it."""
_SENTENCE = re.compile(r"[.!?…。！？](?:[\"'”’)]|$|\s)|[。！？]")
_END = re.compile(r"[.!?…。！？]")
_REMEMBERED = 4096
"""Of how many texts is kept what was found in them: each is looked at several times in a build,
and in a preview again with every edit."""
_WORDS_PER_MINUTE = 220
"""Slow silent reading of English non-fiction; Brysbaert (2019) measured 238 on average."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_PER_MINUTE = 260
"""Characters; Brysbaert (2019) on Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """An address that a body links to or shows."""

    url: str
    start: int
    """Where the address begins in the body."""
    line: int
    """Counted from 1 within the body."""
    is_image: bool


@functools.lru_cache(maxsize=_REMEMBERED)
def references(body: str) -> tuple[Reference, ...]:
    """Return every address in links, images, definitions and HTML, but for those in code."""
    shown = without_code(body)
    lines = Lines(body)
    found = {start: (url, is_image) for start, url, is_image in _in_markdown(shown)}
    found |= {start: (url, is_image) for start, url, is_image in _in_html(shown)}
    return tuple(
        Reference(url=url, start=start, line=lines.at(start), is_image=is_image)
        for start, (url, is_image) in sorted(found.items())
    )


def autolinks(body: str) -> Iterator[Reference]:
    """Yield the whole addresses that stand for themselves, as in `<https://example.com/>`."""
    if "://" not in body:
        return
    lines = Lines(body)
    for match in _AUTOLINK.finditer(without_code(body)):
        start = match.start("url")
        yield Reference(url=match["url"], start=start, line=lines.at(start), is_image=False)


def with_address(body: str, replaced: Sequence[Reference], address: str) -> str:
    """Return the body with another address in place of some of its own."""
    return spliced(body, ((one.start, one.start + len(one.url), address) for one in replaced))


def spliced(body: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with something else between some of its places, given as start and end."""
    pieces, position = [], 0
    for start, end, instead in sorted(changes):
        pieces += [body[position:start], instead]
        position = end
    return "".join([*pieces, body[position:]])


def below_title(body: str, title: str) -> str:
    """Return the body as it stands below a page's own heading.

    A first heading that repeats the title goes; if others of its level are left, all headings
    move down by one, so that the page keeps one heading of the first level. So do tags of HTML.
    """
    return _without_first_level_tags(_below(body, title))


def _without_first_level_tags(body: str) -> str:
    if "h1" not in body.lower():
        return body
    tags = _FIRST_LEVEL_TAG.finditer(without_code(body))
    shown = (tag for tag in tags if not _INDENTED.match(body, body.rfind("\n", 0, tag.start()) + 1))
    return spliced(body, ((tag.start(), tag.end(), "h2") for tag in shown))


def _below(body: str, title: str) -> str:
    if not _MAYBE_FIRST_LEVEL.search(body):
        return body
    masked = without_code(body)
    headings = _headings(masked)
    if not any(_level(heading) == 1 for heading in headings):
        return body
    first = headings[0]
    start = 0
    if _level(first) == 1 and not masked[: first.start()].strip() and _repeats(first, title):
        start, headings = first.end(), headings[1:]
    if not any(_level(heading) == 1 for heading in headings):
        return body[start:].lstrip("\n")
    return lowered(body[start:].lstrip("\n"))


def empty_headings(body: str, title: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each heading with nothing below it, not even a deeper heading.

    One that only repeats the page's title is none: `below_title` takes it out.
    """
    headings = _headings(without_code(body))
    following = [*headings[1:], None]
    lines = Lines(body)
    for heading, after in zip(headings, following, strict=False):
        below = body[heading.end() : after.start() if after else len(body)]
        is_title = heading is headings[0] and _level(heading) == 1 and _repeats(heading, title)
        is_open = after is not None and _level(after) > _level(heading)
        if not (is_title or is_open or _COMMENT.sub("", below).strip()):
            yield lines.at(heading.start()), _words(heading["text"])


def lowered(body: str) -> str:
    """Return the body with each of its headings one level further down, as far as there are any."""
    headings = _headings(without_code(body))
    return spliced(body, ((one.start(), one.end(), _one_lower(one, body)) for one in headings))


def _one_lower(heading: re.Match[str], body: str) -> str:
    text = _words(body[heading.start("text") : heading.end("text")])
    return f"{'#' * min(_level(heading) + 1, 6)} {text}"


def first_paragraph(body: str, render: Callable[[str], str]) -> str:
    """Return the first paragraph that reads as a sentence, else the first, as plain text.

    What a paragraph says is asked of its rendered form; `render` is given one at a time, with the
    definitions that it refers to.
    """
    first = ""
    for block in itertools.islice(_paragraphs(body), _MOST_BLOCKS):
        if first and not _END.search(block):
            continue
        text = plain_text.first_paragraph(render(_with_definitions(block, body)))
        if _SENTENCE.search(text) and (" " in text or _CJK.search(text)):
            return text
        first = first or text
    return first


def _paragraphs(body: str) -> Iterator[str]:
    """Yield the blocks that may be paragraphs, each as much of it as any place shows."""
    prose = _SETEXT.sub("", _ATX.sub("", _read(without_code(body, spans=False))))
    for block in _BETWEEN_BLOCKS.split(prose.strip("\n")):
        if block.strip() and not _NOT_PROSE.match(block):
            yield block[:_LONGEST]


def _read(text: str) -> str:
    """Return a text without elements of which nobody reads what stands in them."""
    pieces, position = [], 0
    for opening in _UNREAD.finditer(text):
        if opening.start() < position:
            continue
        closing = re.compile(rf"</{opening['name']}\s*>", re.IGNORECASE)
        end = closing.search(text, opening.end())
        if end is None:
            break
        pieces.append(text[position : opening.start()])
        position = end.end()
    return "".join([*pieces, text[position:]])


def _with_definitions(block: str, body: str) -> str:
    """Return a block with a definition for each label in it that the body defines."""
    labels = {label.casefold() for label in _LABEL.findall(block)}
    if not labels:
        return block
    defined = {label for label in _DEFINED.findall(body) if label.casefold() in labels}
    return "\n\n".join([block, *(f"[{label}]: #" for label in sorted(defined))])


def plain(markdown: str) -> str:
    """Return inline Markdown as plain text on one line; no place shows more than its beginning.

    This is for single sentences, of which there are many: it knows neither the engine's dialect
    nor definitions elsewhere. What a page says, `text/plain_text.py` reads from its HTML.
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match["escaped"] or match["url"] or match["code"].strip())
        return f"\ue000{len(kept) - 1}\ue001"

    folded = " ".join(_OWN.sub("", markdown[:_LONGEST]).split())
    text = _VERBATIM.sub(keep, folded)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return _KEPT.sub(lambda match: kept[int(match[1])], " ".join(html.unescape(text).split()))


def plain_paragraphs(body: str) -> str:
    """Return all of a body as plain text, each paragraph on one line."""
    unmarked = re.sub(r"^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+)+", "", body, flags=re.MULTILINE)
    blocks = (plain(block) for block in _BETWEEN_BLOCKS.split(unmarked))
    return "\n\n".join(block for block in blocks if block)


@functools.lru_cache(maxsize=_REMEMBERED)
def reading_minutes(body: str) -> int:
    """Return how long the prose takes to read, code left out, at least one minute."""
    prose = without_code(body)
    ideograms = len(_CJK.findall(prose))
    spaced = len(_CJK.sub(" ", prose).split())
    return max(1, round(spaced / _WORDS_PER_MINUTE + ideograms / _CJK_PER_MINUTE))


def _in_markdown(text: str, offset: int = 0) -> Iterator[tuple[int, str, bool]]:
    """Yield where an address begins, the address, and whether it is shown rather than linked."""
    for match in _DEFINITION.finditer(text):
        name = "angle" if match["angle"] is not None else "plain"
        if match[name]:
            yield offset + match.start(name), match[name], False
    for opening, target in _inline(text):
        name = "angle" if target["angle"] is not None else "plain"
        if target[name]:
            yield offset + target.start(name), target[name], text.endswith("!", 0, opening)
        words = text[opening + 1 : target.start()]
        if "](" in words:
            yield from _in_markdown(words, offset + opening + 1)


def _inline(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield where a link in a sentence begins, and its target, as one pass over the text sees it.

    Its words hold brackets in pairs, and within those none.
    """
    if "](" not in text:
        return
    brackets = [one for one in _BRACKET.finditer(text) if one[0] in _ENDING]
    starts = [one.start() for one in brackets]
    closings = _closings(brackets)
    position = text.find("[")
    while position >= 0:
        closing = closings[bisect_right(starts, position)]
        target = _TARGET.match(text, closing) if closing is not None else None
        if target:
            yield position, target
        position = text.find("[", target.end() if target else position + 1)


def _closings(brackets: Sequence[re.Match[str]]) -> list[int | None]:
    """Return for each bracket where words that reach as far as to it end; None: they do not."""
    closings: list[int | None] = [None] * (len(brackets) + 3)
    for index in range(len(brackets) - 1, -1, -1):
        kind = brackets[index][0]
        after = brackets[index + 1][0] if index + 1 < len(brackets) else None
        if kind == "]":
            closings[index] = brackets[index].start()
        elif kind == "[" and after == "]":
            closings[index] = closings[index + 2]
    return closings


def _in_html(text: str) -> Iterator[tuple[int, str, bool]]:
    for tag in _TAG.finditer(text):
        for match in _ATTRIBUTE.finditer(text, tag.start("attributes"), tag.end("attributes")):
            name = next(one for one in ("double", "single", "bare") if match[one] is not None)
            is_image = tag["tag"].lower() in _MEDIA_TAGS
            if match["name"].lower() == "srcset":
                for one in candidates(match[name]):
                    yield match.start(name) + one.start("url"), one["url"], is_image
            elif match[name]:
                yield match.start(name), match[name], is_image


@functools.lru_cache(maxsize=_REMEMBERED)
def without_code(body: str, *, spans: bool = True) -> str:
    """Return the body with code and comments blanked out, every other character in its place."""
    for pieces in (_fenced, _commented):
        body = "".join(_blank(piece) if is_out else piece for is_out, piece in pieces(body))
    return _CODE_SPAN.sub(lambda match: _blank(match[0]), body) if spans else body


def _commented(body: str) -> Iterator[tuple[bool, str]]:
    position = 0
    while (start := body.find("<!--", position)) >= 0 and (end := body.find("-->", start)) >= 0:
        yield False, body[position:start]
        yield True, body[start : end + 3]
        position = end + 3
    yield False, body[position:]


def _fenced(body: str) -> Iterator[tuple[bool, str]]:
    position = 0
    while opening := _FENCE.search(body, position):
        mark = opening["mark"]
        closing = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(body, opening.end())
        if end is None:
            break
        yield False, body[position : opening.start()]
        yield True, body[opening.start() : end.end()]
        position = end.end()
    yield False, body[position:]


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _headings(masked: str) -> list[re.Match[str]]:
    """Return the headings of a body without code, in their order."""
    found = [*_ATX.finditer(masked), *_SETEXT.finditer(masked)]
    return sorted(found, key=lambda heading: heading.start())


def _level(heading: re.Match[str]) -> int:
    if "marks" in heading.groupdict():
        return len(heading["marks"])
    return 1 if heading["line"].startswith("=") else 2


def _words(heading: str) -> str:
    """Return a heading without the signs that close it."""
    return _CLOSING.sub("", heading.strip()).strip()


def _repeats(heading: re.Match[str], title: str) -> bool:
    text = _words(_ATTRIBUTE_LIST.sub("", heading["text"]))
    return _letters(plain(text)) == _letters(title) or _letters(text) == _letters(title)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
