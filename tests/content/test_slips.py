"""Real entries with the slips that people make: what was private stays so, and each is said."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from random import Random

import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from tests.attack import mutations
from tests.support import project

PATH = PurePosixPath("entries/a.md")
ENTRIES = tuple(sorted((project.SHARED / "corpus/entries").glob("*.md")))
FRAMEWORK = frameworks.load()
TRIES = 12


def _parse(lines: Sequence[str]) -> portfolio.Portfolio:
    files = {PATH: "\n".join(lines)}
    return portfolio.parse({**files}, FRAMEWORK, today=project.TODAY)


def test_without_a_slip_all_are_published() -> None:
    assert all(_parse(path.read_text("utf-8").split("\n")).published for path in ENTRIES)
    assert ENTRIES


@pytest.mark.parametrize("hides", ["visibility: private", "draft: true"])
def test_a_slip_in_what_hides_publishes_nothing(hides: str) -> None:
    leaked = []
    for path in ENTRIES:
        random = Random(f"{hides} {path.name}")  # noqa: S311 - to be tried again
        opening, *rest = path.read_text("utf-8").split("\n")
        for _ in range(TRIES):
            slip = mutations.slipped(random, hides)
            if _parse([opening, slip, *rest]).published:
                leaked.append(f"{path.name}: {slip!r}")

    assert leaked == []


def test_a_slip_anywhere_is_met_with_values_and_problems() -> None:
    for path in ENTRIES:
        random = Random(path.name)  # noqa: S311 - to be tried again
        lines = path.read_text("utf-8").split("\n")
        end = lines.index("---", 1)
        for _ in range(TRIES):
            at = random.randrange(1, end)
            slip = mutations.slipped(random, lines[at])
            parsed = _parse([*lines[:at], slip, *lines[at + 1 :]])

            found = {str(problem) for problem in parsed.problems}
            assert parsed.entries or any(problem.withholds for problem in parsed.problems), found
            assert all(1 <= problem.line <= len(lines) for problem in parsed.problems), found
