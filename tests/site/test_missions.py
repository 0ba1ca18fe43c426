"""Tours of duty: what was done in each of them."""

from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest
import yaml

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site.pages import timeline
from tests.support import project
from tests.support.project import entry

FIRST = {
    "organization": "Harbourline",
    "title": "Engineer",
    "from": "2018-03",
    "to": "2020-06",
    "mission": "Get the trucks out.",
    "success_criteria": ["Under an hour"],
    "result": "41 minutes.",
}
SECOND = {"organization": "Harbourline", "title": "Lead", "from": "2020-06"}


def tours(meta: Mapping[str, object], *authored: Mapping[str, object]) -> dict[str, list[str]]:
    """Return which entries stand with which tour, by title."""
    files = {
        PurePosixPath("profile.yml"): yaml.safe_dump(
            {"name": "Ada", "tours": list(map(dict, authored))}
        ),
        PurePosixPath("entries/one.md"): entry(organization="harbourLine", **meta),
    }
    parsed = portfolio.parse(files, frameworks.load(), today=project.TODAY)
    assert parsed.problems == ()
    assert parsed.profile
    during = timeline.entries_of(parsed.profile.tours, parsed.listed)
    return {tour.title: [entry.meta.title for entry in during[tour]] for tour in during}


@pytest.mark.parametrize(
    ("meta", "engineer", "lead"),
    [
        ({"date": "2018-02-28"}, 0, 0),
        ({"date": "2018-03-01"}, 1, 0),
        ({"date": "2020-05-31"}, 1, 0),
        ({"date": "2020-06-30"}, 0, 1),
        ({"date": "2026-05-04"}, 0, 1),
        ({"date": None, "period": {"from": "2019-01", "to": "2020-08"}}, 0, 1),
        ({"date": "2019-05-04", "visibility": "private"}, 0, 0),
        ({"date": "2019-05-04", "visibility": "unlisted"}, 0, 0),
    ],
)
def test_an_entry_stands_with_the_tour_it_fell_in(
    meta: dict[str, object], engineer: int, lead: int
) -> None:
    """Where two touch, with the one that began last; and only if it is public."""
    found = tours(meta, FIRST, SECOND)

    assert (len(found["Engineer"]), len(found["Lead"])) == (engineer, lead)


@pytest.mark.parametrize(
    ("end", "expected"),
    [("2020-06", 1), ("2020-06-30", 1), ("2020-06-29", 0), ("9999-12", 1), (None, 1)],
)
def test_a_month_ends_with_its_last_day(end: str | None, expected: int) -> None:
    tour = {key: one for key, one in {**FIRST, "to": end}.items() if one}

    assert len(tours({"date": "2020-06-30"}, tour)["Engineer"]) == expected


def test_another_organization_is_another_tour() -> None:
    other = {**FIRST, "organization": "Ledgerfold"}

    assert tours({"date": "2019-01-01"}, other) == {"Engineer": []}
