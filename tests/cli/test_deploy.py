"""The way of a site to its readers, as an author types it."""

import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.authoring.deployment import TARGETS
from cto_portfolio.cli import main
from tests.support import canaries, project, sample
from tests.support.canaries import Canaries

MENDED = {
    *("entries/broken.md", "entries/hidden-architecture-tradeoff.md", "entries/unclosed.md"),
    "plan.yml",
}
"""Of the portfolio that hides a word in each place, what cannot be built for its errors."""


def _deploy(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["deploy", *arguments])


@pytest.fixture
def folder(author_folder: Path) -> Path:
    """Draw a portfolio that is yet to be built."""
    project.draw(author_folder, {"entries/deploys.md": project.entry()})
    return author_folder


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Make an empty repository, as the public one is at first."""
    _git("init", "--quiet", "--bare", "remote.git", at=tmp_path)
    return tmp_path / "remote.git"


def _git(*arguments: str, at: Path) -> bytes:
    return subprocess.run(
        ["git", *arguments],  # noqa: S607 (of the system)
        cwd=at,
        capture_output=True,
        check=True,
    ).stdout


def _typed(root: Path, answer: str, arguments: Sequence[str]) -> str:
    """Type a command at a terminal, and an answer; return what is seen."""
    person, terminal = pty.openpty()
    command = [sample.command("cto-portfolio"), *arguments]
    process = subprocess.Popen(
        command, cwd=root, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True
    )
    os.close(terminal)
    os.write(person, f"{answer}\n".encode())
    seen = b""
    try:
        while chunk := os.read(person, 4096):
            seen += chunk
    except OSError:  # so Linux says that the other side is closed
        pass
    os.close(person)
    assert process.wait() == 0
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_s_files_are_written_and_what_is_left_is_said(folder: Path, target: str) -> None:
    result = _deploy(target)

    assert result.exit_code == 0, result.output
    paths, _, steps = result.stdout.partition("\n\nNext:\n")
    assert all((folder / path).is_file() for path in paths.splitlines())
    assert steps


@pytest.mark.parametrize("target", TARGETS)
def test_who_reads_the_sources_is_said_where_they_go_to_a_host(folder: Path, target: str) -> None:  # noqa: ARG001
    warned = "private entries, notes, packets and\nconfidential.yml are readable" in (
        _deploy(target).stderr
    )

    assert warned == TARGETS[target].has_sources


def test_doing_it_again_changes_nothing(folder: Path) -> None:
    _deploy("netlify")

    again = _deploy("netlify")

    assert again.exit_code == 0
    assert "netlify.toml (is there already)" in again.stdout
    assert not (folder / "site").exists()


def test_what_the_build_is_installed_from_is_asked_for_until_it_is_there(folder: Path) -> None:
    assert "Write 'requirements.txt'" in _deploy("container").stdout

    (folder / "requirements.txt").write_text("cto-portfolio\n", encoding="utf-8")

    assert "Write 'requirements.txt'" not in _deploy("container").stdout


def test_a_file_in_the_way_is_named_and_stays(folder: Path) -> None:
    (folder / "netlify.toml").write_text("mine", encoding="utf-8")

    result = _deploy("netlify")

    assert result.exit_code == 1
    assert "nothing was written: 'netlify.toml' would be written over" in result.stderr
    assert (folder / "netlify.toml").read_text(encoding="utf-8") == "mine"
    assert not (folder / "deploy").exists()


def test_a_portfolio_within_another_repository_is_refused(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "inner").mkdir()
    project.draw(folder / "inner", {})

    result = _deploy("github-pages", "-f", "inner/mkdocs.yml")

    assert result.exit_code == 1
    assert "reads such files at the top of a repository" in result.stderr
    assert not (folder / "inner/.github").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 2),
        (["heroku"], 2),
        (["netlify", "--push", "origin", "pages"], 2),
        (["--push", "origin"], 2),
        (["netlify", "-f", "gone.yml"], 1),
        (["--push", "origin", "pages"], 1),  # no such remote: said before a site is built
        (["--push", "https://example.com/ada.git", "a branch"], 1),
    ],
)
def test_what_is_typed_wrongly_is_said(folder: Path, arguments: list[str], code: int) -> None:
    before = sorted(folder.rglob("*"))

    result = _deploy(*arguments)

    assert result.exit_code == code
    assert isinstance(result.exception, SystemExit)
    assert sorted(folder.rglob("*")) == before


def test_help_names_all_targets() -> None:
    shown = " ".join(_deploy("--help").stdout.split())

    assert all(target in shown for target in TARGETS)


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal")
def test_at_a_terminal_the_author_is_asked_and_shown_the_other_way(folder: Path) -> None:
    refused = _typed(folder, "n", ["deploy", "github-pages"])

    assert "cto-portfolio deploy --push" in refused.partition("Nothing was written.")[2]
    assert not (folder / ".github").exists()


def test_the_site_is_built_and_nothing_of_what_is_hidden_is_pushed(
    author_folder: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Canaries()
    files = canaries.portfolio(words)
    project.draw(author_folder, {path: files[path] for path in files if path not in MENDED})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")

    pushed = _deploy("--push", str(remote), "pages")
    again = _deploy("--push", str(remote), "pages")

    assert pushed.stdout.endswith(f"Pushed to 'pages' of {remote}.\n"), pushed.output
    assert again.stdout.endswith(f"Nothing to push: 'pages' of {remote} is this very site.\n")
    everything = _git("cat-file", "--batch-all-objects", "--batch", "--buffer", at=remote)
    assert b"<html" in everything
    assert [word for word in words.places.values() if word.encode() in everything] == []


def test_a_site_of_yesterday_is_not_pushed_while_today_s_cannot_be_built(
    folder: Path, remote: Path
) -> None:
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("yesterday's", encoding="utf-8")
    (folder / "portfolio/entries/deploys.md").write_text("", encoding="utf-8")

    result = _deploy("--push", str(remote), "pages")

    assert result.exit_code == 1
    assert "portfolio/entries/deploys.md:1: " in result.stdout
    assert "Nothing was built" in result.stderr
    assert _git("for-each-ref", at=remote) == b""
