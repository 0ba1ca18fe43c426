"""The command, as an author types it."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import load
from tests.support import project
from tests.support.project import entry

GOOD = {"entries/deploys.md": entry(evidence=["trends/process"])}
WARNED = {"entries/deploys.md": entry() + "\n[dead](gone.md)\n"}
BAD = {"entries/deploys.md": entry(evidence=["trends/proces"]), "entries/empty.md": ""}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("files", "flags", "code"),
    [
        (GOOD, [], 0),
        (GOOD, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (BAD, [], 1),
    ],
)
def test_check_exits_with_1_on_errors_and_strictly_on_warnings(
    tmp_path: Path, files: dict[str, str], flags: Sequence[str], code: int
) -> None:
    project.draw(tmp_path, files)

    assert run("check", *flags).exit_code == code


def test_check_prints_a_line_for_each_problem_and_sums_up_on_stderr(tmp_path: Path) -> None:
    project.draw(tmp_path, BAD)

    result = run("check")

    assert result.stdout.splitlines() == [
        (
            "portfolio/entries/deploys.md:6: unknown-requirement: "
            "no requirement 'trends/proces'; did you mean 'trends/process'?"
        ),
        (
            "portfolio/entries/empty.md:1: empty-file: "
            "the file is empty; start it with front matter between '---' lines"
        ),
    ]
    assert result.stderr == "0 entries, 2 errors; 2 files withheld from the site.\n"


def test_check_finds_the_portfolio_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths are printed as they would be typed where the author is."""
    project.draw(tmp_path, BAD)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    result = run("check", "-f", "../mkdocs.yml")

    assert result.stdout.startswith("../portfolio/entries/deploys.md:6: ")


def test_check_speaks_json(tmp_path: Path) -> None:
    project.draw(tmp_path, {**WARNED, "entries/empty.md": ""})

    report = json.loads(run("check", "--format", "json").stdout)

    assert (report["entries"], report["errors"], report["warnings"]) == (1, 1, 1)
    assert report["problems"][0] == {
        "path": "portfolio/entries/deploys.md",
        "line": 9,
        "code": "dead-link",
        "severity": "warning",
        "message": "there is no file 'gone.md'; mend the path, or take it out",
    }


def test_check_annotates_for_github(tmp_path: Path) -> None:
    project.draw(tmp_path, BAD)

    first = run("check", "--format", "github").stdout.splitlines()[0]

    assert first == (
        "::error file=portfolio/entries/deploys.md,line=6,title=unknown-requirement::"
        "no requirement 'trends/proces'; did you mean 'trends/process'?"
    )


@pytest.mark.parametrize("command", [["check"], ["coverage"], ["new", "talk", "On queues"]])
def test_without_a_configuration_it_says_what_to_do(command: list[str]) -> None:
    result = run(*command)

    assert result.exit_code == 1
    assert "there is no 'mkdocs.yml'; go to where it lies" in result.stderr
    assert "'cto-portfolio init'" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [("a: [", "mkdocs.yml:1: broken-yaml:"), ("- a", "mkdocs.yml:1: broken-yaml: expected")],
)
def test_a_broken_configuration_is_reported_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    result = run("check")

    assert result.exit_code == 1
    assert said in result.stderr


def test_a_configuration_may_hold_what_only_engines_understand(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("extra:\n  a: !ENV [HOME, x]\n  b: !!python/name:os.getcwd\n")

    assert run("check").exit_code == 0


def test_streams_that_are_closed_are_no_fault_of_ours(author_folder: Path) -> None:
    command = f"{sys.executable} -m cto_portfolio new <&- 2>&- >&-"

    assert subprocess.run(command, shell=True, cwd=author_folder, check=False).returncode == 2  # noqa: S602 - ours


def test_a_missing_portfolio_is_said(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("docs_dir: nowhere\n", encoding="utf-8")

    result = run("check")

    assert result.exit_code == 1
    assert "mkdocs.yml:1: missing-folder: the portfolio lies in 'nowhere'" in result.stderr


def test_check_leaves_out_what_the_engine_leaves_out(tmp_path: Path) -> None:
    project.draw(tmp_path, BAD, config={"exclude_docs": "entries/*.md\n"})

    assert run("check").exit_code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_draft_that_passes_once_its_prompts_are_answered(
    tmp_path: Path, kind: str
) -> None:
    project.draw(tmp_path, {})
    title = 'Deploys: "six" minutes, #1'

    result = run("new", kind, title)

    assert result.exit_code == 0, result.stderr
    path = Path(result.stdout.strip())
    assert path == Path("portfolio/entries/deploys-six-minutes-1.md")
    text = path.read_text(encoding="utf-8")
    assert "date: 2026-09-21" in text
    for prompt in re.findall(r"^( *\w+:)( +# .*|)$", text, flags=re.MULTILINE):
        if prompt[0] not in {"summary:", "from:"}:
            text = text.replace("".join(prompt), f"{prompt[0]} An answer", 1)
    path.write_text(text, encoding="utf-8")
    assert run("check", "--strict").stdout == ""


@pytest.mark.parametrize("kind", KINDS)
def test_what_new_suggests_in_comments_is_accepted_once_uncommented(
    tmp_path: Path, kind: str
) -> None:
    beside = ("diagram.svg", "slides.pdf", "slide-1.png", "talk.vtt")
    project.draw(tmp_path, {})
    path = Path(run("new", kind, "Deploys").stdout.strip())
    text = path.read_text(encoding="utf-8")
    for name in beside:
        if name in text:
            path.with_name(name).write_text("<svg/>", encoding="utf-8")
    head, _, body = text.partition("# Requirements:")
    answers = {"https://": "https://example.com/", "older.md": "older.md"}
    lines: list[str] = []
    for line in head.splitlines():
        bare = re.sub(r" +# .*$", "", re.sub(r"^# ", "", line))
        bare = re.sub(r"https://$", answers["https://"], bare)
        key_alone = re.fullmatch(r" *(?:- )?(\w+):", bare)
        holds_more = {"metrics", "criteria", "options", "links", "evidence", "from", "call"}
        holds_more |= {"slide_images"}
        if key_alone and key_alone[1] not in holds_more | {"outcome"}:
            bare += " PostgreSQL"
        lines.append(bare)
    path.write_text("\n".join([*lines, "---", body.partition("---\n")[2]]), encoding="utf-8")
    (tmp_path / "portfolio/entries/older.md").write_text(entry(), encoding="utf-8")

    assert run("check", "--strict").stdout == ""


def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    result = run("new", "article", "Deploys")

    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert (tmp_path / "portfolio/entries/deploys.md").read_text(encoding="utf-8") == GOOD[
        "entries/deploys.md"
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Éclair & Größe", "eclair-grosse"), ("编写单元测试", "编写单元测试"), ("!!!", "entry")],
)
def test_new_names_files_in_any_script(tmp_path: Path, title: str, name: str) -> None:
    project.draw(tmp_path, {})

    assert Path(run("new", "article", title).stdout.strip()).stem == name


def test_new_is_used_wrongly_with_an_unknown_kind_or_no_title(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    assert run("new", "post", "Title").exit_code == 2
    assert run("new", "talk", "  ").exit_code == 2
    assert run("new", "talk").exit_code == 2


def test_every_requirement_has_a_place_in_a_new_file(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    text = Path(run("new", "talk", "On queues").stdout.strip()).read_text(encoding="utf-8")

    for requirement in load().requirements:
        assert requirement.id in text


def test_ctrl_c_ends_the_command_quietly_while_it_is_still_being_loaded() -> None:
    loading = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "cto_portfolio", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert loading.stderr is not None
    while "cto_portfolio.problems" not in loading.stderr.readline():
        pass

    loading.send_signal(signal.SIGINT)

    printed, said = loading.communicate()
    assert printed == ""
    assert "Traceback" not in said
    assert loading.returncode == -signal.SIGINT


def test_what_the_disk_refuses_is_said_with_its_place(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)
    (tmp_path / "file").write_text("")

    result = run("build", "-d", "file/site")

    assert result.exit_code == 1
    assert "cannot write the site to 'file/site': " in result.stderr
    assert "Traceback" not in result.stderr


def test_packets_that_are_not_there_yet_are_said_with_how_to_begin_one(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    result = run("packet")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "cto-portfolio packet acme --for 'Acme'" in result.stderr
