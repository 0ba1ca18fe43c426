"""Decisions as records by MADR 4: what keys say stands in its front matter and sections."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates
from cto_portfolio.content import kinds
from cto_portfolio.content.entry import KindRole
from cto_portfolio.exporting.exported import Exported, ExportedEntry
from cto_portfolio.importing import decision_record, entry_text, heads

_OWN = frozenset(
    [
        *("kind", "title", "date", "period", "status", "with", "supersedes", "options"),
        *("criteria", "decision", "outcome", "evidence", "visibility", "draft", "publish"),
    ]
)
"""Keys that have a place of their own in a record, or none at all."""


def files(exported: Exported) -> Mapping[PurePosixPath, str]:
    """Return a record for each decision by its path."""
    ids = {kind.id for kind in kinds.in_role(KindRole.DECISION)}
    decisions = [entry for entry in exported.entries if entry.meta["kind"] in ids]
    return {entry.path: _text(entry) for entry in decisions}


def _text(entry: ExportedEntry) -> str:
    head = "\n".join(entry_text.lines_of(_head(entry.meta)))
    parts = [f"# {entry.meta['title']}", entry.body, *_sections(entry)]
    body = "\n\n".join(part.strip("\n") for part in parts if part.strip())
    return f"---\n{head}\n---\n\n{body}\n"


def _head(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    span = dates.span(meta.get("date") or meta.get("period"))
    head: dict[str, Any] = {"status": meta.get("status"), "date": span.start if span else None}
    head["decision-makers"] = meta.get("with")
    head["supersedes"] = meta.get("supersedes")
    rest = {key: value for key, value in meta.items() if key not in _OWN}
    return {key: value for key, value in {**head, **rest}.items() if value not in (None, [])}


def _sections(entry: ExportedEntry) -> Iterator[str]:
    """Yield the sections that keys stand for and that the body does not have."""
    record = decision_record.parse(heads.parse(f"# {entry.meta['title']}\n\n{entry.body}\n"))
    there = {section.about for section in record.sections}
    meta = entry.meta
    if (criteria := meta.get("criteria")) and "drivers" not in there:
        yield _listed("Decision Drivers", [criterion["name"] for criterion in criteria])
    options: Sequence[Mapping[str, Any]] = meta.get("options", ())
    if options and "options" not in there:
        yield _listed("Considered Options", [option["name"] for option in options])
    if (decision := meta.get("decision")) and "decision" not in there:
        is_option = any(option["name"] == decision for option in options)
        said = f'Chosen option: "{decision}"' if is_option else decision
        yield f"## Decision Outcome\n\n{said}"
    told = [option for option in options if option.get("summary")]
    if told and not there & {"options", "pros"}:
        arguments = [f"### {option['name']}\n\n* {option['summary']}" for option in told]
        yield "\n\n".join(["## Pros and Cons of the Options", *arguments])
    if any(option.get("scores") for option in options):
        yield "\n".join(_scores(meta["criteria"], options))
    if outcome := meta.get("outcome"):
        yield "\n\n".join(_outcome(outcome))


def _listed(heading: str, names: Sequence[str]) -> str:
    items = "\n".join(f"* {name}" for name in names)
    return f"## {heading}\n\n{items}"


def _scores(
    criteria: Sequence[Mapping[str, Any]], options: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Yield a table of the scores, for which MADR has no place of its own."""
    names = [_cell(option["name"]) for option in options]
    yield "## Scores\n"
    yield f"| Driver | Weight | {' | '.join(names)} |"
    yield f"| --- | ---: |{' ---: |' * len(names)}"
    for criterion in criteria:
        name = criterion["name"]
        scores = [str(option.get("scores", {}).get(name, "")) for option in options]
        yield f"| {_cell(name)} | {criterion.get('weight', '')} | {' | '.join(scores)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _outcome(outcome: Mapping[str, Any]) -> Iterator[str]:
    yield "## More Information"
    yield f"Judged on {outcome['date']}: {outcome['verdict']}"
    if learnt := outcome.get("learnt"):
        yield f"Learnt: {learnt}"
