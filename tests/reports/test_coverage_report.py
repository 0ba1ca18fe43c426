"""What `cto-portfolio coverage` tells an author, and what it tells a machine."""

import contextlib
import json
import os
import re
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import IO

import jsonschema
import pytest
from rich.cells import cell_len

from tests.support import project, sample
from tests.support.coverage_command import report, row, run, schema, text
from tests.support.project import entry

pytestmark = pytest.mark.usefixtures("author_folder")
GOOD = {"entries/deploys.md": entry(evidence=["trends/process"])}
BAD = {"entries/deploys.md": entry(evidence=["trends/proces"]), "entries/empty.md": ""}
ENOUGH = {"covered", "strong"}
PROOF = [{"title": "Proof", "url": "https://example.org/"}]
GONE = {**PROOF[0], "gone": "2026-05-05"}
FROM = {"from": {"name": "Bo Example", "relation": "report"}}


def block(output: str, begins: str) -> list[str]:
    """Return the lines of the block that begins with some words."""
    blocks = [one.splitlines() for one in output.split("\n\n")]
    return next(one for one in blocks if one[0].startswith(begins))


def test_shows_every_requirement_and_a_total(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    output = text()

    assert re.search(r"^o trends/process +thin +May 2026  4 months$", output, re.MULTILINE)
    assert re.search(r"^- trends/technology +gap$", output, re.MULTILINE)
    assert output.endswith("28 requirements: 0 strong, 0 covered, 1 thin and 27 gap; 0% covered.\n")


MENTORING = "I mentor two junior engineers weekly.\n\nCoaching and mentoring is most of my job.\n"


def test_a_requirement_with_little_evidence_names_the_entries_that_come_near(
    tmp_path: Path,
) -> None:
    files = {
        "entries/said.md": entry("article") + MENTORING,
        "entries/declared.md": entry("article", evidence=["talent/coach-and-mentor"]) + MENTORING,
        "entries/draft.md": entry("article", draft=True) + MENTORING,
    }
    project.draw(tmp_path, files)

    near = row("talent/coach-and-mentor")["nearest"]

    command = "cto-portfolio suggest entries/said.md --accept talent/coach-and-mentor"
    assert [(one["path"], one["command"]) for one in near] == [("entries/said.md", command)]
    assert near[0]["line"] in {8, 10}
    output = text()
    assert f"    ~ nearest: entries/said.md:{near[0]['line']}: {near[0]['sentence']}\n" in output
    assert f"      {command}\n" in output
    assert f"| {command} |" in text("--format", "markdown")


def test_what_has_enough_evidence_needs_no_entry_that_comes_near(tmp_path: Path) -> None:
    declared = {"evidence": ["talent/coach-and-mentor"], "links": PROOF}
    files = {
        "entries/said.md": entry("article") + MENTORING,
        "entries/declared.md": entry("article", **declared),
    }
    project.draw(tmp_path, files)

    assert row("talent/coach-and-mentor")["nearest"] == []
    assert row("talent/performance-manage")["nearest"] == []


def test_says_of_a_requirement_what_stands_behind_it(tmp_path: Path) -> None:
    files = {
        "entries/a.md": entry(title="A told one", visibility="private", evidence=["trust/respect"]),
        "entries/b.md": entry(
            title="By address", visibility="unlisted", evidence=["trust/respect"]
        ),
        "entries/c.md": entry("talk", event="QueueConf", title="On a stage", links=PROOF),
    }
    project.draw(tmp_path, files)

    output = text("--area", "trust", "--area", "communication")

    assert re.search(
        r"^\+ trust/respect +covered  May 2026  4 months\n    own words only; told$",
        output,
        re.MULTILINE,
    )
    assert re.search(r"^    entries/a\.md \(private\) +A told one$", output, re.MULTILINE)
    assert re.search(r"^    entries/b\.md \(unlisted\) +By address$", output, re.MULTILINE)
    assert re.search(r"^    entries/c\.md \(implied\) +On a stage$", output, re.MULTILINE)


def test_puts_what_communication_lacks_before_everything_else(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/talk.md": entry("talk", event="QueueConf")})

    output = text()

    assert block(output, "See to first")[1] == "  - communication/requirements-outline: gap"
    ids = re.findall(r"^  [-o] (\S+):", "\n".join(block(output, "See to first")), re.MULTILINE)
    assert ids[:6] == [
        "communication/requirements-outline",
        "communication/architecture",
        "communication/blog",
        "communication/visual",
        "communication/engagement",
        "communication/speaking",
    ]
    assert output.index("\nCommunication:") < output.index("\nBody of work:")


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ({"draft": True}, "> gap: no evidence; finish the draft entries/one.md"),
        (
            {"date": "2026-12-24"},
            "> gap: no evidence; entries/one.md will count from its date on, 24 December 2026",
        ),
        ({}, "> thin: one entry's own word; give entries/one.md figures with a source"),
        ({"links": [GONE]}, "> thin: its proof is gone; find another proof of entries/one.md; or"),
        ({"date": "2025-01-01"}, "> stale: nothing within 12 months; write down what you did"),
        (
            {"visibility": "private"},
            "> channel: told only; this area is judged by what is shown; publish one of these",
        ),
    ],
)
def test_says_what_to_do_about_what_is_missing(
    tmp_path: Path, meta: Mapping[str, object], said: str
) -> None:
    project.draw(tmp_path, {"entries/one.md": entry(**meta, evidence=["trends/tools"])})

    output = text("--area", "trends", COLUMNS="200")

    assert said in output


def test_says_that_implied_evidence_wants_to_be_declared(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/talk.md": entry("talk", event="QueueConf")})

    output = text("--area", "communication", COLUMNS="200")

    assert (
        "only implied by the kind of entry; declare it, with a claim, in entries/talk.md" in output
    )


def test_an_old_draft_makes_nothing_fresh(tmp_path: Path) -> None:
    old = {"date": "2020-01-01", "evidence": ["trends/tools"]}
    files = {"entries/done.md": entry(**old), "entries/draft.md": entry(**old, draft=True)}
    project.draw(tmp_path, files)

    found = row("trends/tools")["shortfalls"]

    assert [one["remedy"] for one in found] == [
        "finish the draft entries/draft.md",
        "write down what you did of it since",
    ]


def test_rules_of_ones_own_may_call_more_entries_thin(tmp_path: Path) -> None:
    rules = {"statuses": [{"status": "thin", "any": [{"entries": 1}]}]}
    files = {f"entries/{name}.md": entry(evidence=["trends/tools"]) for name in "ab"}
    project.draw(tmp_path, files, options={"frameworks": ["five-areas", "ours.yml"]})
    (tmp_path / "ours.yml").write_text(json.dumps(rules), encoding="utf-8")

    assert row("trends/tools")["shortfalls"][0]["reason"] == "too little yet"


def test_says_that_what_the_area_expects_has_become_old(tmp_path: Path) -> None:
    files = {
        "entries/vouched.md": entry(
            "recommendation",
            FROM,
            consent=True,
            date="2020-01-01",
            evidence=["talent/motivation"],
        ),
        "entries/shown.md": entry(evidence=["talent/motivation"]),
    }
    project.draw(tmp_path, files)

    output = text("--area", "talent", COLUMNS="200")

    assert "> channel: nothing vouched within 36 months; ask somebody who was there" in output


def test_work_that_goes_on_is_ongoing_whatever_else_is_older(tmp_path: Path) -> None:
    meta = {"kind": "achievement", "title": "Mentoring", "period": {"from": "2016-01"}}
    block_of_meta = json.dumps({**meta, "evidence": ["talent/motivation"]})
    project.draw(tmp_path, {"entries/m.md": f"---\n{block_of_meta}\n---\n\nEvery week.\n"})

    assert re.search(r"motivation +thin +Jan 2016  ongoing\n", text("--area", "talent"))


def test_lists_no_more_entries_than_can_be_read(tmp_path: Path) -> None:
    files = {
        f"entries/{day:02}.md": entry(date=f"2026-01-{day:02}", evidence=["trends/tools"])
        for day in range(1, 10)
    }
    project.draw(tmp_path, files)

    output = text("--area", "trends")

    assert "entries/04.md" in output
    assert "entries/03.md" not in output
    assert "    and 3 older; --format json has all" in output


def test_of_chosen_areas(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    output = text("--area", "communication", "--area", "trends")

    assert "9 requirements" in output
    assert "Talent" not in output


@pytest.mark.parametrize("columns", [60, 80, 139, 140, 200])
def test_no_line_is_longer_than_the_terminal(tmp_path: Path, columns: int) -> None:
    files = {
        "entries/deploys.md": entry(
            title="每周发布两次从不在周五" * 6, evidence=["trends/process"]
        ),
        f"entries/{'a-very-long-name-' * 7}.md": entry(evidence=["trends/process"]),
    }
    project.draw(tmp_path, files)

    lines = text("--since", "2020-01-01", COLUMNS=str(columns)).splitlines()

    assert max(map(cell_len, lines)) <= columns


@pytest.mark.parametrize("columns", [80, 200])
def test_the_sample_keeps_its_paths_whole_at_any_width(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.chdir(sample.ROOT)

    output = text(COLUMNS=str(columns))

    assert max(map(cell_len, output.splitlines())) <= columns
    counted = {one["path"] for each in report()["requirements"] for one in each["evidence"]}
    assert counted
    assert all(path in output for path in counted)


def test_a_narrow_terminal_has_less_on_a_line(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/one.md": entry(evidence=["talent/discern-potential"])})

    output = text("--area", "talent", COLUMNS="60")

    assert (
        "o talent/discern-potential   thin\n"
        "    May 2026, 4 months; own words only; shown; not vouched\n"
    ) in output


def test_a_wide_terminal_has_more_on_a_line(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    wide, narrow = (text("--area", "trends", COLUMNS=columns) for columns in ("200", "80"))

    assert re.search(
        r"^o trends/process +thin +May 2026  4 months +own words only +shown$",
        wide,
        re.MULTILINE,
    )
    assert re.search(
        r"^    entries/deploys\.md  Deploys in six minutes +May 2026, own words only$",
        wide,
        re.MULTILINE,
    )
    assert len(wide.splitlines()) < len(narrow.splitlines())


@pytest.mark.parametrize(
    ("environment", "is_styled"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_is_plain_when_piped_unless_it_is_forced(
    tmp_path: Path, environment: Mapping[str, str], *, is_styled: bool
) -> None:
    project.draw(tmp_path, GOOD)

    output = text(**environment)

    assert ("\x1b[" in output) is is_styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", output) == text()


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize(
    ("environment", "is_styled"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_takes_width_and_colour_from_the_terminal(
    tmp_path: Path, environment: Mapping[str, str], columns: int, *, is_styled: bool
) -> None:
    project.draw(tmp_path, GOOD)

    shown = _in_a_terminal(tmp_path, columns, environment)

    assert ("\x1b[" in shown) is is_styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == text(COLUMNS=str(columns))


def test_a_file_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/\x1b[2Jclear.md": entry(evidence=["trends/tools"])})

    assert "\x1b" not in text()
    assert "entries/?[2Jclear.md" in text()


def test_an_entry_on_which_much_rests_is_said(tmp_path: Path) -> None:
    ids = [f"trends/{name}" for name in ("process", "technology", "tools")]
    files = {
        "entries/all.md": entry(title="Ledger migration", links=PROOF, evidence=ids),
        "entries/other.md": entry(links=PROOF, evidence=["trends/tools"]),
    }
    project.draw(tmp_path, files)

    said = " ".join(" ".join(block(text(), "Concentration")).split())

    assert said == (
        "Concentration ! 'Ledger migration' is evidence for 3 of 3 requirements with any. "
        "2 of 3 covered rest on it alone or mostly; if it is questioned, these fall: "
        "trends/process, trends/technology"
    )


def test_an_organization_that_fills_much_is_said(tmp_path: Path) -> None:
    areas = ["trends/process", "trends/tools", "trust/respect", "talent/motivation"]
    files = {
        f"entries/{index}.md": entry(organization="Example Ltd", evidence=[one])
        for index, one in enumerate(areas)
    }
    project.draw(tmp_path, files)

    found = report()["concentration"]

    assert [(one["bearer"], one["name"]) for one in found] == [("organization", "Example Ltd")]
    assert sorted(found[0]["evidence_for"]) == sorted(areas)
    assert found[0]["falls_without"] == []
    assert "Example Ltd is evidence for 4 of 4 requirements with any." in text()


def test_what_is_said_to_fall_falls_when_it_is_taken_out_of_the_sample(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample_copy)
    whole = report()
    covered = {one["id"] for one in whole["requirements"] if one["status"] in ENOUGH}
    worst = whole["concentration"][0]
    entries = {
        one["path"]
        for each in whole["requirements"]
        for one in each["evidence"]
        if one["organization"] == worst["name"]
    }

    for path in entries:
        (sample_copy / "portfolio" / path).unlink()
    left = {one["id"] for one in report()["requirements"] if one["status"] in ENOUGH}

    assert worst["bearer"] == "organization"
    assert set(worst["falls_without"]) == covered - left


def test_nothing_is_said_where_evidence_is_spread(tmp_path: Path) -> None:
    files = {
        f"entries/{index}.md": entry(organization=f"Example {index}", evidence=[one])
        for index, one in enumerate(["trends/process", "trends/tools", "trust/respect"])
    }
    project.draw(tmp_path, files)

    assert report()["concentration"] == []
    assert "Concentration" not in text()


def test_says_what_rose_and_what_is_new(tmp_path: Path) -> None:
    files = {
        "entries/old.md": entry(date="2026-01-05", evidence=["trends/process"]),
        "entries/new.md": entry(title="A second one", evidence=["trends/process"]),
    }
    project.draw(tmp_path, files)

    changes = report("--since", "2026-03-01")["changes"]
    said = block(text("--since", "2026-03-01"), "Since 1 March 2026")

    assert changes["requirements"] == [
        {
            "id": "trends/process",
            "turns": ["rose"],
            "before": {"status": "thin", "stale": False},
            "after": {"status": "covered", "stale": False},
        }
    ]
    assert [one["path"] for one in changes["entries"]] == ["entries/new.md"]
    assert (changes["covered_percent_before"], changes["covered_percent"]) == (0, 3.6)
    assert said[0] == "Since 1 March 2026: 0% covered then, 3.6% now"
    assert said[1] == "  trends/process: rose from thin to covered"
    assert said[3].split() == ["2026-05-04", "entries/new.md", "A", "second", "one"]


def test_of_many_new_entries_the_newest_are_named(tmp_path: Path) -> None:
    told = {"visibility": "private", "evidence": ["trends/tools"]}
    files = {f"entries/{day}.md": entry(**told, date=f"2026-01-{day}") for day in range(10, 22)}
    project.draw(tmp_path, files)

    said = block(text("--since", "2026-01-01"), "Since")

    assert said[2] == "  12 new entries"
    assert said[3].split()[:3] == ["2026-01-21", "entries/21.md", "(private)"]
    assert said[-1] == "    and 2 before them"


def test_says_what_fell_because_time_went_by(tmp_path: Path) -> None:
    old = entry(date="2025-06-01", evidence=["trends/process"])
    project.draw(tmp_path, {"entries/old.md": old})

    changes = report("--since", "2026-05-31")["changes"]

    assert [one["turns"] for one in changes["requirements"]] == [["went-stale"]]
    assert "trends/process: fell: thin, and now stale" in text("--since", "2026-05-31")
    assert report("--since", "2026-06-01")["changes"]["requirements"] == []
    assert "No requirement has changed." in text("--since", "2026-06-01")


def test_says_where_the_expected_channel_was_lost_or_reached(tmp_path: Path) -> None:
    vouched = entry(
        "recommendation", FROM, consent=True, date="2023-01-10", evidence=["talent/motivation"]
    )
    files = {
        "entries/vouched.md": vouched,
        "entries/shown.md": entry(date="2025-01-10", evidence=["talent/motivation"]),
        "entries/public.md": entry(date="2025-02-10", evidence=["trust/respect"]),
        "entries/told.md": entry(evidence=["trust/respect"], visibility="private"),
    }
    project.draw(tmp_path, files)

    output = text("--since", "2025-12-01")

    assert "talent/motivation: fell: nothing recent is vouched any more" in output
    assert "trust/respect: rose from thin to covered; is now told, as expected" in output


def test_says_what_is_fresh_again(tmp_path: Path) -> None:
    files = {
        "entries/old.md": entry(date="2020-06-01", evidence=["trends/process"]),
        "entries/new.md": entry(evidence=["trends/process"]),
    }
    project.draw(tmp_path, files)

    said = text("--since", "2026-01-01")

    assert "trends/process: rose from thin to covered; is fresh again" in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-13-01", "'2026-13-01' is not a date; write it as 2026-03-14"),
        ("last week", "'last week' is not a date; write it as 2026-03-14"),
        ("2026-09-22", "'2026-09-22' is in the future; it is 2026-09-21 in UTC"),
    ],
)
def test_refuses_a_day_that_cannot_be_meant(tmp_path: Path, day: str, said: str) -> None:
    project.draw(tmp_path, GOOD)

    result = run("--since", day)

    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_dated_after_today_does_not_count_and_is_said(tmp_path: Path) -> None:
    files = {
        "entries/today.md": entry(date="2026-09-21", evidence=["trends/process"]),
        "entries/tomorrow.md": entry(date="2026-09-22", evidence=["trends/tools"]),
        "entries/draft.md": entry(date="2026-09-22", draft=True),
    }
    project.draw(tmp_path, files)

    assert row("trends/process")["status"] == "thin"
    assert row("trends/tools")["status"] == "gap"
    assert [one["path"] for one in report()["not_yet"]] == ["entries/tomorrow.md"]
    assert "entries/tomorrow.md" in "\n".join(block(text(), "Not counted yet"))
    assert "## Not counted yet" in text("--format", "markdown")


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_sample_is_as_the_schema_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.ROOT)

    content = report("--since", "2025-01-01", "--fail-under", "communication=100")

    assert len(content["requirements"]) == 28
    assert content["concentration"]
    assert content["changes"]["requirements"]


@pytest.mark.parametrize(
    "files",
    [
        {},
        GOOD,
        BAD,
        {"entries/later.md": entry(date="2027-01-01", evidence=["trends/tools"])},
        {
            "entries/talk.md": entry(
                "talk", event="QueueConf", links=PROOF, evidence=["talent/motivation"]
            )
        },
    ],
)
def test_other_portfolios_are_as_the_schema_says(tmp_path: Path, files: Mapping[str, str]) -> None:
    project.draw(tmp_path, files)

    assert report()["changes"] is None
    assert report("--since", "2026-01-01")["changes"]["since"] == "2026-01-01"


@pytest.mark.parametrize("key", ["status", "evidence", "shortfalls"])
def test_the_schema_refuses_what_lacks_something(tmp_path: Path, key: str) -> None:
    project.draw(tmp_path, GOOD)
    content = report()
    del content["requirements"][0][key]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(content)


def test_json_has_everything_about_a_requirement(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    found = row("trends/process")

    assert report()["date"] == "2026-09-21"
    assert (found["status"], found["strength"], found["channels"]) == (
        "thin",
        "claimed",
        ["shown"],
    )
    assert (found["newest"], found["age_months"]) == ("2026-05-04", 4)
    assert found["evidence"] == [
        {
            "path": "entries/deploys.md",
            "title": "Deploys in six minutes",
            "kind": "achievement",
            "date": "2026-05-04",
            "ongoing": False,
            "visibility": "public",
            "organization": None,
            "strength": "claimed",
            "proof_is_gone": False,
            "channel": "shown",
            "implied": False,
            "claim": None,
        }
    ]


def test_markdown_has_tables(tmp_path: Path) -> None:
    told = entry(title="Pipes | [brackets]", visibility="private", evidence=["trends/tools"])
    project.draw(tmp_path, {**GOOD, "entries/told.md": told})

    output = text("--format", "markdown", "--area", "trends", "--since", "2026-01-01")

    assert (
        "| Process | thin | own words only | May 2026 | 4 months | shown "
        "| Deploys in six minutes, entries/deploys.md |"
    ) in output
    assert r"Pipes \| \[brackets\], entries/told.md (private) |" in output
    assert "| trends/technology | gap | no evidence |" in output
    assert "## Since 1 January 2026" in output
    for table in re.findall(r"(?:^\|.*\n)+", output, re.MULTILINE):
        bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(bars) == 1, table


def test_says_that_something_does_not_count(tmp_path: Path) -> None:
    project.draw(tmp_path, BAD)

    assert "do not count; see 'cto-portfolio check'" in run().stderr


def test_refuses_an_area_that_is_none(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    result = run("--area", "comunication")

    assert result.exit_code == 2
    assert "did you mean 'communication'?" in result.stderr


def test_refuses_a_day_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.draw(tmp_path, GOOD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")

    assert run().exit_code == 2


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_pipe_that_closes_ends_it_quietly(tmp_path: Path, form: str) -> None:
    project.draw(tmp_path, GOOD)
    reader, writer = os.pipe()
    os.close(reader)

    with os.fdopen(writer, "w") as pipe:
        ended = _outside(tmp_path, pipe, "--format", form)

    assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    with Path("/dev/full").open("w") as full:
        ended = _outside(tmp_path, full)

    assert (ended.returncode, ended.stderr) == (
        1,
        "Error: cannot go on: No space left on device\n",
    )


def test_a_terminal_without_our_letters_still_shows_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.draw(tmp_path, {"entries/a.md": entry(title="每周", evidence=["trends/tools"])})
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1:strict")

    ended = _outside(tmp_path, subprocess.PIPE)

    assert ended.returncode == 0, ended.stderr
    assert r"\u6bcf\u5468" in ended.stdout


def _outside(root: Path, output: int | IO[str], *arguments: str) -> CompletedProcess[str]:
    """Run the installed command with its output led elsewhere."""
    return subprocess.run(
        [sample.command("cto-portfolio"), "coverage", *arguments],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def _in_a_terminal(root: Path, columns: int, environment: Mapping[str, str]) -> str:
    """Return what the installed command writes to a terminal of some width."""
    ours, its = os.openpty()
    termios.tcsetwinsize(its, (50, columns))
    command = subprocess.Popen(
        [sample.command("cto-portfolio"), "coverage"],
        cwd=root,
        env={**os.environ, **environment},
        stdout=its,
        stderr=its,
    )
    os.close(its)
    written = b""
    with contextlib.suppress(OSError), os.fdopen(ours, "rb", buffering=0) as terminal:
        # Linux says with an error that nobody writes any more.
        while some := terminal.read(65536):
            written += some
    assert command.wait() == 0
    return written.decode().replace("\r\n", "\n")
