"""Dates and stretches of time, as authors write them and as readers see them."""

import datetime as dt

import pytest

from cto_portfolio import dates
from cto_portfolio.periods import Precision

_WEST = dt.timezone(-dt.timedelta(hours=5, minutes=30))


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
        ("2024-03 to present", "Mar 2024 – now", "2024-03", "2024-03-01"),
        ("2024 to Present", "2024 – now", "2024", "2024-01-01"),
        ("2024 to 2024", "2024", "2024", "2024-01-01"),
        ("2024-2025", "2024 – 2025", "2025", "2025-01-01"),
        ("Oct 2021 – Mar 2023", "Oct 2021 – Mar 2023", "2023-03", "2023-03-01"),
        ("from May 2024 until now", "May 2024 – now", "2024-05", "2024-05-01"),
        ("since 7 May 2024", "May 2024 – now", "2024-05-07", "2024-05-07"),
        ("2024 - ongoing", "2024 – now", "2024", "2024-01-01"),
    ],
)
def test_a_span_is_as_exact_as_it_was_written(
    written: object, name: str, iso: str, day: str
) -> None:
    span = dates.span(written)

    assert span
    assert (span.name, span.latest.iso, span.day.isoformat()) == (name, iso, day)
    assert dates.span(span.written) == span
    assert not span.is_backwards


@pytest.mark.parametrize(
    "written",
    [
        *("", "soon", "2025-13", "2025-02-30", "25", 25, True, 2025.5, None, "٢٠٢٥", "0000"),
        *("2024 to", "to 2025", "2024 to 2025 to 2026", "present", "7 May 8 2024", "25:00"),
        *("2024-05-07 25:00", "2024-05-07 13:00 PM", "May 2024 10:00", "Mai 2024", 20240507),
    ],
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert dates.span(written) is None


@pytest.mark.parametrize("written", ["2025 to 2024-12", "2025-03-02 to 2025-03-01"])
def test_a_span_that_ends_before_it_begins_is_known(written: str) -> None:
    span = dates.span(written)

    assert span
    assert span.is_backwards


def test_the_last_day_of_months_and_years_is_known() -> None:
    last_days = [
        date.last.isoformat()
        for date in map(dates.partial, ("2024-02", "9999-12", "2025", "2025-03-14"))
        if date
    ]

    assert last_days == ["2024-02-29", "9999-12-31", "2025-12-31", "2025-03-14"]


@pytest.mark.parametrize(
    "written",
    [
        *("2024-5-7", "2024/05/07", "2024.5.7", "7 May 2024", "07-May-2024", "7. May 2024"),
        *("May 7, 2024", "May 7th 2024", "may 7 2024", "Tue, 07 May 2024 23:30:00 -0800"),
        *("2024-05-07 16:33 +0100", "2024-05-07T16:33:00Z", "2024-05-07 16:33:00 -05"),
        *("2024-05-07 4:33 PM", "2024-05-07 16:33:00 +01:00", "2024-05-07 16:33 UTC"),
        *(dt.datetime(2024, 5, 7, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-8))),),
    ],
)
def test_a_day_is_read_as_its_author_wrote_it(written: object) -> None:
    date = dates.partial(written)

    assert date
    assert date.iso == "2024-05-07"


@pytest.mark.parametrize("written", ["May 2024", "Sept. 2024", "2024/05", "2024-5", "2024"])
def test_a_month_or_a_year_is_enough(written: str) -> None:
    date = dates.partial(written)

    assert date
    assert date.precision is not Precision.DAY


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2024-05-07 4:33 PM", dt.time(16, 33)),
        ("2024-05-07 12:05 am", dt.time(0, 5)),
        ("2024-05-07T16:33:59.25Z", dt.time(16, 33, 59, tzinfo=dt.UTC)),
        ("2024-05-07 16:33 -0530", dt.time(16, 33, tzinfo=_WEST)),
        ("7 May 2024 16:33", dt.time(16, 33)),
        ("2024-05-07", None),
    ],
)
def test_the_time_is_kept_as_it_was_written(written: str, time: dt.time | None) -> None:
    date = dates.partial(written)

    assert date
    assert date.time == time
    assert (date.time and date.time.tzinfo) == (time and time.tzinfo)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (20240507, "is not a date; write 2024-05-07"),
        ("20240507T163300Z", "is not a date; write 2024-05-07"),
        ("25.12.2024", "is not a date; write 2024-12-25"),
        ("12/25/2024 10:00", "is not a date; write 2024-12-25"),
        ("05/05/2024", "is not a date; write 2024-05-05"),
        ("05/07/2024", "may be 5 July 2024 or 7 May 2024; write 2024-07-05 or 2024-05-07"),
        ("5-7-2024", "may be 5 July 2024 or 7 May 2024; write 2024-07-05 or 2024-05-07"),
        ("10/2021", "is not a date; write 2021-10"),
        (2024.05, "is not a date; write 2024-05"),
        (2024.1, "may be January 2024 or October 2024; write 2024-01 or 2024-10"),
        ("2024-05-07 25:00", "is not a date; write 2024-05-07"),
        ("31.13.2024", "is not a date; write it as 2026-03-14, 2026-03 or 2026"),
        ("2024-05-07 16:33:00 CET", "is not a date; write 2024-05-07"),
        ("7TH OF MAY 2024, 16:33", "is not a date; write 2024-05-07"),
        ("MAY 2024", "is not a date; write 2024-05"),
        ("soon", "is not a date; write it as 2026-03-14, 2026-03 or 2026"),
    ],
)
def test_what_is_no_date_is_told_what_to_write(written: object, message: str) -> None:
    assert dates.partial(written) is None
    assert dates.advice(written) == message


@pytest.mark.parametrize("written", ["present", "Present", "now", "TODAY", "ongoing", "Current"])
def test_words_for_what_goes_on_are_known(written: str) -> None:
    assert dates.is_present(written)
