"""JSON Schema: what the seam takes, editors take, and what it refuses they refuse, if they can."""

import datetime as dt
import itertools
import json
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from cto_portfolio import frameworks
from cto_portfolio.authoring import schemas
from cto_portfolio.cli import main
from cto_portfolio.content import portfolio
from tests.support import project, sample
from tests.support.project import entry

COMMITTED = sample.PROJECT / "plugins/cto_portfolio/authoring/data"
METRIC = {"name": "Wait", "before": 41, "after": 6, "source": "CI"}


class _Loader(yaml.SafeLoader):
    """Leaves dates as text, as editors see them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def accepts(name: str, text: str) -> bool:
    """Whether an editor would find nothing wrong with a text."""
    validator = jsonschema.Draft202012Validator(
        json.loads((COMMITTED / f"{name}.schema.json").read_text(encoding="utf-8"))
    )
    return validator.is_valid(yaml.load(text, Loader=_Loader))  # noqa: S506 - a SafeLoader


def front_matter(text: str) -> str:
    """Return the block on top of a file."""
    return text.split("---\n", 2)[1]


def is_understood(files: dict[str, str]) -> bool:
    """Whether the seam finds no error in some files."""
    texts = {PurePosixPath(path): text for path, text in files.items()}
    problems = portfolio.parse({**texts}, frameworks.load(), today=project.TODAY).problems
    return not any(problem.is_error for problem in problems)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_the_committed_schemas_are_up_to_date_and_well_formed(
    name: str, *, update_golden: bool
) -> None:
    """`pytest --update-golden` writes them again."""
    path = COMMITTED / f"{name}.schema.json"
    expected = schemas.text(name, frameworks.load())
    if update_golden:
        path.write_text(expected, encoding="utf-8")

    text = path.read_text(encoding="utf-8")

    assert text == expected
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("one", sample.entries(), ids=lambda one: str(one.path))
def test_every_entry_of_the_sample_is_accepted(one: sample.Entry) -> None:
    path = sample.ROOT / sample.ENTRIES / one.path

    assert accepts("entry", front_matter(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["profile", "plan"])
def test_profile_and_plan_of_the_sample_are_accepted(name: str) -> None:
    assert accepts(name, (sample.ROOT / f"portfolio/{name}.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("achievement", {"evidence": ["trends/process", {"requirement": "trends/tools"}]}),
        ("achievement", {"date": None, "period": {"from": "2026-01", "to": "2026-03-31"}}),
        ("achievement", {"date": None, "period": {"from": 2024, "to": "present"}}),
        *(
            ("achievement", {key: written, other: None})
            for key, other in itertools.permutations(("date", "period"))
            for written in (2025, "2025", "2025-03", dt.date(2025, 3, 14))
        ),
        ("achievement", {"date": None, "period": "2024-03 to 2025"}),
        ("achievement", {"date": None, "period": "2024-03-01 to Present"}),
        ("achievement", {"date": {"from": 2024, "to": 2025}}),
        *(
            ("achievement", {"date": written, "updated": written})
            for written in ("May 2026", "2026-5", "2026/05/04 16:33 +0100", "May 4th, 2026")
        ),
        ("achievement", {"date": None, "period": "since May 2020"}),
        ("achievement", {"date": None, "period": "May 2020 – Ongoing"}),
        ("achievement", {"date": None, "period": {"from": "1 May 2020", "to": "NOW"}}),
        (
            "achievement",
            {
                "date": dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC),
                "metrics": [{**METRIC, "better": "lower"}],
            },
        ),
        ("achievement", {"links": [{"title": "x", "url": "MAILTO:a@example.com"}], "with": ["Bo"]}),
        ("achievement", {"links": [{"title": "x", "url": "https://example.com/a?b#c"}]}),
        ("talk", {"event": "Meet-up", "slides": "my slides.pdf", "audience": 12}),
        ("talk", {"event": "x", "transcript": "said.vtt"}),
        ("talk", {"event": "x", "slide_images": [{"image": "my slides.pdf", "alt": "x"}]}),
        ("article", {"canonical": "https://example.com/"}),
        ("recommendation", {"from": {"name": "Bo", "relation": "peer"}, "consent": True}),
        *(
            ("architecture-tradeoff", {"status": written})
            for written in ("Accepted", "status: draft", "superseded by [x](b.md)", "SUPERSEDED")
        ),
        ("achievement", {"summary": "", "image": "", "alt": None, "tags": [], "period": ""}),
        ("achievement", {"links": [{"title": "", "url": ""}], "with": ["Bo", ""], "aliases": ""}),
        ("achievement", {"metrics": [{**METRIC, "unit": "", "better": ""}, {"name": ""}]}),
        ("achievement", {"date": "", "period": "2024"}),
        ("talk", {"event": "x", "part": "", "minutes": "", "slide_images": [{"image": ""}]}),
        ("architecture-tradeoff", {"status": "", "outcome": {"date": "", "verdict": ""}}),
        ("architecture-tradeoff", {"confidence": 0, "criteria": [{"name": "a", "weight": 1}]}),
    ],
)
def test_what_the_seam_takes_is_accepted(kind: str, more: dict[str, Any]) -> None:
    text = entry(kind, more)

    assert is_understood(
        {"entries/a.md": text, "entries/my slides.pdf": "", "entries/said.vtt": ""}
    )
    assert accepts("entry", front_matter(text))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("achievment", {}),
        ("achievement", {"titel": "x"}),
        ("achievement", {"title": None}),
        ("achievement", {"title": "  "}),
        ("achievement", {"title": 2026}),
        ("achievement", {"date": None}),
        ("achievement", {"date": "Mai 2026"}),
        ("achievement", {"date": 20260504}),
        ("achievement", {"date": "04.05.2026"}),
        ("achievement", {"date": "2026-05-04 25:00"}),
        ("achievement", {"date": "2026-13-01"}),
        ("achievement", {"date": 26}),
        ("achievement", {"date": None, "period": "2026-01 to then"}),
        ("achievement", {"date": None, "period": {"from": "2026-01", "to": "then"}}),
        ("achievement", {"period": {"from": "2026-01"}}),
        ("achievement", {"date": None, "period": {"to": "2026-01"}}),
        ("achievement", {"evidence": "trends/process"}),
        ("achievement", {"evidence": ["trends/proces"]}),
        ("achievement", {"evidence": [{"requirement": "process"}]}),
        ("achievement", {"evidence": [{"claim": "x"}]}),
        ("achievement", {"tags": "deploys"}),
        ("achievement", {"visibility": "secret"}),
        ("achievement", {"draft": "yes"}),
        ("achievement", {"draft": ""}),
        ("achievement", {"visibility": None}),
        ("achievement", {"metrics": [{"name": "", "after": 6}]}),
        (
            "achievement",
            {"metrics": [{"name": "Wait", "after": 6, "better": "lower", "before": ""}]},
        ),
        ("achievement", {"image": "a.svg", "alt": ""}),
        ("achievement", {"links": [{"title": "x"}]}),
        ("achievement", {"links": [{"title": "x", "url": "javascript:alert(1)"}]}),
        ("achievement", {"links": [{"title": "x", "url": "//example.com/"}]}),
        ("achievement", {"links": [{"title": "x", "url": "#top"}]}),
        ("achievement", {"image": "a.svg"}),
        ("achievement", {"image": "https://example.com/a.svg", "alt": "x"}),
        ("achievement", {"event": "a talk's key"}),
        ("achievement", {"metrics": [{"name": "Wait", "after": "six"}]}),
        ("achievement", {"metrics": [{"name": "Wait", "after": 1e16}]}),
        ("achievement", {"metrics": [{"name": "Wait", "after": 6, "better": "lower"}]}),
        ("talk", {}),
        ("talk", {"event": "x", "part": "guest"}),
        ("talk", {"event": "x", "audience": 0}),
        ("talk", {"event": "x", "slide_images": [{"image": "a.svg"}]}),
        ("talk", {"event": "x", "slide_images": [{"image": "https://a.example/", "alt": "x"}]}),
        ("talk", {"event": "x", "transcript": "https://example.com/said.txt"}),
        ("talk", {"event": "x", "transcript": "said.pdf"}),
        ("article", {"canonical": "here.md"}),
        ("article", {"call": {"claim": "x", "check_by": "2027-01-01"}}),
        ("recommendation", {"from": {"name": "Bo"}}),
        ("recommendation", {"author": {"name": "Bo", "relation": "peer"}}),
        ("architecture-tradeoff", {"confidence": 0.8}),
        ("architecture-tradeoff", {"confidence": 101}),
        ("architecture-tradeoff", {"criteria": [{"name": "a", "weight": -1}]}),
        ("architecture-tradeoff", {"status": "done"}),
        ("architecture-tradeoff", {"status": "accepted by all"}),
        ("architecture-tradeoff", {"supersedes": {"file": "a.md"}}),
    ],
)
def test_what_the_seam_refuses_in_an_entry_is_refused(kind: str, more: dict[str, Any]) -> None:
    text = entry(kind, more)

    assert not is_understood({"entries/a.md": text, "entries/a.svg": "<svg/>"})
    assert not accepts("entry", front_matter(text))


@pytest.mark.parametrize(
    "text",
    [
        "headline: nobody",
        "{name: Ada, photo: me.png}",
        "{name: Ada, photo: 'https://example.com/me.png', alt: Me}",
        "{name: Ada, email: nobody}",
        "{name: Ada, tours: [{organization: A, title: B}]}",
        "{name: Ada, tours: [{organization: A, title: B, from: 24}]}",
    ],
)
def test_what_the_seam_refuses_in_a_profile_is_refused(text: str) -> None:
    assert not is_understood({"profile.yml": text, "me.png": ""})
    assert not accepts("profile", text)


@pytest.mark.parametrize(
    "text",
    [
        "cadence: []",
        "{start: soon}",
        "cadences: [{kind: post, every: year}]",
        "cadences: [{requirement: blog, every: year}]",
        "cadences: [{every: year}]",
        "cadences: [{kind: talk}]",
        "cadences: [{kind: talk, every: fortnight}]",
        "cadences: [{kind: talk, every: year, target: 0}]",
        "cadences: [{kind: talk, every: year, total: 2}]",
        "cadences: [{kind: talk, total: 2, target: 2}]",
        "cadences: [{kind: talk, every: year, due: 2027-01-01}]",
        "milestones: [{id: a, name: b}]",
        "milestones: [{name: b, due: 2027-01-01}]",
        "milestones: [{id: a, name: b, due: 2027-01-01, horizon: soon}]",
    ],
)
def test_what_the_seam_refuses_in_a_plan_is_refused(text: str) -> None:
    assert not is_understood({"plan.yml": text})
    assert not accepts("plan", text)


def test_every_key_is_described() -> None:
    for name in schemas.NAMES:
        built = json.loads(schemas.text(name, frameworks.load()))
        for part in [built, *built.get("$defs", {}).values()]:
            for key, value in part.get("properties", {}).items():
                is_one_kind = value.get("const") is not None
                assert is_one_kind or value.get("description"), (name, part.get("title"), key)


def test_a_schema_is_printed_with_the_requirements_of_the_portfolio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"id": "security", "area": "trust", "name": "Keep it secure", "asks": "x"}
    monkeypatch.chdir(tmp_path)
    usual = run("schema", "entry").stdout
    project.draw(tmp_path, {}, options={"frameworks": ["five-areas", "ours.yml"]})
    (tmp_path / "ours.yml").write_text(yaml.safe_dump({"requirements": [more]}), encoding="utf-8")

    ours = run("schema", "entry").stdout

    assert "trust/security" not in usual
    assert "trust/security" in json.loads(ours)["$defs"]["Requirement"]["enum"]


@pytest.mark.parametrize("text", ['{"mine": true}', "mine"])
def test_schemas_are_written_again_but_never_over_a_file_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "schemas"

    first = run("schema", "--to", "schemas")
    (folder / "plan.schema.json").write_text(text, encoding="utf-8")
    second = run("schema", "--to", "schemas")

    names = [f"{name}.schema.json" for name in schemas.NAMES]
    assert first.stdout.split() == [str(Path("schemas", name)) for name in names]
    assert second.exit_code == 1
    assert "'schemas/plan.schema.json' is not one of ours" in second.stderr
    assert (folder / "plan.schema.json").read_text(encoding="utf-8") == text
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_folder_that_has_a_schema_s_name_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.schema.json").mkdir()

    result = run("schema", "plan", "--to", ".")

    assert result.exit_code == 1
    assert "'plan.schema.json' is not one of ours" in result.stderr


def test_the_command_is_used_wrongly_without_a_name_or_a_configuration_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("schema").exit_code == 2
    assert run("schema", "article").exit_code == 2
    assert run("schema", "entry", "-f", "gone.yml").exit_code == 1
