"""Evidence that was tagged once, read through other frameworks."""

import datetime as dt
import json
from pathlib import Path, PurePosixPath

import click
import pytest
from click.testing import CliRunner, Result

from cto_portfolio import frameworks
from cto_portfolio.cli import framework as framework_option
from cto_portfolio.cli import main
from cto_portfolio.content import portfolio
from cto_portfolio.coverage import crosswalk, matrix
from cto_portfolio.coverage.crosswalk import FrameworkReading, Reading, Standing
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.problems import PortfolioError
from cto_portfolio.site.pages import framework
from cto_portfolio.site.site import Site
from tests.support import project
from tests.support.project import entry

TODAY = dt.date(2026, 11, 21)
LENS = PurePosixPath("ours.yml")
FILES = {
    "entries/deploys.md": entry(evidence=["trends/process"]),
    "entries/hiring.md": entry(
        evidence=["talent/hire-talent"], visibility="private", title="The first five"
    ),
    "entries/draft.md": entry(evidence=["trends/technology"], draft=True),
}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def read(name: str, *evidence: list[str]) -> FrameworkReading:
    """Read one entry for each list of requirements."""
    files = {
        PurePosixPath(f"entries/{number}.md"): entry(evidence=ids)
        for number, ids in enumerate(evidence)
    }
    parsed = portfolio.parse(files, frameworks.load(), today=TODAY)
    measured = matrix.measure(parsed.entries, parsed.framework, today=TODAY)
    return crosswalk.read(other_frameworks.load(name), measured, other_frameworks.reaches())


def item(read: FrameworkReading, name: str) -> Reading:
    return next(one for one in read.readings if one.item.id == name)


def test_strong_and_partial_are_kept_apart() -> None:
    through = read("skill-stack", ["communication/requirements-outline"])

    communication, product = item(through, "communication"), item(through, "product-thinking")

    assert (len(communication.strong), len(communication.partial)) == (1, 0)
    assert (len(product.strong), len(product.partial)) == (0, 1)
    assert [communication.standing, product.standing] == [Standing.STRONG, Standing.PARTIAL]


def test_an_entry_counts_once_by_its_better_grade() -> None:
    through = read("skill-stack", ["trust/goal-outline", "communication/blog"])

    support = item(through, "communication").supports[0]

    assert support.is_strong
    assert [one.id for one in support.requirements] == ["communication/blog"]
    assert len(item(through, "communication").supports) == 1


def test_what_nothing_reaches_and_what_nothing_leads_to_are_told_apart() -> None:
    through = read("career-timeline", ["trust/metrics-definition"])

    assert {one.item.id: one.standing.value for one in through.readings} == {
        "brought-in-early": "unmapped",
        "consulted-on-strategy": "unreached",
        "names-business-metrics": "strong",
        "people-would-follow": "unreached",
        "asked-on-org": "unmapped",
    }


@pytest.mark.parametrize(
    ("name", "unmapped", "only_partially"),
    [
        ("skill-stack", [], ["risk-and-quality-management"]),
        ("portfolio-of-outcomes", [], ["won-or-kept-customers"]),
        ("cto-interview", [], []),
        ("tour-of-duty", [], ["calendar"]),
        (
            "org-health-tech-vision",
            ["deliver-the-impossible"],
            ["ladders-levels-comp", "estimate-confidence"],
        ),
        ("four-principles", [], []),
        ("career-timeline", ["brought-in-early", "asked-on-org"], []),
    ],
)
def test_what_the_requirements_leave_out(
    name: str, unmapped: list[str], only_partially: list[str]
) -> None:
    """As the crosswalk's own authors counted it: security and customers among it."""
    through = read(name)
    mapped = [one for one in through.readings if one.standing is not Standing.UNMAPPED]

    assert [one.item.id for one in through.of(Standing.UNMAPPED)] == unmapped
    assert [one.item.id for one in mapped if not one.strong_by] == only_partially


def test_each_entry_is_divided_among_what_it_reaches() -> None:
    """The first reaches one part strongly and one in part, the second another one alone."""
    through = read(
        "tour-of-duty", ["trends/technology", "trust/metrics-definition"], ["talent/hire-talent"]
    )

    shares = next(part.shares for part in through.parts if part.shares)

    assert [(one.item.id, one.asked, round(one.found, 1)) for one in shares] == [
        ("forward-looking", 40, 33.3),
        ("cross-functional", 30, 16.7),
        ("organisational-development", 30, 50.0),
    ]


def test_without_evidence_the_balance_is_empty() -> None:
    shares = next(part.shares for part in read("tour-of-duty").parts if part.shares)

    assert [one.found for one in shares] == [0, 0, 0]


def test_requirements_of_ones_own_reach_nothing() -> None:
    ours = frameworks.parse(
        {
            LENS: "areas:\n- {id: security, name: Security, summary: safe, stance: Told.}\n"
            "requirements:\n- {id: breaches, area: security, name: Breaches, asks: Had none.}\n"
        }
    )
    parsed = portfolio.parse(
        {PurePosixPath("entries/safe.md"): entry(evidence=["security/breaches"])}, ours, today=TODAY
    )
    measured = matrix.measure(parsed.entries, ours, today=TODAY)

    through = crosswalk.read(
        other_frameworks.load("four-principles"), measured, other_frameworks.reaches()
    )

    assert len(through.of(Standing.UNMAPPED)) == len(through.readings)


def test_every_framework_is_whole_and_every_mapping_leads_somewhere() -> None:
    known = {one.id for one in frameworks.load().requirements}

    assert other_frameworks.names() == (
        "career-timeline",
        "cto-interview",
        "four-principles",
        "org-health-tech-vision",
        "portfolio-of-outcomes",
        "skill-stack",
        "tour-of-duty",
    )
    for name in other_frameworks.names():
        other = other_frameworks.load(name)
        ids = [one.id for part in other.parts for one in part.items]
        assert other.id == name
        assert len(ids) == len(set(ids))
    assert {one.requirement for one in other_frameworks.reaches()} == known


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "ours.yml:1: broken-yaml:"),
        ("parts: []", "ours.yml:1: missing-key: the key 'framework' is missing"),
        (
            "framework: {id: a, name: A, source: S}\nparts:\n- {id: a, name: A, itmes: []}",
            "ours.yml:3: unknown-key: no key 'parts[1].itmes'; did you mean 'items'?",
        ),
    ],
)
def test_a_framework_that_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PortfolioError, match="ours") as raised:
        other_frameworks.parse(text, LENS)

    assert said in str(raised.value)


def test_a_crosswalk_to_an_item_that_there_is_not_is_said_with_its_line() -> None:
    text = (
        "from_framework: five-areas\nbasis: judgement\nelsewhere: [plan]\nrows:\n"
        "- requirement: trends/process\n  maps_to:\n"
        "    plan: {strong: [anything]}\n    skills: {partial: [techncal]}\n"
    )

    with pytest.raises(PortfolioError) as raised:
        other_frameworks.parse_crosswalk(text, {"skills": {"technical"}}, LENS)

    assert str(raised.value) == (
        "ours.yml:8: unknown-item: no item 'techncal' in 'skills'; did you mean 'technical'?"
    )


def test_coverage_reads_the_evidence_through_a_framework(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES)

    text = run("coverage", "--framework", "org-health-tech-vision").stdout

    assert "  * Are impediments to great work minimal?\n" in text
    assert "      strong  entries/deploys.md (trends/process)\n" in text
    assert "      partial entries/deploys.md (trends/process)\n" in text
    assert "entries/hiring.md (talent/hire-talent)" in text
    assert "draft" not in text
    gaps = text.partition("Asked, and no evidence reaches it\n")[2]
    assert "  - Are they set up for success?\n      shown by talent/coach-and-mentor\n" in gaps
    assert "no requirement leads to it: prepare it apart\n  ? The job is, broadly," in gaps
    assert "20 items: 4 strong, 1 partial, 14 unreached and 1 unmapped." in gaps
    assert max(map(len, text.splitlines())) <= 80


def test_the_text_names_the_first_entries_and_counts_the_rest(tmp_path: Path) -> None:
    files = {f"entries/{name}.md": entry(evidence=["trends/process"]) for name in "abcdef"}
    project.draw(tmp_path, files)

    text = run("coverage", "--framework", "portfolio-of-outcomes").stdout

    assert "      strong  and 2 more entries\n" in text


def test_the_balance_is_said_beside_what_is_asked(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES)

    text = run("coverage", "--framework", "tour-of-duty").stdout

    assert "      0% of 40% asked  Forward-looking initiatives\n" in text
    assert "    100% of 30% asked  Organizational development\n" in text


def test_a_framework_as_json(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES)

    report = json.loads(run("coverage", "--framework", "tour-of-duty", "--format", "json").stdout)

    assert (report["framework"], report["date"]) == ("tour-of-duty", "2026-09-21")
    split = next(one for one in report["parts"] if one["id"] == "tour-time-split")
    assert split["balance"][2] == {
        "id": "organisational-development",
        "asked": 30,
        "found": 100.0,
    }
    assert split["items"][0]["standing"] == "unreached"
    assert split["items"][0]["reached_by"]["strong"] == ["trends/technology"]
    assert split["items"][2]["evidence"][0] == {
        "path": "entries/deploys.md",
        "title": "Deploys in six minutes",
        "date": "2026-05-04",
        "visibility": "public",
        "grade": "strong",
        "requirements": ["trends/process"],
    }
    assert "mistakes" in report["background"]


def test_a_framework_as_markdown_keeps_to_its_table(tmp_path: Path) -> None:
    project.draw(
        tmp_path, {"e.md": "", "entries/a.md": entry(evidence=["trends/process"], title="a|<b>")}
    )

    text = run("coverage", "--framework", "tour-of-duty", "--format", "markdown").stdout

    assert "| Foundational | strong | a\\|&lt;b> (trends/process) |  |" in text
    assert "| Organizational development | 30% | 100% |" in text


def test_an_unknown_framework_is_used_wrongly_and_the_list_is_said(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES)

    result = run("coverage", "--framework", "tour-of-dutty")

    assert result.exit_code == 2
    assert "no framework 'tour-of-dutty'; did you mean 'tour-of-duty'?" in result.stderr
    assert "career-timeline" in result.stderr


@pytest.mark.parametrize("flags", [["--area", "trends"], ["--fail-under", "50"]])
def test_what_speaks_of_requirements_does_not_go_with_a_framework(
    tmp_path: Path, flags: list[str]
) -> None:
    project.draw(tmp_path, FILES)

    result = run("coverage", "--framework", "skill-stack", *flags)

    assert result.exit_code == 2
    assert "'--framework' goes with '--format' alone" in result.stderr


def test_files_with_errors_are_said_not_to_count(tmp_path: Path) -> None:
    project.draw(tmp_path, {**FILES, "entries/empty.md": ""})

    result = run("coverage", "--framework", "skill-stack")

    assert result.exit_code == 0
    assert "do not count; see 'cto-portfolio check'" in result.stderr


def test_the_five_areas_are_the_usual_report(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES)

    assert run("coverage", "--framework", "five-areas").stdout == run("coverage").stdout


def test_no_format_is_given_that_a_framework_does_not_have() -> None:
    measured = matrix.Coverage(rows=())

    with pytest.raises(click.UsageError, match="'--format svg' shows the requirements alone"):
        framework_option.echo("skill-stack", measured, TODAY, "svg")


def test_a_framework_that_there_is_not_is_said_with_those_there_are() -> None:
    with pytest.raises(PortfolioError, match=r"did you mean 'skill-stack'\?; there are: career-"):
        other_frameworks.load("skills-stack")


def test_what_requirements_reach_only_in_part_is_said_with_what_it_means(tmp_path: Path) -> None:
    """Evidence for all 28 leaves this open: security is not among them."""
    every = [one.id for one in frameworks.load().requirements]
    project.draw(tmp_path, {"entries/all.md": entry(evidence=every)})

    text = run("coverage", "--framework", "skill-stack").stdout

    assert "no evidence reaches it" not in text
    assert (
        "Reached in part, and no requirement answers it whole\n  o Risk and quality management "
        "(Security, reliability, scalability,\n    compliance.)\n"
    ) in text


@pytest.mark.parametrize(("shows_gaps", "items"), [(False, 1), (True, 5)])
def test_readers_see_gaps_only_where_gaps_are_shown(*, shows_gaps: bool, items: int) -> None:
    files = {PurePosixPath("entries/a.md"): entry(evidence=["talent/motivation"])}
    parsed = portfolio.parse(files, frameworks.load(), today=TODAY)
    site = Site(portfolio=parsed, name="Ada", url_for=str, shows_gaps=shows_gaps)

    page = framework.build(other_frameworks.load("career-timeline"), site)

    view = page.meta["framework"]
    assert isinstance(view, dict)
    assert [len(part["items"]) for part in view["parts"]] == [items]
    assert str(page.path) == "frameworks/career-timeline.md"


def test_a_framework_that_nothing_public_reaches_has_an_empty_page() -> None:
    parsed = portfolio.parse({}, frameworks.load(), today=TODAY)
    site = Site(portfolio=parsed, name="Ada", url_for=str)

    view = framework.build(other_frameworks.load("career-timeline"), site).meta["framework"]

    assert isinstance(view, dict)
    assert view["parts"] == []
