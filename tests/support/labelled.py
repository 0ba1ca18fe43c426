"""Real documents with the requirements that people found in them; read beside the checkout.

`stated` are the entries that came with labels; `blind` are those of `suggestion-labels.yml`.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import suggestions
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError
from tests.support import project

CORPUS = project.SHARED / "corpus"
_OWN = Path(__file__).with_name("suggestion-labels.yml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """An entry that declares nothing, and what people found in it."""

    entry: Entry
    requirements: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """How suggestions compare with labels, counted over a set."""

    right: int
    suggested: int
    labelled: int

    @property
    def precision(self) -> float:
        """The share of the suggestions that are labels."""
        return self.right / self.suggested

    @property
    def recall(self) -> float:
        """The share of the labels that are suggested."""
        return self.right / self.labelled

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.2f} ({self.right} of {self.suggested}), "
            f"recall {self.recall:.2f} ({self.right} of {self.labelled})"
        )


def stated() -> Iterator[Labelled]:
    """Yield the entries of the corpus without what they declare."""
    with (CORPUS / "entries-labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = (CORPUS / "entries" / row["entry"]).read_text(encoding="utf-8")
            document = frontmatter.parse(text)
            meta = {key: one for key, one in document.meta.items() if key != "evidence"}
            labels = frozenset(filter(None, row["requirements"].split(";")))
            yield Labelled(entry=_entry(meta, document.body), requirements=labels)


def blind() -> Iterator[Labelled]:
    """Yield the documents labelled in the tests, as the entries they would be."""
    labels = yaml.safe_load(_OWN.read_text(encoding="utf-8"))
    for kind, by_path in labels.items():
        for path, requirements in by_path.items():
            title, body = _read(CORPUS / path)
            meta = {"kind": kind, "title": title, "date": "2024-01-01"}
            if kind == "talk":
                meta["event"] = PurePosixPath(path).parents[1].name
            yield Labelled(entry=_entry(meta, body), requirements=frozenset(requirements))


def measure(labelled: Iterator[Labelled]) -> Measured:
    """Compare what is suggested with the labels."""
    right = suggested = total = 0
    framework = frameworks.load()
    words = vocabulary.load(framework, root=Path())
    for one in labelled:
        found = {each.requirement.id for each in suggestions.of(one.entry, framework, words)}
        right += len(found & one.requirements)
        suggested += len(found)
        total += len(one.requirements)
    return Measured(right=right, suggested=suggested, labelled=total)


def _read(path: Path) -> tuple[str, str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        talk = json.loads(text)
        return talk["title"], talk["description"] or ""
    meta: Mapping[str, object] = {}
    body = text
    try:
        document = frontmatter.parse(text)
        meta, body = document.meta, document.body
    except FrontMatterError:
        pass  # some have none, or none that is YAML
    heading = next((line[2:] for line in body.splitlines() if line.startswith("# ")), path.stem)
    return str(meta.get("title") or heading), body


def _entry(meta: Mapping[str, object], body: str) -> Entry:
    block = yaml.safe_dump(dict(meta), allow_unicode=True)
    path = PurePosixPath("entries/one.md")
    parsed = portfolio.parse(
        {path: f"---\n{block}---\n{body}"}, frameworks.load(), today=project.TODAY
    )
    assert parsed.entries, parsed.problems
    return parsed.entries[0]
