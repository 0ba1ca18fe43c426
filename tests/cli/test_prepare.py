"""`cto-portfolio prepare`: the questions of an interview, and what answers them."""

import html
import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.authoring import handouts
from cto_portfolio.cli import main
from cto_portfolio.problems import PortfolioError
from tests.support import project
from tests.support.project import entry

HUSH = "Never say the name Quillfeather"
MEASURED = {"name": "Lead time", "before": 9, "after": 2, "source": "The board"}
FILES = {
    "entries/scaled.md": entry(
        evidence=[{"requirement": "body-of-work/iterate-and-scale", "claim": "Grew it tenfold."}],
        title="Ten times the orders",
        metrics=[MEASURED],
        organization="Harbourline",
    ),
    "entries/designed.md": entry(
        evidence=["body-of-work/architect-the-solution"], title="Four tables", date="2025-05-04"
    ),
    "entries/parting.md": entry(
        evidence=["talent/performance-manage"],
        title="Parting <b>ways</b>",
        visibility="private",
        notes=f"{HUSH}.\nThree minutes & no more.",
        business_value="The team could ship again.",
        **{"with": ["Dana"]},
    ),
    "entries/from-bo.md": entry(
        "recommendation",
        {"from": {"name": "Bo", "relation": "report"}},
        title="A word from Bo",
        evidence=["talent/coach-and-mentor"],
        consent=True,
    ),
    "entries/idea.md": entry(evidence=["trust/respect"], title="Not done yet", draft=True),
    "profile.yml": "name: Ada <Example>\n",
}


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026
    project.draw(tmp_path, FILES)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["prepare", *arguments])


def section(text: str, heading: str) -> str:
    """Return what stands below a question."""
    return re.split(r"\n\n|\n(?=  \S)", text.partition(f"  {heading}\n")[2])[0]


def test_the_entries_that_answer_stand_below_the_question_best_first() -> None:
    text = run().stdout

    below = section(text, "Questions asked: How would you design our system to handle 10x traffic?")
    assert below.splitlines() == [
        "    1. Ten times the orders",
        "       May 2026, Harbourline; measured, shown",
        "       entries/scaled.md",
        "       Iterate and scale the solution: Grew it tenfold.",
        "    2. Four tables",
        "       May 2025; claimed, shown, answers in part",
        "       entries/designed.md",
    ]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"evidence": ["talent/hire-talent"]}, {"evidence": ["talent/discern-potential"]}),
        ({"metrics": [MEASURED]}, {}),
        ({"date": "2026-01-01"}, {"date": "2019-01-01"}),
        ({"date": "2026-02-01"}, {"date": "2026-01-01"}),
    ],
)
def test_what_comes_first(
    tmp_path: Path, better: dict[str, object], worse: dict[str, object]
) -> None:
    """It answers whole, is backed, is fresh, is new; names would sort the other way."""
    usual = {"evidence": ["talent/hire-talent"]}
    files = {
        "entries/a.md": entry("achievement", {**usual, **worse}, title="The worse"),
        "entries/b.md": entry("achievement", {**usual, **better}, title="The better"),
    }
    project.draw(tmp_path, files)

    below = section(run().stdout, "Stories to have ready: a tough hiring decision")

    assert below.index("1. The better") < below.index("2. The worse")


def test_what_an_area_is_judged_by_comes_before_what_it_is_not(tmp_path: Path) -> None:
    """Trust is told: the private story comes first."""
    usual = {"evidence": ["trust/active-listening"]}
    files = {
        "entries/a.md": entry("achievement", usual, title="The page"),
        "entries/b.md": entry("achievement", usual, title="The story", visibility="private"),
    }
    project.draw(tmp_path, files)

    below = section(
        run().stdout, "How it is tested: how you respond when your ideas are challenged"
    )

    assert below.index("1. The story") < below.index("2. The page")


def test_private_notes_stand_with_the_story() -> None:
    text = run().stdout

    assert "Private: it holds your notes and private entries." in text
    assert f"       Notes: {HUSH}.\n       Three minutes & no more.\n" in text
    assert "private: tell it" in text


def test_questions_without_a_story_of_ones_own_are_said() -> None:
    """A reference vouches for a story; it is none. A draft is none either."""
    text = run().stdout

    summary = text.partition("\nNo story yet\n")[2]
    assert "  - coaching someone from struggling to strong\n" in summary
    assert "  - handling a senior engineer who disagreed with you\n" in summary
    assert "10x traffic" not in summary
    assert "    No story yet: write of trust/respect.\n" in text
    assert "A word from Bo" in text
    assert "Not done yet" not in text


def test_every_question_may_have_a_story(tmp_path: Path) -> None:
    ids = [
        *("body-of-work/iterate-and-scale", "body-of-work/choose-the-right-stack"),
        *("trust/active-listening", "trust/metrics-definition", "trust/goal-alignment"),
        *("talent/hire-talent", "talent/motivation", "talent/coach-and-mentor", "trust/respect"),
    ]
    project.draw(tmp_path, {"entries/all.md": entry(evidence=ids)})

    assert run().stdout.endswith("\nEvery question has a story.\n")
    run("--html", "all.html")
    assert "<p>Every question has a story.</p>" in Path("all.html").read_text(encoding="utf-8")


def test_a_framework_of_ones_own_leads_to_no_question(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/scaled.md": entry()}, options={"frameworks": ["ours.yml"]})
    Path("ours.yml").write_text(
        "areas:\n- {id: security, name: Security, summary: safe, stance: Told.}\n"
        "requirements:\n- {id: breaches, area: security, name: Breaches, asks: Had none.}\n",
        encoding="utf-8",
    )

    assert "No story yet: no requirement leads to it; prepare it apart." in run().stdout


def test_how_many_are_shown_can_be_said(tmp_path: Path) -> None:
    for name in "abcd":
        text = entry(evidence=["talent/hire-talent"], title=f"Hire {name}")
        (tmp_path / f"portfolio/entries/{name}.md").write_text(text, encoding="utf-8")

    assert "    and 1 more\n" in run().stdout
    assert "Hire d" not in run("--most", "1").stdout
    assert run("--most", "0").exit_code == 2
    run("--html", "prep.html", "--most", "2")
    assert "and 2 more</p>" in Path("prep.html").read_text(encoding="utf-8")


def test_the_page_holds_all_that_and_nothing_from_elsewhere() -> None:
    result = run("--html", "prep.html")

    page = Path("prep.html").read_text(encoding="utf-8")
    assert result.stdout == "prep.html\n"
    assert page.startswith("<!doctype html>\n")
    assert HUSH in page
    assert "Interview preparation: Ada &lt;Example&gt;" in page
    assert "Parting &lt;b&gt;ways&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "Three minutes &amp; no more." in html.unescape(page).replace("& no", "&amp; no")
    assert "Private. It holds notes" in page
    assert "@media print" in page
    assert "For the business: The team could ship again." in page
    assert "Credit: Dana" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)
    assert "<script" not in page


def test_the_page_is_for_its_owner_alone_and_written_anew() -> None:
    run("--html", "prep.html")
    Path("portfolio/entries/idea.md").unlink()
    Path("portfolio/entries/scaled.md").unlink()

    assert run("--html", "prep.html").exit_code == 0

    assert "Ten times" not in Path("prep.html").read_text(encoding="utf-8")
    assert stat.S_IMODE(Path("prep.html").stat().st_mode) == 0o600
    assert [path.name for path in Path().glob(".prep*")] == []


@pytest.mark.parametrize(
    "target",
    ["site/prep.html", "portfolio/prep.html", "portfolio/../site/a/prep.html", "theme/p.html"],
)
def test_the_page_is_never_written_where_it_would_be_published(target: str) -> None:
    project.draw(Path(), FILES, config={"theme": {"name": "material", "custom_dir": "theme"}})
    for folder in ("site/a", "theme"):
        Path(folder).mkdir(parents=True)

    result = run("--html", target)

    assert result.exit_code == 1
    assert "which is published; choose another place" in result.stderr
    assert not Path(target).exists()


def test_a_link_does_not_lead_the_page_onto_the_site() -> None:
    Path("elsewhere").symlink_to("portfolio")

    result = run("--html", "elsewhere/prep.html")

    assert result.exit_code == 1
    assert not Path("portfolio/prep.html").exists()


def test_the_page_is_never_written_over_somebody_elses_file() -> None:
    Path("notes.html").write_text("<!doctype html>\nmine", encoding="utf-8")
    Path("link.html").symlink_to("notes.html")

    for name, said in (("notes.html", "was not written by this"), ("link.html", "no plain file")):
        result = run("--html", name)

        assert result.exit_code == 1
        assert said in result.stderr
    assert Path("notes.html").read_text(encoding="utf-8") == "<!doctype html>\nmine"


def test_a_page_that_cannot_be_written_is_said() -> None:
    result = run("--html", "nowhere/prep.html")

    assert result.exit_code == 1
    assert "cannot write 'nowhere/prep.html': No such file or directory" in result.stderr
    assert run("--html", "portfolio").exit_code == 2
    Path("circle.html").symlink_to("circle.html")
    result = run("--html", "circle.html")
    assert result.exit_code == 1
    assert "'circle.html'" in result.stderr


def test_a_page_that_cannot_be_finished_leaves_the_old_one() -> None:
    """Half a surrogate is no text that a file could hold."""
    path = Path("prep.html")
    handouts.write("mine: old", path, mark="mine", published=())

    with pytest.raises(PortfolioError, match="the text is not UTF-8"):
        handouts.write("mine: new \ud800", path, mark="mine", published=())

    assert path.read_text(encoding="utf-8") == "mine: old"
    assert [path.name for path in Path().glob(".prep*")] == []


def test_files_with_errors_are_said_not_to_count(tmp_path: Path) -> None:
    (tmp_path / "portfolio/entries/empty.md").touch()

    assert "do not count; see 'cto-portfolio check'" in run().stderr


def test_a_build_after_it_holds_no_trace(tmp_path: Path) -> None:
    run("--html", "prep.html")

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    site = project.bytes_of(tmp_path / "site")
    assert b"Ten times the orders" in site["index.html"]
    for name, content in site.items():
        assert "prep" not in name
        for trace in (b"Quillfeather", b"Three minutes", b"Interview preparation", b"Parting"):
            assert trace not in content, name
