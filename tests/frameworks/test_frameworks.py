"""Frameworks as data: the shipped one, and what authors add to it or put in its place."""

from pathlib import Path, PurePosixPath

import pytest

from cto_portfolio import frameworks
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import Channel, Implication, vocabulary
from cto_portfolio.problems import PortfolioError

OURS = PurePosixPath("ours.yml")


def _shipped() -> bytes:
    path = Path(frameworks.__file__).parent / "data/five-areas.yml"
    return path.read_bytes()


def test_the_shipped_framework_has_five_areas_and_28_requirements() -> None:
    framework = frameworks.load()

    assert [(area.id, len(area.requirements)) for area in framework.areas] == [
        ("body-of-work", 7),
        ("communication", 6),
        ("talent", 6),
        ("trust", 6),
        ("trends", 3),
    ]
    assert [area.expects for area in framework.areas] == [
        Channel.SHOWN,
        Channel.SHOWN,
        Channel.VOUCHED,
        Channel.TOLD,
        Channel.SHOWN,
    ]
    assert [area.fresh_months for area in framework.areas] == [60, 18, 36, 36, 12]
    assert all(area.stance and area.judged_through for area in framework.areas)


def test_rules_of_implied_evidence_name_kinds_and_keys_that_exist() -> None:
    """Rules are data, so that only a test can tell a slip of the pen in them."""
    rules = [
        rule for requirement in frameworks.load().requirements for rule in requirement.implied_by
    ]

    assert Implication(kind="talk", having="video") in rules
    for rule in rules:
        assert rule.kind in KINDS
        assert rule.having is None or rule.having in KINDS[rule.kind].model.model_fields


def test_a_requirement_is_added_behind_those_of_its_area() -> None:
    added = "requirements:\n- {id: security, area: trends, name: Security, asks: Kept it safe.}\n"

    framework = frameworks.parse({PurePosixPath("five-areas"): _shipped(), OURS: added})

    assert len(framework.requirements) == 29
    assert framework.requirements[-1].id == "trends/security"


def test_a_framework_may_stand_alone_and_borrows_the_status_rules() -> None:
    alone = (
        "areas:\n- {id: safety, name: Safety, summary: none hurt, stance: Shown.}\n"
        "requirements:\n- {id: drills, area: safety, name: Drills, asks: Held some.}\n"
    )

    framework = frameworks.parse({OURS: alone})

    assert [requirement.id for requirement in framework.requirements] == ["safety/drills"]
    assert framework.status_rules == frameworks.load().status_rules


def test_later_status_rules_replace_the_shipped_ones() -> None:
    strict = "statuses:\n- {status: covered, any: [{entries: 5}]}\n"

    framework = frameworks.parse({PurePosixPath("five-areas"): _shipped(), OURS: strict})

    assert [rule.status for rule in framework.status_rules] == ["covered"]


def test_everything_wrong_with_a_framework_is_said_at_once() -> None:
    wrong = """\
areas:
- {id: Trends!, name: Trends, summary: x, stance: x}
- {id: talent, name: Talent, summary: x, stance: x, expects: seen}
requirements:
- {id: a, area: talant, name: A}
- {id: a, area: talant, name: A, asks: x, order: 1}
"""

    with pytest.raises(PortfolioError) as caught:
        frameworks.parse({OURS: wrong})

    assert str(caught.value).splitlines() == [
        "ours.yml:2: bad-value: 'areas[1].id': an id is made of small letters, digits and hyphens",
        "ours.yml:3: bad-value: 'areas[2].expects' is 'shown', 'told' or 'vouched', not 'seen'",
        "ours.yml:5: missing-key: the key 'requirements[1].asks' is missing; add it",
        (
            "ours.yml:6: unknown-key: no key 'requirements[2].order'; known here: id, area, name, "
            "asks, source_tip, source_examples, implied_by, kinds"
        ),
    ]


def test_ids_are_unique_and_areas_known() -> None:
    wrong = """\
areas:
- {id: talent, name: Talent, summary: x, stance: x}
requirements:
- {id: a, area: talant, name: A, asks: x}
- {id: a, area: talant, name: A, asks: x}
"""

    with pytest.raises(PortfolioError) as caught:
        frameworks.parse({PurePosixPath("five-areas"): _shipped(), OURS: wrong})

    assert str(caught.value).splitlines() == [
        "ours.yml:2: duplicate-id: there is an area 'talent' already; choose another id",
        "ours.yml:4: unknown-area: no area 'talant'; did you mean 'talent'?",
        "ours.yml:5: duplicate-id: there is a requirement 'talant/a' already; choose another id",
        "ours.yml:5: unknown-area: no area 'talant'; did you mean 'talent'?",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("areas: [", "ours.yml:1: broken-yaml:"),
        ("- a", "ours.yml:1: broken-yaml: expected"),
        ("areas: []\nareas: []", "ours.yml:2: duplicate-key:"),
        ("areas: &a []\nrequirements: *a", "ours.yml:1: unsafe-yaml:"),
    ],
)
def test_a_framework_that_cannot_be_read_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PortfolioError) as caught:
        frameworks.parse({OURS: text})

    assert str(caught.value).startswith(said)


def test_a_name_that_is_no_framework_has_a_near_miss_or_a_way_out() -> None:
    with pytest.raises(PortfolioError, match="did you mean 'five-areas'"):
        frameworks.load(["five-aeras"])
    with pytest.raises(PortfolioError, match="name a YAML file of yours by its path"):
        frameworks.load(["xyz"])


def test_a_framework_of_a_name_that_no_file_can_have_is_said(tmp_path: Path) -> None:
    for name in (f"{'a' * 5000}.yml", "a\0b.yml", "."):
        with pytest.raises(PortfolioError, match=r"no framework|cannot be read"):
            frameworks.load([name], root=tmp_path)


def test_a_framework_is_read_as_strictly_as_any_file() -> None:
    text = "areas: []\nareas: []\nrequirements: []\non: x\n<!-- private -->: x\n"

    with pytest.raises(PortfolioError) as raised:
        frameworks.parse({OURS: text})

    assert [line.split(": ")[:2] for line in str(raised.value).splitlines()] == [
        ["ours.yml:2", "duplicate-key"],
        ["ours.yml:4", "unknown-key"],
        ["ours.yml:5", "unknown-key"],
    ]


def test_words_of_a_framework_hide_nothing_between_markers() -> None:
    text = "areas:\n- {id: a, name: A, summary: '<!-- private --> x', stance: s}\n"

    with pytest.raises(PortfolioError, match=r"ours\.yml:2: private-in-front-matter"):
        frameworks.parse({OURS: text})


@pytest.mark.parametrize("ending", ["yml", "yaml"])
def test_a_vocabulary_beside_a_framework_may_have_either_ending(
    tmp_path: Path, ending: str
) -> None:
    (tmp_path / "ours.yml").write_text("areas: []\n", encoding="utf-8")
    (tmp_path / f"ours.vocabulary.{ending}").write_text("vocabulary: []\nvocabulary: []\n", "utf-8")

    with pytest.raises(PortfolioError, match=rf"ours\.vocabulary\.{ending}:2: duplicate-key"):
        vocabulary.load(frameworks.load(), ["five-areas", "ours.yml"], root=tmp_path)
