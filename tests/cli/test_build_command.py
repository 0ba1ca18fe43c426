"""`cto-portfolio build`: checked, built, verified, and shown while it takes long."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import project, sample, terminal
from tests.support.project import entry

COMMAND = sample.command("cto-portfolio")
GOOD = {"index.md": "# Ada\n", "entries/deploys.md": entry(evidence=["trends/process"])}
WARNED = {"entries/deploys.md": entry() + "\n[dead](gone.md)\n"}
BAD = {"entries/deploys.md": entry(evidence=["trends/proces"]), "entries/empty.md": ""}
LATE = {"hooks": ["late.py"]}
HOOK = """
import logging
def on_post_build(config):
    logging.getLogger("mkdocs.late").warning("this is said while building")
"""
"""What nobody can foresee."""
BAR = "━━━"
SLOW = """
import sys, time
from cto_portfolio import progress
from cto_portfolio.cli import progress_bar
with progress_bar.shown():
    progress.begin(progress.PAGES, 3)
    progress.advance()
    time.sleep(float(sys.argv[1]))
    print("a warning of the engine", file=sys.stderr)
"""
"""Takes as long as it is told to, which a build does not."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", *arguments])


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build has said and left."""

    root: Path
    code: int
    output: str


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a portfolio with nobody at a terminal, into a folder that is named."""
    root = project.draw(tmp_path_factory.mktemp("piped"), GOOD)
    done = subprocess.run(
        [COMMAND, "build", "-d", "public"],
        cwd=root,
        env=project.ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(root=root, code=done.returncode, output=done.stdout + done.stderr)


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build at a terminal what only the engine finds something wrong with."""
    root = project.draw(tmp_path_factory.mktemp("typed"), GOOD, config=LATE)
    (root / "late.py").write_text(HOOK, encoding="utf-8")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good site")
    variables = {**project.ENVIRONMENT, "TERM": "xterm"}
    with terminal.opened([COMMAND, "build"], root, variables) as screen:
        return Built(root=root, code=screen.wait(), output=screen.output)


def test_says_where_the_site_is_and_that_it_is_verified(piped: Built) -> None:
    assert piped.code == 0, piped.output
    pages = len([*(piped.root / "public").rglob("index.html")])
    assert f"The site is in 'public': {pages} pages, built in " in piped.output
    assert "seconds and verified.\n" in piped.output


def test_builds_into_the_folder_that_is_named_from_where_the_author_is(piped: Built) -> None:
    assert (piped.root / "public" / "404.html").is_file()
    assert not (piped.root / "site").exists()


def test_shows_no_bar_when_piped(piped: Built) -> None:
    assert BAR not in piped.output
    assert "\x1b" not in piped.output


@pytest.mark.parametrize(
    ("seconds", "variables", "is_shown"),
    [
        (1.5, {}, True),
        (1.5, {"NO_COLOR": "1"}, True),
        (1.5, {"TERM": "dumb"}, False),
        (0, {}, False),
    ],
)
def test_what_takes_longer_than_a_second_has_a_bar_below_what_is_said(
    tmp_path: Path, seconds: float, variables: dict[str, str], *, is_shown: bool
) -> None:
    command = [sys.executable, "-c", SLOW, str(seconds)]
    variables = {**project.ENVIRONMENT, "TERM": "xterm", **variables}

    with terminal.opened(command, tmp_path, variables) as screen:
        assert screen.wait() == 0

    assert (BAR in screen.output) == is_shown
    assert ("Rendering pages" in screen.output and "1 of 3" in screen.output) == is_shown
    assert "a warning of the engine\r\n" in screen.output
    assert BAR not in screen.output.rpartition("\x1b[2K")[2]


def test_says_what_the_engine_finds_once_and_keeps_the_last_good_site(typed: Built) -> None:
    assert typed.code == 1
    assert typed.output.count("this is said while building") == 1
    assert "Aborted with 1 warnings in strict mode!" in typed.output
    assert (typed.root / "site" / "index.html").read_text() == "the last good site"


def test_an_interrupted_build_leaves_the_last_good_site_and_nothing_else(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("the last good site")
    before = sorted(path.name for path in tmp_path.iterdir())

    with terminal.opened([COMMAND, "build"], tmp_path, project.ENVIRONMENT) as screen:
        screen.until("Building documentation")
        screen.type(terminal.INTERRUPT)
        code = screen.wait()

    assert code == 1
    assert "Traceback" not in screen.output
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "site" / "index.html").read_text() == "the last good site"


@pytest.mark.parametrize(("files", "problems"), [(WARNED, 1), (BAD, 2)])
def test_says_all_problems_at_once_and_builds_nothing(
    author_folder: Path, files: dict[str, str], problems: int
) -> None:
    project.draw(author_folder, files)

    result = run()

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == problems
    assert "Nothing was built" in result.stderr
    assert not (author_folder / "site").exists()


@pytest.mark.parametrize(
    "plugins",
    [["search"], [], ["search", {"cto-portfolio": {"enabled": False}}], {"search": None}],
)
def test_refuses_to_build_what_nobody_verifies(author_folder: Path, plugins: object) -> None:
    project.draw(author_folder, GOOD, config={"plugins": plugins})

    result = run()

    assert result.exit_code == 1
    assert "'mkdocs.yml' does not run 'cto-portfolio'" in result.stderr


def test_refuses_a_folder_that_holds_something_else(author_folder: Path) -> None:
    project.draw(author_folder, GOOD)
    (author_folder / "letters").mkdir()
    (author_folder / "letters" / "to-my-mother.txt").write_text("Dear mother")

    result = run("-d", "letters")

    assert result.exit_code == 1
    assert "bad-site-dir: 'letters' holds files that are no site" in result.stdout


def test_says_how_to_begin_where_there_is_no_configuration(author_folder: Path) -> None:
    assert run().exit_code == 1
    assert "begin with 'cto-portfolio init'" in run().stderr
    assert not [*author_folder.iterdir()]
