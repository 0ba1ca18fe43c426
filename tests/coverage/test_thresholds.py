"""The least coverage asked for: flags, the options of the plugin, and what is wrong with them."""

from pathlib import Path

import pytest

from tests.support import project
from tests.support.coverage_command import report, run, text
from tests.support.project import entry

pytestmark = pytest.mark.usefixtures("author_folder")
GOOD = {"entries/deploys.md": entry(evidence=["trends/process"])}


def _draw(root: Path, thresholds: object) -> None:
    files = {f"entries/{name}.md": entry(evidence=["trends/process"]) for name in "ab"}
    project.draw(root, files, options={"thresholds": thresholds})


@pytest.fixture
def two_entries(author_folder: Path) -> None:
    """Draw a portfolio in which one requirement of 28 is covered."""
    _draw(author_folder, {})


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-under", "3"], 0),
        (["--fail-under", "4"], 1),
        (["--area", "trends", "--fail-under", "33"], 0),
        (["--area", "trends", "--fail-under", "34"], 1),
        (["--fail-under", "trends=33.3"], 0),
        (["--fail-under", "trends=33.4"], 1),
        (["--fail-under", "trends/process=covered"], 0),
        (["--fail-under", "trends/process=strong"], 1),
        (["--fail-under", "trends/process=thin", "--fail-under", "trends/tools=thin"], 1),
        (["--fail-under", "99", "--report-only"], 0),
        (["--fail-under", "99", "--format", "json"], 1),
        (["--area", "talent", "--fail-under", "trends=33"], 0),
    ],
)
@pytest.mark.usefixtures("two_entries")
def test_flags_decide_on_the_exit_code(arguments: list[str], code: int) -> None:
    assert run(*arguments).exit_code == code


@pytest.mark.usefixtures("two_entries")
def test_what_is_missed_is_said() -> None:
    flags = ["--fail-under", "50", "--fail-under", "trends/tools=covered", "--report-only"]

    result = run(*flags)

    assert result.stderr.splitlines() == [
        "overall: 1 of 28 covered (3.6%), at least 50% asked",
        "trends/tools: gap, at least covered asked",
    ]
    assert report(*flags)["thresholds"][0] == {
        "of": "overall",
        "asked": "50%",
        "reached": "1 of 28 covered (3.6%)",
        "met": False,
    }
    assert "| trends/tools | covered | gap | no |" in text("--format", "markdown", *flags)


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("101", "'101' is no percentage; write a number from 0 to 100"),
        ("-1", "'-1' is no percentage"),
        ("nan", "'nan' is no percentage"),
        ("most", "'most' is no percentage"),
        ("comunication=80", "no area 'comunication'; did you mean 'communication'?"),
        ("money=80", "no area 'money'; there are: body-of-work, communication"),
        ("trends/toools=thin", "no requirement 'trends/toools'; did you mean 'trends/tools'?"),
        ("trends/qqqqqq=thin", "no requirement 'trends/qqqqqq'; see 'cto-portfolio coverage'"),
        ("area/tools=thin", "did you mean 'trends/tools'?"),
        ("trends/tools=coverd", "'coverd' is not thin, covered or strong; did you mean"),
        ("trends/tools=80", "'80' is not thin, covered or strong"),
        ("trends=covered", "'covered' is no percentage"),
    ],
)
@pytest.mark.usefixtures("two_entries")
def test_a_flag_that_asks_for_nothing_is_refused(flag: str, said: str) -> None:
    result = run("--fail-under", flag)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("thresholds", "code"),
    [
        ({}, 0),
        (None, 0),
        ({"overall": 3}, 0),
        ({"overall": 4}, 1),
        ({"areas": {"trends": 33}}, 0),
        ({"areas": {"trends": 34}}, 1),
        ({"requirements": {"trends/process": "covered"}}, 0),
        ({"requirements": {"trends/tools": "thin"}}, 1),
    ],
)
def test_they_decide_on_the_exit_code(tmp_path: Path, thresholds: object, code: int) -> None:
    _draw(tmp_path, thresholds)

    assert run().exit_code == code
    assert run("--report-only").exit_code == 0


def test_only_those_of_the_areas_shown_are_asked(tmp_path: Path) -> None:
    _draw(tmp_path, {"overall": 99, "areas": {"talent": 99, "trends": 30}})

    assert run("--area", "trends").exit_code == 0
    assert run("--area", "talent").exit_code == 1


def test_a_flag_goes_before_them(tmp_path: Path) -> None:
    _draw(tmp_path, {"overall": 99})

    assert run("--fail-under", "1").exit_code == 0


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        ({"overal": 60}, "10: unknown-key: no key 'overal'; did you mean 'overall'?"),
        ({"overall": 600}, "10: bad-value: 'overall' must be at most 100"),
        ({"overall": "60%"}, "10: wrong-type: 'overall': takes a number, not '60%'"),
        ({"overall": None}, "10: bad-value: 'overall' is empty; give it a value"),
        (
            {"areas": {"comunication": 80}},
            "11: unknown-area: no area 'comunication'; did you mean 'communication'?",
        ),
        ({"areas": {"trends": -1}}, "11: bad-value: 'areas.trends' must be at least 0"),
        ({"areas": [80]}, "10: wrong-type: 'areas' takes 'key: value' lines, not a list"),
        (
            {"requirements": {"speaking": "covered"}},
            (
                "unknown-requirement: no requirement 'speaking'; did you mean "
                "'communication/speaking'?"
            ),
        ),
        (
            {"requirements": {"trends/tools": "coverd"}},
            (
                "11: bad-value: 'requirements.trends/tools' is 'thin', 'covered' or 'strong', "
                "not 'coverd'; did you mean 'covered'?"
            ),
        ),
        ([60], "9: wrong-type: 'thresholds' takes 'key: value' lines"),
    ],
)
def test_what_is_wrong_with_them_is_said_with_its_line(
    tmp_path: Path, thresholds: object, said: str
) -> None:
    _draw(tmp_path, thresholds)
    lines = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert lines[8].strip() == "thresholds:"

    result = run()

    assert result.exit_code == 1
    assert f"mkdocs.yml:{said}" in result.stderr or f"mkdocs.yml:11: {said}" in result.stderr


def test_all_of_it_is_said_in_one_run(tmp_path: Path) -> None:
    _draw(tmp_path, {"overall": 600, "areas": {"comunication": 80}})

    said = run().stderr

    assert "bad-value" in said
    assert "unknown-area" in said


def test_they_may_stand_in_plugins_that_are_a_mapping(tmp_path: Path) -> None:
    project.draw(
        tmp_path,
        GOOD,
        config={"plugins": {"search": {}, "cto-portfolio": {"thresholds": {"areas": {"x": 1}}}}},
    )

    assert "unknown-area: no area 'x'; there are: body-of-work" in run().stderr


def test_a_build_takes_them_and_asks_for_nothing(tmp_path: Path) -> None:
    _draw(tmp_path, {"overall": 99})

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
