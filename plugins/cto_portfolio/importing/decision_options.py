"""Options, drivers and the choice of a decision record, as far as its sections say them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cto_portfolio.importing import headings
from cto_portfolio.importing.decision_record import DecisionRecord, Section
from cto_portfolio.importing.decision_words import SECTIONS, folded
from cto_portfolio.text import prose

_BULLET = re.compile(r"^(?P<indent>[ \t]*)(?:[-*+]|\d{1,2}[.)])[ \t]+(?P<text>\S[^\n]*)$")
_HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{2,6})[ \t]+(?P<text>[^\n]+?)[ \t]*#*[ \t]*$", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHOSEN = re.compile(
    r"(?:chosen|selected|gewählte|ausgewählte|choisie|escolhida|elegida|selected)\s+"
    r"(?:option|alternative|solution)?\s*[:：]?|(?:option|opção|opción)\s+"
    r"(?:choisie|retenue|escolhida|elegida|gewählt)\s*[:：]?|(?:选择|选定)(?:的)?方案\s*[:：]?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«'](?P<name>.+?)[\"”“»'](?=[\s,.;:)]|$)")
_OPTION_HEAD = re.compile(r"^(?:option|alternative|variante)\s*\w{1,2}\s*[:.)–-]\s*", re.IGNORECASE)
_ARGUMENT = re.compile(
    r"^(?:good|bad|neutral|positive?|négative?|positiv[eo]?|negativ[eo]?|bon|mauvais|gut|schlecht|"
    r"pro|con|\+|-|✅|❌|👍|👎)\b.{0,3}",
    re.IGNORECASE,
)
_SIDES = {
    **dict.fromkeys(("pro", "pros", "advantage", "advantages", "benefits", "vorteile"), "Good"),
    **dict.fromkeys(("avantages", "prós", "ventajas", "vantagens", "优点", "плюсы"), "Good"),
    **dict.fromkeys(("con", "cons", "disadvantage", "disadvantages", "nachteile"), "Bad"),
    **dict.fromkeys(("inconvénients", "contras", "desventajas", "缺点", "минусы"), "Bad"),
}
"""Headings above arguments, and on which side these are."""
_TEMPLATE = re.compile(r"^[{\[<…]|\{[^{}]+\}$|^…")
_LONGEST_NAME = 140
_MOST = 20
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|(?<=。)")


@dataclass(slots=True)
class _Found:
    """An option while its arguments are gathered."""

    name: str
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundOption:
    """A way to go, with what speaks for it and against it."""

    name: str
    summary: str


def options(record: DecisionRecord) -> tuple[FoundOption, ...]:
    """Return the options, each with its arguments in one text."""
    found: dict[str, _Found] = {}
    for section in record.about("options"):
        for name, said in _listed(section):
            found.setdefault(_key(name), _Found(name)).said.extend(said)
    for section in record.about("pros"):
        for name, said in _under_headings(section):
            option = _matching(name, found) or found.setdefault(_key(name), _Found(name))
            option.said.extend(said)
    return tuple(
        FoundOption(name=option.name, summary=" ".join(option.said))
        for option in list(found.values())[:_MOST]
    )


def drivers(record: DecisionRecord) -> tuple[str, ...]:
    """Return what options are to be weighed by; weights are for the author to say."""
    names = (
        headings.plain(text)
        for section in record.about("drivers")
        for text, indent in bullets(section.text)
        if not indent
    )
    return tuple(dict.fromkeys(name for name in names if name and not _TEMPLATE.search(name)))[
        :_MOST
    ]


def choice(record: DecisionRecord, found: Sequence[FoundOption]) -> str | None:
    """Return the name of the chosen option; of a record without options, what was decided."""
    section = next(record.about("decision"), None)
    if section is None:
        return None
    paragraph = next(iter(_paragraphs(section.text)), "")
    if not found:
        sentence = _SENTENCE.split(headings.plain(paragraph), maxsplit=1)[0].strip()
        return sentence if sentence and not _TEMPLATE.search(sentence) else None
    said = [paragraph, *_paragraphs(section.text)[1:3]]
    return next((name for text in said if (name := _chosen(text, found))), None)


def _chosen(text: str, found: Sequence[FoundOption]) -> str | None:
    plain = headings.plain(text)
    behind = _CHOSEN.search(plain)
    rest = plain[behind.end() :] if behind else ""
    quoted = _QUOTED.search(rest)
    for said in filter(None, (quoted["name"] if quoted else "", rest)):
        if name := _named_in(said, found):
            return name
    return _named_in(plain, found)


def _named_in(text: str, found: Sequence[FoundOption]) -> str | None:
    """Return the option whose name a text holds, or of whose name it is the beginning."""
    key = _key(text)
    exact = [one.name for one in found if _key(one.name) == key]
    held = [one.name for one in found if len(_key(one.name)) > 1 and _key(one.name) in key]
    begun = [one.name for one in found if len(key) > 3 and _key(one.name).startswith(key)]  # noqa: PLR2004
    if exact or len(begun) == 1:
        return (exact or begun)[0]
    first = sorted(held, key=lambda name: (key.index(_key(name)), -len(name)))
    return first[0] if first else None


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", _OPTION_HEAD.sub("", name).casefold()) or name.casefold()


def _matching(name: str, found: dict[str, _Found]) -> _Found | None:
    key = _key(name)
    near = [option for other, option in found.items() if other.startswith(key) or key in other]
    return found.get(key) or (near[0] if len(near) == 1 else None)


def _listed(section: Section) -> Iterator[tuple[str, list[str]]]:
    """Yield the options of a section: its sub-headings, or else its bullets."""
    under = list(_under_headings(section))
    if under:
        yield from under
        return
    found = list(bullets(section.text))
    for index, (text, indent) in enumerate(found):
        if indent or _ARGUMENT.match(text):
            continue
        below = []
        for more, deeper in found[index + 1 :]:
            if not deeper:
                break
            below.append(headings.plain(more))
        name, rest = _name(text)
        if name:
            yield name, [*filter(None, [rest]), *map(_ended, below)]


def _name(text: str) -> tuple[str, str]:
    """Return an option's name, and what is said of it behind."""
    plain = headings.plain(text)
    if _TEMPLATE.search(plain):
        return "", ""
    bold = re.match(r"(?:\*\*|__)(.+?)(?:\*\*|__)\s*[:：–—-]*\s*(.*)$", text)
    if bold and bold[2]:
        return headings.plain(bold[1]).strip(" :：.–—-"), _ended(headings.plain(bold[2]))
    if len(plain) > _LONGEST_NAME:
        name, _, rest = plain.partition(". ")
        name, rest = (name, rest) if len(name) <= _LONGEST_NAME else ("", "")
        return name, _ended(rest) if rest else ""
    return plain.strip(" :：."), ""


def _under_headings(section: Section) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands below the sub-headings of a section: an option and its arguments each."""
    text = _COMMENT.sub("", section.text)
    found = list(_HEADING.finditer(prose.without_code(text, spans=False)))
    inner = [match for match in found if len(match["marks"]) == section.level + 1]
    ends = [*(match.start() for match in inner[1:]), len(text)]
    for match, end in zip(inner, ends, strict=False):
        name = headings.plain(text[match.start("text") : match.end("text")]).strip(" :：.")
        if name and not _TEMPLATE.search(name) and not _is_known(name):
            yield name, list(_arguments(text[match.end() : end]))


def _is_known(heading: str) -> bool:
    """Whether a heading says what stands below it, and is no option."""
    return folded(heading) in SECTIONS or folded(heading) in _SIDES


def _arguments(text: str) -> Iterator[str]:
    """Yield what speaks for an option and against it, as sentences."""
    side = ""
    has_bullets = False
    for line in prose.without_code(text, spans=False).split("\n"):
        bare = re.sub(r"^[#\s]+", "", line).strip()
        if said_side := _SIDES.get(folded(bare)):
            side = f"{said_side}, because"
        elif bullet := _BULLET.match(line):
            has_bullets = True
            said = headings.plain(bullet["text"])
            is_said = _ARGUMENT.match(said) or not side
            yield _ended(said if is_said else f"{side} {said[:1].lower()}{said[1:]}")
    if not side and not has_bullets and (first := _paragraphs(text)):
        yield _ended(headings.plain(first[0]))


def bullets(text: str) -> Iterator[tuple[str, bool]]:
    """Yield bullets with the lines that go on, and whether they stand below another one."""
    text = prose.without_code(_COMMENT.sub("", text), spans=False)
    current: list[str] = []
    is_deep = False
    least: int | None = None
    for line in [*text.split("\n"), ""]:
        match = _BULLET.match(line)
        if match or not line.strip():
            if current:
                yield " ".join(current), is_deep
            current = [match["text"]] if match else []
            if match:
                least = len(match["indent"]) if least is None else least
                is_deep = len(match["indent"]) > least + 1
        elif current:
            current.append(line.strip())


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a section that are sentences, not headings, lists or tables."""
    bare = prose.without_code(_COMMENT.sub("", text), spans=False)
    blocks = (block.strip() for block in re.split(r"\n[ \t]*\n", bare))
    return [
        re.sub(r"^\s*[-*+]\s+", "", block.split("\n#")[0])
        for block in blocks
        if block and not block.startswith(("#", "|", ">", "<"))
    ]


def _ended(text: str) -> str:
    return text if re.search(r"[.!?…。]$", text) else f"{text}."
