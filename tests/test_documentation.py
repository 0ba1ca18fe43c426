"""The documentation leads only to what is there, and what it has readers type works."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cto_portfolio.authoring import deployment
from cto_portfolio.cli import main
from tests.support import documents, sample
from tests.support.documents import Block
from tests.support.project import entry
from tests.support.reader import ENVIRONMENT, Reader

WRITTEN = tuple(page for page in documents.PAGES if not page.startswith("docs/reference/"))
"""By people."""
REASONS = frozenset({"fetches from the package index"})
"""For which commands are shown and not run; each is one that no test can have."""
NOT_RUN = [block for page in WRITTEN for block in documents.blocks(page) if block.not_run]


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


@pytest.mark.parametrize("target", deployment.TARGETS)
def test_every_target_of_deploy_is_in_the_guide(target: str) -> None:
    shown = {
        line for block in documents.blocks("docs/how-to/publish.md") for line in block.commands
    }

    assert f"cto-portfolio deploy {target}" in shown


def test_the_readme_is_read_in_a_minute() -> None:
    lines = documents.text("README.md").splitlines()

    assert len(lines) <= 100


@pytest.mark.parametrize("page", WRITTEN)
def test_no_table_is_wider_than_a_phone(page: str) -> None:
    rows = [line for line in documents.text(page).splitlines() if line.startswith("|")]

    assert all(row.count("|") <= 3 or "decisions" in page for row in rows)


def test_few_commands_are_shown_and_not_run() -> None:
    """Each of them is skipped below, one by one, so that nobody overlooks them."""
    assert {block.not_run for block in NOT_RUN} == REASONS


@pytest.mark.parametrize("block", NOT_RUN, ids=lambda block: block.place)
def test_what_cannot_be_run_here(block: Block) -> None:
    pytest.skip(f"{' ; '.join(block.commands)}: {block.not_run}")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begin the portfolio that readers of a guide have by then: with an entry of each strength."""
    root = tmp_path_factory.mktemp("begun")
    flags = ("--name", "Ada Example", "--url", "https://ada.example.com/")
    done = CliRunner().invoke(main, ["init", str(root), *flags], env=ENVIRONMENT)
    assert done.exit_code == 0, done.output
    metric = {"name": "Wait", "before": 41, "after": 6, "unit": "minutes", "source": "CI"}
    entries = root / "portfolio/entries"
    (entries / "wait.md").write_text(entry(metrics=[metric], evidence=["trends/process"]))
    (entries / "hiring.md").write_text(entry(title="Hired nine", evidence=["talent/hire-talent"]))
    return root


@pytest.mark.parametrize("page", [page for page in WRITTEN if "decisions" not in page])
def test_what_a_page_shows_can_be_typed(page: str, begun: Path, tmp_path: Path) -> None:
    folder = tmp_path / "at"
    if page.startswith("docs/how-to/"):
        shutil.copytree(begun, folder)
    else:
        folder.mkdir()
    reader = Reader(folder)

    for block in documents.blocks(page):
        if not block.not_run:
            reader.follow(block)


def _options(command: click.Command) -> set[str]:
    named = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    return named | {"--help", "-h"}
