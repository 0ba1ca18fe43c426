"""The reference says what the code says, of every key, option, command, variable and code."""

import ast
import re

import pytest

from cto_portfolio.cli import main
from tests.support import problem_codes, reference, sample
from tests.support.modules import MODULES

OF_SYSTEMS = frozenset({"PATH"})
"""What no author sets for our sake."""
_CODE = re.compile(r":\d+: ([a-z0-9-]+): ")


@pytest.mark.parametrize("page", reference.PAGES)
def test_every_page_is_as_the_code_says(page: str, *, update_golden: bool) -> None:
    path = reference.FOLDER / page
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    if update_golden:
        path.write_text(reference.text(page), encoding="utf-8")

    assert written == reference.text(page), f"pytest --update-golden {__name__} rewrites it"


def test_every_problem_code_has_a_meaning_and_no_other_has() -> None:
    used = problem_codes.used()

    assert {code: place for code, place in used.items() if code not in reference.codes()} == {}
    assert sorted(reference.codes().keys() - used.keys()) == []


def test_every_code_that_authors_see_in_golden_cases_has_a_meaning() -> None:
    cases = (sample.PROJECT / "tests/content/cases").glob("*.yml")
    seen = {code for case in cases for code in _CODE.findall(case.read_text(encoding="utf-8"))}

    assert len(seen) > 50
    assert seen - reference.codes().keys() == set()


def test_every_code_says_how_grave_it_is() -> None:
    assert {words["is"] for words in reference.codes().values()} <= {
        *("error", "warning", "notice", "hint"),
    }


def test_every_variable_of_the_environment_that_is_read_is_told() -> None:
    told = reference.told()["environment"]
    texts = [path.read_text(encoding="utf-8") for path in MODULES]
    read = {
        str(node.args[0].value)
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "os.environ.get"
        and isinstance(node.args[0], ast.Constant)
    }

    assert read - told.keys() == OF_SYSTEMS
    assert [name for name in told if not any(f'"{name}"' in text for text in texts)] == ["COLUMNS"]


def test_every_command_has_help_and_a_section() -> None:
    text = reference.text("commands.md")
    for name, command in main.commands.items():
        assert command.get_short_help_str(), name
        assert f"## `cto-portfolio {name}`" in text
