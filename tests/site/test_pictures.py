"""What pages draw: areas at a glance, the timeline's lanes, entries by month."""

import itertools
import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any, cast

import pytest
import yaml

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site import pages
from cto_portfolio.site.pages import lanes, overview
from cto_portfolio.site.site import Site
from tests.support.project import entry

MEASURED = {"metrics": [{"name": "A", "before": 2, "after": 1, "source": "s"}]}
CORROBORATED = {"links": [{"title": "Talk", "url": "https://example.com/a"}]}


def built(
    *entries: str,
    tours: tuple[Mapping[str, object], ...] = (),
    shows_gaps: bool = False,
    today: date = date.min,
) -> dict[str, Any]:
    """Return each page's data by source path."""
    files = {PurePosixPath(f"entries/{number}.md"): text for number, text in enumerate(entries)}
    if tours:
        profile = yaml.safe_dump({"name": "Ada", "tours": list(map(dict, tours))})
        files[PurePosixPath("profile.yml")] = profile
    parsed = portfolio.parse(files, frameworks.load(), today=date.max)
    assert [str(problem) for problem in parsed.problems if problem.is_error] == []
    site = Site(portfolio=parsed, name="Ada", url_for=str, shows_gaps=shows_gaps, today=today)
    return {str(page.path): cast("Any", page.meta) for page in pages.build(site)}


def picture(
    *entries: str, tours: tuple[Mapping[str, object], ...] = (), today: date = date.min
) -> dict[str, Any]:
    """Return the timeline's."""
    made = built(*entries, tours=tours, today=today)
    return cast("dict[str, Any]", made["timeline.md"]["timeline"]["picture"])


def tour(start: str, end: str | None = None) -> dict[str, object]:
    return {"organization": "Harbourline", "title": "Lead", "from": start, "to": end}


def test_a_requirement_has_a_mark_for_each_entry_the_best_backed_first() -> None:
    shown = {"evidence": ["trends/process"]}
    found = built(
        entry(**shown),
        entry(**shown, **MEASURED),
        entry(**shown, **MEASURED, **CORROBORATED),
        entry(**shown, visibility="private"),
        entry(**shown, visibility="unlisted"),
    )

    (area,) = found["coverage.md"]["coverage"]["overview"]["areas"]
    (requirement,) = area["requirements"]
    assert (area["name"], area["text"]) == ("Trends", "3 entries")
    assert requirement["marks"] == ["both", "measured", "claimed"]
    assert requirement["text"] == "3 entries, 1 measured and confirmed, 1 measured"
    assert requirement["url"] == "areas/trends.md#process"
    levels = found["coverage.md"]["coverage"]["overview"]["levels"]
    assert [level["name"] for level in levels] == [
        "Own account",
        "Measured",
        "Measured, confirmed",
    ]


@pytest.mark.parametrize(
    ("metas", "said"),
    [
        ([{}], "1 entry"),
        ([{}, {}], "2 entries"),
        ([MEASURED], "1 entry, measured"),
        ([CORROBORATED, CORROBORATED], "2 entries, all confirmed"),
        ([CORROBORATED, {}], "2 entries, 1 confirmed"),
    ],
)
def test_what_backs_a_requirement_is_said(metas: list[dict[str, object]], said: str) -> None:
    found = built(*(entry(evidence=["trends/process"], **meta) for meta in metas))

    (cell,) = found["areas/trends.md"]["area"]["glance"]
    assert cell["text"] == said


def test_more_entries_than_a_phone_has_room_for_are_shown_by_their_shares() -> None:
    own = [entry(evidence=["trends/process"])] * overview.MAX_MARKS
    measured = [entry(evidence=["trends/process"], **MEASURED)] * overview.MAX_MARKS

    (cell,) = built(*own, *measured)["areas/trends.md"]["area"]["glance"]

    assert cell["marks"] == ["measured", "measured", "measured", "claimed", "claimed", "claimed"]
    assert cell["total"] == "12"


def test_gaps_are_cells_only_when_they_are_shown() -> None:
    one = entry(evidence=["trends/process"])

    shown = built(one, shows_gaps=True)["coverage.md"]["coverage"]["overview"]["areas"]
    cells = {cell["name"]: cell for area in shown for cell in area["requirements"]}
    assert len(cells) == 28
    assert cells["Tools"]["text"] == "no evidence yet"
    assert cells["Tools"]["marks"] == []
    assert {area["text"] for area in shown} == {"1 entry", "No evidence yet"}
    (hidden,) = built(one)["coverage.md"]["coverage"]["overview"]["areas"]
    assert len(hidden["requirements"]) == 1


def test_nothing_is_drawn_of_nothing() -> None:
    found = built()

    assert found["index.md"]["home"]["known_for"] == []
    assert "coverage.md" not in found
    assert "timeline.md" not in found


def test_the_timeline_has_a_lane_for_each_kind_and_a_bar_for_each_tour() -> None:
    drawn = picture(
        entry(date="2020-01-01"),
        entry("talk", event="Days", date="2021-12-31"),
        entry("talk", event="Days", date="2021-07-01", visibility="private"),
        tours=(tour("2021-07"), tour("2020-01", "2020-12")),
    )

    assert [(lane["name"], lane["count"], lane["shape"]) for lane in drawn["lanes"]] == [
        ("Work", "1", "triangle"),
        ("Talks", "1", "circle"),
    ]
    work, talks = (lane["marks"][0] for lane in drawn["lanes"])
    assert (work["x"], talks["x"]) == ("2.5", "97.4")
    assert work["url"] == "entries/0.md"
    assert work["text"] == "Deploys in six minutes, 1 January 2020"
    assert [(bar["url"], bar["ongoing"]) for bar in drawn["tours"]] == [
        ("#tour-2", False),
        ("#tour-1", True),
    ]
    assert drawn["text"] == "From 2020 to 2021: 2 roles, 1 achievement and 1 talk."


def test_a_tour_that_goes_on_is_drawn_to_the_newest_date_there_is() -> None:
    (bar,) = picture(entry(date="2023-07-02"), tours=(tour("2023-01"),))["tours"]

    assert float(bar["x"]) + float(bar["width"]) == pytest.approx(50, abs=0.2)


@pytest.mark.parametrize("today", ["2024-07-02", "2024-07-31"])
def test_a_tour_that_goes_on_is_drawn_to_this_month(today: str) -> None:
    drawn = picture(
        entry(date="2023-07-02"), tours=(tour("2023-01"),), today=date.fromisoformat(today)
    )

    (bar,) = drawn["tours"]
    assert float(bar["x"]) + float(bar["width"]) == pytest.approx(73.7, abs=0.2)
    assert bar["text"] == "Lead, Harbourline, Jan 2023 – now"
    assert drawn["text"] == "From 2023 to 2024: 1 role and 1 achievement."


def test_what_is_over_asks_for_no_clock() -> None:
    over = (tour("2023-01", "2023-05"),)
    drawn = [picture(entry(), tours=over, today=day) for day in (date.min, date(2030, 1, 1))]

    assert drawn[0] == drawn[1]


def test_each_tour_of_the_picture_is_told_below_it() -> None:
    tours = (tour("2020-01", "2020-12"), tour("2020-01"))

    timeline = built(tours=tours)["timeline.md"]["timeline"]

    told = {f"#{one['id']}" for one in timeline["tours"]}
    assert told == {one["url"] for one in timeline["picture"]["tours"]}
    assert len(told) == len(tours)


def test_one_entry_is_a_timeline_of_one_year() -> None:
    drawn = picture(entry(date="2024-02-29"))

    assert [year["label"] for year in drawn["years"]] == ["2024"]
    assert drawn["text"] == "2024: 1 achievement."


@pytest.mark.parametrize(
    ("first", "last"), [(2024, 2024), (2017, 2026), (1966, 2026), (1, 9999), (9999, 9999)]
)
def test_the_years_have_few_labels_and_room_for_each(first: int, last: int) -> None:
    drawn = picture(entry(date=f"{first:04}-01-01"), entry(date=f"{last}-12-31"))

    places = [float(year["x"]) for year in drawn["years"] if year["label"]]
    assert 1 <= len(places) <= 8
    assert all(after - before > 10 for before, after in itertools.pairwise(places))


def test_marks_stay_in_the_picture_and_apart_whatever_the_dates() -> None:
    chance = random.Random(20)  # noqa: S311 - the same dates each time
    for entries in (1, 2, 7, 30, 90):
        days = [
            date(1966, 1, 1) + timedelta(days=int(60 * 365 * chance.random() ** 3))
            for _ in range(entries)
        ]
        drawn = picture(
            *(entry(date=day.isoformat()) for day in days),
            tours=(tour(min(days).isoformat()), tour(max(days).isoformat(), "2031-05")),
        )
        (lane,) = drawn["lanes"]
        height = float(drawn["height"])
        marks = [(float(mark["x"]), float(mark["y"])) for mark in lane["marks"]]
        for x, y in marks:
            assert 2.5 <= x <= 97.5
            assert 6 <= y <= height - 6
        for number, (x, y) in enumerate(marks):
            for other_x, other_y in marks[:number]:
                assert abs(x - other_x) > 4.4 or abs(y - other_y) > 12
        for bar in [*drawn["tours"], *lane["bars"]]:
            assert float(bar["x"]) >= 2.5
            assert float(bar["x"]) + float(bar["width"]) <= 98.1


def test_a_lane_with_too_much_for_marks_counts_by_year() -> None:
    entries = [entry(date="2024-05-04")] * (lanes.MAX_LEVELS + 1) + [entry(date="2025-05-04")] * 3

    (lane,) = picture(*entries)["lanes"]

    assert (lane["count"], lane["marks"]) == ("9, at most 6 a year", [])
    assert [(bar["text"], bar["url"], bar["height"]) for bar in lane["bars"]] == [
        ("2024: 6 achievements", "#year-2024", "44"),
        ("2025: 3 achievements", "#year-2025", "22"),
    ]


def test_entries_are_counted_by_month() -> None:
    entries = [entry(date=f"2024-{month:02}-01") for month in (1, 1, 1, 1, 3)]
    entries += [entry(date="2026-12-31")] * 7
    entries += [entry(date="2026-12-31", visibility="private")]

    found = built(*entries)

    activity = found["work.md"]["list"]["activity"]
    years = {
        year["year"]: (year["total"], [month["count"] for month in year["months"]], year["url"])
        for year in activity["years"]
    }
    nothing = [None] * 12
    assert list(years) == ["2026", "2025", "2024"]
    assert years["2024"] == ("5", ["4", None, "1", *nothing[3:]], "#year-2024")
    assert years["2025"] == ("0", nothing, None)
    assert years["2026"] == ("7", [*nothing[1:], "7"], "#year-2026")
    assert activity["before"] is None
    assert found["work.md"]["list"]["activity"]["caption"] == "Achievements by month"


def test_a_month_with_four_times_as_many_has_a_square_twice_as_wide() -> None:
    days = ["2024-01-01"] * 8 + ["2024-02-01"] * 2 + ["2025-02-01"] * 2

    activity = built(*(entry(date=day) for day in days))["work.md"]["list"]["activity"]

    january, february = activity["years"][-1]["months"][:2]
    assert (january["side"], january["from"]) == ("16.0", "0.0")
    assert (february["side"], february["from"]) == ("8.0", "4.0")


def test_what_is_older_than_ten_years_is_a_number() -> None:
    days = ["1999-01-01"] * 3 + ["2026-01-01"] * 9

    activity = built(*(entry(date=day) for day in days))["work.md"]["list"]["activity"]

    assert [year["year"] for year in activity["years"]][-1] == "2017"
    assert activity["before"] == "And 3 achievements before 2017."


@pytest.mark.parametrize(
    "days", [["2024-01-01", "2025-01-01"], ["2024-01-01"] * 20], ids=["few", "one year"]
)
def test_months_are_not_counted_where_that_says_nothing(days: list[str]) -> None:
    found = built(*(entry(date=day) for day in days))

    assert found["work.md"]["list"]["activity"] is None


def test_lists_say_what_sets_each_kind_apart() -> None:
    outcome = {"date": "2026-06-01", "verdict": "Held."}
    call = {"claim": "It will.", "check_by": "2027-06-30", "wrong_if": "It does not."}
    author = {"name": "Ama", "relation": "report"}
    found = built(
        entry(business_value="Worth a week."),
        entry("architecture-tradeoff", status="superseded", outcome=outcome),
        entry("architecture-tradeoff", status="accepted"),
        entry("talk", event="Days", part="keynote", audience=450, video="https://v.example.com"),
        entry("talk", event="Days", slides="https://s.example.com", video="https://v.example.com"),
        entry("article", series="Calm", call=call),
        entry("article", call={**call, "verdict": "Right."}),
        entry("recommendation", {"from": author}, consent=True),
    )

    def said(path: str) -> list[list[tuple[str, str]]]:
        return [
            [(one["name"], one["text"]) for one in card["remarks"]]
            for year in found[path]["list"]["listing"]["sections"]
            for card in year["entries"]
        ]

    assert said("work.md") == [[("Why it mattered", "Worth a week.")]]
    assert said("decisions.md") == [
        [("Status", "Superseded"), ("In hindsight", "Held.")],
        [],
    ]
    assert said("talks.md") == [
        [("My role", "Keynote"), ("Audience", "450 people"), ("Online", "Video")],
        [("Online", "Slides and video")],
    ]
    assert said("writing.md") == [
        [("Series", "Calm"), ("In hindsight", "Check by 30 June 2027")],
        [("In hindsight", "Right.")],
    ]
    assert said("recommendations.md") == [[("Relation", "Reported to me")]]
