"""No private passage is shown, whatever stands around it, and no marker reaches a page."""

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio.problems import Severity
from cto_portfolio.text import private_passages

OPENING, CLOSING = private_passages.OPENING, private_passages.CLOSING
DIALECTS = (
    ("fenced_code", "tables", "attr_list", "md_in_html"),
    ("pymdownx.superfences", "pymdownx.details", "tables", "attr_list", "md_in_html"),
)
"""Engines read blocks of code without being asked to."""
PIECES = (
    *(OPENING, CLOSING, f"{OPENING}\n", f"{CLOSING}\n", f"\n{OPENING}\n", f"`{OPENING}`"),
    *("```", "```\n", "```html\n", "````\n", "~~~\n", "~~~", "    ", "  ", "> ", "- ", "1. "),
    *("`", "``", "\\", "\n", "\n\n", "words", "word ", "<!--", "-->", "# Heading\n"),
    *("<div>", "</div>", "<pre>\n", "</pre>\n", "<code>", "</code>", "<p markdown='1'>\n"),
    *("|a|b|\n|-|-|\n", "??? note\n", "[a]: b.md\n", "$$\n"),
)


@settings(max_examples=1500, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=14))
def test_where_a_marker_is_text_every_dialect_shows_it_as_text(pieces: list[str]) -> None:
    """Elsewhere it is a marker, or an error, and a file with errors is not published."""
    parted = private_passages.part("".join(pieces))

    for extensions in DIALECTS[: 2 if "private" in parted.shown else 0]:
        page = markdown.markdown(parted.shown, extensions=list(extensions))
        assert not re.search(r"<!--+\s*/?\s*private", page), (extensions, page)


@settings(max_examples=500, deadline=None)
@given(pieces=st.lists(st.sampled_from([*PIECES, "canary"]), max_size=14))
def test_what_stands_between_two_markers_is_not_shown(pieces: list[str]) -> None:
    body = "".join(pieces)
    parted = private_passages.part(f"Before.\n\n{OPENING}canary{body}{CLOSING}\n\nAfter.\n")

    kept = "".join(one.text for one in parted.private_passages)
    assert parted.shown.count("canary") + kept.count("canary") in {0, body.count("canary") + 1}
    if parted.shown:
        assert "Before." in parted.shown
        assert kept.startswith("canary")


@pytest.mark.parametrize(
    "marker",
    [
        *("<!--private-->", "<!-- PRIVATE -->", "<!--\nprivate\n-->", "<!--- private --->"),
        *("<!-- \u200bprivate -->", "<!-- \uff50rivate -->", "<!--\u00a0private\u00a0-->"),
    ],
)
def test_a_marker_is_known_however_it_is_written(marker: str) -> None:
    closing = marker.replace("private", "/private").replace("PRIVATE", "/ PRIVATE")
    closing = closing.replace("\uff50", "/\uff50")

    assert private_passages.part(f"One. {marker}canary{closing}Two.").shown == "One. Two."


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"- a\n{OPENING}\n- b\n{CLOSING}\n- c\n", "- a\n- c\n"),
        (f"|a|\n|-|\n|b|\n  {OPENING}\n|c|\n{CLOSING}  \n|d|\n", "|a|\n|-|\n|b|\n|d|\n"),
        (f"One {OPENING}two{CLOSING} three.", "One  three."),
        (f"{OPENING}\nOne.\n{CLOSING}", ""),
    ],
)
def test_a_passage_leaves_no_gap_in_a_list_or_table(body: str, shown: str) -> None:
    assert private_passages.part(body).shown == shown


@pytest.mark.parametrize(
    "body", ["<!-- privacy policy -->", "<!-- this is a private matter -->", "<p>", "a < b > c"]
)
def test_other_comments_and_tags_are_no_markers(body: str) -> None:
    assert private_passages.part(body) == private_passages.SplitBody(shown=body)


def test_a_passage_around_which_code_would_come_undone_is_refused() -> None:
    body = f"{OPENING}\ntext {CLOSING}    ```html\n```html\n\n{OPENING}\n```\n"

    parted = private_passages.part(body)

    assert parted.shown == ""
    assert any(one.severity is Severity.ERROR for one in parted.found)
