"""Secrets that nobody listed: found in all that leaves, and in nothing else; never said."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cto_portfolio.cli import main
from cto_portfolio.engines import settings
from cto_portfolio.problems import Problem
from cto_portfolio.publishing import release as releases
from tests.support import project
from tests.support.credentials import PLACES, TOKEN, USUAL, drawn
from tests.support.packets import KEY
from tests.support.project import entry


def found(root: Path) -> list[Problem]:
    """Return the secrets that a check of a portfolio finds."""
    chosen = settings.load(root / "mkdocs.yml")
    release = releases.load(chosen, today=project.TODAY)
    return [problem for problem in release.problems if problem.code == "secret"]


@pytest.mark.parametrize("secret", USUAL.values(), ids=USUAL)
def test_the_usual_kinds_are_found_in_code_on_their_line_and_not_said(
    tmp_path: Path, secret: str
) -> None:
    text = f"{entry()}\n```sh\nexport STAGE=live\n{secret}\n```\n"
    project.draw(tmp_path, {"entries/a.md": text})

    (problem,) = found(tmp_path)

    line = text.count("\n", 0, text.index(secret)) + 1
    assert line <= problem.line <= line + secret.count("\n")
    assert problem.path.as_posix().endswith("portfolio/entries/a.md")
    assert not problem.is_error
    assert "below 'allow' in confidential.yml" in problem.message
    assert not [word for word in secret.split() if len(word) > 9 and word in problem.message]


def _private(text: str) -> str:
    return entry(visibility="private") + text


@pytest.mark.parametrize(("path", "text"), PLACES.values(), ids=PLACES)
def test_they_are_found_wherever_something_leaves(tmp_path: Path, path: str, text: str) -> None:
    home = "# Ada\n\n[notes](notes.txt) ![notes](notes.svg)\n"
    beside = {"notes.txt": "Nothing.\n", "notes.svg": "<svg/>"}
    project.draw(tmp_path, {"index.md": home, **beside, path: text})

    (problem,) = found(tmp_path)

    assert problem.path.as_posix().endswith(f"portfolio/{path}")
    assert problem.line == text.count("\n", 0, text.index(TOKEN)) + 1


def test_what_stays_at_home_may_hold_them_until_a_packet_shows_it(tmp_path: Path) -> None:
    files = {
        "entries/told.md": _private(f"\n{TOKEN}\n"),
        "entries/draft.md": entry(draft=True, summary=TOKEN),
        "entries/part.md": f"{entry()}\n<!-- private -->\n{TOKEN}\n<!-- /private -->\n",
        "entries/noted.md": entry(notes=TOKEN),
        "notes.txt": TOKEN,
    }
    project.draw(tmp_path, files)
    assert not found(tmp_path)

    packet = f"key: {KEY}\nfor: Acme\nentries: [entries/told.md]\n"
    project.draw(tmp_path, {"packets/a.yml": packet})

    assert [problem.path.name for problem in found(tmp_path)] == ["told.md"]


def test_what_is_none_is_allowed_by_name(tmp_path: Path) -> None:
    other = f"ghp_{drawn(36)}"
    text = f"{entry()}\n{TOKEN}\n\n{other}\n"
    project.draw(tmp_path, {"entries/a.md": text, "confidential.yml": f"allow: [{TOKEN}]\n"})

    (problem,) = found(tmp_path)

    assert problem.line == text.count("\n", 0, text.index(other)) + 1


def test_it_is_enough_to_allow_the_password_of_an_address(tmp_path: Path) -> None:
    _, _, password = USUAL["curl"].split(" ")[2].partition("admin:")
    files = {"entries/a.md": f"{entry()}\n```\n{USUAL['curl']}\n```\n"}
    project.draw(tmp_path, {**files, "confidential.yml": "allow: [admin]\n"})
    assert len(found(tmp_path)) == 1

    project.draw(tmp_path, {"confidential.yml": f"allow: [{password}]\n"})

    assert not found(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        'password = os.environ["DB_PASSWORD"]',
        "password: ${DB_PASSWORD}",
        "Authorization: Bearer <token>",
        "curl -u user:pass https://example.com",
        "password reset: two factors",
        "The network is 10.0.0.0/8, the version 10.12.4.7-rc1, the host 127.0.0.1.",
        "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    ],
)
def test_what_only_looks_like_one_is_left_alone(tmp_path: Path, text: str) -> None:
    project.draw(tmp_path, {"entries/a.md": f"{entry()}\n```\n{text}\n```\n"})

    assert not found(tmp_path)


def test_a_build_stops_at_one(author_folder: Path) -> None:
    project.draw(author_folder, {"entries/a.md": f"{entry()}\n{TOKEN}\n"})

    result = CliRunner().invoke(main, ["build"])

    assert result.exit_code == 1
    assert "portfolio/entries/a.md:9: secret: 'ghp_…' looks like a secret" in result.stdout
    assert TOKEN not in result.output
    assert not (author_folder / "site").exists()


def test_where_nobody_looks_that_is_said_once(
    author_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.draw(author_folder, {"entries/a.md": f"{entry()}\n{TOKEN}\n"})
    monkeypatch.setitem(sys.modules, "betterleaks", None)

    result = CliRunner().invoke(main, ["check", "--strict"])

    assert result.exit_code == 0
    assert result.stdout.count("not looked for; run pip install 'cto-portfolio[secrets]'") == 1
