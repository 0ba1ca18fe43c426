"""Entries of one title are told apart wherever they are named, and never by what is hidden."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, cast

import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import languages, portfolio
from cto_portfolio.site import pages
from cto_portfolio.site.exports import llms
from cto_portfolio.site.feeds import atom, feed
from cto_portfolio.site.site import Site
from tests.support import project
from tests.support.project import entry


def _talk(event: str, date: str, language: str = "English", **more: object) -> str:
    title = "Queues for people"
    return entry("talk", title=title, event=event, date=date, language=language, **more)


FILES = {
    "entries/ghent.md": _talk("devopsdays Ghent", "2025-03-01"),
    "entries/ghent-again.md": _talk("devopsdays Ghent", "2026-03-01"),
    "entries/ghent-german.md": _talk("devopsdays Ghent", "2026-03-02", "Deutsch"),
    "entries/london.md": _talk("QCon London", "2026-04-01"),
    "entries/secret.md": _talk("Secret Days", "2026-04-02", visibility="private"),
    "entries/unlisted.md": _talk("QCon London", "2026-04-03", visibility="unlisted"),
    "entries/article.md": entry("article", title="Queues for people"),
    "entries/bergen.md": entry("talk", title="Køer", event="Booster", language="NO"),
}
TITLES = {
    "entries/ghent.md": "Queues for people (devopsdays Ghent, 2025)",
    "entries/ghent-again.md": "Queues for people (devopsdays Ghent, 2026, English)",
    "entries/ghent-german.md": "Queues for people (devopsdays Ghent, 2026, German)",
    "entries/london.md": "Queues for people (QCon London)",
    "entries/article.md": "Queues for people",
    "entries/bergen.md": "Køer",
}


@pytest.fixture(scope="module")
def site() -> Site:
    """Understand the portfolio above, once."""
    parsed = portfolio.parse(
        {PurePosixPath(path): text for path, text in FILES.items()},
        frameworks.load(),
        today=project.TODAY,
    )
    return Site(portfolio=parsed, name="Ada", url_for=str, address="https://ada.example.com/")


def _by_path(site: Site) -> dict[str, Mapping[str, Any]]:
    return {str(page.path): cast("Mapping[str, Any]", page.meta) for page in pages.build(site)}


def test_pages_lists_feeds_and_texts_for_programs_tell_them_apart(site: Site) -> None:
    made = _by_path(site)
    talks = {path: title for path, title in TITLES.items() if path != "entries/article.md"}
    followed = next(one for one in feed.build(site) if one.page == PurePosixPath("talks.md"))

    listed = [
        row for year in made["talks.md"]["list"]["listing"]["sections"] for row in year["entries"]
    ]
    assert {path: made[path]["title"] for path in TITLES} == TITLES
    assert {row["url"]: row["title"] for row in listed} == talks
    assert {str(item.path): item.title for item in followed.items} == talks
    assert all(f"[{title}]" in llms.build(site, ()) for title in talks.values())
    assert "Secret" not in json.dumps([*made.values()])


def test_an_unlisted_one_is_told_apart_by_itself(site: Site) -> None:
    made = _by_path(site)

    assert made["entries/unlisted.md"]["title"] == ("Queues for people (QCon London, 3 April 2026)")
    assert made["entries/london.md"]["title"] == "Queues for people (QCon London)"


def test_title_and_summary_say_their_language(site: Site) -> None:
    """One title in two languages is in none of them for certain."""
    made = _by_path(site)
    followed = next(one for one in feed.build(site) if one.page == PurePosixPath("talks.md"))
    written = atom.write(followed, {item.path: "" for item in followed.items}, url="https://x.org/")

    assert made["entries/bergen.md"]["entry"]["lang"] == "no"
    assert made["entries/bergen.md"]["entry"]["talk"]["language"] == "Norwegian"
    assert made["entries/ghent.md"]["entry"]["lang"] is None
    assert b'<entry xml:lang="no">' in written


@pytest.mark.parametrize(
    ("written", "tag", "name"),
    [
        ("Deutsch", "de", "Deutsch"),
        ("de", "de", "German"),
        ("NO", "no", "Norwegian"),
        ("pt_br", "pt-BR", "Portuguese (BR)"),
        ("zh-hant", "zh-Hant", "Chinese (Hant)"),
        ("gsw", "gsw", "gsw"),
        ("jp", None, "jp"),
        ("Klingon", None, "Klingon"),
        ("English and German", None, "English and German"),
    ],
)
def test_languages_are_known_by_tag_or_name(written: str, tag: str | None, name: str) -> None:
    assert languages.tag(written) == tag
    assert languages.name(written) == name
