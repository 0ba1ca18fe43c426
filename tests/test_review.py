"""The review page: all that an author has to see to, and no trace of it in any build."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from cto_portfolio import frameworks, portfolio
from cto_portfolio.pages import review
from cto_portfolio.site import Site
from tests import project, sample
from tests.project import entry

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


def built(files: Mapping[str, str]) -> dict[str, Any]:
    """Return what the review's template reads."""
    read = portfolio.parse(
        {PurePosixPath(name): text for name, text in files.items()}, frameworks.load()
    )
    site = Site(portfolio=read, name="Ada Example", url_for=str)
    page = review.build(site, today=TODAY, folder=PurePosixPath("portfolio"))
    assert page.path == PurePosixPath("review.md")
    meta: Any = page.meta
    return dict(meta["review"])


def section(files: Mapping[str, str], name: str) -> dict[str, Any]:
    return next(one for one in built(files)["sections"] if one["id"] == name)


def row(files: Mapping[str, str], requirement: str) -> dict[str, Any]:
    areas = section(files, "matrix")["areas"]
    return next(one for area in areas for one in area["rows"] if one["id"] == requirement)


def need(files: Mapping[str, str], requirement: str) -> dict[str, Any]:
    found = section(files, "next")
    return next(one for one in found["needs"] + found["more"] if one["id"] == requirement)


def test_one_line_says_how_things_stand() -> None:
    assert built({})["summary"] == "0 of 28 covered; 28 gaps; no problems"
    assert built(FILES)["summary"] == "1 of 28 covered; 22 gaps; 5 thin; 1 stale; 3 problems"


def test_problems_stand_with_their_places_errors_first() -> None:
    found = section(FILES, "problems")["problems"]

    assert [one["severity"] for one in found] == ["error", "error", "warning"]
    assert found[0]["place"].startswith("portfolio/entries/broken.md:")
    assert found[-1] == {
        "place": "portfolio/entries/linking.md:9",
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
    assert shown["strength_name"] == "corroborated"


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
    found = section(FILES, "unpublished")["entries"]

    assert [(one["mark_name"], one["path"], one["url"]) for one in found] == [
        ("Draft", "portfolio/entries/later.md", None),
        ("No consent yet", "portfolio/entries/from-bo.md", None),
        ("Private", "portfolio/entries/told.md", None),
        ("Unlisted", "portfolio/entries/quiet.md", "entries/quiet.md"),
    ]
    assert [one["counts"] for one in found] == [False, True, True, True]
    assert found[0]["requirements"] == [{"name": "Respect", "id": "trust--respect"}]


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
    assert (first["serves"], first["gaps"]) == ("20 requirements", "20 gaps")
    assert first["command"] == 'cto-portfolio new achievement "Title"'


def test_a_short_list_stands_open_and_the_rest_behind_a_click() -> None:
    found = section({}, "next")

    assert len(found["needs"]) == 6
    assert (len(found["more"]), found["more_name"]) == (22, "22 more requirements")
    assert found["more_from"] == "7"


def test_every_section_has_its_place_in_the_template() -> None:
    template = (sample.PROJECT / "theme/review.html").read_text(encoding="utf-8")

    for one in built({})["sections"]:
        assert f'section.id == "{one["id"]}"' in template


TRACES = (
    *("cto-portfolio new", "What to write next", "author-bar", "review.html", "review/"),
    *("Parting ways", "To be done", "entries/told", "entries/later", "22 gaps"),
)


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("show_gaps", [True, False])
def test_no_build_has_a_trace_of_it(
    tmp_path: Path, engine: str, *, directory_urls: bool, show_gaps: bool
) -> None:
    """The style sheet knows how such a bar would look, and no more."""
    config = {"use_directory_urls": directory_urls}
    project.draw(tmp_path, FILES, options={"show_gaps": show_gaps}, config=config)

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
