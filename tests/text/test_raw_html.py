"""Addresses in HTML are changed where they stand, and nothing else is."""

import pytest

from cto_portfolio.text import raw_html


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ('<img src="a.svg" alt="a.svg">', '<img src="[src a.svg]" alt="a.svg">'),
        ("<img alt=x src = 'a.svg'>", '<img alt=x src = "[src a.svg]">'),
        ("<img src=a.svg>", '<img src="[src a.svg]">'),
        ('<a href="R&amp;D.md">R&amp;D</a>', '<a href="[href R&amp;D.md]">R&amp;D</a>'),
        ('<a href="?a=1&copy=2">', '<a href="[href ?a=1&amp;copy=2]">'),
        (
            '<img srcset="a,b.svg 1x,c.svg  2x, d.svg">',
            '<img srcset="[srcset a,b.svg] 1x,[srcset c.svg]  2x, [srcset d.svg]">',
        ),
        ('<video poster="a.png"><track src="a.vtt">', None),
        ('<!-- <img src="a.svg"> -->', '<!-- <img src="a.svg"> -->'),
        ("a < b, src='c'", "a < b, src='c'"),
        ('<img src="" srcset>', '<img src="" srcset>'),
    ],
)
def test_addresses_in_html_are_changed_where_they_stand(written: str, changed: str | None) -> None:
    expected = changed or '<video poster="[poster a.png]"><track src="[src a.vtt]">'

    assert raw_html.with_addresses(written, lambda name, url: f"[{name} {url}]") == expected


def test_what_is_not_changed_stays_as_it_was_written() -> None:
    written = "<IMG  SRC='a b.svg' ><a href=R&D.md>"

    assert raw_html.with_addresses(written, lambda _, url: url) == written
