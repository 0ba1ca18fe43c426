"""How values read."""

import datetime as dt

import pytest

from cto_portfolio import wording

MARCH = dt.date(2021, 3, 14)


@pytest.mark.parametrize(
    ("before", "after", "unit", "said"),
    [
        (41, 6, "min", "−85%"),
        (6, 41, "min", "6.8 times"),
        (100, 110, None, "+10%"),
        (100, 92.5, None, "−7.5%"),
        (12.5, 11.9, "%", "−0.6 points"),
        (1000, 1, "incidents", "−99.9%"),
        (5, 5, "days", "no change"),
        (0, 4, "talks", "+4"),
        (-3, 4, "points", "+7"),
    ],
)
def test_a_change_is_said_as_a_person_would(
    before: float, after: float, unit: str | None, said: str
) -> None:
    assert wording.change(before, after, unit) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(12500, "12,500"), (0.25, "0.25"), (99.95, "99.95"), (-2.5, "−2.5"), (0.000001, "0.000001")],
)
def test_numbers_keep_the_digits_that_matter(value: float, said: str) -> None:
    assert wording.number(value) == said


def test_a_unit_stands_apart_unless_it_is_a_percentage() -> None:
    assert wording.quantity(6, "min") == "6 min"
    assert wording.quantity(99.95, "%") == "99.95%"
    assert wording.quantity(6, None) == "6"


def test_dates() -> None:
    assert wording.date(MARCH) == "14 March 2021"
    assert wording.month(MARCH) == "Mar 2021"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Short.", "Short."),
        ("We went to the shop. Then we went on to somewhere else", "We went to the shop."),
        ("We went to the U.S. and then to somewhere else again", "We went to the U.S. and then…"),
    ],
)
def test_long_text_ends_at_a_sentence_or_a_word(text: str, said: str) -> None:
    assert wording.shortened(text, 30) == said


def test_amounts_and_enumerations() -> None:
    assert wording.count(1, "entry", "entries") == "1 entry"
    assert wording.count(2, "entry", "entries") == "2 entries"
    assert wording.enumeration(["a"]) == "a"
    assert wording.enumeration(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("somebody's working day", "somebody’s working day"),
        ("the engineers' time", "the engineers’ time"),
        ('Why "it works" isn\'t enough', "Why “it works” isn’t enough"),
        ('"Quoted."', "“Quoted.”"),
        ("L'équipe d'Anna", "L’équipe d’Anna"),
        ('a 19" rack', 'a 19" rack'),
        ("'ops' team's", "'ops' team's"),
        ("`don't`", "`don't`"),
        ("„So“ ging’s", "„So“ ging’s"),
    ],
)
def test_quotes_are_those_of_print(typed: str, printed: str) -> None:
    assert wording.typographic(typed) == printed


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        (
            "Down by 46 %. One wrong turn on the way.",
            40,
            "Down by 46 %. One wrong turn on the way.",
        ),
        ("Down by 46 %. One wrong turn.", 20, "Down by 46 %."),
        ("Down. Up again. And down once more.", 20, "Down. Up again."),
        ("One sentence that does not end where it should.", 20, "One sentence that…"),
    ],
)
def test_a_text_keeps_the_whole_sentences_that_fit(text: str, limit: int, shown: str) -> None:
    assert wording.sentences(text, limit) == shown
