"""Real posts and decision records: what becomes of them is right, and no text is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cto_portfolio.importing import formats, original, plan
from cto_portfolio.importing.plan import Destination, Planned
from cto_portfolio.text import frontmatter
from tests.support import paragraphs, project

CORPUS = project.SHARED / "corpus"
FAMILIES = {"posts": "article", "adr": "architecture-tradeoff"}


def _of(root: Path) -> Iterator[tuple[Planned, str]]:
    with original.opened(root) as opened:
        source, _ = next(formats.recognised(opened))
        destination = Destination(docs_dir=Path("nowhere"), brought={})
        made = plan.make(source.read(opened, project.TODAY), opened, source.name, destination)
        for planned in made.planned:
            yield planned, opened.text(planned.incoming.origin)


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest) -> tuple[str, list[tuple[Planned, str]]]:
    roots = sorted((CORPUS / request.param).iterdir())
    return FAMILIES[request.param], [document for root in roots for document in _of(root)]


def test_documents_are_what_they_are(family: tuple[str, list[tuple[Planned, str]]]) -> None:
    kind, documents = family

    assert len(documents) >= 0.97 * {"article": 100, "architecture-tradeoff": 117}[kind]
    assert all(planned.incoming.meta["kind"] == kind for planned, _ in documents)


def test_no_paragraph_is_lost(family: tuple[str, list[tuple[Planned, str]]]) -> None:
    _, documents = family

    lost = {
        str(planned.incoming.origin): found
        for planned, source in documents
        if (found := paragraphs.lost(planned, source))
    }

    assert not lost


def test_titles_and_dates_are_those_that_people_gave_them(
    family: tuple[str, list[tuple[Planned, str]]],
) -> None:
    """`corpus/entries` has some of the documents as entries, made by hand."""
    kind, documents = family
    by_title = {_letters(str(one.incoming.meta["title"])): one for one, _ in documents}
    labelled = []
    for path in sorted((CORPUS / "entries").glob("*.md")):
        meta = frontmatter.parse(frontmatter.decode(path.read_bytes())).meta
        if meta["kind"] == kind:
            labelled.append((path.name, meta))
    amiss = [
        (name, meta["title"], str(meta["date"]))
        for name, meta in labelled
        if not (planned := by_title.get(_letters(str(meta["title"]))))
        or ("date" in planned.incoming.meta and not _has_date(planned, str(meta["date"])))
    ]

    assert len(amiss) <= 0.03 * len(labelled), amiss


def _letters(text: str) -> str:
    """Return a title without the number of a record."""
    bare = re.sub(r"^(?:ADR[- ]?\d+:|\d+\.|Architecture Decision Record:)", "", text)
    return "".join(letter for letter in bare.casefold() if letter.isalnum())


def _has_date(planned: Planned, date: str) -> bool:
    is_made_up = date == "2020-01-01"
    return is_made_up or planned.incoming.meta["date"].iso[:7] == date[:7]
