"""No slip of the finger publishes what was to be hidden, and no odd value stops a build."""

import datetime as dt
import string
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio import frameworks
from cto_portfolio.content import hiding_keys, portfolio
from cto_portfolio.text import foreign_heads

TODAY = dt.date(2026, 11, 21)
OTHER_WORDS = {"craft", "graft", "drift", "primate"}


def _slips(word: str) -> Iterator[str]:
    """Yield a word with one letter left out, doubled, swapped with the next, or another."""
    for at in range(len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield before + after
        yield before + 2 * letter + after
        yield before + after[:1] + letter + after[1:]
        yield from (before + other + after for other in string.ascii_lowercase)


@pytest.mark.parametrize("word", ["visibility", "draft", "private", "hidden", "unlisted"])
def test_every_slip_is_noticed(word: str) -> None:
    value = "private" if word == "visibility" else True
    slips = {*_slips(word), *map(str.upper, _slips(word)), word.upper(), f"{word}s"}
    own = hiding_keys.OWN
    missed = {
        slip
        for slip in slips
        if slip not in own and not hiding_keys.instead(slip, value, today=TODAY)
    }

    assert {slip.lower() for slip in missed} <= OTHER_WORDS


_LINES = st.lists(
    st.sampled_from(
        [
            *("---", "+++", "{", "}", "<!--", "-->", "", " ", "\u200b", "\ufeff", "```", "[a]"),
            *(
                "draft: true",
                "draft = true",
                '"draft": true',
                "Draft: yes",
                "    private",
                "Note: x",
            ),
            *(
                "a: b",
                "Note: x",
                "<!-- draft: true -->",
                "# draft: true",
                "title: Me",
                "- draft: true",
            ),
        ]
    ),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(lines=_LINES)
def test_a_head_is_read_in_whatever_form(lines: list[str]) -> None:
    text = "\n".join(lines)
    named = foreign_heads.find(text)

    assert all(one.key in text.split("\n")[one.line - 1] for one in named)


_KEYS = st.text(max_size=12) | st.sampled_from(["private", "status", "published"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(
    key=st.text(max_size=12) | st.sampled_from(["private", "status", "published"]), value=_VALUES
)
def test_any_key_and_value_can_be_judged(key: str, value: object) -> None:
    faults = [*hiding_keys.faults({key: value}, today=TODAY)]

    assert all(fault.key[0] == key for fault in faults)


@pytest.mark.parametrize("folder", ["", "news/", "news/deep/"])
def test_a_page_that_is_withheld_leaves_no_title(folder: str) -> None:
    page = "---\ntitle: Quillfeather\nprivate: true\n---\n\nMe.\n"
    path = PurePosixPath(f"{folder}page.mkd")

    parsed = portfolio.parse({path: page}, frameworks.load(), today=TODAY)

    assert parsed.author_pages == ()
    assert parsed.lost.paths == {path}
