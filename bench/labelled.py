"""Documents that people labelled by hand, as the entries that an author would make of them."""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from cto_portfolio.content import portfolio
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import reading as readings
from cto_portfolio.frameworks import Framework
from cto_portfolio.frameworks.vocabulary import Vocabulary

DECISIONS = "adr"
"""The family of documents that are decision records; all others become articles."""
_TITLE = (
    re.compile(r"^title\s*[:=]\s*(.+)$", re.MULTILINE | re.IGNORECASE),
    re.compile(r"^#\s+(.+)$", re.MULTILINE),
)
_FRONT_MATTER = re.compile(r"^\ufeff?(---|\+\+\+)\s*\n.*?\n\1\s*\n", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_DEFINITION = re.compile(r"^\[[^\]]+\]:.*$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """A document, what its labeller found in it, and the figures of what we read in it."""

    path: str
    family: str
    repository: str
    sure: frozenset[str]
    maybe: frozenset[str]
    heard: frozenset[str]
    """The requirements of which it speaks at all; nothing else can be suggested."""
    figures: dict[str, dict[str, float]]
    """By requirement."""
    text: dict[str, float]
    """Of the text as a whole."""

    @property
    def is_decision(self) -> bool:
        """Whether it became an entry about a decision."""
        return self.family == DECISIONS


def load(labels: Path, framework: Framework, vocabulary: Vocabulary) -> Iterator[Labelled]:
    """Yield the documents of a table of labels; they lie beside it, by repository and path."""
    for row in rows(labels):
        family, repository, *_ = row["path"].split("/")
        reading = readings.read(entry(labels.parent, row, framework), vocabulary)
        yield Labelled(
            path=row["path"],
            family=family,
            repository=repository.partition("@")[0],
            sure=ids(row["sure"]),
            maybe=ids(row["maybe"]),
            heard=frozenset(reading.hits),
            figures={
                requirement.id: readings.figures(reading, requirement.id, vocabulary)
                for requirement in framework.requirements
            },
            text=dict(reading.figures),
        )


def rows(labels: Path) -> list[dict[str, str]]:
    """Return the rows of a table of labels."""
    with labels.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(cell: str) -> frozenset[str]:
    """Return the requirements that a cell names."""
    return frozenset(filter(None, (part.strip() for part in cell.split(";"))))


def entry(folder: Path, row: Mapping[str, str], framework: Framework) -> Entry:
    """Return the document of a row, as an entry that declares nothing."""
    family = row["path"].partition("/")[0]
    text = (folder / row["path"]).read_text(encoding="utf-8", errors="replace")
    found = _TITLE[0].search(text[:3000]) or _TITLE[1].search(text)
    title = re.sub(r"[*`]", "", found[1]).strip(" '\"") if found else "Untitled"
    meta: dict[str, object] = {"kind": "article", "title": title, "date": dt.date(2024, 1, 1)}
    if family == DECISIONS:
        decision = {"status": "accepted", "decision": "As the text says"}
        meta |= {"kind": "architecture-tradeoff", **decision}
    body = _FRONT_MATTER.sub("", text).replace("<!--", "(").replace("-->", ")")
    body = _DEFINITION.sub("", _LINK.sub(r"\1", body))
    source = f"---\n{yaml.safe_dump(meta, allow_unicode=True)}---\n\n{body}\n"
    path = PurePosixPath("entries/document.md")
    parsed = portfolio.parse({path: source}, framework, today=dt.date(2026, 1, 1))
    if not parsed.entries:
        raise SystemExit("\n".join(map(str, parsed.problems)))
    return parsed.entries[0]
