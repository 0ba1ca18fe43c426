"""What the facts of a decision record mean: its status, its date, and which came in whose place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cto_portfolio.importing import when
from cto_portfolio.importing.decision_words import STATUS_PATTERN, STATUSES, folded
from cto_portfolio.periods import PartialDate

_PLACEHOLDER = re.compile(r"\{[^{}]*\||\w+ *(?:\||/|／) *\w+ *(?:\||/|／) *\w+|\[[^\]]*\|[^\]]*\]")
"""The choice that a template offers."""
_DATED = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})")
_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<url>[^)\s>]+)>?[^)]*\)")
_NUMBER = re.compile(
    r"(?:ADR|RFC|#)[-_ #]*0*(\d+)|(?<![\w./-])0*(\d{1,4})(?![\w/.-]*\d)", re.IGNORECASE
)
_FILE = re.compile(r"[\w./-]+\.md\b")
_SUPERSEDED_BY = re.compile(
    r"(?:super[sc]eded|replaced|abgel[öo]st|ersetzt|remplac[ée]+e?|substitu[íi]d[oa]|reemplazad[oa])"
    r"\s+(?:by|durch|par|por)\b[:\s]*|被(?=.{0,40}取代)",
    re.IGNORECASE,
)
_SUPERSEDES = re.compile(
    r"^[\s\-*]*(?:super[sc]edes|replaces|ersetzt|remplace|取代)\b(?!\s+(?:by|durch|par))[:\s]*"
    r"(?P<rest>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_NOTHING = re.compile(r"[\W_]*(?:n/?a|none|nothing|no|keine?|aucun|нет|tbd)?[\W_]*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionStanding:
    """Where a decision stands, as a text says it."""

    word: str
    """One of our words; empty if the text says none."""
    successors: tuple[str, ...] = ()
    """The addresses of what came in its place, from the root of the original."""
    predecessors: tuple[str, ...] = ()
    is_exact: bool = False
    """Whether the text says nothing else."""
    date: PartialDate | None = None
    """When it came to stand there, if that is said beside it."""


def standing(text: str, find: Callable[[str], str | None]) -> DecisionStanding:
    """Return what a text says of a decision's status; `find` returns the address of a record."""
    lines = [line.strip(" \t>-*") for line in text.split("\n") if line.strip()]
    said = [line for line in lines if not _PLACEHOLDER.search(line)]
    predecessors = tuple(
        address
        for match in _SUPERSEDES.finditer("\n".join(said))
        for address in named(match["rest"], find)
    )
    whole = " ".join(said)
    if match := _SUPERSEDED_BY.search(whole):
        successors = named(whole[match.end() :], find)
        return DecisionStanding(
            word="superseded",
            successors=successors,
            predecessors=predecessors,
            is_exact=bool(successors) and len(said) == 1 and match.start() == 0,
        )
    dated = [line for line in said if _DATED.match(line) and _word(line)]
    line = dated[-1] if dated else next(filter(_word, said), "")
    date = _DATED.search(line)
    return DecisionStanding(
        word=_word(line),
        predecessors=predecessors,
        is_exact=len(said) == 1 and folded(whole) in STATUSES,
        date=when.read(date[1]) if date else None,
    )


def _word(line: str) -> str:
    match = STATUS_PATTERN.search(line)
    return STATUSES[folded(match[0])] if match else ""


def named(text: str, find: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the addresses of the records that a text names: by links, files or numbers."""
    if _NOTHING.fullmatch(text):
        return ()
    links = [match["url"] for match in _LINK.finditer(text)]
    names = links or _FILE.findall(text) or [text.strip(" .*_")]
    found = [address for name in names if (address := find(name))]
    if not found:
        numbers = [next(filter(None, match.groups())) for match in _NUMBER.finditer(text)]
        found = [address for number in numbers if (address := find(number))]
    return tuple(dict.fromkeys(found))


def date(text: str, others: Sequence[object]) -> tuple[PartialDate | None, str]:
    """Return the date that a text says, and why, if that is a guess."""
    found, reason = when.read_with(text, others)
    if found is None and (match := _DATED.search(text)):
        found, reason = when.read_with(match[1], others)
    return found, reason


def people(text: str) -> list[str]:
    """Return the people that a text names, each on their own."""
    plain = _LINK.sub(lambda match: match["words"], text)
    names = re.split(r"[,;\n]|\s+(?:and|und|et|e)\s+", plain)
    bare = (re.sub(r"^[\s\-*@]+|[\s*.{}]+$", "", name) for name in names)
    return list(dict.fromkeys(name for name in bare if name and not _NOTHING.fullmatch(name)))
