"""Whatever a file is called, its address leads to it, from Markdown, HTML and front matter."""

import datetime as dt
import unicodedata
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings
from tests.support.project import entry

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="/\\")
NAMES = st.text(LETTERS, min_size=1, max_size=8).map(lambda text: f"x{text}x")
TODAY = dt.date(2026, 11, 21)


@settings(max_examples=60, deadline=None)
@given(folder=NAMES, name=NAMES, disk=st.sampled_from(FORMS), typed=st.sampled_from(FORMS))
def test_a_file_is_found_by_its_encoded_address(
    folder: str, name: str, disk: Form, typed: Form
) -> None:
    address = quote(unicodedata.normalize(typed, f"{folder}/{name}"))
    text = entry("article", image=f"{address}.svg", alt="A")
    text += f"\n![x]({address}.png) <img alt='x' src='{address}.gif'> [next](<{address}.md#top>)\n"
    beside = {ending: f"entries/{folder}/{name}.{ending}" for ending in ("svg", "png", "gif")}
    files: dict[str, str | None] = {
        "entries/first.md": text,
        f"entries/{folder}/{name}.md": entry("article"),
        **dict.fromkeys(beside.values()),
    }

    found = release(
        {PurePosixPath(unicodedata.normalize(disk, path)): files[path] for path in files},
        Settings(address="https://ada.example.com/"),
        today=TODAY,
    )

    assert [problem for problem in found.problems if problem.code != "unreadable-image"] == []
    published = {unicodedata.normalize("NFC", path) for path in beside.values()}
    assert {str(path) for path in found.beside} == published
    for path in found.beside:
        assert unquote(found.site.url_for(path)) == str(path)


@pytest.mark.parametrize("sign", ["#", "?", "%23", "&copy"])
def test_what_is_said_of_a_sign_leads_to_the_file(sign: str) -> None:
    """The way out is taken as it is said."""
    picture = PurePosixPath(f"entries/a{sign}b.svg")

    def said(url: str) -> list[str]:
        text = f"{entry('article')}\n![A sign]({url})\n"
        found = release(
            {PurePosixPath("entries/first.md"): text, picture: "<svg/>"},
            Settings(address="https://ada.example.com/"),
            today=TODAY,
        )
        return [problem.message for problem in found.problems]

    (message,) = said(picture.name)
    assert said(message.rpartition("write '")[2].rstrip("'")) == []
