"""`cto-portfolio check --hints`: what an editor would say, and nothing fails because of it."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import project
from tests.support.project import SHARED

ENGLISH = "It was the slowest part of the day, and nobody had looked at it for a year.\n"
METRIC = {"name": "Lead time", "before": 41, "after": 6, "unit": "min", "source": "CI dashboard"}
ACHIEVEMENT = {
    "kind": "achievement",
    "title": "Deploys in six minutes",
    "date": "2026-05-04",
    "with": ["Dana Example"],
    "metrics": [METRIC],
    "business_value": "New customers are live on the day they sign.",
}
TRADEOFF = {
    "kind": "architecture-tradeoff",
    "title": "A queue for the orders",
    "date": "2026-05-04",
    "decision": "Queue",
    "status": "accepted",
    "options": [{"name": "Queue"}, {"name": "Bus"}],
}
COST = "The downside is one more thing that can fail at night.\n"
ARTICLE = {"kind": "article", "title": "By 2025", "date": "2022-05-04"}
CALL = {"claim": "All of it will be gone.", "check_by": "2025-01-01", "wrong_if": "Half is left."}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def draw(root: Path, meta: Mapping[str, object], body: str = ENGLISH, **more: object) -> None:
    """Write one entry; what is None is left out."""
    head = {key: value for key, value in {**meta, **more}.items() if value is not None}
    block = yaml.safe_dump(head, sort_keys=False, allow_unicode=True)
    project.draw(root, {"entries/one.md": f"---\n{block}---\n\n{body}"})


def codes() -> list[str]:
    return [hint["code"] for hint in json.loads(run("--hints", "--format", "json").stdout)["hints"]]


@pytest.mark.parametrize(
    ("meta", "more", "body", "expected"),
    [
        (ACHIEVEMENT, {}, ENGLISH, []),
        (ACHIEVEMENT, {"business_value": None}, ENGLISH, ["no-business-line"]),
        (ACHIEVEMENT, {"business_value": None, "metrics": None}, ENGLISH, []),
        (ACHIEVEMENT, {"business_value": None, "summary": "It saved 9 % of cost."}, ENGLISH, []),
        (ACHIEVEMENT, {"business_value": None}, "Aujourd'hui, les déploiements sont courts.", []),
        (
            ACHIEVEMENT,
            {"business_value": "We moved to Kafka."},
            ENGLISH,
            ["technical-business-line"],
        ),
        (ACHIEVEMENT, {"business_value": "Kafka kept 40 customers."}, ENGLISH, []),
        (ACHIEVEMENT, {"with": None}, ENGLISH, ["no-credit"]),
        (ACHIEVEMENT, {"with": None, "metrics": None}, ENGLISH, []),
        (ACHIEVEMENT, {"with": None}, f"{ENGLISH}\nThanks to Dana.\n", []),
        (ACHIEVEMENT, {"with": None, "role": "Sole engineer"}, ENGLISH, []),
        (ACHIEVEMENT, {"metrics": [{**METRIC, "source": ""}]}, ENGLISH, ["no-source"]),
        (ACHIEVEMENT, {"metrics": [{**METRIC, "source": []}], "date": "soon"}, ENGLISH, []),
        (
            ACHIEVEMENT,
            {"metrics": [{"name": "A", "before": 2, "after": 1}]},
            ENGLISH,
            ["no-source"],
        ),
        (ACHIEVEMENT, {"metrics": [{"name": "A", "after": 1}]}, ENGLISH, []),
        (TRADEOFF, {}, ENGLISH, ["no-cost-named"]),
        (TRADEOFF, {}, ENGLISH + COST, []),
        (TRADEOFF, {"title": "Une file"}, "Nous avons choisi la file d'attente.", []),
        (
            TRADEOFF,
            {
                "criteria": [{"name": "Speed", "weight": 1}, {"name": "Calm", "weight": 2}],
                "options": [
                    {"name": "Queue", "scores": {"Speed": 1, "Calm": 5}},
                    {"name": "Bus", "scores": {"Speed": 5, "Calm": 1}},
                ],
            },
            ENGLISH,
            [],
        ),
        (TRADEOFF, {"date": "2025-09-21"}, COST, ["no-outcome"]),
        (TRADEOFF, {"date": "2025-09-22"}, COST, []),
        (TRADEOFF, {"date": "2025-09-21", "status": "proposed"}, COST, []),
        (
            TRADEOFF,
            {"outcome": {"date": "2026-09-01", "verdict": "Right."}},
            ENGLISH + COST,
            ["no-credit"],
        ),
        (ARTICLE, {"call": CALL}, ENGLISH, ["call-due"]),
        (ARTICLE, {"call": {**CALL, "verdict": "Wrong."}}, ENGLISH, []),
        (ARTICLE, {"call": {**CALL, "check_by": "2027-01-01"}}, ENGLISH, []),
        (ARTICLE, {}, ENGLISH, []),
    ],
)
def test_what_an_editor_would_say(
    tmp_path: Path,
    meta: dict[str, object],
    more: dict[str, object],
    body: str,
    expected: list[str],
) -> None:
    """An entry with errors has other worries: it gets no hints."""
    draw(tmp_path, meta, body, **more)

    assert codes() == expected


def test_a_hint_has_its_line_and_says_how_to_mend_it(tmp_path: Path) -> None:
    draw(tmp_path, ACHIEVEMENT, business_value=None)

    result = run("--hints")

    assert result.stdout == (
        "portfolio/entries/one.md:7: no-business-line: technical figures, and no line for the "
        "business; add 'business_value': Prioritise <technical work> so that <customer effect>; "
        "that supports <company target>, which helps <revenue, retention or efficiency>.\n"
    )
    assert result.stderr == "1 entry, no problems; 1 hint.\n"


def test_hints_are_off_unless_asked_for_and_never_fail(tmp_path: Path) -> None:
    draw(tmp_path, TRADEOFF)

    assert run().stdout == ""
    assert "hints" not in json.loads(run("--format", "json").stdout)
    assert run("--hints").exit_code == 0
    assert run("--hints", "--strict").exit_code == 0


def test_hints_are_no_problems_for_machines_either(tmp_path: Path) -> None:
    draw(tmp_path, TRADEOFF)

    report = json.loads(run("--hints", "--format", "json").stdout)

    assert (report["errors"], report["warnings"], report["problems"]) == (0, 0, [])
    assert report["hints"][0]["severity"] == "hint"
    assert run("--hints", "--format", "github").stdout.startswith("::notice file=portfolio/")


def test_a_draft_gets_hints_while_it_is_written(tmp_path: Path) -> None:
    draw(tmp_path, TRADEOFF, draft=True)

    assert codes() == ["no-cost-named"]


def test_the_sample_needs_no_hint(sample_copy: Path) -> None:
    result = run("--hints", "-f", str(sample_copy / "mkdocs.yml"))

    assert result.stdout == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not there")
def test_real_documents_that_name_their_costs_get_no_hint(tmp_path: Path) -> None:
    """All of the eleven decisions among them do, nine of them in English."""
    folder = SHARED / "corpus/entries"
    project.draw(
        tmp_path, {f"entries/{path.name}": path.read_bytes() for path in folder.glob("*.md")}
    )

    assert codes() == []
