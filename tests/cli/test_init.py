"""Beginning a portfolio: asked in a terminal, by flags elsewhere, and never over anything."""

import json
import os
import resource
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from referencing import Registry, Resource

from cto_portfolio.authoring.beginning import sample
from cto_portfolio.authoring.deployment import TARGETS
from cto_portfolio.cli import main, terminal
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.engines import settings
from tests.support import project

ADA = ("--name", "Ada Example", "--headline", "Makes slow things fast")
WRITTEN = {
    *(".gitignore", "README.md", "mkdocs.yml", "requirements.txt", ".idea/jsonSchemas.xml"),
    *(f".schemas/{name}.schema.json" for name in ("confidential", "entry", "front-matter")),
    *(f".schemas/{name}.schema.json" for name in ("packet", "plan", "profile")),
    *(".vscode/extensions.json", ".vscode/portfolio.code-snippets", ".vscode/settings.json"),
    *("portfolio/index.md", "portfolio/plan.yml", "portfolio/profile.yml"),
    "portfolio/entries/a-first-achievement.md",
    *(f"portfolio/entries/a-first-{kind}.md" for kind in ("article", "decision", "talk")),
    "portfolio/entries/a-first-recommendation.md",
}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def in_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command believe that somebody is there; what they type is the runner's input."""
    monkeypatch.setattr(terminal, "is_there", lambda: True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build what was begun by a name and a headline, as it lies there."""
    root = tmp_path_factory.mktemp("built") / "mine"
    assert run("init", str(root), *ADA, "--url", "ada.example.com").exit_code == 0
    done = project.build(root, "--strict")
    assert done.returncode == 0, done.stderr
    return root


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


def files(folder: Path) -> set[str]:
    """Return every file below a folder, but for those of git."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if path.parts[0] != ".git"}


def values(path: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    return found


def test_a_name_is_enough_for_a_portfolio_without_problems() -> None:
    result = run("init", "mine", "--name", "Ada Example")

    assert result.exit_code == 0, result.output
    assert files(Path("mine")) == WRITTEN
    assert values("mine/portfolio/profile.yml") == {"name": "Ada Example"}
    assert values("mine/mkdocs.yml")["site_name"] == "Ada Example"
    assert str(values("mine/portfolio/plan.yml")["start"]) == "2026-09-21"
    assert run("check", "--strict", "-f", "mine/mkdocs.yml").exit_code == 0


def test_flags_say_what_questions_would_ask() -> None:
    flags = ["--looking-for", "A first role", "--url", "https://ada.example.com/work"]
    for url in ("github.com/ada", "https://www.linkedin.com/in/ada", "ada.nl/x", "ada@example.com"):
        flags += ["--link", url]

    run("init", ".", *ADA, *flags)

    assert values("portfolio/profile.yml") == {
        "name": "Ada Example",
        "headline": "Makes slow things fast",
        "looking_for": "A first role",
        "links": [
            {"title": "GitHub", "url": "https://github.com/ada"},
            {"title": "LinkedIn", "url": "https://www.linkedin.com/in/ada"},
            {"title": "ada.nl", "url": "https://ada.nl/x"},
            {"title": "Email", "url": "mailto:ada@example.com"},
        ],
    }
    site = values("mkdocs.yml")
    assert site["site_url"] == "https://ada.example.com/work/"
    assert site["site_description"] == "Makes slow things fast"


def test_it_says_what_was_written_and_what_comes_next() -> None:
    told = run("init", "a b", *ADA).stdout

    assert "  portfolio/profile.yml\n" in told
    assert told.endswith(
        "Next:\n  cd 'a b'\n"
        "  cto-portfolio serve   # look at it while you write\n"
        "  cto-portfolio new     # write your first entry\n"
    )
    Path("here").mkdir()
    os.chdir("here")
    assert "  cd " not in run("init", *ADA).stdout


def test_outside_of_a_terminal_a_name_is_required() -> None:
    result = run("init", "mine", typed="Ada\n\n\n\n\n\n")

    assert result.exit_code == 2
    assert "Missing option '--name'" in result.stderr
    assert not Path("mine").exists()


@pytest.mark.usefixtures("in_terminal")
def test_in_a_terminal_it_asks_for_everything() -> None:
    typed = [
        *("", "  Ada \t Example ", "Makes slow things fast", "A first role"),
        *("javascript:alert(1)", "github.com/ada", "ada.nl", ""),
        *("ada", "ada.example.com", "99", "1", "y"),
    ]

    result = run("init", "mine", typed="\n".join([*typed, ""]))

    assert result.exit_code == 0, result.output
    assert "'javascript:' links are not published" in result.stderr
    assert "'ada' is no address; write it as https://example.com/" in result.stderr
    assert "'99' is none of them; type a number from 1 to 7" in result.stderr
    found = values("mine/portfolio/profile.yml")
    assert (found["name"], found["looking_for"]) == ("Ada Example", "A first role")
    assert [link["title"] for link in found["links"]] == ["GitHub", "ada.nl"]
    assert values("mine/mkdocs.yml")["site_url"] == "https://ada.example.com/"
    assert Path("mine/.github/workflows/publish.yml").exists()


@pytest.mark.usefixtures("in_terminal")
def test_questions_may_stay_unanswered() -> None:
    result = run("init", "mine", typed="Ada\n\n\n\n\n\n")

    assert result.exit_code == 0, result.output
    assert files(Path("mine")) == WRITTEN
    assert values("mine/portfolio/profile.yml") == {"name": "Ada"}


@pytest.mark.usefixtures("in_terminal")
def test_who_stops_at_a_question_has_nothing_written() -> None:
    assert run("init", "mine", typed="Ada\n").exit_code == 1
    assert not Path("mine").exists()


@pytest.mark.parametrize(
    "name",
    [
        'Ada "Countess" O\'Neil',
        "Ada: # {{ x }} {% y %} $name ${z} %s",
        "- Ada, [b](javascript:c) <b>&amp;</b> \\n",
        "Ада 👩🏽‍💻 أدا",
        "!ENV [PATH, 'x']",
        "two\nlines\x07",
        "null",
        "a" * 300,
    ],
)
def test_any_name_makes_a_portfolio_that_works(name: str) -> None:
    result = run("init", "mine", "--name", name, "--headline", name, "--looking-for", name)

    assert result.exit_code == 0, result.output
    folded = " ".join(name.replace("\x07", " ").split())
    found = values("mine/portfolio/profile.yml")
    assert {*found.values(), values("mine/mkdocs.yml")["site_name"]} == {folded}
    assert run("check", "--strict", "-f", "mine/mkdocs.yml").exit_code == 0


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--name", " \n "], "is empty; say something, or leave it out"),
        (["--name", "a" * 301], "301 characters are too many; say it in 300"),
        (["--name", "a\udcff"], "is not text in UTF-8"),
        ([*ADA, "--headline", ""], "is empty"),
        ([*ADA, "--link", "about.md x"], "is no address; write it as https://example.com/page"),
        ([*ADA, "--link", "javascript:alert(1)"], "'javascript:' links are not published"),
        ([*ADA, "--link", ""], "the address is empty"),
        ([*ADA, "--url", "ftp://ada.example.com"], "is no address"),
        ([*ADA, "--url", "https://ada.example.com/?a"], "leave out what stands behind '?' or '#'"),
        ([*ADA, "--deploy", "geocities"], "'geocities' is not one of"),
        ([*ADA, "--sample"], "'--sample' brings its own name"),
    ],
)
def test_flags_that_say_nothing_sensible_write_nothing(flags: Sequence[str], told: str) -> None:
    result = run("init", "mine", *flags)

    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert not Path("mine").exists()


def test_a_name_of_letters_that_yaml_does_not_know_is_refused() -> None:
    result = run("init", "mine", "--name", "Ada\ufffe")

    assert result.exit_code == 1
    assert "these answers make no profile" in result.stderr
    assert not Path("mine").exists()


def test_a_folder_that_is_not_empty_is_named_with_what_is_in_the_way() -> None:
    for name in ("notes.txt", "README.md", ".hidden", "zebra", "ape"):
        Path(name).write_text(name)

    result = run("init", *ADA)

    assert result.exit_code == 1
    assert "folder is not empty: it holds '.hidden', 'README.md', 'ape' and 2 more" in result.stderr
    assert files(Path()) == {"notes.txt", "README.md", ".hidden", "zebra", "ape"}


def test_on_a_disk_that_is_full_nothing_is_left() -> None:
    code = "from cto_portfolio.cli import main; main()"

    result = subprocess.run(
        [sys.executable, "-B", "-c", code, "init", "a/mine", *ADA],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)),
    )

    assert result.returncode == 1
    assert result.stderr == (
        "Error: cannot write into 'a/mine': File too large; nothing was left there\n"
    )
    assert list(Path().iterdir()) == []


def test_a_second_run_changes_nothing() -> None:
    run("init", "mine", *ADA)
    Path("mine/portfolio/profile.yml").write_text("name: Changed\n")

    assert run("init", "mine", *ADA).exit_code == 1
    assert Path("mine/portfolio/profile.yml").read_text() == "name: Changed\n"


def test_an_empty_clone_with_its_environment_is_a_good_place() -> None:
    subprocess.run(["git", "init", "-q"], check=True)  # noqa: S607
    Path("LICENSE").write_text("All rights reserved.\n")
    Path(".venv").mkdir()

    result = run("init", *ADA)

    assert result.exit_code == 0, result.output
    assert ".git" not in result.stdout
    assert files(Path()) == {"LICENSE", *WRITTEN}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("file", "'file' is no folder"),
        ("file/mine", "'file/mine' is no folder"),
        ("link", "'link' is a link to nothing"),
        ("a" * 300, "cannot look into"),
    ],
)
def test_what_cannot_be_a_folder_is_said(name: str, told: str) -> None:
    Path("file").touch()
    Path("link").symlink_to("nowhere")

    result = run("init", name, *ADA)

    assert result.exit_code == 1
    assert told in result.stderr
    assert files(Path()) == {"file"}


def test_folders_on_the_way_are_made() -> None:
    assert run("init", "a/b/c", *ADA).exit_code == 0
    assert files(Path("a/b/c")) == WRITTEN


@pytest.mark.skipif(shutil.which("git") is None, reason="There is no git")
def test_a_repository_is_begun_unless_there_is_one_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(Path("elsewhere").absolute()))  # as hooks have it

    assert ".git (a repository; nothing is committed yet)" in run("init", "mine", *ADA).stdout
    assert Path("mine/.git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert not Path("elsewhere").exists()

    run("init", "mine/inner", *ADA)
    assert not Path("mine/inner/.git").exists()


def test_without_git_there_is_no_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert run("init", "mine", *ADA).exit_code == 0
    assert not Path("mine/.git").exists()


@pytest.mark.parametrize("target", TARGETS)
def test_files_of_a_target_come_along(target: str) -> None:
    result = run("init", "mine", *ADA, "--deploy", target)

    assert result.exit_code == 0, result.output
    assert files(Path("mine")) == {*WRITTEN, *TARGETS[target].texts}
    assert not WRITTEN & {*TARGETS[target].texts}
    assert f"cto-portfolio deploy {target}" in result.stdout
    assert ("confidential.yml" in result.stderr) == bool(TARGETS[target].warning)


def test_the_sample_comes_without_any_question() -> None:
    result = run("init", "look", "--sample")

    assert result.exit_code == 0, result.output
    profile = values("look/portfolio/profile.yml")
    assert values("look/mkdocs.yml")["site_name"] == profile["name"]
    assert files(Path("look/portfolio")) == files(sample.folder())


def test_editors_know_the_front_matter_of_an_entry_and_of_a_page() -> None:
    run("init", "mine", *ADA)
    texts = {path.name: json.loads(path.read_text()) for path in Path("mine/.schemas").iterdir()}
    schema = texts["front-matter.schema.json"]
    entries = Resource[Any].from_contents(texts["entry.schema.json"])
    registry = Registry[Any]().with_resource("entry.schema.json", entries)

    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    assert validator.is_valid({"title": "About me"})
    assert not validator.is_valid({"kind": "talk", "title": "x", "date": "2026-01-01"})
    assert validator.is_valid({"kind": "talk", "title": "x", "date": "2026-01-01", "event": "y"})


def test_editors_find_every_file_that_they_are_told_of() -> None:
    run("init", "mine", *ADA)
    settings = json.loads(Path("mine/.vscode/settings.json").read_text())
    mapped = ET.parse("mine/.idea/jsonSchemas.xml")  # noqa: S314 - written by us

    named = [option.get("value", "") for option in mapped.iterfind(".//option")]
    schemas = {value for value in named if value.endswith(".schema.json")}
    assert len(schemas) == 5
    assert {key.removeprefix("./") for key in settings["yaml.schemas"]} < schemas
    assert all(Path("mine", schema).is_file() for schema in schemas)


def test_snippets_offer_every_kind_and_every_key() -> None:
    run("init", "mine", *ADA)
    snippets = json.loads(Path("mine/.vscode/portfolio.code-snippets").read_text())

    assert {name for name in snippets if name.startswith("entry: ")} == {
        f"entry: {kind}" for kind in KINDS
    }
    assert snippets["key: visibility"]["body"] == ["visibility: ${1|public,unlisted,private|}"]
    assert snippets["key: featured"]["body"] == ["featured: ${1|true,false|}"]
    assert snippets["key: tags"]["body"] == ["tags: [$1]"]
    assert snippets["key: links"]["body"][:3] == ["links:", "  - title: $2", "    url: $3"]
    offered = snippets["key: evidence"]["body"][1]
    assert offered.startswith("  - requirement: ${2|body-of-work/understand-customer-problems,")


def test_requirements_end_before_the_next_version_that_may_break_it() -> None:
    run("init", "mine", *ADA)

    line = Path("mine/requirements.txt").read_text().splitlines()[-1]
    name, _, versions = line.partition(">=")
    lowest, _, below = versions.partition(",<")
    assert name == "cto-portfolio[secrets]"
    major, minor = map(int, lowest.split(".")[:2])
    assert below == (f"{major + 1}" if major else f"0.{minor + 1}")


def test_it_builds_at_once_and_looks_finished(built: Path) -> None:
    assert sorted(path.name for path in (built / "site").glob("*/index.html")) == []
    home = (built / "site/index.html").read_text(encoding="utf-8")
    assert "Makes slow things fast" in home
    assert "cto-portfolio new" not in home
    assert "is shown on the home page" not in home
    assert "<ul" not in home.partition("<main")[2].partition("</main>")[0]
    assert '<nav class="nav"' not in home


def test_nothing_of_the_sample_is_in_it(built: Path) -> None:
    contents = [path.read_bytes().lower() for path in built.rglob("*") if path.is_file()]
    assert not any(b"orrevik" in content for content in contents)


def test_the_zone_of_the_machine_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CI has another one, and there it is another day for hours."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")

    assert run("init", "mine", *ADA).exit_code == 0

    assert settings.load(tmp_path / "mine/mkdocs.yml").timezone == "Pacific/Auckland"
