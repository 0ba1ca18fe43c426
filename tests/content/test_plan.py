"""The plan: what is due, what slipped, and streaks; by its own command, and never on the site."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import pytest
import yaml
from click.testing import CliRunner, Result

from cto_portfolio import frameworks
from cto_portfolio.cli import main
from cto_portfolio.content import plan, plan_defaults, portfolio
from cto_portfolio.content.plan import Horizon
from cto_portfolio.coverage import progress
from cto_portfolio.coverage.progress import Progress, State
from tests.support import project, sample
from tests.support.project import entry

TODAY = dt.date(2026, 9, 21)  # a Monday
CANARY = "Quillfeather"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # TODAY


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def measured(written: Mapping[str, object], *entries: str, today: dt.date = TODAY) -> Progress:
    """Hold a plan against entries."""
    texts = {PurePosixPath(f"entries/{index}.md"): text for index, text in enumerate(entries)}
    files = {**texts, PurePosixPath("plan.yml"): yaml.safe_dump(dict(written))}
    parsed = portfolio.parse(files, frameworks.load(), today=TODAY)
    assert parsed.problems == ()
    assert parsed.plan
    return progress.measure(parsed.plan, parsed.entries, parsed.framework, today=today)


def articles(*dates: str) -> list[str]:
    """Return articles of some days."""
    return [entry("article", date=date) for date in dates]


def cadence(
    dates: Sequence[str], *, today: dt.date = TODAY, start: str | None = None, **more: object
) -> progress.Pace:
    """Return how a cadence for articles goes."""
    one: dict[str, object] = {"kind": "article", **more}
    if start:
        one["start"] = start
    return measured({"cadences": [one]}, *articles(*dates), today=today).paces[0]


@pytest.mark.parametrize(
    ("every", "dates", "streak", "longest", "missed"),
    [
        ("month", ["2026-09-01"], 1, 1, 0),
        ("month", ["2026-08-31"], 1, 1, 0),  # the current month goes on
        ("month", ["2026-07-01"], 0, 1, 1),
        ("month", ["2026-05-01", "2026-06-30", "2026-08-01", "2026-09-20"], 2, 2, 1),
        ("month", ["2026-04-01", "2026-05-01", "2026-06-30", "2026-08-01"], 1, 3, 1),
        ("week", ["2026-09-14", "2026-09-21"], 2, 2, 0),  # two Mondays
        ("week", ["2026-09-13", "2026-09-21"], 1, 1, 1),  # a Sunday belongs to the week before
        ("week", ["2025-12-31", "2026-01-01"], 0, 1, 37),  # one week holds both
        ("quarter", ["2026-03-31", "2026-04-01"], 2, 2, 0),
        ("year", ["2024-02-29", "2025-12-31"], 2, 2, 0),
        ("year", [], 0, 0, 0),
        ("month", ["2026-09-22"], 0, 0, 0),  # tomorrow
    ],
)
def test_streaks_are_consecutive_periods_with_the_target_met(
    every: str, dates: Sequence[str], streak: int, longest: int, missed: int
) -> None:
    pace = cadence(dates, every=every)

    assert (pace.streak, pace.longest, len(pace.missed)) == (streak, longest, missed)


def test_a_period_counts_as_met_only_with_the_whole_target() -> None:
    pace = cadence(["2026-07-01", "2026-07-02", "2026-08-01"], every="month", target=2)

    assert [period.name for period in pace.missed] == ["August 2026"]
    assert (pace.streak, pace.lacking, pace.slipped) == (0, 2, True)


def test_nothing_slips_before_the_start_nor_in_a_period_begun_in_the_middle() -> None:
    assert cadence([], every="month", start="2026-08-02").missed == ()
    assert len(cadence([], every="month", start="2026-08-01").missed) == 1
    assert cadence(["2026-08-01"], every="month", start="2026-08-02").longest == 0


def test_what_starts_later_is_not_due_yet() -> None:
    pace = cadence([], every="month", start="2026-10-01")

    assert (pace.lacking, pace.slipped) == (0, False)


@pytest.mark.parametrize("every", ["week", "month", "quarter", "year"])
def test_the_first_and_the_last_day_there_are_can_be_planned_with(every: str) -> None:
    goals = [{"kind": "talk", "every": every, "start": day} for day in ("0001-01-01", "9999-12-31")]

    for today in (dt.date.min, TODAY, dt.date.max):
        old, new = measured({"cadences": goals}, today=today).paces
        assert old.slipped is (today > dt.date.min)
        assert new.slipped is False


@pytest.mark.parametrize(
    ("dates", "due", "slipped", "lacking"),
    [
        (["2026-01-01"], "2026-09-21", False, 1),
        (["2026-01-01"], "2026-09-20", True, 1),
        (["2026-01-01", "2020-01-01"], "2026-09-20", False, 0),
    ],
)
def test_a_total_slips_once_its_day_is_over(
    dates: Sequence[str], due: str, *, slipped: bool, lacking: int
) -> None:
    pace = cadence(dates, total=2, due=due)

    assert (pace.slipped, pace.lacking) == (slipped, lacking)


def test_drafts_and_other_entries_do_not_count_and_private_ones_do() -> None:
    wanted = {"kind": "article", "requirement": "trends/process", "total": 9}
    shows = {"evidence": ["trends/process"], "date": "2026-01-01"}

    pace = measured(
        {"cadences": [wanted]},
        entry("article", shows, title="counts", visibility="private"),
        entry("article", shows, title="draft", draft=True),
        entry("achievement", shows, title="other kind"),
        entry("article", title="other requirement"),
    ).paces[0]

    assert [one.meta.title for one in pace.entries] == ["counts"]


def test_implied_evidence_counts_for_its_requirement() -> None:
    goal = {"requirement": "communication/blog", "total": 1}

    assert measured({"cadences": [goal]}, *articles("2026-01-01")).paces[0].lacking == 0


@pytest.mark.parametrize(
    ("milestone", "due", "state"),
    [
        ({"due": "2026-09-21"}, "2026-09-21", State.OPEN),
        ({"due": "2026-09-20"}, "2026-09-20", State.SLIPPED),
        ({"due": "2026-09-20", "done": "2026-09-21"}, "2026-09-20", State.DONE),
        ({"due": "2026-09-20", "done": "2026-09-22"}, "2026-09-20", State.SLIPPED),
        ({"horizon": "next-3-months"}, "2026-02-28", State.SLIPPED),
        ({"horizon": "next-6-12-months"}, "2026-11-30", State.OPEN),
        ({"horizon": "next-2-3-years"}, "2028-11-30", State.OPEN),
        ({"horizon": "next-2-3-years", "start": "9999-12-31"}, "9999-12-31", State.OPEN),
    ],
)
def test_a_milestone_is_due_on_its_day_or_at_the_end_of_its_horizon(
    milestone: dict[str, object], due: str, state: State
) -> None:
    written = {"start": "2025-11-30", "milestones": [{"id": "one", "name": "One", **milestone}]}

    mark = measured(written).milestones[0]

    assert (mark.milestone.due.isoformat(), mark.state) == (due, state)


def test_a_milestone_without_a_horizon_belongs_to_the_first_that_reaches_it() -> None:
    dues = ["2026-04-01", "2026-04-02", "2027-01-02", "2039-01-01"]
    milestones = [{"id": due, "name": due, "due": due} for due in dues]

    marks = measured({"start": "2026-01-01", "milestones": milestones}).milestones

    horizons = [one.milestone.horizon for one in marks]
    assert horizons == [Horizon.NEAR, Horizon.MIDDLE, Horizon.FAR, Horizon.FAR]


def test_what_is_due_stands_in_the_shortest_period_that_holds_it() -> None:
    dues = ["2026-09-27", "2026-09-30", "2026-10-01", "2026-12-31", "2027-01-01"]
    goals: list[dict[str, object]] = [
        {"kind": "talk", "every": every} for every in ("week", "month", "quarter", "year")
    ]
    goals += [{"kind": "talk", "total": 1}, {"kind": "talk", "total": 2, "due": "2026-09-30"}]
    written = {
        "cadences": goals,
        "milestones": [{"id": due, "name": due, "due": due} for due in dues],
    }

    due = measured(written).due

    assert {
        one.period.every.value: [mark.milestone.id for mark in one.milestones] for one in due
    } == {
        "week": dues[:1],
        "month": dues[1:2],
        "quarter": [],
        "year": dues[2:4],
    }
    assert {
        one.period.every.value: [
            (pace.cadence.every.value if pace.cadence.every else f"total {pace.cadence.goal}")
            for pace in one.paces
        ]
        for one in due
    } == {
        "week": ["week"],
        "month": ["month", "total 2"],
        "quarter": ["quarter"],
        "year": ["year", "total 1"],
    }


PLAN = f"""\
start: 2026-06-01
cadences:
  - {{kind: article, every: month}}
  - {{kind: talk, every: year, target: 2}}
milestones:
  - {{id: one-area, name: {CANARY} hands over one area, horizon: next-3-months}}
  - {{id: later, name: {CANARY} asks, due: 2026-12-01, done: 2027-01-01}}
"""


def test_the_command_says_what_slipped_what_is_due_and_streaks(tmp_path: Path) -> None:
    texts = {f"entries/{month}.md": entry("article", date=f"2026-0{month}-01") for month in (6, 7)}
    project.draw(tmp_path, {"plan.yml": PLAN, **texts})

    result = run("plan")

    assert result.exit_code == 0
    assert result.stdout.split("\n\n")[:2] == [
        (
            "Slipped\n  article, 1 every month: missed August 2026\n"
            f"  one-area: {CANARY} hands over one area (was due 1 September 2026)"
        ),
        "Due this week, until 27 September 2026\n  nothing",
    ]
    assert "Due this month, until 30 September 2026\n  article: 0 of 1\n" in result.stdout
    assert "  article, 1 every month: broken; the longest was 2\n" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_day_to_come_is_said_and_does_not_count(tmp_path: Path) -> None:
    project.draw(tmp_path, {"plan.yml": PLAN})

    result = run("plan")

    assert result.stderr == (
        "portfolio/plan.yml:7: future-date: 'later' is done on 2027-01-01, which is in the future; "
        "it counts as open until then\n"
    )
    assert "0 of 2 milestones done" in result.stdout


def test_totals_and_what_is_done_are_shown(tmp_path: Path) -> None:
    written = {
        "cadences": [
            {"kind": "talk", "total": 2, "due": "2026-09-01"},
            {"kind": "article", "total": 1, "due": "2026-09-30"},
        ],
        "milestones": [
            {"id": "a", "name": "A", "due": "2026-09-01", "done": "2026-09-02"},
            {"id": "b", "name": "B", "due": "2026-10-01", "evidence": "entries/deploys.md"},
        ],
    }
    project.draw(tmp_path, {"plan.yml": yaml.safe_dump(written), "entries/deploys.md": entry()})

    text = run("plan").stdout

    assert text.startswith("Slipped\n  talk: 0 of 2, by 1 September 2026\n\n")
    assert "\n  article: 0 of 1, by 30 September 2026\n" in text
    assert "  [x] a: A (done 2 September 2026)\n" in text
    assert "  [ ] b: B (due 1 October 2026; entries/deploys.md)\n" in text


def test_every_streak_that_goes_on_is_counted_in_its_own_periods(tmp_path: Path) -> None:
    plan = {"cadences": [{"kind": "article", "every": every} for every in ("quarter", "week")]}
    texts = {
        f"entries/{date}.md": entry("article", date=date) for date in ("2026-06-30", "2026-09-21")
    }
    project.draw(tmp_path, {"plan.yml": yaml.safe_dump(plan), **texts})

    text = run("plan").stdout

    assert "article, 1 every week: missed the week of 14 September 2026, and 10 times\n" in text
    assert "article, 1 every quarter: missed quarter 2" not in text
    assert "article, 1 every quarter: 2 quarters in a row\n" in text
    assert "article, 1 every week: 1 week in a row\n" in text


def test_the_command_speaks_json(tmp_path: Path) -> None:
    project.draw(tmp_path, {"plan.yml": PLAN, "entries/a.md": entry("article", date="2026-09-01")})

    report = json.loads(run("plan", "--format", "json").stdout)

    assert (report["date"], report["source"]) == ("2026-09-21", "plan.yml")
    assert [one["id"] for one in report["slipped"]["milestones"]] == ["one-area"]
    assert [one["kind"] for one in report["due"]["year"]["cadences"]] == ["talk"]
    assert report["cadences"][0]["entries"] == ["entries/a.md"]
    assert report["milestones"][1]["done"] == "2027-01-01"


def test_a_plan_with_errors_is_not_shown(tmp_path: Path) -> None:
    project.draw(tmp_path, {"plan.yml": "cadences:\n  - {kind: tolk, every: year}\n"})

    result = run("plan")

    assert (result.exit_code, result.stdout) == (1, "")
    said = "portfolio/plan.yml:2: unknown-kind: no kind 'tolk'; did you mean 'talk'?\n"
    assert result.stderr == said
    assert run("check").stdout == said


def test_without_a_plan_a_usual_one_is_shown(tmp_path: Path) -> None:
    """It begins today: what was left undone in the years before has not slipped."""
    files = {"entries/a.md": entry("article", date="2026-09-01"), "entries/b.md": entry(date=2021)}
    project.draw(tmp_path, files)

    result = run("plan")

    assert "There is no plan.yml." in result.stderr
    assert "own-one-area" in result.stdout
    assert "communication/blog, 1 every month: 1 month in a row" in result.stdout
    assert "nothing slipped" in result.stdout
    assert "Slipped" not in result.stdout
    assert json.loads(run("plan", "--format", "json").stdout)["source"] == "defaults"


def test_init_writes_a_plan_that_is_well_and_never_over_one(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    result = run("plan", "--init")

    path = Path(result.stdout.strip())
    text = path.read_text(encoding="utf-8")
    assert path == Path("portfolio/plan.yml")
    assert run("check", "--strict").exit_code == 0
    again = run("plan", "--init")
    assert (again.exit_code, path.read_text(encoding="utf-8")) == (1, text)
    assert "'portfolio/plan.yml' is there already; edit it" in again.stderr


def test_the_usual_plan_is_the_one_of_the_data() -> None:
    folder = sample.PROJECT / "plugins/cto_portfolio/content/data"
    cadences = yaml.safe_load((folder / "defaults.yml").read_text(encoding="utf-8"))["cadence"]
    horizons = yaml.safe_load((folder / "action-plan.yml").read_text(encoding="utf-8"))["horizons"]

    usual = plan_defaults.usual_plan(frameworks.load(), today=TODAY)

    assert [
        (one.requirement and one.requirement.id, one.every, one.goal) for one in usual.cadences
    ] == [
        (one["requirement"], one.get("every"), one.get("total") or one["target"])
        for one in cadences
    ]
    assert [(one.horizon, one.id, one.name) for one in usual.milestones] == [
        (horizon["id"], item["id"], item["name"])
        for horizon in horizons
        for item in horizon["items"]
    ]
    assert [list(one.months) for one in plan.Horizon] == [one["months"] for one in horizons]


def test_a_framework_of_ones_own_gets_no_cadence_it_does_not_know(tmp_path: Path) -> None:
    own = {
        "areas": [{"id": "craft", "name": "Craft", "summary": "x", "stance": "y"}],
        "requirements": [{"id": "tests", "area": "craft", "name": "Tests", "asks": "z"}],
    }
    project.draw(tmp_path, {}, options={"frameworks": ["own.yml"]})
    (tmp_path / "own.yml").write_text(yaml.safe_dump(own), encoding="utf-8")

    assert run("plan", "--init").exit_code == 0
    assert run("check", "--strict").exit_code == 0
    assert json.loads(run("plan", "--format", "json").stdout)["cadences"] == []


@pytest.mark.parametrize("name", ["plan.yml", "old/plan.yaml"])
def test_no_word_of_a_plan_reaches_the_site(tmp_path: Path, name: str) -> None:
    """Not even where a public entry links to it."""
    linked = entry(links=[{"title": "The plan", "url": f"../{name}"}])
    project.draw(tmp_path, {name: PLAN, "entries/a.md": linked})

    built = project.build(tmp_path)

    assert built.returncode == 0, built.stderr
    files = project.bytes_of(tmp_path / "site")
    assert "index.html" in files
    assert [path for path, content in files.items() if CANARY.encode() in content] == []
    assert [path for path in files if "plan." in path] == []


def test_no_word_of_the_sample_s_plan_is_on_its_site(sample_site: Path) -> None:
    text = (sample.ROOT / "portfolio/plan.yml").read_text(encoding="utf-8")
    names = [one["name"] for one in yaml.safe_load(text)["milestones"]]
    site = b"\n".join(project.bytes_of(sample_site).values())

    assert names
    assert [name for name in names if name.encode() in site] == []


def test_what_comes_near_to_a_gap_is_named_with_what_declares_it(tmp_path: Path) -> None:
    mentoring = "I mentor two junior engineers.\n\nCoaching and mentoring is most of my job.\n"
    project.draw(tmp_path, {"entries/said.md": entry("article") + mentoring})

    command = "cto-portfolio suggest entries/said.md --accept talent/coach-and-mentor"
    text = run("plan").stdout
    assert f"      {command}\n" in text[text.index("Nearest to what has little evidence") :]
    near = json.loads(run("plan", "--format", "json").stdout)["nearest"]
    assert command in [one["command"] for one in near]
