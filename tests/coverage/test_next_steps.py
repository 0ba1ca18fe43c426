"""What to write next: the order of needs, and the kind of entry that mends most of them."""

import datetime as dt
from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.coverage import evidence, matrix, next_steps
from cto_portfolio.coverage.next_steps import Need
from cto_portfolio.coverage.shortfalls import Lack
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import PortfolioError
from tests.support.project import entry

TODAY = dt.date(2026, 6, 1)
AREAS = """
areas:
- {id: team, name: Team, summary: people, stance: Asked of others., expects: vouched}
- {id: words, name: Words, summary: writing, stance: Read., weight: 2, kinds: [article]}
- {id: odd, name: Odd, summary: the rest, stance: Seen.}
requirements:
- {id: hires, area: team, name: Hires, asks: Hired., kinds: [achievement]}
- {id: essays, area: words, name: Essays, asks: Wrote.}
- {id: talks, area: words, name: Talks, asks: Spoke., implied_by: [{kind: talk}]}
- {id: tricks, area: odd, name: Tricks, asks: Did., kinds: [juggling]}
"""
LINK = [{"title": "Proof", "url": "https://example.com/proof"}]


def framework() -> Framework:
    return frameworks.parse({PurePosixPath("ours.yml"): AREAS})


def needs(files: Mapping[str, str]) -> tuple[Need, ...]:
    ours = framework()
    read = portfolio.parse(
        {PurePosixPath(name): text for name, text in files.items()}, ours, today=TODAY
    )
    assert read.problems == ()
    drafts = [one for one in read.entries if one.meta.draft]
    return next_steps.needs(
        matrix.measure(read.entries, ours, today=TODAY),
        drafts=[one for draft in drafts for one in evidence.of(draft, ours)],
    )


def named(found: tuple[Need, ...]) -> list[str]:
    return [need.row.requirement.id for need in found]


def kinds(found: tuple[Need, ...], requirement: str) -> list[str]:
    need = next(need for need in found if need.row.requirement.id == requirement)
    return [kind.id for kind in need.kinds]


def test_among_gaps_stands_first_what_is_asked_about_most() -> None:
    assert named(needs({})) == ["words/essays", "words/talks", "team/hires", "odd/tricks"]


def test_gaps_stand_before_thin_before_stale_before_what_is_in_the_wrong_channel() -> None:
    found = needs(
        {
            "entries/a.md": entry(evidence=["team/hires"], links=LINK),
            "entries/b.md": entry(evidence=["words/essays"], links=LINK, date="2020-01-01"),
            "entries/c.md": entry("talk", event="Example Days"),
        }
    )

    assert named(found) == ["odd/tricks", "words/talks", "words/essays", "team/hires"]
    assert [need.lacks for need in found] == [
        (Lack.GAP,),
        (Lack.THIN,),
        (Lack.STALE,),
        (Lack.CHANNEL,),
    ]


def test_what_has_fresh_evidence_of_the_expected_sort_needs_nothing() -> None:
    files = {"entries/a.md": entry("article", evidence=["words/essays"], links=LINK)}

    assert "words/essays" not in named(needs(files))


def test_a_draft_is_no_evidence_but_is_named_where_it_would_be() -> None:
    found = needs({"entries/a.md": entry(evidence=["words/essays"], draft=True)})

    assert found[0].lacks == (Lack.GAP,)
    assert [str(draft.path) for draft in found[0].drafts] == ["entries/a.md"]
    assert [need.drafts for need in found[1:]] == [(), (), ()]


def test_the_kinds_are_those_of_the_requirement_or_of_its_rules_or_of_its_area() -> None:
    found = needs({})

    assert kinds(found, "words/talks") == ["talk"]
    assert kinds(found, "words/essays") == ["article"]
    assert kinds(found, "odd/tricks") == ["achievement"]  # there is no juggling


def test_only_a_recommendation_mends_what_nobody_vouches_for() -> None:
    told = {"entries/a.md": entry(evidence=["team/hires"], links=LINK)}

    assert kinds(needs({}), "team/hires") == ["recommendation", "achievement"]
    assert kinds(needs(told), "team/hires") == ["recommendation"]


def test_a_recommendation_does_not_mend_what_must_be_shown() -> None:
    vouched = entry(
        "recommendation",
        {"from": {"name": "Bo Example", "relation": "report"}},
        consent=True,
        evidence=["odd/tricks"],
    )
    found = needs({"entries/a.md": vouched})

    assert found[-1].lacks == (Lack.CHANNEL,)
    assert kinds(found, "odd/tricks") == ["achievement"]


def test_the_kind_that_mends_most_comes_first_with_its_command() -> None:
    steps = next_steps.steps(needs({}))

    assert [step.kind.id for step in steps] == ["achievement", "talk", "article", "recommendation"]
    assert named(steps[0].needs) == ["team/hires", "odd/tricks"]
    assert steps[0].command == 'cto-portfolio new achievement "Title"'


def test_an_area_must_not_weigh_nothing() -> None:
    weightless = AREAS.replace("weight: 2", "weight: 0")

    with pytest.raises(PortfolioError, match=r"ours\.yml:4: bad-value: 'areas.2.\.weight' must be"):
        frameworks.parse({PurePosixPath("ours.yml"): weightless})


def test_nothing_needed_is_nothing_to_write() -> None:
    assert next_steps.steps(()) == ()


def test_what_is_asked_about_most_in_the_five_areas_is_communication() -> None:
    five = frameworks.load()

    found = next_steps.needs(matrix.measure((), five, today=TODAY))

    assert len(found) == 28
    assert {need.row.area.id for need in found[:6]} == {"communication"}
