"""Dates and stretches of time, as authors write them and as readers see them."""

import pytest

from cto_portfolio import periods


@pytest.mark.parametrize(
    ("written", "name", "iso", "day"),
    [
        ("2025-03-14", "14 March 2025", "2025-03-14", "2025-03-14"),
        ("2025-03-14 10:00:00 +1", "14 March 2025", "2025-03-14", "2025-03-14"),
        ("2025-03", "March 2025", "2025-03", "2025-03-01"),
        (2025, "2025", "2025", "2025-01-01"),
        ("2024-03 to 2025-06", "Mar 2024 – Jun 2025", "2025-06", "2025-06-01"),
        ("2024-03-01  TO 2024-03-20", "Mar 2024", "2024-03-20", "2024-03-20"),
        ("2024 to 2025-06", "2024 – Jun 2025", "2025-06", "2025-06-01"),
        ("2025-06 to 2025", "Jun 2025 – 2025", "2025", "2025-06-01"),
        ("2024-03 to present", "since Mar 2024", "2024-03", "2024-03-01"),
        ("2024 to Present", "since 2024", "2024", "2024-01-01"),
        ("2024 to 2024", "2024", "2024", "2024-01-01"),
    ],
)
def test_a_span_is_as_exact_as_it_was_written(
    written: object, name: str, iso: str, day: str
) -> None:
    span = periods.span(written)

    assert span
    assert (span.name, span.latest.iso, span.day.isoformat()) == (name, iso, day)
    assert periods.span(span.written) == span
    assert not span.is_backwards


@pytest.mark.parametrize(
    "written",
    [
        *("", "soon", "2025-13", "2025-02-30", "25", 25, True, 2025.5, None, "٢٠٢٥", "0000"),
        *("2024 to", "to 2025", "2024 to 2025 to 2026", "present", "2024-2025", "March 2025"),
    ],
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert periods.span(written) is None


@pytest.mark.parametrize("written", ["2025 to 2024-12", "2025-03-02 to 2025-03-01"])
def test_a_span_that_ends_before_it_begins_is_known(written: str) -> None:
    span = periods.span(written)

    assert span
    assert span.is_backwards


def test_the_last_day_of_months_and_years_is_known() -> None:
    last_days = [
        date.last.isoformat()
        for date in map(periods.partial_date, ("2024-02", "9999-12", "2025", "2025-03-14"))
        if date
    ]

    assert last_days == ["2024-02-29", "9999-12-31", "2025-12-31", "2025-03-14"]
