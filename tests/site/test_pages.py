"""What pages say, before any engine has seen them."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, cast

import pytest
import yaml

from bench import portfolio_of
from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site import pages
from cto_portfolio.site.site import Site
from cto_portfolio.text import captions
from tests.support import project
from tests.support.project import entry


def _pages(files: Mapping[str, str], **chosen: Any) -> dict[str, Mapping[str, Any]]:  # noqa: ANN401
    """Return each page's data by source path."""
    parsed = portfolio.parse(
        {PurePosixPath(path): text for path, text in files.items()},
        frameworks.load(),
        today=project.TODAY,
    )
    assert [str(problem) for problem in parsed.problems if problem.is_error] == []
    site = Site(portfolio=parsed, name="Site", url_for=str, **chosen)
    return {str(page.path): cast("Mapping[str, Any]", page.meta) for page in pages.build(site)}


def test_a_page_survives_the_way_through_yaml() -> None:
    """Engines without our adapter read the same data from front matter."""
    odd = "Tabs\tand “quotes”: \u2028 # {x} 日本 🙂 \\u0041 'a' \"b\""
    parsed = portfolio.parse(
        {PurePosixPath("entries/a.md"): entry(title=odd.replace("\u2028", ""), notes="secret")},
        frameworks.load(),
        today=project.TODAY,
    )

    for page in pages.build(Site(portfolio=parsed, name=odd, url_for=str)):
        _, block, body = page.source.split("---\n", 2)
        assert yaml.safe_load(block) == page.meta
        assert body == f"\n{page.body}"
        assert "secret" not in page.source


def test_a_proof_that_is_gone_is_said_to_nobody() -> None:
    """Not even by a title without an address; the entry counts as its author's own word."""
    gone = {"title": "Gone report", "url": "https://gone.example.org/", "gone": "2026-05-05"}
    here = {"title": "Report", "url": "https://example.org/"}
    made = _pages(
        {
            "entries/a.md": entry(title="A", links=[here, gone], evidence=["trends/process"]),
            "entries/b.md": entry(title="B", links=[gone], evidence=["trends/process"]),
        }
    )

    assert [one["title"] for one in made["entries/a.md"]["entry"]["links"]] == ["Report"]
    assert made["entries/b.md"]["entry"]["links"] == []
    assert "gone" not in str(made).lower()


def test_a_metric_shows_its_change_and_which_way_is_better() -> None:
    metrics = [
        {"name": "A", "before": 40, "after": 10, "unit": "min", "better": "lower"},
        {"name": "B", "before": 40, "after": 10, "better": "higher", "source": "s"},
        {"name": "C", "before": 5, "after": 5, "better": "lower", "measured": "2026-01-31"},
        {"name": "D", "before": -5, "after": 5},
        {"name": "E", "before": 0, "after": 0},
        {"name": "F", "after": 99.95, "unit": "%"},
    ]

    page = _pages({"entries/a.md": entry(metrics=metrics)})["entries/a.md"]

    found = page["entry"]["metrics"]
    assert [(one["change"], one["better"]) for one in found] == [
        ("−75%", "improved"),
        ("−75%", "worsened"),
        ("no change", "unchanged"),
        ("+10", ""),
        ("no change", ""),
        (None, ""),
    ]
    assert [one["words"] for one in found] == [
        *("Down by 75%", "Down by 75%", "No change", "Up by 10", "No change"),
        None,
    ]
    assert [one["goal"] for one in found[:4]] == [
        *("lower is better", "higher is better", "lower is better"),
        None,
    ]
    before = {"name": "Before", "value": "40 min", "width": "100.0", "gap": None}
    after = {"name": "After", "value": "10 min", "width": "25.0", "gap": "75.0"}
    assert found[0]["chart"] == [before, after]
    assert [bar["gap"] for bar in found[2]["chart"]] == [None, None]
    assert [one["chart"] for one in found[3:]] == [None, None, None]
    assert found[0]["text"] == "A: from 40 min to 10 min (−75%)"
    assert found[2]["measured"] == "31 January 2026"
    assert found[5]["text"] == "F: 99.95%"


def _tradeoff(**more: object) -> str:
    scored = {
        "criteria": [{"name": "Cost", "weight": 3}, {"name": "Skills", "weight": 1}],
        "options": [
            {"name": "Queue", "scores": {"Cost": 4, "Skills": 4}},
            {"name": "Bus", "scores": {"Cost": 3, "Skills": 5}},
        ],
    }
    return entry("architecture-tradeoff", {**scored, **more})


def test_a_decision_shows_totals_margin_and_flips() -> None:
    page = _pages({"entries/a.md": _tradeoff(decision="Queue", confidence=70, basis="both")})

    decision = page["entries/a.md"]["entry"]["decision"]
    assert [(one["name"], one["total"], one["leads"]) for one in decision["options"]] == [
        ("Queue", "4", True),
        ("Bus", "3.5", False),
    ]
    assert [one["share"] for one in decision["criteria"]] == ["75%", "25%"]
    assert decision["margin"] == "“Queue” came out first, with 4 against 3.5 for “Bus”."
    assert decision["closeness"] == "Had “Cost” counted a quarter as much, “Bus” would have won."
    assert decision["criteria"][1]["width"] == "33.3"
    assert [row["scores"][1]["option"] for row in decision["criteria"]] == ["Bus", "Bus"]
    assert [row["scores"][1]["text"] for row in decision["criteria"]] == ["3", "5"]
    assert [row["scores"][1]["width"] for row in decision["criteria"]] == ["60.0", "100.0"]
    assert decision["flips"] == [
        {"criterion": "Cost", "text": "below 1 instead of 3, −67%: “Bus” wins"},
        {"criterion": "Skills", "text": "above 3 instead of 1, +200%: “Bus” wins"},
    ]
    assert (decision["confidence"], decision["basis_name"]) == ("70%", "Data and gut feeling")


def test_a_choice_against_the_score_is_said() -> None:
    page = _pages({"entries/a.md": _tradeoff(decision="We take the bus all the same")})

    decision = page["entries/a.md"]["entry"]["decision"]
    assert decision["chosen"] == "Bus"
    against = "with 4 against 3.5 for “Bus”; “Bus” was chosen against the score."
    assert decision["margin"] == f"“Queue” came out first, {against}"
    assert page["entries/a.md"]["entry"]["detail"] == "Chose “Bus” over “Queue”"


def test_a_result_that_hangs_on_a_weight_is_called_close_and_another_clear() -> None:
    weights = {"a": (21, 20), "b": (10, 1), "c": (1, 0)}
    files = {}
    for name, (cost, skills) in weights.items():
        criteria = [{"name": "Cost", "weight": cost}, {"name": "Skills", "weight": skills}]
        options = [
            {"name": "Queue", "scores": {"Cost": 4, "Skills": 3}},
            {"name": "Bus", "scores": {"Cost": 3, "Skills": 4}},
        ]
        files[f"entries/{name}.md"] = _tradeoff(criteria=criteria, options=options)
    alike = [{"name": name, "scores": {"Cost": one, "Skills": one}} for name, one in _SCORES]
    files["entries/d.md"] = _tradeoff(options=alike)

    found = _pages(files)

    said = [found[f"entries/{name}.md"]["entry"]["decision"]["closeness"] for name in "abcd"]
    assert said == [
        "A close call. Had “Cost” counted a little less, “Bus” would have won.",
        "A clear lead. Had “Cost” counted hardly at all, “Bus” would have won.",
        "A clear lead. Had “Cost” counted for nothing, “Bus” would have come out level.",
        "It would have won, whichever of the criteria had counted more or less.",
    ]


_SCORES = (("Queue", 4), ("Bus", 3))


def test_options_without_scores_are_listed_and_say_nothing_of_a_lead() -> None:
    options = [{"name": "Queue"}, {"name": "Bus"}]

    page = _pages({"entries/a.md": entry("architecture-tradeoff", options=options)})

    decision = page["entries/a.md"]["entry"]["decision"]
    assert [one["name"] for one in decision["options"]] == ["Queue", "Bus"]
    assert not decision["is_scored"]
    assert (decision["margin"], decision["closeness"]) == (None, None)


def test_decisions_that_replaced_each_other_show_their_whole_line() -> None:
    files = {
        "entries/a.md": _tradeoff(title="First", date="2024-01-01"),
        "entries/b.md": _tradeoff(title="Second", supersedes="a.md", date="2025-01-01"),
        "entries/c.md": _tradeoff(title="Third", supersedes="b.md", date="2026-01-01"),
        "entries/alone.md": _tradeoff(title="Alone"),
    }

    found = _pages(files)

    line = found["entries/b.md"]["entry"]["decision"]["lineage"]
    assert [(_names(step), step["place"], step["current"]) for step in line] == [
        (["First"], "Earlier", False),
        (["Second"], "This decision", True),
        (["Third"], "Later", False),
    ]
    assert line[0]["decisions"][0]["url"] == "entries/a.md"
    assert line[0]["decisions"][0]["date"] == "1 January 2024"
    assert [len(found[f"entries/{name}.md"]["entry"]["decision"]["lineage"]) for name in "ac"] == [
        3,
        3,
    ]
    assert found["entries/alone.md"]["entry"]["decision"]["lineage"] == []


def _names(step: Mapping[str, Any]) -> list[str]:
    return [decision["title"] for decision in step["decisions"]]


def test_one_decision_may_be_replaced_by_several_and_they_by_one() -> None:
    """Each side may say it: the newer by `supersedes`, the older by its status."""
    files = {
        "entries/0001-one.md": _tradeoff(
            title="One", date="2019-03-04", status="superseded by ADR-0002 and 0003-orders"
        ),
        "entries/0002-search.md": _tradeoff(
            title="Search", date="2021-03-04", status="Superseded by [ADR-4](0004-both.md)."
        ),
        "entries/0003-orders.md": _tradeoff(
            title="Orders", date="2022-03-04", supersedes="0001-one.md"
        ),
        "entries/0004-both.md": _tradeoff(
            title="Both", date="2024-03-04", supersedes=["0002-search.md", "0003-orders.md"]
        ),
    }

    found = _pages(files)

    lines = {
        path: [_names(step) for step in page["entry"]["decision"]["lineage"]]
        for path, page in found.items()
        if path in files
    }
    assert lines == {
        "entries/0001-one.md": [["One"], ["Search", "Orders"], ["Both"]],
        "entries/0002-search.md": [["One"], ["Search"], ["Both"]],
        "entries/0003-orders.md": [["One"], ["Orders"], ["Both"]],
        "entries/0004-both.md": [["One"], ["Search", "Orders"], ["Both"]],
    }
    rows = found["decisions.md"]["list"]["listing"]["sections"]
    remarks = {row["title"]: row["remarks"] for year in rows for row in year["entries"]}
    assert remarks["One"] == [
        {"name": "Status", "text": "Superseded"},
        {"name": "Replaced by", "text": "“Search” and “Orders”"},
    ]
    assert remarks["Both"] == [{"name": "Replaces", "text": "“Search” and “Orders”"}]


def test_a_decision_that_is_replaced_over_two_ways_stands_where_it_comes_last() -> None:
    files = {
        "entries/a.md": _tradeoff(title="A", date="2019"),
        "entries/b.md": _tradeoff(title="B", date="2020", supersedes="a.md"),
        "entries/c.md": _tradeoff(title="C", date="2021", supersedes=["a.md", "b.md"]),
    }

    line = _pages(files)["entries/a.md"]["entry"]["decision"]["lineage"]

    assert [_names(step) for step in line] == [["A"], ["B"], ["C"]]


def test_an_unlisted_entry_leads_to_no_page_that_is_not_there() -> None:
    """What it alone is evidence for is on no page, nor are others of its kind."""
    files = {
        "entries/quiet.md": entry(
            evidence=["trends/tools", "trust/respect"], visibility="unlisted"
        ),
        "entries/essay.md": entry("article", evidence=["trends/process"]),
    }

    found = _pages(files)["entries/quiet.md"]["entry"]

    assert found["list"] is None
    assert [(trace["url"], trace["area_url"]) for trace in found["evidence"]] == [
        (None, None),
        (None, "areas/trends.md"),
    ]


@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_a_line_of_decisions_ends_where_one_is_not_public(visibility: str) -> None:
    files = {
        "entries/a.md": _tradeoff(title="First"),
        "entries/b.md": _tradeoff(title="Second", supersedes="a.md", visibility=visibility),
        "entries/c.md": _tradeoff(title="Third", supersedes="b.md"),
    }

    found = _pages(files)

    assert found["entries/a.md"]["entry"]["decision"]["lineage"] == []
    assert found["entries/c.md"]["entry"]["decision"]["lineage"] == []


def test_related_entries_link_to_each_other() -> None:
    files = {
        f"entries/{name}.md": entry(evidence=["trends/process", "trends/tools"][: 1 + number % 2])
        for number, name in enumerate("abcdefg")
    }

    found = _pages(files)

    related = {
        path: {card["url"] for card in page["entry"]["related"]}
        for path, page in found.items()
        if path in files
    }
    assert any(related.values())
    for path, others in related.items():
        assert len(others) <= 3
        for other in others:
            assert path in related[other]


def test_what_to_read_next_says_what_both_are_evidence_for() -> None:
    files = {
        "entries/a.md": entry(evidence=["trends/process", "trends/tools", "trust/respect"]),
        "entries/b.md": entry("article", evidence=["trends/tools", "trends/process"]),
        "entries/c.md": entry("article", evidence=["talent/motivation"]),
    }

    found = _pages(files)

    whys = {
        (path, card["url"]): card["why"]
        for path in files
        for card in found[path]["entry"]["related"]
    }
    assert whys == {
        ("entries/a.md", "entries/b.md"): "Also about Process and Tools",
        ("entries/b.md", "entries/a.md"): "Also about Process and Tools",
        # Both are articles, which says nothing that their kind does not.
        ("entries/b.md", "entries/c.md"): None,
        ("entries/c.md", "entries/b.md"): None,
    }


def test_where_nothing_is_related_the_newest_comes_next_those_of_its_kind_first() -> None:
    files = {
        "entries/alone.md": entry(date="2026-01-01"),
        "entries/same.md": entry(date="2020-01-01"),
        "entries/newer.md": entry("recommendation", {"from": _FROM}, consent=True),
        "entries/secret.md": entry(visibility="private"),
        "entries/quiet.md": entry(visibility="unlisted"),
    }

    found = _pages(files)

    def next_of(name: str) -> list[str]:
        return [one["url"] for one in found[f"entries/{name}.md"]["entry"]["related"]]

    assert next_of("alone") == ["entries/same.md", "entries/newer.md"]
    assert next_of("quiet") == ["entries/alone.md", "entries/same.md", "entries/newer.md"]


_FROM = {"name": "ida Example", "relation": "peer"}


def test_who_recommends_has_a_mark_and_a_relation() -> None:
    page = _pages({"entries/a.md": entry("recommendation", {"from": _FROM}, consent=True)})

    found = page["entries/a.md"]["entry"]["recommendation"]
    assert (found["initial"], found["relation_name"]) == ("I", "Was a peer")


def test_every_page_knows_how_its_author_looks_and_what_is_looked_for() -> None:
    profile = "name: Ada\nlooking_for: A hard problem.\nphoto: a.png\nalt: Ada at sea\n"

    found = _pages({"entries/a.md": entry(), "profile.yml": profile, "a.png": ""})

    for page in found.values():
        assert page["person"]["photo"] == {"url": "a.png", "alt": "Ada at sea"}
        assert page["person"]["looking_for"] == "A hard problem."


def test_an_article_knows_its_series_and_its_first_home() -> None:
    files = {
        "entries/one.md": entry("article", title="One", series="Calm", date="2025-01-01"),
        "entries/two.md": entry(
            "article",
            title="Two",
            series="Calm",
            canonical="https://www.example.com/two",
            call={"claim": "It will.", "check_by": "2027-06-30", "wrong_if": "It does not."},
        ),
        "entries/alone.md": entry("article", title="Alone", series="Other"),
    }

    found = _pages(files)

    two = found["entries/two.md"]["entry"]["article"]
    assert [(one["title"], one["current"]) for one in two["series"]["entries"]] == [
        ("One", False),
        ("Two", True),
    ]
    assert (two["series"]["position"], two["series"]["next"]) == ("Part 2 of 2", None)
    one = found["entries/one.md"]["entry"]["article"]["series"]
    assert one["position"] == "Part 1 of 2"
    assert one["next"]["url"] == "entries/two.md"
    assert two["canonical"] == {"url": "https://www.example.com/two", "host": "example.com"}
    assert two["call"]["check_by"] == "30 June 2027"
    assert found["entries/alone.md"]["entry"]["article"]["series"] is None


def test_a_talk_says_what_lies_here_and_what_elsewhere() -> None:
    talk = entry(
        "talk", event="Days", minutes=1, slides="/files/s.pdf#page=2", video="https://v.example.com"
    )

    page = _pages({"entries/a.md": talk, "files/s.pdf": ""})["entries/a.md"]

    assert page["entry"]["talk"]["slides"] == {
        "url": "files/s.pdf#page=2",
        "local": True,
        "pdf": True,
        "host": "",
    }
    assert page["entry"]["talk"]["video"]["host"] == "v.example.com"
    assert page["entry"]["talk"]["minutes"] == "1 minute"


CAPTIONS = """WEBVTT

NOTE Not said.

1
00:00:01.000 --> 00:00:03.000 align:start
<v Ada>Good morning &amp; welcome.

00:00:03.500 --> 00:00:05.000
Think of a queue.
"""


def test_a_talk_shows_its_slides_and_what_was_said() -> None:
    talk = entry(
        "talk",
        event="Days",
        slide_images=[{"image": "one.png", "alt": "A queue"}],
        video="talk.mp4",
        transcript="talk.vtt",
    )
    files = {f"entries/{name}": "" for name in ("one.png", "talk.mp4")}

    page = _pages({"entries/a.md": talk, "entries/talk.vtt": CAPTIONS, **files})["entries/a.md"]

    found = page["entry"]["talk"]
    assert found["slide_images"] == [{"url": "entries/one.png", "alt": "A queue"}]
    assert found["transcript"] == {
        "url": "entries/talk.vtt",
        "captions": True,
        "paragraphs": ["Ada: Good morning & welcome.", "Think of a queue."],
    }


def test_a_plain_transcript_keeps_its_paragraphs() -> None:
    talk = entry("talk", event="Days", transcript="said.txt")
    said = "Good\nmorning.\r\n\r\n\n Think of 00:01 --> a queue. \n"

    page = _pages({"entries/a.md": talk, "entries/said.txt": said})["entries/a.md"]

    assert page["entry"]["talk"]["transcript"] == {
        "url": "entries/said.txt",
        "captions": False,
        "paragraphs": ["Good morning.", "Think of 00:01 --> a queue."],
    }


def test_captions_become_paragraphs_that_end_with_a_sentence() -> None:
    sentence = "We asked everybody at the same moment, and the first to answer got the shift."
    cues = (f"00:{at:02}:00.000 --> 00:{at:02}:09.000\n{sentence}\n" for at in range(12))

    found = captions.paragraphs("\n".join(["WEBVTT\n", *cues]))

    assert [one.count(sentence) for one in found] == [6, 6]


def test_the_matrix_counts_public_entries_and_leads_to_them() -> None:
    files = {
        "entries/a.md": entry(evidence=["trends/process"]),
        "entries/b.md": entry(evidence=["trends/process"], visibility="private"),
        "entries/c.md": entry("talk", event="Days", evidence=["trends/process"]),
    }

    page = _pages(files)["coverage.md"]["coverage"]

    trends = next(area for area in page["areas"] if area["id"] == "trends")
    (row,) = trends["rows"]
    assert [(cell["kind"], cell["count"]) for cell in row["cells"]] == [
        ("achievement", "1"),
        ("architecture-tradeoff", ""),
        ("talk", "1"),
        ("article", ""),
        ("recommendation", ""),
    ]
    assert row["cells"][0]["url"] == "areas/trends.md#process--achievement"
    assert row["cells"][0]["label"] == "Process: 1 achievement"
    assert row["status"] is None
    assert page["summary"] == "2 entries show 2 points of what a CTO is asked for, in 2 areas."


def test_gaps_are_rows_only_when_they_are_shown() -> None:
    found = _pages({}, shows_gaps=True)

    rows = [row for area in found["coverage.md"]["coverage"]["areas"] for row in area["rows"]]
    assert len(rows) == 28
    assert {row["status_name"] for row in rows} == {"Gap"}
    assert "coverage.md" not in _pages({})


def test_areas_lead_to_their_neighbours() -> None:
    files = {"entries/a.md": entry(evidence=["trends/process", "trust/respect"])}

    found = _pages(files)

    assert found["areas/trust.md"]["area"]["previous"] is None
    assert found["areas/trust.md"]["area"]["next"] == {"title": "Trends", "url": "areas/trends.md"}
    assert found["areas/trends.md"]["area"]["previous"]["title"] == "Trust"


def test_tags_that_differ_in_case_or_hyphens_are_one_topic_and_others_are_not() -> None:
    files = {
        "entries/a.md": entry(tags=["Queues", "queues", "C++", "on call"], date="2026-05-05"),
        "entries/b.md": entry(tags=["queues", "C#", "日本", "On-Call"]),
        "entries/c.md": entry(tags=["queues", "secret"], visibility="unlisted"),
    }

    found = _pages(files)

    topics = found["topics.md"]["topics"]["topics"]
    assert [(topic["title"], topic["text"]) for topic in topics] == [
        ("C#", "1 achievement · newest May 2026"),
        ("C++", "1 achievement · newest May 2026"),
        ("on call", "2 achievements · newest May 2026"),
        ("Queues", "2 achievements · newest May 2026"),
        ("日本", "1 achievement · newest May 2026"),
    ]
    addresses = [topic["url"] for topic in topics]
    assert len(set(addresses)) == len(addresses)
    assert [*addresses[2:]] == ["topics/on-call.md", "topics/queues.md", "topics/日本.md"]
    assert all(address.startswith("topics/c-") for address in addresses[:2])
    assert {path for path in found if path.startswith("topics/")} == set(addresses)
    links = {tag["name"]: tag["url"] for tag in found["entries/c.md"]["entry"]["tags"]}
    assert links == {"queues": "topics/queues.md", "secret": None}


@pytest.mark.parametrize("name", ["Index", "README", "feed", "CON", "…", "x" * 300])
def test_the_page_of_a_topic_has_a_name_that_every_host_serves(name: str) -> None:
    found = _pages({"entries/a.md": entry(tags=[name])})
    (path,) = (path for path in found if path.startswith("topics/"))

    assert re.fullmatch(r"topics/([a-z]+-)?[0-9a-f]{8}\.md", path)


def _articles(count: int, **more: object) -> dict[str, str]:
    days = (dt.date(2016, 1, 1) + dt.timedelta(days=60 * number) for number in range(count))
    return {
        f"entries/{number:03}.md": entry("article", {"title": f"No {number}", "date": day, **more})
        for number, day in enumerate(days)
    }


def test_a_few_entries_stand_in_full_and_of_many_the_newest_do() -> None:
    few = _pages(_articles(20))["writing.md"]["list"]["listing"]
    many = _pages(_articles(21))["writing.md"]["list"]["listing"]

    assert [len(section["entries"]) for section in few["sections"]] == [1, 6, 6, 7]
    assert (few["newest"], few["folds"], many["sections"]) == ([], [], [])
    assert [row["title"] for row in many["newest"]] == [f"No {20 - back}" for back in range(6)]
    assert [(fold["name"], fold["count"]) for fold in many["folds"]] == [
        *(("2019", "2"), ("2018", "6"), ("2017", "6"), ("2016", "7")),
    ]
    line = many["folds"][0]["entries"][0]
    assert (line["title"], line["date"], line["aside"]) == ("No 20", "15 Apr", "1 min read")


def test_what_is_far_down_a_long_list_is_folded() -> None:
    folds = _pages(_articles(60))["writing.md"]["list"]["listing"]["folds"]

    assert [fold["is_open"] for fold in folds] == [True] * 4 + [False] * 6


def test_a_long_list_offers_its_topics_and_series() -> None:
    files = _articles(21, tags=["Queues"], series="Depth")

    filters = {each["name"]: each for each in _pages(files)["writing.md"]["list"]["filters"]}

    assert filters["Series"]["links"] == [
        {"title": "Depth", "url": "series/depth.md", "count": "21"}
    ]
    (topic,) = filters["Topics"]["links"]
    assert topic == {"title": "Queues", "url": "topics/queues.md#article", "count": "21"}
    assert _pages(_articles(20, tags=["Queues"]))["writing.md"]["list"]["filters"] == []


def test_a_topic_shows_its_entries_by_kind_and_says_which_the_newest_are() -> None:
    files = {**_articles(20, tags=["Queues"]), "entries/b.md": entry(tags=["queues"])}

    shown = _pages(files)["topics/queues.md"]["group"]

    assert (shown["name"], shown["extent"]) == ("queues", "20 articles, 1 achievement")
    folds = shown["listing"]["folds"]
    assert [(fold["id"], fold["count"]) for fold in folds] == [
        ("achievement", "1"),
        ("article", "20"),
    ]
    assert shown["listing"]["newest"][0]["label"] == "Achievement"
    assert folds[1]["entries"][0]["date"] == "14 Feb 2019"


def test_a_series_is_read_from_its_first_part_on() -> None:
    files = {
        **_articles(3, series="Depth"),
        "entries/alone.md": entry("article", series="Alone"),
        "entries/told.md": entry("article", series="depth", visibility="unlisted"),
    }

    found = _pages(files)

    assert [path for path in found if path.startswith("series/")] == ["series/depth.md"]
    (section,) = found["series/depth.md"]["group"]["listing"]["sections"]
    assert [(row["label"], row["title"], row["remarks"]) for row in section["entries"]] == [
        ("Part 1", "No 0", []),
        ("Part 2", "No 1", []),
        ("Part 3", "No 2", []),
    ]
    series = found["entries/001.md"]["entry"]["article"]["series"]
    assert (series["url"], series["position"]) == ("series/depth.md", "Part 2 of 3")
    assert found["entries/told.md"]["entry"]["article"]["series"]["position"] is None
    assert found["entries/alone.md"]["entry"]["article"]["series"] is None


def test_a_part_of_a_long_series_names_those_around_it() -> None:
    found = _pages(_articles(12, series="Depth"))

    named = {}
    for number in (0, 5, 11):
        series = found[f"entries/{number:03}.md"]["entry"]["article"]["series"]
        named[number] = (series["first"], [part["title"] for part in series["entries"]])
        assert len(series["entries"]) == 7
    assert {number: first for number, (first, _) in named.items()} == {0: "1", 5: "3", 11: "6"}
    assert all(f"No {number}" in titles for number, (_, titles) in named.items())


def test_of_much_evidence_an_area_shows_the_best_and_folds_all() -> None:
    files = _articles(13, evidence=["communication/visual"])
    files["entries/000.md"] = entry(
        "article",
        evidence=[{"requirement": "communication/visual", "claim": "Drawn"}],
        title="Best",
    )

    area = _pages(files)["areas/communication.md"]["area"]
    by_id = {requirement["id"]: requirement for requirement in area["requirements"]}

    best = by_id["visual"]
    assert (best["evidence"][0]["title"], len(best["evidence"]), best["more"]) == ("Best", 2, [])
    assert {trace["anchor"] for trace in best["evidence"]} == {None}
    (fold,) = by_id["visual"]["folds"]
    assert (fold["id"], fold["count"], fold["url"]) == ("visual--article", "13", "writing.md")
    assert by_id["visual"]["folds"] == [{**fold, "entries": []}]


def test_dates_are_shown_as_exactly_as_they_were_written() -> None:
    written = {
        "day": "2025-03-14",
        "month": "2025-03",
        "year": 2025,
        "period": "2024-03 to 2025",
        "ongoing": "2024 to present",
    }
    files = {f"entries/{name}.md": entry(date=date) for name, date in written.items()}
    tours = [{"organization": "A", "title": "VP", "from": 2020, "to": "present"}]
    files["profile.yml"] = yaml.safe_dump({"name": "Ada", "tours": tours})

    found = _pages(files)

    shown = {name: found[f"entries/{name}.md"]["entry"] for name in written}
    assert {name: (one["date"], one["datetime"]) for name, one in shown.items()} == {
        "day": ("14 March 2025", "2025-03-14"),
        "month": ("March 2025", "2025-03"),
        "year": ("2025", "2025"),
        "period": ("Mar 2024 – 2025", "2025"),
        "ongoing": ("2024 – now", "2024"),
    }
    assert found["timeline.md"]["timeline"]["tours"][0]["span"] == "2020 – now"


def test_home_shows_the_featured_and_the_backed_first() -> None:
    measured = {"metrics": [{"name": "A", "before": 2, "after": 1, "source": "s"}]}
    claimed = {"metrics": [{"name": "A", "before": 2, "after": 1}]}
    files = {
        "entries/claimed.md": entry(title="Claimed", **claimed, date="2026-06-01"),
        "entries/measured.md": entry(title="Measured", **measured, date="2020-01-01"),
        "entries/featured.md": entry(title="Featured", **claimed, featured=True, date="2019-01-01"),
        "entries/figureless.md": entry(title="Figureless", business_value="We kept a customer."),
        "entries/told.md": entry(
            title="Told", featured=True, business_value="We kept two.", date="2018-01-01"
        ),
        "profile.yml": "name: Ada Example\nemail: ada@example.com\n",
    }

    home = _pages(files)["index.md"]["home"]

    titles = [card["title"] for card in home["outcomes"]]
    assert titles == ["Featured", "Told", "Measured", "Claimed"]
    assert (home["outcomes"][1]["figure"], home["outcomes"][1]["value"]) == (None, "We kept two.")
    assert home["email_url"] == "mailto:ada@example.com"
    assert home["more_outcomes"] == {"title": "All 5 achievements", "url": "work.md"}
    assert [card["title"] for card in home["latest"]] == ["Figureless"]


def test_home_names_what_most_entries_of_an_area_show() -> None:
    shown = {f"entries/{n}.md": entry(evidence=["trends/tools"], title=str(n)) for n in range(2)}
    files = {**shown, "entries/c.md": entry(evidence=["trends/process"], title="c")}

    (area,) = _pages(files, shows_gaps=True)["index.md"]["home"]["known_for"]

    assert (area["title"], area["extent"]) == ("Trends", "3 entries")
    assert [one["title"] for one in area["requirements"]] == ["Tools", "Process"]


@pytest.mark.parametrize(
    ("words", "place"), [("", ""), ("Hello.", "first"), ("Oh. " * 300, "last")]
)
def test_the_authors_own_words_come_first_unless_there_are_many(words: str, place: str) -> None:
    profile = "name: Ada\nstory: I mend what is slow.\n"

    home = _pages({"index.md": words, "profile.yml": profile})["index.md"]["home"]

    assert (home["words"], home["story"]) == (place, "I mend what is slow.")


def _home(files: Mapping[str, str], **chosen: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return cast("Mapping[str, Any]", _pages(files, **chosen)["index.md"]["home"])


DECISIONS = {f"entries/d{number}.md": entry("architecture-tradeoff") for number in range(3)}


def test_home_leads_with_what_most_entries_are() -> None:
    usual = ["outcomes", "decisions", "writing", "vouchers"]
    evenly = {**DECISIONS, **_articles(3)}

    assert _home({})["parts"] == _home(evenly)["parts"] == usual
    assert _home({**evenly, "entries/d.md": DECISIONS["entries/d1.md"]})["parts"] == [
        *("decisions", "outcomes", "writing", "vouchers")
    ]
    assert _home({**DECISIONS, **_articles(4)})["parts"][0] == "writing"


def test_home_leads_with_what_its_author_chooses() -> None:
    talks = {f"entries/t{number}.md": entry("talk", event="Conf") for number in range(2)}
    home = _home({**DECISIONS, **talks, **_articles(1)}, lead="writing")

    assert home["parts"] == ["writing", "outcomes", "decisions", "vouchers"]
    assert home["writing"]["all"] is None
    assert [card["kind_name"] for card in home["latest"]] == ["Talk"] * 2


def test_who_mostly_writes_shows_series_and_topics_on_home() -> None:
    files = {
        **_articles(7, series="Depth", tags=["Queues"]),
        "entries/t.md": entry("talk", event="Conf", tags=["Other"]),
    }

    home = _home(files)

    assert [card["title"] for card in home["writing"]["articles"]] == [
        f"No {number}" for number in (6, 5, 4, 3, 2)
    ]
    assert home["writing"]["all"] == {"title": "All 7 articles", "url": "writing.md"}
    assert home["writing"]["series"] == [{"title": "Depth", "url": "series/depth.md"}]
    assert home["writing"]["topics"] == [{"title": "Queues", "url": "topics/queues.md"}]
    assert [card["kind_name"] for card in home["latest"]] == ["Talk"]
    assert _home(_articles(2))["latest"] == []


@pytest.mark.parametrize("shape", portfolio_of.SHAPES)
@pytest.mark.parametrize("count", [1, 8])
def test_home_begins_with_what_there_is_of_whatever_there_is(
    tmp_path: Path, shape: str, count: int
) -> None:
    portfolio_of.write(count, tmp_path, portfolio_of.SHAPES[shape])
    files = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8")
        for path in [*tmp_path.rglob("*.md"), *tmp_path.rglob("*.yml"), *tmp_path.rglob("*.svg")]
    }

    home = _home(files)

    assert home[home["parts"][0]]
    assert not home["is_empty"]
    assert home["name"] == "Mara Lindqvist"


def test_home_has_one_heading_of_the_first_level() -> None:
    index = "# Welcome\n\nHello.\n\n## More\n"
    parsed = portfolio.parse(
        {PurePosixPath("index.md"): index}, frameworks.load(), today=project.TODAY
    )

    home = next(pages.build(Site(portfolio=parsed, name="Site", url_for=str)))

    assert home.body.strip() == "## Welcome\n\nHello.\n\n### More"


def test_home_of_an_empty_portfolio_says_so() -> None:
    home = _pages({"index.md": "---\ntitle: x\n---\n\nHello to you all.\n"})["index.md"]

    assert home["home"]["is_empty"]
    assert home["title"] == "Site"
    assert home["description"] == "Hello to you all."


def test_titles_are_escaped_for_engines_and_raw_for_templates() -> None:
    page = _pages({"entries/a.md": entry(title="<b> & more")})["entries/a.md"]

    assert page["title"] == "&lt;b&gt; &amp; more"
    assert page["entry"]["title"] == "<b> & more"


def test_an_unlisted_entry_leads_to_no_page_that_only_listed_ones_would_make() -> None:
    quiet = entry("talk", event="Days", visibility="unlisted", evidence=["trends/process"])
    listed = entry(title="B", evidence=["trends/tools"])

    alone = _pages({"entries/a.md": quiet})["entries/a.md"]["entry"]
    beside = _pages({"entries/a.md": quiet, "entries/b.md": listed})["entries/a.md"]["entry"]

    assert alone["list"] is None
    assert {(trace["url"], trace["area_url"]) for trace in alone["evidence"]} == {(None, None)}
    assert (None, "areas/trends.md") in {
        (trace["url"], trace["area_url"]) for trace in beside["evidence"]
    }


def test_pictures_say_behind_their_address_what_they_need_on_dark_pages() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"{}/></svg>'
    pictures = {
        "a.svg": drawing.format(' stroke="#000"'),
        "b.svg": drawing.format(' fill="#ffffff"'),
        "talk/slide.svg": drawing.format(""),
    }
    body = (
        "![a](../a.svg) <img src='../a.svg' srcset='../a.svg 2x'> ![b](../b.svg)"
        " ![only](../a.svg#only-light) ![r][r] [to see](../a.svg) ![](https://example.com/a.svg)"
        "\n\n[r]: <../a.svg>\n\n`![a](../a.svg)`\n"
    )
    slides = [{"image": "../talk/slide.svg", "alt": "One"}]
    written = entry("talk", event="E", image="../a.svg", alt="A", slide_images=slides) + body
    files = {
        "entries/a.md": written,
        "about.md": f"# About\n\n{body.replace('../', '')}",
        **pictures,
    }
    held = {PurePosixPath(path): text for path, text in files.items()}
    parsed = portfolio.parse(held, frameworks.load(), today=project.TODAY)
    site = Site(portfolio=parsed, name="Site", url_for=str, read=lambda at: held[at].encode())
    built = {str(page.path): page for page in pages.build(site)}

    of_entry = built["entries/a.md"]
    view = cast("dict[str, Any]", of_entry.meta["entry"])
    assert view["image"]["url"] == "a.svg#on-paper"
    talk = cast("dict[str, Any]", view["talk"])
    assert [slide["url"] for slide in talk["slide_images"]] == ["talk/slide.svg#on-paper"]
    for text in (of_entry.body, built["about.md"].body):
        assert text.count("a.svg#on-paper") == 4
        assert "b.svg)" in text
        assert "a.svg#only-light)" in text
