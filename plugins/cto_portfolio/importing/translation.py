"""Translation: what another tool's syntax says, in Markdown, where there is an equal."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing.incoming import Translated
from cto_portfolio.text import prose
from cto_portfolio.text.lines import Lines

_KEPT = re.compile("\ue000(\\d+)\ue001")
_MOST_WORK = 200_000_000
_MOST = 2_000
"""Pieces that one pattern changes in a document."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What a document's own syntax may speak of."""

    meta: Mapping[str, Any] = field(default_factory=dict)
    documents: Mapping[str, PurePosixPath] = field(default_factory=dict)
    """All documents, by what others call them: paths and names without endings."""

    def document(self, name: str) -> str | None:
        """Return the address of another document, from the root of the original."""
        bare = re.sub(r"\.(?:md|markdown|mdx|html)$", "", name.partition("#")[0].strip("/ "))
        path = self.documents.get(bare.casefold()) or self.documents.get(
            bare.rpartition("/")[2].casefold()
        )
        fragment = name.partition("#")[2]
        return f"/{path}{f'#{fragment}' if fragment else ''}" if path else None


@dataclass(frozen=True, kw_only=True, slots=True)
class SyntaxRule:
    """One piece of syntax, and what to write instead; None leaves it as it is."""

    pattern: re.Pattern[str]
    instead: Callable[[re.Match[str], Surroundings], str | None]
    opening: str
    """What each of its places begins with; a text without any is not searched."""
    is_in_code: bool = False
    """Whether the other tool reads it in code, too."""
    is_verbatim: bool = False
    """Whether nothing else reads what it becomes."""


def translated(
    body: str, rules: Iterable[SyntaxRule], surroundings: Surroundings, *, first_line: int = 1
) -> tuple[str, tuple[Translated, ...]]:
    """Return a body in Markdown, and what was changed, with the lines of the source."""
    changes: list[Translated] = []
    verbatim: list[str] = []
    lines, written = Lines(body), re.sub("[\ue000\ue001]", "", body)
    for rule in rules:
        if not 0 < written.count(rule.opening) * len(written) < _MOST_WORK:
            continue  # a pattern with an end may look through all of the text from each beginning
        shown = written if rule.is_in_code else prose.without_code(written)
        pieces: list[tuple[int, int, str]] = []
        for match in rule.pattern.finditer(written):
            is_code = shown[match.start()].isspace() and not written[match.start()].isspace()
            after = None if is_code else rule.instead(match, surroundings)
            if after is not None and after != match[0] and len(pieces) < _MOST:
                verbatim += [after] if rule.is_verbatim else []
                shown_as = f"\ue000{len(verbatim) - 1}\ue001" if rule.is_verbatim else after
                pieces.append((match.start(), match.end(), shown_as))
                line = lines.at(max(body.find(match[0]), 0)) + first_line - 1
                changes.append(Translated(before=match[0], after=after, line=line))
        written = prose.spliced(written, pieces)
    whole = _KEPT.sub(lambda match: verbatim[int(match[1])], written)
    return whole, tuple(sorted(changes, key=lambda change: change.line))


def picture(address: str, alt: str = "", caption: str = "") -> str:
    """Return a picture in Markdown, with its caption below."""
    address = address if re.fullmatch(r"[^\s()<>]+", address) else f"<{address}>"
    shown = f"![{_in_brackets(alt or caption)}]({address})"
    return f"{shown}\n*{caption.strip()}*" if caption.strip() and caption != alt else shown


def link(words: str, address: str) -> str:
    """Return a link in Markdown."""
    return f"[{_in_brackets(words)}]({address})"


def fence(code: str, language: str = "") -> str:
    """Return code between two lines that no line within it can end."""
    longest = max((len(run) for run in re.findall("`{3,}", code)), default=2)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{language}\n{code.strip(chr(10))}\n{marks}"


def alert(kind: str, text: str, title: str = "") -> str:
    """Return a box as on GitHub."""
    head = f"**{title.strip()}**\n\n" if title.strip() else ""
    lines = f"{head}{text.strip()}".split("\n")
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"> [!{_ALERTS.get(kind.lower(), 'NOTE')}]\n{quoted}"


_ALERTS = {
    **dict.fromkeys(("note", "info", "notice", "abstract", "summary", "example", "quote"), "NOTE"),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "TIP"),
    **dict.fromkeys(("important", "primary", "question", "help"), "IMPORTANT"),
    **dict.fromkeys(("warning", "attention", "warn"), "WARNING"),
    **dict.fromkeys(("caution", "danger", "error", "failure", "bug"), "CAUTION"),
}
"""The five boxes of GitHub, by what others call theirs."""

_VIDEOS = {
    "youtube": ("Video on YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Video on Vimeo", "https://vimeo.com/{}"),
    "gist": ("Code on GitHub", "https://gist.github.com/{}"),
    "twitter": ("Post on Twitter", "{}"),
    "tweet": ("Post on Twitter", "{}"),
    "codepen": ("Code on CodePen", "{}"),
    "speakerdeck": ("Slides on Speaker Deck", "{}"),
    "github": ("Code on GitHub", "https://github.com/{}"),
    "instagram": ("Picture on Instagram", "https://www.instagram.com/p/{}/"),
    "embed": ("", "{}"),
}
EMBEDS = frozenset(_VIDEOS)
"""Tags that bring in something of another site, which a page here only leads to."""


def embed(name: str, what: str, words: str = "") -> str | None:
    """Return a link in place of something that another site draws; None if it is not known."""
    title, _ = _VIDEOS.get(name.lower().removesuffix("embed"), ("", ""))
    address = address_of(name, what)
    if not re.fullmatch(r"https://[^\s<>()]+", address):
        return None
    return link(words or title or address.removeprefix("https://"), address)


def address_of(name: str, what: str) -> str:
    """Return where something of another site is found: by its address, or by its id there."""
    _, form = _VIDEOS.get(name.lower().removesuffix("embed"), ("", ""))
    return what if what.startswith("https://") else form.replace("{}", what)


def arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """Return what stands behind a tag's name: words in their order, and `key=value`."""
    words: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = match["bare"] if match["bare"] is not None else match["quoted"][1:-1]
        if match["key"]:
            named[match["key"].lower()] = value
        else:
            words.append(value)
    return words, named


_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)(?: ?= ?|:(?=[ \"'“]) ?))?"
    r"(?:(?P<quoted>\"(?:[^\"\\]|\\.)*\"|'[^']*'|`[^`]*`|“[^”]*”)|(?P<bare>[^\s\"'=]+))"
)


def _in_brackets(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())
