"""A decision record taken apart: its title, its facts wherever they stand, and its sections."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cto_portfolio.importing import headings
from cto_portfolio.importing.decision_words import SECTIONS, folded
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import Kept
from cto_portfolio.importing.values import text_of, written
from cto_portfolio.text import prose

_HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>[^\n]+?)[ \t]*#*[ \t]*$", re.MULTILINE
)
_LABEL = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?P<marks>[*_]{0,2})(?P<label>[^\W\d_][^\n:：|]{0,40}?)(?:(?P=marks))?"
    r"[ \t]*[:：][ \t]*(?:(?P=marks))?[ \t]*(?P<value>[^\n]*)$"
)
_ROW = re.compile(r"^[ \t]*\|(?P<label>[^|\n]+)\|(?P<value>[^|\n]*)\|[ \t]*$")
_RULE = re.compile(r"^[ \t]*\|[ \t:|-]+\|[ \t]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BRACES = re.compile(r"^(?P<key>[\w-]+)[ \t]*:[ \t]*\{(?P<value>[^{}\n]*)\}[ \t]*$", re.MULTILINE)
_COMMENTED_TITLE = re.compile(r"^#[ \t]+(?P<text>(?!These are)[A-Z][^\n]{5,})$", re.MULTILINE)
_FACTS = ("status", "date", "deciders", "consulted", "informed", "supersedes", "superseded")
_NUMBER = re.compile(
    r"^(?:(?:ADR|RFC)[-_ #]?\d+|(?:[A-Z]+-)?ADR(?:-[A-Za-z]+)?-\d+|\d{1,4}(?=[.:)\-–—])|"
    r"Architecture Decision Record(?=:))\s*[.:)\-–—]*\s+",
    re.IGNORECASE,
)
_MOST_ABOVE = 60
"""Lines above the first section in which facts may stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordFact:
    """What a record says of itself in a place of its own."""

    text: str
    source: str
    """As it was written there."""
    start: int
    end: int
    """Where it stands in the body; both 0 if that is the front matter."""
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading with the text below it, up to the next one of its level."""

    about: str
    """A word of `SECTIONS`; empty if it is none of these."""
    heading: str
    level: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRecord:
    """A record of a decision."""

    title: str
    kept_title: Kept | None
    body: str
    """Without the title."""
    facts: Mapping[str, RecordFact]
    sections: Sequence[Section]

    def about(self, *subjects: str) -> Iterator[Section]:
        """Yield the sections about something, in the order of the subjects."""
        for subject in subjects:
            yield from (section for section in self.sections if section.about == subject)


def looks_like_one(text: str) -> bool:
    """Whether a document is a record of a decision by its own words."""
    found = {SECTIONS.get(folded(match["text"])) for match in _HEADING.finditer(_shown(text))}
    parts = found & {"context", "decision", "consequences", "options", "drivers", "pros"}
    is_named = bool(found & {"status", "options", "drivers", "pros"})
    has_line = any(
        SECTIONS.get(folded(match["label"])) == "status"
        for line in text.split("\n")[:_MOST_ABOVE]
        if (match := _LABEL.match(line) or _ROW.match(line))
    )
    return len(parts) >= (2 if is_named or has_line or "consequences" in parts else 3)


def parse(head: Head, number: str = "") -> DecisionRecord:
    """Take a record apart; `number` is that of its file's name."""
    title, kept, body = _title(head, number)
    sections = list(_sections(body))
    first = next((section.start for section in sections if section.about), len(body))
    facts = dict(_of_sections(body, sections, head.body_line))
    facts |= _of_lines(body, first, head.body_line)
    facts |= _of_front_matter(head)
    return DecisionRecord(title=title, kept_title=kept, body=body, facts=facts, sections=sections)


def _shown(text: str) -> str:
    return prose.without_code(text, spans=False)


def _title(head: Head, number: str) -> tuple[str, Kept | None, str]:
    """Return the title without its number, how it was written, and the body without it."""
    heading = headings.first(head.body)
    body = head.body
    if heading is None and (match := _COMMENTED_TITLE.search(head.block)):
        return text_of(match["text"]), Kept(key="title", source=match[0]), body
    if heading is None:
        match = next((one for one in _HEADING.finditer(_shown(body)) if one["marks"] == "#"), None)
        if match:
            heading = headings.Title(
                text=match["text"], start=match.start(), end=match.end(), written=match[0].strip()
            )
    if heading:
        text = _without_number(text_of(headings.plain(heading.text)), number)
        return text, Kept(key="title", source=heading.written), heading.without(body)
    if isinstance(own := head.meta.get("title"), str):
        return _without_number(text_of(own), number), None, body
    return "", None, body


def _without_number(title: str, number: str) -> str:
    bare = _NUMBER.sub("", title)
    if number and (match := re.match(rf"0*{int(number)}\s+(?=\S)", bare)):
        bare = bare[match.end() :]
    return bare.strip() or title


def _sections(body: str) -> Iterator[Section]:
    found = list(_HEADING.finditer(_shown(body)))
    for index, match in enumerate(found):
        level = len(match["marks"])
        after = (other.start() for other in found[index + 1 :] if len(other["marks"]) <= level)
        end = next(after, len(body))
        heading = body[match.start("text") : match.end("text")]
        yield Section(
            about=SECTIONS.get(folded(heading), ""),
            heading=headings.plain(heading),
            level=level,
            text=body[match.end() : end],
            start=match.start(),
            end=end,
        )


def _of_sections(
    body: str, sections: Sequence[Section], first: int
) -> Iterator[tuple[str, RecordFact]]:
    for section in sections:
        if section.about in _FACTS and (text := _COMMENT.sub("", section.text).strip()):
            line = body.count("\n", 0, section.start) + first
            source = body[section.start : section.end].strip()
            yield (
                section.about,
                RecordFact(
                    text=text, source=source, start=section.start, end=section.end, line=line
                ),
            )


def _of_lines(body: str, before: int, first: int) -> Iterator[tuple[str, RecordFact]]:
    """Yield what lines such as `- Status: accepted` say above the first section."""
    at = 0
    for number, line in enumerate(body[:before].split("\n")[:_MOST_ABOVE]):
        match = _LABEL.match(line) or _ROW.match(line)
        about = SECTIONS.get(folded(match["label"])) if match else None
        value = _COMMENT.sub("", match["value"]).strip() if match else ""
        if about in _FACTS and value and not _RULE.match(line):
            is_row = line.lstrip().startswith("|")
            start, end = (0, 0) if is_row else (at, at + len(line) + 1)
            yield (
                about,
                RecordFact(
                    text=value, source=line.strip(), start=start, end=end, line=number + first
                ),
            )
        at += len(line) + 1


def _of_front_matter(head: Head) -> Iterator[tuple[str, RecordFact]]:
    braced = {match["key"].casefold(): match["value"] for match in _BRACES.finditer(head.block)}
    for key, value in {**braced, **head.meta}.items():
        about = SECTIONS.get(folded(key.replace("-", " ").replace("_", " ")))
        text = braced.get(key.casefold(), "").strip() or written(value)
        if about in _FACTS and text.strip():
            yield (
                about,
                RecordFact(text=text, source=f"{key}: {text}", start=0, end=0, line=head.line(key)),
            )
