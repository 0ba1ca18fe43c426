"""Where nobody can tell what is confidential, that is said: no file is passed over."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cto_portfolio.cli import main
from cto_portfolio.publishing.confidential import terms
from tests.support import project
from tests.support.project import entry

GOOD = "terms: [Osprey]\n"


def _codes(folder: Path) -> list[str]:
    found, problems = terms.read(folder)
    assert not (found.every and problems), "with a problem, nobody knows what is confidential"
    return [f"{problem.path}:{problem.line}: {problem.code}" for problem in problems]


@pytest.mark.parametrize(
    "name",
    [
        *("confidential.yaml", "Confidential.yml", "confidential.YML", "confidentials.yml"),
        *("confidental.yml", "CONFIDENTIAL.YAML", "confidential.yml~", "confidential.yml.bak"),
        *("confidential.json", "confidential.txt", "confidential_yml", "confidential.yml "),
        *("Copy of confidential.yml", "confidential.yml.gpg", "confidential.yml.disabled"),
        *("confidential.yml.txt", "#confidential.yml#", ".confidential.yml", "confidential"),
    ],
)
def test_a_name_that_is_nearly_right_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")

    found, problems = terms.read(tmp_path)

    assert not found.every
    assert [str(problem) for problem in problems] == [
        f"{name}:1: misnamed-file: a file of this name is not read; rename it to 'confidential.yml'"
    ]


@pytest.mark.parametrize(
    "name", ["confidential.md", "confidence.png", "tags.yml", "residents.yml", "mkdocs.yml"]
)
def test_other_names_are_nobodys_business(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")

    assert _codes(tmp_path) == []


def test_two_files_are_an_error_and_an_old_state_of_one_is_not(tmp_path: Path) -> None:
    for name in ("confidential.yml", "confidential.yml~", "confidential.yml.orig"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert _codes(tmp_path) == []

    (tmp_path / "confidential.yaml").write_text(GOOD, encoding="utf-8")

    assert _codes(tmp_path) == ["confidential.yaml:1: misnamed-file"]


def test_a_file_beside_the_folder_of_the_portfolio_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "confidential.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "portfolio").mkdir()

    assert _codes(tmp_path / "portfolio") == ["../confidential.yml:1: misnamed-file"]

    (tmp_path / "portfolio/confidential.yml").write_text(GOOD, encoding="utf-8")

    assert _codes(tmp_path / "portfolio") == []


@pytest.mark.parametrize("name", ["entries/confidential.yml", ".private/Confidential.yaml"])
def test_a_file_in_a_folder_of_the_portfolio_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "confidential.yml").write_text(GOOD, encoding="utf-8")
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text(GOOD, encoding="utf-8")

    assert _codes(tmp_path) == [f"{name}:1: misnamed-file"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "1: empty-file"),
        (b"\n# terms\n", "1: no-terms"),
        (b"terms:\n", "1: no-terms"),
        (b"terms: []\n", "1: no-terms"),
        (b"terms:\n- Osprey\n- #42\n", "3: cut-value"),
        (b"terms:\n- {match: Osprey, replace: A bank #7\n  }\n", "2: cut-value"),
        (b"terms:\n-\xc2\xa0Osprey\n-\xc2\xa0Heron\n", "2: odd-character"),
        (b"terms:\n- O\xe2\x80\x8bsprey\n", "2: odd-character"),
        (b"terms: [a bc]\nterms: [d ef]\n", "2: duplicate-key"),
        (b"on: x\nterms: [Osprey]\n", "1: unknown-key"),
        (b"terms: [Osprey]\n<<: {terms: [x]}\n", "2: unsafe-yaml"),
        (b"terms: [Osprey]\n\xff", "2: not-utf-8"),
        (b"terms: [Osprey\n", "1: broken-yaml"),
        ("terms: [Osprey]".encode("utf-16"), "1: not-utf-8"),
        (b"terms:\n- " + b"9" * 500, "2: bad-value"),
    ],
)
def test_a_file_that_says_nothing_is_an_error(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "confidential.yml").write_bytes(content)

    assert _codes(tmp_path) == [f"confidential.yml:{code}"]


def _folder(path: Path) -> None:
    path.mkdir()


def _dangling(path: Path) -> None:
    path.symlink_to("nothing.yml")


def _round(path: Path) -> None:
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [_folder, _dangling, _round, _pipe])
def test_what_is_no_file_is_an_error(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "confidential.yml")

    assert _codes(tmp_path) == ["confidential.yml:1: unreadable-file"]


def test_check_says_so(author_folder: Path) -> None:
    project.draw(author_folder, {"entries/deploys.md": entry(), "confidential.yaml": GOOD})

    result = CliRunner().invoke(main, ["check"])

    assert result.exit_code == 1
    assert "portfolio/confidential.yaml:1: misnamed-file" in result.stdout
