"""Suggestions as text for people and as JSON."""

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from cto_portfolio import wording
from cto_portfolio.coverage.suggestions import Suggestion
from cto_portfolio.reports import printable

Found = Sequence[tuple[PurePosixPath, Sequence[Suggestion]]]
"""What is suggested for each entry, by its path as the author would type it."""
MAX_WHY = 8
"""How many reasons are shown as text; JSON has all."""


def as_text(found: Found, *, why: bool = False) -> str:
    """Return a line for each suggestion, and below it the sentence that speaks for it.

    With `why`, also what speaks for it and against it.
    """
    return "\n".join(
        line
        for path, suggestions in found
        for suggestion in suggestions
        for line in _lines(path, suggestion, why=why)
    )


def summary(found: Found) -> str:
    """Return how much there is, and what to do with it."""
    amount = sum(len(suggestions) for _, suggestions in found)
    if not amount:
        return "No suggestion."
    said = wording.count(amount, "suggestion")
    return f"{said}; they count once accepted: cto-portfolio suggest ENTRY --accept REQUIREMENT"


def as_json(found: Found) -> str:
    """Return entries with their suggestions, those without any included."""
    entries = [
        {"path": str(path), "suggestions": [_object(suggestion) for suggestion in suggestions]}
        for path, suggestions in found
    ]
    return json.dumps({"entries": entries}, indent=2, ensure_ascii=False)


def _lines(path: PurePosixPath, suggestion: Suggestion, *, why: bool) -> Iterator[str]:
    yield f"{path}:{suggestion.line}: {suggestion.requirement.id} ({suggestion.grade})"
    yield f"    {printable.line(suggestion.sentence)}"
    if why:
        yield from (
            f"    {reason.weight:+5.2f} {reason.says}" for reason in suggestion.reasons[:MAX_WHY]
        )


def _object(suggestion: Suggestion) -> dict[str, object]:
    return {
        "requirement": suggestion.requirement.id,
        "grade": suggestion.grade.value,
        "sentence": suggestion.sentence,
        "line": suggestion.line,
        "reasons": [
            {"says": reason.says, "weight": reason.weight} for reason in suggestion.reasons
        ],
    }
