"""Inputs that would take too long, or stop an engine with a traceback, are refused in a line."""

import os
from pathlib import Path, PurePosixPath

import click
import pytest
from click.testing import CliRunner

from cto_portfolio.cli import conventions, main
from cto_portfolio.publishing.confidential import terms
from cto_portfolio.publishing.release import Release, release
from cto_portfolio.publishing.settings import Settings
from tests.support import project
from tests.support.project import entry


def _problems(**bodies: str) -> list[str]:
    files = {PurePosixPath(f"{name}.md"): body for name, body in bodies.items()}
    return list(map(str, _release(files).problems))


def _release(files: dict[PurePosixPath, str]) -> Release:
    return release(files, Settings(address="https://ada.example.com/"), today=project.TODAY)


def test_more_than_5_mb_of_markdown_is_refused_unread() -> None:
    assert _problems(about="a" * 5_000_001, small="a") == [
        (
            "about.md:1: file-too-large: 5,000,001 characters of Markdown; at most 5,000,000 are"
            " read; make several files of it, or move data into one of its own"
        )
    ]


def test_more_signs_than_a_parser_can_take_are_refused() -> None:
    assert _problems(about="&" * 200_001, small="R&D") == [
        "about.md:1: file-too-large: more than 200,000 '&'; move data into a file of its own"
    ]


def test_a_term_that_cannot_be_looked_for_is_refused() -> None:
    found, problems = terms.parse(f"terms: [{'x' * 501}]")

    assert not found.every
    assert "it has more than 500 characters" in str(problems[0])


def test_each_of_many_terms_is_found() -> None:
    names = [f"{number:04} Bank of Halden" for number in range(1500)]
    found, problems = terms.parse("terms:\n" + "".join(f"- {name}\n" for name in names))

    assert not problems
    assert found.may_be_in(b"the 0815 bank of halden")
    assert [term.line for term, _, _ in found.find(b"the 0815 bank of halden")] == [817]
    assert not [*found.find(b"the 9999 bank of haldon")]


def test_html_that_is_nested_without_end_is_refused() -> None:
    deep, flat = "<div>" * 201, "<p>a <br> <li>b\n" * 300 + "<div></div>" * 300
    in_code = f"```\n{deep}\n```\n"

    assert _problems(deep=f"a\n\n{deep}", flat=flat, code=in_code) == [
        "deep.md:3: nested-html: HTML nested more than 200 levels deep; close what you open"
    ]


@pytest.fixture(scope="module")
def odd_name(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project.draw(tmp_path_factory.mktemp("odd"), {"about.md": "# About\n"})
    try:
        Path(os.fsdecode(os.fsencode(root / "portfolio") + b"/caf\xe9.md")).write_text("# x\n")
    except OSError:
        pytest.skip("this disk has no such names")
    return root


def test_a_name_that_is_not_utf_8_is_said_by_commands(odd_name: Path) -> None:
    result = CliRunner().invoke(main, ["check", "-f", str(odd_name / "mkdocs.yml")])

    assert result.exit_code == 1
    assert "caf\\xe9.md:1: bad-file-name: its name is not UTF-8" in result.output


def test_a_name_that_is_not_utf_8_is_said_by_the_engine(odd_name: Path) -> None:
    result = project.build(odd_name)

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "portfolio/caf\\xe9.md:1: bad-file-name: its name is not UTF-8" in result.stderr


def test_what_nobody_foresaw_is_one_line_in_the_engine(tmp_path: Path) -> None:
    root = project.draw(
        tmp_path, {"entries/a.md": entry()}, config={"hooks": ["hook.py"], "strict": False}
    )
    (root / "hook.py").write_text("def on_page_markdown(markdown, page, **_):\n    return 1 / 0\n")

    result = project.build(root)

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "something in 'entries/a.md' was not foreseen (ZeroDivisionError" in result.stderr
    assert "--verbose" in result.stderr


def test_a_template_that_is_not_there_is_said(tmp_path: Path) -> None:
    page = "---\ntemplate: nope.html\n---\n# About\n"

    result = project.build(project.draw(tmp_path, {"about.md": page}))

    assert result.returncode == 1
    assert "there is no template 'nope.html'" in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("listed", [["nope"], [{"tables": 3}], [{"toc": {"nope": 1}}]])
def test_an_extension_that_cannot_be_loaded_is_said(tmp_path: Path, listed: list[object]) -> None:
    pages = {"about.md": "# About\n\n<x-y>a</x-y>\n"}
    root = project.draw(tmp_path, pages, config={"markdown_extensions": listed})

    result = CliRunner().invoke(main, ["check", "-f", str(root / "mkdocs.yml")])

    assert result.exit_code == 1
    assert "bad-setting: 'markdown_extensions'" in result.output


def test_what_nobody_foresaw_is_one_line_in_a_command() -> None:
    @click.command()
    @conventions.says_what_is_wrong
    def broken() -> None:
        path = PurePosixPath("entries/a.md")
        raise KeyError(path)

    @click.group()
    @click.option("--debug", is_flag=True)
    def group(*, debug: bool) -> None:
        del debug

    group.add_command(broken)
    result = CliRunner().invoke(group, ["broken"])

    assert result.exit_code == 1
    assert result.output.startswith("Error: something in 'entries/a.md' was not foreseen (KeyError")
    assert result.output.count("\n") == 1
    assert isinstance(CliRunner().invoke(group, ["--debug", "broken"]).exception, KeyError)
