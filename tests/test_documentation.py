"""The documentation leads only to what is there, and what it has readers type works."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cto_portfolio.cli import main
from tests.support import documents, sample

WRITTEN = tuple(page for page in documents.PAGES if not page.startswith("docs/reference/"))
"""By people."""
REASONS = frozenset({"fetches from the package index"})
"""For which commands are shown and not run; each is one that no test can have."""


def commands(page: str) -> Iterator[str]:
    """Yield the commands of ours that a page shows, in blocks and within its text."""
    for block in documents.blocks(page):
        yield from block.commands
    yield from documents.inline(page)


@pytest.mark.parametrize("page", documents.PAGES)
def test_every_link_into_the_repository_arrives(page: str) -> None:
    lost = []
    for link in documents.links(page):
        path, _, anchor = link.partition("#")
        target = (sample.PROJECT / page).parent / path if path else sample.PROJECT / page
        if not target.exists() or (anchor and anchor not in documents.anchors(target)):
            lost.append(link)

    assert lost == []


@pytest.mark.parametrize("page", documents.PAGES)
def test_every_command_and_option_that_is_shown_exists(page: str) -> None:
    wrong = []
    for shown in commands(page):
        match = re.match(r"(?:\S+=\S+ )*cto-portfolio ([a-z]+)(.*)", shown)
        if match:
            command = main.commands.get(match[1])
            asked = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", match[2]))
            if command is None or asked - _options(command):
                wrong.append(shown)

    assert wrong == []


def test_every_page_is_reached_from_the_table_of_contents() -> None:
    index = documents.links("docs/README.md")
    reached = {(Path("docs") / link.partition("#")[0]).as_posix() for link in index}

    missing = {page for page in documents.PAGES if page.startswith("docs/")} - reached
    assert {page for page in missing if "decisions" not in page} == {"docs/README.md"}


def test_the_readme_is_read_in_a_minute() -> None:
    lines = documents.text("README.md").splitlines()

    assert len(lines) <= 100
    assert max(map(len, lines)) < 200


@pytest.mark.parametrize("page", WRITTEN)
def test_no_table_is_wider_than_a_phone(page: str) -> None:
    rows = [line for line in documents.text(page).splitlines() if line.startswith("|")]

    assert all(row.count("|") <= 3 or "decisions" in page for row in rows)


def test_few_commands_are_shown_and_not_run() -> None:
    reasons = {block.not_run for page in WRITTEN for block in documents.blocks(page)}

    assert reasons - {""} <= REASONS


def _options(command: click.Command) -> set[str]:
    named = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    return named | {"--help", "-h"}
