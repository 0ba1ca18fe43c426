"""`cto-portfolio suggest`, as an author types it."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import project, sample

MENTORING = (
    "---\n"
    "# my best one\n"
    "kind: article\n"
    "title: 'Some notes'   # for now\n"
    "date: 2026-05-04\n"
    "---\n"
    "I mentor two junior engineers. My one-on-ones are mostly coaching.\n"
)
ENTRY = "portfolio/entries/notes.md"
SENTENCE = "My one-on-ones are mostly coaching."
FILES = {
    "entries/notes.md": MENTORING,
    "entries/rain/index.md": project.entry(title="Rain"),
    "entries/snow/index.md": project.entry(title="Snow"),
    "entries/broken.md": project.entry(evidence=["trends/proces"]),
}


@pytest.fixture(autouse=True)
def _with_a_portfolio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project.draw(tmp_path, FILES)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["suggest", *arguments])


def test_it_prints_path_line_requirement_and_sentence() -> None:
    result = run()

    assert result.exit_code == 0
    assert result.stdout == f"{ENTRY}:7: talent/coach-and-mentor (likely)\n    {SENTENCE}\n"
    assert result.stderr == (
        "1 suggestion; they count once accepted: cto-portfolio suggest ENTRY --accept REQUIREMENT\n"
    )


def test_it_speaks_json() -> None:
    said = json.loads(run("--format", "json").stdout)

    reasons = said["entries"][0]["suggestions"][0].pop("reasons")
    assert {type(reasons[0]["says"]), type(reasons[0]["weight"])} == {str, float}
    assert said == {
        "entries": [
            {
                "path": ENTRY,
                "suggestions": [
                    {
                        "requirement": "talent/coach-and-mentor",
                        "grade": "likely",
                        "sentence": SENTENCE,
                        "line": 7,
                    }
                ],
            },
            {"path": "portfolio/entries/rain/index.md", "suggestions": []},
            {"path": "portfolio/entries/snow/index.md", "suggestions": []},
        ]
    }


def test_with_why_it_says_what_speaks_for_each_and_against_it() -> None:
    lines = run("--why").stdout.splitlines()

    assert lines[1] == f"    {SENTENCE}"
    assert "tell of doing it" in "\n".join(lines[2:])
    assert all(line[4] in "+-" for line in lines[2:])


@pytest.mark.parametrize(
    "name", [ENTRY, "entries/notes.md", "notes", "./portfolio/entries/notes.md"]
)
def test_an_entry_is_named_by_path_or_name(name: str) -> None:
    assert f"{ENTRY}:7:" in run(name).stdout


def test_where_nothing_is_suggested_it_says_so() -> None:
    result = run("rain")

    assert (result.stdout, result.stderr) == ("", "No suggestion.\n")


def test_it_works_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    result = run("-f", "../mkdocs.yml", f"../{ENTRY}", "--accept", "all")

    assert result.stdout == f"../{ENTRY}: talent/coach-and-mentor\n"


@pytest.mark.parametrize(
    ("accepted", "written"),
    [
        (["all"], ["talent/coach-and-mentor"]),
        (["trust/respect", "all"], ["trust/respect", "talent/coach-and-mentor"]),
        (["trust/respect", "trust/respect"], ["trust/respect"]),
    ],
)
def test_what_is_accepted_is_declared_and_nothing_else_changes(
    accepted: list[str], written: list[str]
) -> None:
    result = run("notes", *(one for each in accepted for one in ("--accept", each)))

    assert result.exit_code == 0
    lines = "".join(f"  - {one}\n" for one in written)
    assert Path(ENTRY).read_text(encoding="utf-8") == MENTORING.replace(
        "date: 2026-05-04\n", f"date: 2026-05-04\nevidence:\n{lines}"
    )
    assert result.stdout == "".join(f"{ENTRY}: {one}\n" for one in written)
    assert CliRunner().invoke(main, ["check"]).stdout.count("notes.md") == 0


def test_all_that_is_suggested_is_accepted_for_several_entries_at_once() -> None:
    result = run("notes", "rain", "--accept", "all")

    assert result.exit_code == 0
    assert result.stdout == f"{ENTRY}: talent/coach-and-mentor\n"


def test_what_is_accepted_twice_is_declared_once() -> None:
    run("notes", "--accept", "all")
    once = Path(ENTRY).read_bytes()

    again = run("notes", "--accept", "talent/coach-and-mentor")

    assert (again.exit_code, again.stderr) == (0, f"{ENTRY}: nothing to add\n")
    assert Path(ENTRY).read_bytes() == once
    assert run("notes").stderr == "No suggestion.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["notes", "--accept", "trust/respekt"], "did you mean 'trust/respect'?"),
        (["notes", "--accept", "xyzzy"], "'cto-portfolio coverage' lists them"),
        (["--accept", "all"], "--accept needs an ENTRY"),
        (["notes", "rain", "--accept", "trust/respect"], "--accept needs exactly one ENTRY"),
        (["note"], "there is no entry 'note'; did you mean 'notes'?"),
        (["index"], "'portfolio/entries/snow/index.md'; write the path"),
        (["../secret.md"], "there is no entry '../secret.md'"),
    ],
)
def test_wrong_use_exits_with_2_and_writes_nothing(arguments: list[str], said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert Path(ENTRY).read_text(encoding="utf-8") == MENTORING


def test_an_entry_with_errors_is_refused_with_what_is_wrong() -> None:
    result = run("broken", "--accept", "all")

    assert result.exit_code == 1
    assert "has errors; mend them first" in result.stderr
    assert "portfolio/entries/broken.md:6: unknown-requirement:" in result.stderr


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="a shell sets the limit")
def test_a_disk_that_takes_nothing_leaves_the_entry_as_it_was(tmp_path: Path) -> None:
    """Every write fails, as on a full disk or in a folder that is read-only."""
    command = sample.command("cto-portfolio")

    said = subprocess.run(
        ["/bin/sh", "-c", f"ulimit -f 0; exec '{command}' suggest notes --accept all"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 1
    assert "cannot write 'portfolio/entries/notes.md'" in said.stderr
    assert Path(ENTRY).read_text(encoding="utf-8") == MENTORING
    assert [one.name for one in Path(ENTRY).parent.glob(".*")] == []
