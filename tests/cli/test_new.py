"""Beginning an entry: asked for what is missing in a terminal, by flags elsewhere, never lossy."""

import contextlib
import json
import os
import pty
import re
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings, strategies

from cto_portfolio.cli import main, terminal
from tests.support import project, sample
from tests.support import terminal as terminals
from tests.support.project import entry

COVERED = {
    "entries/a.md": entry(
        evidence=["trends/process"], links=[{"title": "x", "url": "https://x.nl"}]
    )
}
PROFILE = (
    "name: Ada\ntours:\n"
    "  - {organization: Wardlight, title: VP, from: 2024-02}\n"
    "  - {organization: Ledgerfold, title: Head, from: 2020-10, to: 2023-12}\n"
)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.fixture
def in_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command believe that somebody is there; what they type is the runner's input."""
    monkeypatch.setattr(terminal, "is_there", lambda: True)


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


def meta(path: str) -> dict[str, object]:
    """Return the front matter of a file that was written."""
    found: dict[str, object] = yaml.safe_load(
        Path(path).read_text(encoding="utf-8").split("---")[1]
    )
    return found


def files(folder: Path) -> list[str]:
    """Return every file below a folder, hidden ones among them."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def editor(folder: Path, script: str) -> str:
    """Return a command that runs a script on the file to be edited."""
    (folder / "editor.py").write_text(script, encoding="utf-8")
    return f"'{sys.executable}' '{folder / 'editor.py'}'"


def test_flags_say_what_questions_would_ask(tmp_path: Path) -> None:
    project.draw(tmp_path, {})
    flags = ["--date", "2026-03-14", "--summary", 'One: "two"  #3', "--organization", "A & B"]
    flags += ["--evidence", "trends/process", "--evidence", "trust/respect", "--private"]

    path = run("new", "achievement", "Deploys", *flags).stdout.strip()

    found = meta(path)
    assert {key: str(found[key]) for key in ("date", "summary", "organization", "visibility")} == {
        "date": "2026-03-14",
        "summary": 'One: "two" #3',
        "organization": "A & B",
        "visibility": "private",
    }
    assert found["evidence"] == [
        {"requirement": "trends/process"},
        {"requirement": "trust/respect"},
    ]
    assert run("check", "--strict").stdout == ""


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--date", "14 March"], "'14 March' is not a date; write it as 2026-03-14, 2026-03 or"),
        (["--period", "2024 to soon"], "a period as 2024-03 to 2025-06, or 2024-03 to present"),
        (["--period", "2025 to 2024"], "the period ends before it begins; swap the two"),
        (["--date", "2025", "--period", "2025"], "exclude each other; keep one"),
        (["--date", "2026-02-30"], "'2026-02-30' is not a date"),
        (["--evidence", "trends/proces"], "did you mean 'trends/process'?"),
        (["--evidence", "respect"], "did you mean 'trust/respect'?"),
    ],
)
def test_flags_that_say_nothing_sensible_write_nothing(
    tmp_path: Path, flags: Sequence[str], said: str
) -> None:
    project.draw(tmp_path, {})

    result = run("new", "achievement", "Deploys", *flags)

    assert result.exit_code == 2
    assert said in result.stderr
    assert files(tmp_path / "portfolio") == []


@pytest.mark.parametrize(
    ("arguments", "missing"), [(["new"], "KIND"), (["new", "talk"], "TITLE"), (["capture"], "LINE")]
)
def test_outside_of_a_terminal_nothing_is_asked(
    tmp_path: Path, arguments: Sequence[str], missing: str
) -> None:
    project.draw(tmp_path, {})

    result = run(*arguments, typed="talk\nOn queues\n")

    assert result.exit_code == 2
    assert f"Missing argument '{missing}'" in result.stderr


@pytest.mark.usefixtures("in_terminal")
def test_in_a_terminal_it_asks_for_everything(tmp_path: Path) -> None:
    project.draw(tmp_path, {**COVERED, "profile.yml": PROFILE})

    when = "last year\n2026 to 2025\n2025-03 to present\n"
    rest = "They wait.\n\n1 9, 1\n1 trends/tools\n"
    result = run("new", typed=f"4\n\n  On   queues \n{when}{rest}")

    assert result.exit_code == 0, result.output
    assert "'last year' is not a date; write it as" in result.stderr
    assert "'2026 to 2025': the period ends before it begins" in result.stderr
    assert "Organization ('-' for none) [Wardlight]:" in result.stderr
    assert "'9' is none of them" in result.stderr
    assert "trends/process" not in result.stderr  # has evidence
    found = meta(result.stdout.strip())
    assert (found["kind"], found["title"]) == ("article", "On queues")
    assert found["period"] == "2025-03 to present"
    assert (found["summary"], found["organization"]) == ("They wait.", "Wardlight")
    assert found["evidence"] == [
        {"requirement": "communication/blog"},
        {"requirement": "trends/tools"},
    ]


@pytest.mark.usefixtures("in_terminal")
def test_questions_may_stay_unanswered(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/b.md": entry(organization="Tidewright"), **COVERED})

    result = run("new", "talk", "On queues", typed="\n\n-\n\n")

    assert "[Tidewright]" in result.stderr
    found = meta(result.stdout.strip())
    assert (found["summary"], str(found["date"])) == (None, "2026-09-21")
    assert {"organization", "evidence"}.isdisjoint(found)


@pytest.mark.usefixtures("in_terminal")
def test_what_flags_say_is_not_asked_and_unknown_answers_are_asked_again(tmp_path: Path) -> None:
    project.draw(tmp_path, {})
    flags = ["--summary", "x", "--organization", "y", "--evidence", "trust/respect"]
    flags += ["--date", "2025"]

    result = run("new", *flags, typed="post\n6\ntalk\nOn queues\n")

    assert result.exit_code == 0
    assert result.stderr.count("is none of them; type a number from 1 to 5.") == 2
    assert "Summary" not in result.stderr
    assert "When it was" not in result.stderr


@pytest.mark.usefixtures("in_terminal")
@pytest.mark.parametrize("typed", ["", "1\n", "1\nOn queues\n", "1\nOn queues\n2025\nx\ny\n"])
def test_who_goes_away_leaves_nothing_behind(tmp_path: Path, typed: str) -> None:
    project.draw(tmp_path, {})

    result = run("new", typed=typed)

    assert result.exit_code == 1
    assert "Aborted!" in result.stderr
    assert files(tmp_path / "portfolio") == []


@pytest.mark.usefixtures("in_terminal")
def test_nothing_is_offered_where_nothing_lacks_evidence(tmp_path: Path) -> None:
    own = {
        "areas": [{"id": "trends", "name": "Craft", "summary": "x", "stance": "y"}],
        "requirements": [{"id": "process", "area": "trends", "name": "Tests", "asks": "z"}],
    }
    project.draw(tmp_path, COVERED, options={"frameworks": ["own.yml"]})
    (tmp_path / "own.yml").write_text(yaml.safe_dump(own), encoding="utf-8")

    result = run("new", "talk", "On queues", typed="\n\n\n")

    assert result.exit_code == 0
    assert "lack evidence" not in result.stderr


@pytest.mark.usefixtures("in_terminal")
@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_the_entry_is_opened_in_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    project.draw(tmp_path, {})
    script = "import sys; open(sys.argv[1], 'a').write('Written in the editor.')"
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv(variable, editor(tmp_path, script))

    path = run("new", "talk", "On queues", typed="\n\n\n\n").stdout.strip()

    assert Path(path).read_text(encoding="utf-8").endswith("Written in the editor.")


@pytest.mark.usefixtures("in_terminal")
def test_no_editor_is_opened_where_none_is_wanted_or_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.draw(tmp_path, {})

    without = run("new", "talk", "On queues", typed="\n\n\n\n")
    monkeypatch.setenv("EDITOR", "false")
    unwanted = run("new", "talk", "On locks", "--no-edit", typed="\n\n\n\n")

    assert (without.exit_code, unwanted.exit_code) == (0, 0)
    assert "Set EDITOR" in without.stderr


@pytest.mark.usefixtures("in_terminal")
@pytest.mark.parametrize("command", ["false", "/no/such/editor", "'unclosed"])
def test_an_editor_that_fails_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    project.draw(tmp_path, {})
    monkeypatch.setenv("EDITOR", command)

    result = run("new", "talk", "On queues", typed="\nThey wait.\n\n\n")

    assert result.exit_code == 1
    assert f"Error: the editor '{command}' failed" in result.stderr
    assert meta("portfolio/entries/on-queues.md")["summary"] == "They wait."


def test_a_real_terminal_is_noticed(tmp_path: Path) -> None:
    """Typed into a pseudo-terminal, as by a person."""
    project.draw(tmp_path, {})
    ours, theirs = pty.openpty()
    code = "from cto_portfolio.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "new", "talk"], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, b"On queues\nlast year\n2025-03\nThey wait.\nWardlight\n1\n")

    said = b""
    with contextlib.suppress(OSError):  # is how Linux says that the other end is closed
        while more := os.read(ours, 1024):
            said += more
    os.close(ours)

    assert process.wait(timeout=60) == 0, said
    assert b"Set EDITOR" in said
    assert said.count(b"'last year' is not a date") == 1
    found = meta("portfolio/entries/on-queues.md")
    assert found["date"] == "2025-03"
    assert (found["summary"], found["organization"]) == ("They wait.", "Wardlight")
    assert found["evidence"] == [{"requirement": "communication/speaking"}]


def test_a_captured_line_is_a_draft_that_is_well(tmp_path: Path) -> None:
    project.draw(tmp_path, {})
    said = "We cut deploy time  from 41 to 6 minutes"

    path = run("capture", said).stdout.strip()

    assert path == "portfolio/entries/we-cut-deploy-time-from-41-to-6-minutes.md"
    found = meta(path)
    assert found["title"] == "We cut deploy time from 41 to 6 minutes"
    assert found["summary"] is None  # would say it again
    assert (found["kind"], found["draft"], str(found["date"])) == (
        "achievement",
        True,
        "2026-09-21",
    )
    assert run("check", "--strict").stdout == ""


def test_a_long_line_is_cut_in_the_title_and_whole_in_the_summary(tmp_path: Path) -> None:
    project.draw(tmp_path, {})
    said = "We cut deploy time. " + "It took the whole summer and two attempts " * 3

    found = meta(run("capture", said, "--kind", "article", "--private").stdout.strip())

    assert len(str(found["title"])) <= 80
    assert found["summary"] == said.strip()
    assert (found["kind"], found["visibility"]) == ("article", "private")


def test_a_line_too_long_for_a_summary_is_whole_in_the_notes(tmp_path: Path) -> None:
    project.draw(tmp_path, {})
    said = "We cut deploy time. " + "It took the whole summer and two attempts " * 6

    found = meta(run("capture", said).stdout.strip())

    assert len(str(found["summary"])) <= 200
    assert found["notes"] == said.strip()
    assert run("check", "--strict").stdout == ""


@pytest.mark.parametrize("command", [["new", "talk", "On queues"], ["capture", "On queues"]])
@pytest.mark.parametrize(
    ("flags", "key", "written"),
    [
        (["--date", "2025"], "date", "2025"),
        (["--period", "2025-03"], "date", "2025-03"),
        (["--date", "2024-03  TO 2025"], "period", "2024-03 to 2025"),
        (["--period", "2024-03 to present"], "period", "2024-03 to present"),
    ],
)
def test_a_date_and_a_period_take_the_same(
    tmp_path: Path, command: Sequence[str], flags: Sequence[str], key: str, written: str
) -> None:
    project.draw(tmp_path, {})

    result = run(*command, *flags)

    assert str(meta(result.stdout.strip())[key]) == written
    assert "future" not in result.stderr


def test_a_date_to_come_is_said_and_kept(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    result = run("new", "talk", "On queues", "--date", "2027-03")

    assert meta(result.stdout.strip())["date"] == "2027-03"
    assert "it is not published before 1 March 2027" in result.stderr


def test_two_lines_with_one_name_are_both_kept(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    paths = [run("capture", said).stdout.strip() for said in ("Deploys!", "Deploys?", "Deploys")]

    assert [Path(path).stem for path in paths] == ["deploys", "deploys-2", "deploys-3"]
    assert [meta(path)["title"] for path in paths] == ["Deploys!", "Deploys?", "Deploys"]


@pytest.mark.usefixtures("in_terminal")
def test_capture_asks_for_the_line_in_a_terminal(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    assert Path(run("capture", typed="\nOn queues\n").stdout.strip()).stem == "on-queues"
    assert run("capture", "  ").exit_code == 2


@pytest.mark.parametrize("command", [["new", "talk", "On queues"], ["capture", "On queues"]])
def test_where_entries_cannot_lie_it_is_said(tmp_path: Path, command: Sequence[str]) -> None:
    project.draw(tmp_path, {"entries": "a file"})

    result = run(*command)

    assert result.exit_code == 1
    assert re.search(
        r"cannot write 'portfolio/entries/.*': 'portfolio/entries' is no", result.stderr
    )
    assert files(tmp_path / "portfolio") == ["entries"]


@pytest.mark.parametrize(
    "command", [["new", "talk", "On queues"], ["capture", "On queues"], ["plan", "--init"]]
)
def test_a_portfolio_that_is_not_there_is_not_begun(tmp_path: Path, command: Sequence[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("docs_dir: nowhere\n", encoding="utf-8")

    result = run(*command)

    assert result.exit_code == 1
    assert "there is no folder 'nowhere'" in result.stderr
    assert files(tmp_path) == ["mkdocs.yml"]


@pytest.mark.parametrize(
    "command",
    [
        ["new", "talk", "On queues"],
        ["capture", "On queues"],
        ["plan", "--init"],
        ["schema", "--to", "."],
    ],
)
def test_on_a_disk_that_is_full_nothing_is_left_half_written(
    tmp_path: Path, command: Sequence[str]
) -> None:
    project.draw(tmp_path, {})
    before = files(tmp_path)
    code = "from cto_portfolio.cli import main; main()"

    def allow_little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    result = subprocess.run(
        [sys.executable, "-B", "-c", code, *command],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=allow_little,
    )

    assert result.returncode == 1
    assert re.fullmatch(
        r"Error: cannot write '.*': File too large; nothing was changed\n", result.stderr
    )
    assert files(tmp_path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_said(tmp_path: Path) -> None:
    project.draw(tmp_path, COVERED)
    folder = tmp_path / "portfolio/entries"
    folder.chmod(0o555)

    result = run("new", "talk", "On queues")
    folder.chmod(0o755)

    assert result.exit_code == 1
    assert "Permission denied; nothing was changed" in result.stderr
    assert files(tmp_path / "portfolio") == ["entries/a.md"]


def test_a_name_that_a_broken_link_has_is_taken(tmp_path: Path) -> None:
    project.draw(tmp_path, COVERED)
    link = tmp_path / "portfolio/entries/on-queues.md"
    link.symlink_to(tmp_path / "gone.md")

    result = run("new", "article", "On queues")

    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert not (tmp_path / "gone.md").exists()


def test_a_title_of_letters_that_take_much_room_has_a_file_name(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    result = run("capture", "𠀀" * 79)

    assert Path(result.stdout.strip()).is_file()


def test_a_text_that_is_pasted_is_one_answer_whatever_lines_it_has(tmp_path: Path) -> None:
    """Its last line, too, which nobody ends with Enter."""
    project.draw(tmp_path, {})
    command = [sample.command("cto-portfolio"), "capture"]

    with terminals.opened(command, tmp_path, project.ENVIRONMENT) as screen:
        screen.until("What happened: ")
        screen.type("Cut the cloud bill\nby a\n  third")
        assert screen.wait() == 0

    assert meta("portfolio/entries/cut-the-cloud-bill-by-a-third.md")["title"] == (
        "Cut the cloud bill by a third"
    )


def test_what_is_said_of_an_interruption_has_a_line_of_its_own(tmp_path: Path) -> None:
    project.draw(tmp_path, {})
    command = [sample.command("cto-portfolio"), "capture"]

    with terminals.opened(command, tmp_path, project.ENVIRONMENT) as screen:
        assert screen.answer({"What happened": terminals.INTERRUPT}) == 1

    assert "\nAborted!\r\n" in screen.output


@pytest.mark.parametrize("command", ["new", "capture"])
def test_where_the_draft_is_seen_is_said_last(tmp_path: Path, command: str) -> None:
    project.draw(tmp_path, {})
    words = ["new", "talk", "On queues"] if command == "new" else ["capture", "On queues"]

    result = run(*words)

    assert result.stdout == "portfolio/entries/on-queues.md\n"
    assert result.stderr.endswith("'cto-portfolio serve' runs, look at it at /entries/on-queues/\n")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["new", "tlak", "On queues"], "talk"),
        (["new", "decision", "One region"], "architecture-tradeoff"),
        (["capture", "One region", "--kind", "Decision"], "architecture-tradeoff"),
        (["deploy", "githubpages"], "github-pages"),
        (["schema", "profle"], "profile"),
    ],
)
def test_a_name_that_is_nearly_typed_is_named(
    tmp_path: Path, arguments: Sequence[str], meant: str
) -> None:
    project.draw(tmp_path, {})

    result = run(*arguments)

    assert result.exit_code == 2
    assert f"; did you mean '{meant}'?" in result.stderr


def test_words_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """As when a terminal passes bytes on that are not UTF-8."""
    project.draw(tmp_path, {})

    result = run("capture", "Caf\udce9")

    assert result.exit_code == 1
    assert "the text is not UTF-8" in result.stderr
    assert files(tmp_path / "portfolio") == []


@given(said=strategies.text(strategies.characters(exclude_categories=["Cs", "Cn"])))
@settings(deadline=None)
def test_whatever_is_captured_is_understood(
    tmp_path_factory: pytest.TempPathFactory, said: str
) -> None:
    """White space and control characters apart, of which nothing can be left.

    What begins like the marker of a private passage is an error in a value, where it hides nothing.
    """
    assume(not re.search(r"<!\W*priv|<!\W*/", said, re.IGNORECASE))
    root = project.draw(tmp_path_factory.mktemp("captured"), {})
    config = str(root / "mkdocs.yml")

    result = run("capture", "-f", config, "--", said)

    if result.exit_code == 2:
        assert "is empty" in result.stderr
        return
    assert json.loads(run("check", "-f", config, "--format", "json").stdout)["errors"] == 0


def test_a_talk_is_given_again_under_its_title(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/calm/index.md": entry("talk", title="Calm", event="Here")})
    given = ("new", "talk", "Queues for people", "--date")

    first, second, third, fourth = (
        run(*given, day) for day in ("2026-03-01", "2026-04-01", "2026-05-01", "2026-05-01")
    )
    beside = run("new", "talk", "Calm", "--date", "2025")

    assert files(tmp_path / "portfolio/entries") == [
        *("calm-2025.md", "calm/index.md", "queues-for-people-2026-05-01-2.md"),
        *("queues-for-people-2026-05-01.md", "queues-for-people-2026.md", "queues-for-people.md"),
    ]
    assert "There is one of that title already" not in first.stderr
    assert "say in 'event' where you gave this one" in second.stderr
    assert [done.exit_code for done in (first, second, third, fourth, beside)] == [0] * 5
