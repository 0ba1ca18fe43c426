"""Suggestions as text for people and as JSON."""

import json
from collections.abc import Sequence
from pathlib import PurePosixPath

from cto_portfolio.coverage.suggestions import Suggestion

Found = Sequence[tuple[PurePosixPath, Sequence[Suggestion]]]
"""What is suggested for each entry, by its path as the author would type it."""


def as_text(found: Found) -> str:
    """Return a line for each suggestion, and below it the sentence that speaks for it."""
    return "\n".join(
        f"{path}:{one.line}: {one.requirement.id}\n    {one.sentence}"
        for path, suggestions in found
        for one in suggestions
    )


def summary(found: Found) -> str:
    """Return how much there is, and what to do with it."""
    amount = sum(len(suggestions) for _, suggestions in found)
    if not amount:
        return "No suggestion."
    said = "1 suggestion" if amount == 1 else f"{amount} suggestions"
    return f"{said}; they count once accepted: cto-portfolio suggest ENTRY --accept REQUIREMENT"


def as_json(found: Found) -> str:
    """Return entries with their suggestions, those without any included."""
    entries = [
        {
            "path": str(path),
            "suggestions": [
                {"requirement": one.requirement.id, "sentence": one.sentence, "line": one.line}
                for one in suggestions
            ],
        }
        for path, suggestions in found
    ]
    return json.dumps({"entries": entries}, indent=2, ensure_ascii=False)
