"""The review page: all that an author has to see to, and no trace of it in any build."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.coverage.suggestion_memory import Memory
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.site.pages import review
from cto_portfolio.site.pages.review.review import Review
from cto_portfolio.site.site import Site
from tests.support import packets, project, sample
from tests.support.project import entry

TODAY = dt.date(2026, 6, 1)
CONSENT = {"from": {"name": "Bo Example", "relation": "report"}}
LINK = [{"title": "Proof", "url": "https://example.com/proof"}]
FILES = {
    "entries/deploys.md": entry(
        evidence=[{"requirement": "trends/process", "claim": "Releases became dull."}], links=LINK
    ),
    "entries/old.md": entry(
        title="The first team", evidence=["talent/hire-talent"], date="2015-02-03"
    ),
    "entries/keynote.md": entry("talk", title="On queues", event="Days", video="https://v.example"),
    "entries/running.md": entry(evidence=["body-of-work/develop-mvp"]).replace(
        "date: '2026-05-04'", "period: {from: 2019-01}"
    ),
    "entries/told.md": entry(
        title="Parting ways", visibility="private", evidence=["talent/performance-manage"]
    ),
    "entries/quiet.md": entry(title="By address only", visibility="unlisted"),
    "entries/later.md": entry(title="To be done", draft=True, evidence=["trust/respect"]),
    "entries/from-bo.md": entry("recommendation", CONSENT, title="Bo on Ada"),
    "entries/broken.md": entry("talk", evnt="Days"),
    "entries/linking.md": entry(title="With a link") + "\nSee [there](nowhere.md).\n",
}


def built(files: Mapping[str, str], memory: Memory | None = None) -> dict[str, Any]:
    """Return what the review's template reads."""
    framework = frameworks.load()
    read = portfolio.parse(
        {PurePosixPath(name): text for name, text in files.items()}, framework, today=TODAY
    )
    site = Site(portfolio=read, name="Ada Example", url_for=str)
    words = vocabulary.load(framework, root=Path())
    page = review.build(
        Review(
            site=site,
            today=TODAY,
            folder=PurePosixPath("portfolio"),
            found=(memory or Memory()).find(read.entries, words),
        )
    )
    assert page.path == PurePosixPath("review.md")
    meta: Any = page.meta
    return dict(meta["review"])


def section(files: Mapping[str, str], name: str) -> dict[str, Any]:
    return next(one for one in sections(built(files)) if one["id"] == name)


def sections(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [*page["sections"], *page["folded"]]


def row(files: Mapping[str, str], requirement: str) -> dict[str, Any]:
    areas = section(files, "matrix")["areas"]
    return next(one for area in areas for one in area["rows"] if one["id"] == requirement)


def need(files: Mapping[str, str], requirement: str) -> dict[str, Any]:
    found = section(files, "next")
    return next(one for one in found["needs"] + found["more"] if one["id"] == requirement)


def test_one_line_says_how_things_stand() -> None:
    assert built({})["summary"] == "0 of 28 covered; 28 gaps; no problems"
    assert built(FILES)["summary"] == "1 of 28 covered; 22 gaps; 5 thin; 1 stale; 2 problems"


def test_problems_stand_with_their_places_errors_first() -> None:
    found = section(FILES, "problems")["problems"]

    assert [one["severity"] for one in found] == ["error", "warning"]
    assert found[0]["place"].startswith("portfolio/entries/broken.md:")
    assert found[-1] == {
        "place": "portfolio/entries/linking.md:9",
        "url": "entries/linking.md",
        "code": "dead-link",
        "severity": "warning",
        "severity_name": "Warning",
        "message": "there is no file 'nowhere.md'; mend the path, or take it out",
    }


def test_the_matrix_is_whole_and_says_status_by_word_and_shape() -> None:
    areas = section({}, "matrix")["areas"]

    assert sum(len(area["rows"]) for area in areas) == 28
    gap = row(FILES, "communication--engagement")
    assert (gap["status"], gap["status_name"], gap["shape"]) == ("gap", "Gap", "○")
    assert gap["asks"] == "Engage with thought leaders on public platforms."
    assert gap["tip"] == "Daily posting is not needed; some engagement is preferred."
    assert (gap["newest"], gap["evidence"], gap["total"]) == (None, [], "0")
    stale = row(FILES, "talent--hire-talent")
    assert (stale["status_name"], stale["stale"], stale["shape"]) == ("Thin", True, "◔")
    assert stale["newest"] == {"date": "Feb 2015", "datetime": "2015-02-03"}
    assert row(FILES, "body-of-work--develop-mvp")["newest"]["date"] == "Ongoing"


def test_the_matrix_says_what_each_area_accepts() -> None:
    talent = next(one for one in section(FILES, "matrix")["areas"] if one["id"] == "talent")

    assert talent["covered"] == "0 of 6 covered"
    assert (talent["expects"], talent["fresh"]) == ("vouched", "36 months")
    assert talent["stance"] == "Asked about in interviews and checked again with references."


def test_channels_are_those_reached_and_the_one_expected() -> None:
    def channels(requirement: str) -> list[tuple[str, bool]]:
        return [(one["name"], one["reached"]) for one in row(FILES, requirement)["channels"]]

    assert channels("trends--process") == [("Shown", True)]
    assert channels("talent--performance-manage") == [("Told", True), ("Not vouched", False)]
    assert channels("trust--respect") == [("Not told", False)]


def test_evidence_is_listed_with_who_may_see_it() -> None:
    [told] = row(FILES, "talent--performance-manage")["evidence"]
    [shown] = row(FILES, "trends--process")["evidence"]

    assert (told["title"], told["mark_name"], told["url"]) == ("Parting ways", "Private", None)
    assert told["path"] == "portfolio/entries/told.md"
    assert told["channel"] == "told"
    assert (shown["mark"], shown["url"]) == (None, "entries/deploys.md")
    assert shown["claim"] == "Releases became dull."
    assert shown["strength_name"] == "confirmed"


def test_a_row_lists_the_newest_entries_and_counts_the_rest() -> None:
    many = {
        f"entries/{number}.md": entry(evidence=["trends/tools"], date=f"2020-01-{number:02}")
        for number in range(1, 21)
    }
    tools = row(many, "trends--tools")

    assert (tools["total_name"], tools["older"]) == ("20 entries", "and 8 older ones")
    assert len(tools["evidence"]) == 12
    assert tools["evidence"][0]["path"] == "portfolio/entries/20.md"
    assert row(FILES, "trends--process")["older"] is None


def test_what_readers_do_not_see_is_marked_with_its_path() -> None:
    def shown(name: str) -> list[tuple[str, str, str | None]]:
        found = section(FILES, name)["entries"]
        return [(one["mark_name"], one["path"], one["url"]) for one in found]

    assert shown("drafts") == [
        ("Draft", "portfolio/entries/later.md", None),
        ("No consent yet", "portfolio/entries/from-bo.md", None),
    ]
    assert shown("unpublished") == [
        ("Private", "portfolio/entries/told.md", None),
        ("Unlisted", "portfolio/entries/quiet.md", "entries/quiet.md"),
    ]
    draft, _ = section(FILES, "drafts")["entries"]
    assert draft["requirements"] == [{"name": "Respect", "id": "trust--respect"}]
    assert [one["counts"] for one in section(FILES, "drafts")["entries"]] == [False, True]


def test_it_begins_with_drafts_and_problems_and_folds_what_is_looked_up_now_and_then() -> None:
    page = built(FILES)

    assert [one["id"] for one in page["sections"]] == [
        *("drafts", "problems", "next", "suggestions", "packets", "unpublished"),
    ]
    assert [one["id"] for one in page["folded"]] == ["plan", "matrix", "frameworks"]


def test_many_drafts_and_many_problems_leave_room_for_the_rest() -> None:
    files = {f"entries/draft-{number}.md": entry(draft=True) for number in range(60)}
    files |= {f"entries/broken-{number}.md": entry("talk", evnt="Days") for number in range(100)}
    drafts, problems = section(files, "drafts"), section(files, "problems")

    assert (drafts["count"], problems["count"]) == ("60", "100")
    assert (len(drafts["entries"]), len(drafts["more"]), drafts["more_name"]) == (6, 54, "54 more")
    assert (len(problems["problems"]), len(problems["more"])) == (20, 80)
    assert problems["more_name"] == "80 more problems"


def test_without_drafts_it_says_how_to_begin_one() -> None:
    drafts = section({}, "drafts")

    assert (drafts["entries"], drafts["count"]) == ([], "0")
    assert (drafts["none"], drafts["command"]) == (
        "There are none. To begin one:",
        "cto-portfolio new",
    )


def test_pages_for_one_reader_say_how_they_stand_and_lead_to_them_while_they_are_open() -> None:
    texts = {name: text for name, text in packets.files().items() if isinstance(text, str)}
    [acme] = section(texts, "packets")["packets"]

    assert (acme["reader"], acme["url"]) == ("Acme Robotics", f"for/{packets.KEY}/index.md")
    assert acme["standing"] == "Open to whoever has the link, until 31 January 2027"
    assert acme["path"] == "portfolio/packets/acme.yml"
    assert acme["command"] == "cto-portfolio packet acme"

    over = {**texts, "packets/acme.yml": texts["packets/acme.yml"].replace("2027", "2026")}
    [acme] = section(over, "packets")["packets"]
    assert (acme["url"], acme["standing"].split(",")[0]) == (None, "Over")


def test_what_to_write_next_says_why_and_how() -> None:
    gap = need(FILES, "trust--respect")
    assert [one["path"] for one in gap["drafts"]] == ["portfolio/entries/later.md"]
    assert [one["command"] for one in gap["commands"]] == [
        'cto-portfolio new recommendation "Title"',
        'cto-portfolio new achievement "Title"',
    ]
    assert need(FILES, "communication--visual")["advice"] == [
        "Only its kind says so: declare it in portfolio/entries/keynote.md, with a claim."
    ]
    word, age, channel = need(FILES, "talent--hire-talent")["advice"]
    assert word.startswith("Your own word alone: give portfolio/entries/old.md figures")
    assert age == "The newest is from Feb 2015; this area wants something within 36 months."
    assert channel.startswith("So far shown; this area expects it to be vouched: ask somebody")


def test_the_kind_that_helps_most_is_said_first() -> None:
    first = section({}, "next")["steps"][0]

    assert first["kind_name"] == "Achievement"
    assert first["serves"] == "could fill 20 gaps"
    assert first["command"] == 'cto-portfolio new achievement "Title"'


def test_a_short_list_stands_open_and_the_rest_behind_a_click() -> None:
    found = section({}, "next")

    assert len(found["needs"]) == 6
    assert (len(found["more"]), found["more_name"]) == (22, "22 more requirements")
    assert found["more_from"] == "7"


MENTORING = "I mentor two junior engineers weekly.\n\nCoaching and mentoring is most of my job.\n"


def test_a_suggestion_says_its_sentence_where_it_stands_and_how_to_accept_it() -> None:
    [found] = section({"entries/on mentoring.md": entry("article") + MENTORING}, "suggestions")[
        "entries"
    ]

    assert (found["title"], found["url"]) == ("Deploys in six minutes", "entries/on mentoring.md")
    [one] = found["suggestions"]
    assert (one["name"], one["status_name"]) == ("Coach and Mentor", "Gap")
    assert one["grade"] == "likely"
    assert one["sentence"] == "I mentor two junior engineers weekly."
    assert one["place"] == "portfolio/entries/on mentoring.md:8"
    assert one["command"] == (
        "cto-portfolio suggest 'portfolio/entries/on mentoring.md' --accept talent/coach-and-mentor"
    )


def test_a_gap_names_the_entry_that_comes_near_and_what_declares_it() -> None:
    files = {"entries/mentoring.md": entry("article") + MENTORING}

    [near] = need(files, "talent--coach-and-mentor")["near"]

    assert near["path"] == "portfolio/entries/mentoring.md"
    assert near["sentence"] in MENTORING
    assert near["command"] == (
        "cto-portfolio suggest portfolio/entries/mentoring.md --accept talent/coach-and-mentor"
    )


def test_suggestions_of_the_newest_entries_stand_open_and_the_oldest_are_counted() -> None:
    many = {
        f"entries/{number}.md": entry("article", date=f"20{number}-01-01") + MENTORING
        for number in range(10, 60)
    }
    found = section(many, "suggestions")

    assert found["count"] == "50"
    assert [one["path"] for one in found["entries"]][:2] == [
        "portfolio/entries/59.md",
        "portfolio/entries/58.md",
    ]
    assert (len(found["entries"]), len(found["more"])) == (6, 40)
    assert (found["more_name"], found["left"]) == ("40 more entries", "4 older entries")


def test_what_is_remembered_of_an_entry_goes_when_it_changes() -> None:
    memory = Memory()
    name = "entries/one.md"

    def suggested(text: str) -> list[str]:
        found = next(
            one for one in built({name: text}, memory)["sections"] if one["id"] == "suggestions"
        )
        return [row["place"] for one in found["entries"] for row in one["suggestions"]]

    text = entry("article") + MENTORING
    assert suggested(text) == suggested(text) == ["portfolio/entries/one.md:8"]
    assert suggested(text.replace("---\n\n", "---\n\n\n")) == ["portfolio/entries/one.md:9"]
    assert suggested(entry("article", evidence=["talent/coach-and-mentor"]) + MENTORING) == []
    assert suggested(entry("article")) == []


PLAN = """\
start: 2026-03-01
cadences:
  - {requirement: communication/blog, kind: article, every: month}
  - {kind: talk, every: year, target: 2}
milestones:
  - {id: late, name: A budget, due: 2026-05-01}
  - {id: soon, name: An offer, due: 2026-06-05, evidence: entries/keynote.md}
  - {id: early, name: A team, due: 2026-06-07, done: 2026-06-02}
"""


def test_the_plan_says_what_slipped_and_what_is_due_in_each_period() -> None:
    plan = section({**FILES, "plan.yml": PLAN}, "plan")

    assert [(one["name"], one["said"]) for one in plan["slipped"]] == [
        ("Article for Blog", "1 every month: missed May 2026, and 2 times before"),
        ("A budget", "was due 1 May 2026"),
    ]
    week, month, quarter, year = plan["due"]
    assert (week["name"], week["until"]) == ("This week", "7 June 2026")
    assert [(one["name"], one["said"], one["path"]) for one in week["wanted"]] == [
        ("An offer", "due 5 June 2026", "portfolio/entries/keynote.md"),
        ("A team", "due 7 June 2026", None),
    ]
    assert [(one["id"], one["said"]) for one in month["wanted"]] == [
        ("communication--blog", "0 of 1")
    ]
    assert quarter["wanted"] == []
    assert [(one["name"], one["said"]) for one in year["wanted"]] == [("Talk", "1 of 2")]
    assert (plan["usual"], plan["count"]) == (False, "6")


def test_a_milestone_that_is_done_too_early_is_among_the_problems() -> None:
    found = section({**FILES, "plan.yml": PLAN}, "problems")["problems"]

    assert ("portfolio/plan.yml:8", "future-date") in {(one["place"], one["code"]) for one in found}


def test_streaks_are_said_with_the_longest() -> None:
    files = {
        f"entries/{month}.md": entry("article", date=f"2026-0{month}-09") for month in (1, 2, 3, 5)
    }
    plan = "cadences: [{kind: article, every: month}, {kind: talk, total: 3, due: 2026-12-24}]\n"
    found = section({**files, "plan.yml": plan}, "plan")

    assert [(one["name"], one["said"]) for one in found["streaks"]] == [
        ("Article", "1 every month: 1 month in a row; the longest was 3")
    ]
    assert [one["said"] for one in found["due"][-1]["wanted"]] == ["0 of 3, by 24 December 2026"]


def test_without_a_plan_a_usual_one_is_held_up_and_said_to_be_that() -> None:
    usual = section({}, "plan")

    assert (usual["usual"], usual["broken"]) == (True, False)
    assert any(due["wanted"] for due in usual["due"])


def test_a_plan_with_errors_is_not_replaced_by_another() -> None:
    broken = section({"plan.yml": "cadences: [{kind: tlak, every: year}]\n"}, "plan")

    assert (broken["broken"], broken["count"]) == (True, "")


def reading(files: Mapping[str, str], framework: str, name: str) -> dict[str, Any]:
    found = section(files, "frameworks")["frameworks"]
    parts = next(one["parts"] for one in found if one["name"] == framework)
    return next(one for part in parts for one in part["readings"] if one["name"] == name)


def test_every_other_framework_reads_the_evidence() -> None:
    found = section(FILES, "frameworks")

    assert found["count"] == "7"
    assert [one["name"] for one in found["frameworks"]][-2:] == [
        "Tour of Duty",
        "What people look for in a CTO interview",
    ]
    tours = found["frameworks"][-2]
    assert tours["summary"] == "5 strong, 2 partial, 6 unreached"
    assert tours["command"] == "cto-portfolio coverage --framework tour-of-duty"


def test_an_item_says_how_far_it_is_reached_by_which_entries_and_what_would_answer_it() -> None:
    team = reading(FILES, "What people look for in a CTO interview", "Fixing a dysfunctional team")

    assert (team["status_name"], team["shape"]) == ("Partial", "◑")
    assert [(one["title"], one["mark_name"], one["grade"]) for one in team["evidence"]] == [
        ("Deploys in six minutes (2026)", None, "in part"),
        ("Parting ways", "Private", "in part"),
    ]
    assert team["evidence"][0]["requirements"] == [{"name": "Process", "id": "trends--process"}]
    assert team["wanted"] == [{"name": "Motivation", "id": "talent--motivation"}]
    hiring = reading(FILES, "Tour of Duty", "Transformational")
    assert (hiring["status_name"], hiring["wanted"]) == ("Strong", [])
    assert (len(hiring["evidence"]), hiring["more"]) == (3, "2 more entries")


def test_what_a_framework_asks_and_nothing_reaches_is_said_first() -> None:
    frameworks_read = section(FILES, "frameworks")["frameworks"]
    by_name = {one["name"]: one["missing"] for one in frameworks_read}

    assert by_name["The skill stack of a CTO"] == [
        {
            "said": "No evidence reaches",
            "names": [
                "Business understanding",
                "Technology strategy",
                "Product and business alignment",
            ],
        },
        {
            "said": "Reached in part, and no requirement answers it whole",
            "names": ["Risk and quality management"],
        },
    ]
    assert by_name["Timeline and track signals"][-1]["said"].startswith("No requirement leads to")


def test_every_section_has_its_place_in_the_template() -> None:
    template = (sample.PROJECT / "theme/partials/review-section.html").read_text(encoding="utf-8")

    for one in sections(built({})):
        assert f'section.id == "{one["id"]}"' in template


TRACES = (
    *("cto-portfolio new", "What to write next", "author-bar", "review.html", "review/"),
    *("Parting ways", "To be done", "entries/told", "entries/later", "22 gaps"),
    *("cto-portfolio suggest", "cto-portfolio plan", "cto-portfolio coverage", "A budget"),
)


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("show_gaps", [True, False])
def test_no_build_has_a_trace_of_it(
    tmp_path: Path, engine: str, *, directory_urls: bool, show_gaps: bool
) -> None:
    """The style sheet knows how such a bar would look, and no more."""
    config = {"use_directory_urls": directory_urls}
    files = {**FILES, "plan.yml": PLAN, "entries/mentoring.md": entry("article") + MENTORING}
    project.draw(tmp_path, files, options={"show_gaps": show_gaps}, config=config)

    assert project.build(tmp_path, engine=engine).returncode == 0

    site = project.bytes_of(tmp_path / "site")
    assert [name for name in site if "review" in name] == []
    for name, content in site.items():
        if not name.startswith("assets/"):
            assert [trace for trace in TRACES if trace.encode() in content] == [], name


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_dirty_build_has_none_either(tmp_path: Path, engine: str) -> None:
    project.draw(tmp_path, FILES)

    project.build(tmp_path, "--dirty", engine=engine)

    assert not (tmp_path / "site/review").exists()
    assert "author-bar" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")
