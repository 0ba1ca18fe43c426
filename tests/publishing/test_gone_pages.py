"""What a build says of the pages that the last site had, and this one does not have any more."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cto_portfolio.engines import settings
from cto_portfolio.publishing import gone_pages
from cto_portfolio.publishing import release as releases
from tests.support import project
from tests.support.project import entry

SEAL = '<meta name="generator" content="cto-portfolio">'
LAST: Mapping[str, str] = {
    "index.html": SEAL,
    "404.html": "",
    "entries/deploys/index.html": "<title>Deploys</title><main>We cut the time by far</main>",
    "entries/hushed/index.html": "<title>Hushed</title><main>Nothing of it</main>",
    "entries/lost/index.html": "<title>Lost</title><main>Penguins in winter</main>",
    "hushed/index.html": '<meta http-equiv="refresh" content="0; url=../entries/hushed/">',
    "entries/stays.html": "<title>It stays</title>",
    "talks/index.html": "<title>Talks</title>",
    "topics/old/index.html": "",
    "for/abcdefgh/index.html": "<title>For you</title>",
    "über, und/index.html": "<title>Old</title>",
}
NEW: Mapping[str, str] = {
    "index.html": SEAL,
    "entries/faster/index.html": "<title>Deploys!</title><main>We cut the time, by far</main>",
    "entries/stays/index.html": "<title>It stays</title>",
}
FILES = {
    "entries/faster.md": entry(title="Deploys!"),
    "entries/stays.md": entry(title="It stays"),
    "entries/hushed.md": entry(visibility="private"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project.draw(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(root: Path, last: Mapping[str, str]) -> list[str]:
    for folder, pages in (("site", last), ("new", NEW)):
        for name, text in pages.items():
            path = root / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    released = releases.load(settings.load(Path("mkdocs.yml")), today=project.TODAY)
    found = gone_pages.notices(root / "site", root / "new", released)
    return [str(notice).replace(": gone-page", "").replace(":1", "") for notice in found]


def test_each_page_that_is_gone_is_said_with_the_alias_to_write(root: Path) -> None:
    keep = "is gone; to keep its address, write 'aliases: "
    somewhere = "in the page that has taken its place"
    hushed = "is gone, because 'portfolio/entries/hushed.md' is not published"
    entries = "portfolio/entries"
    assert said(root, LAST) == [
        f"site/entries/deploys/index.html: {keep}[entries/deploys/]' in '{entries}/faster.md'",
        f"site/entries/hushed/index.html: {hushed}",
        f"site/entries/lost/index.html: {keep}[entries/lost/]' {somewhere}",
        f"site/entries/stays.html: {keep}[entries/stays.html]' in '{entries}/stays.md'",
        f"site/hushed/index.html: {hushed}",
        "site/talks/index.html: is gone, because nothing is left to show there now",
        "site/topics/old/index.html: is gone, because nothing is left to show there now",
        f'site/über, und/index.html: {keep}["über, und/"]\' in the page that has taken its place',
    ]


def test_of_many_pages_the_first_are_said(root: Path) -> None:
    many = {f"entries/old-{number}/index.html": "" for number in range(100)}

    found = said(root, {"index.html": SEAL, **many})

    assert len(found) == 21
    assert found[-1] == "site: 80 more pages of the last site are gone"


def test_nothing_is_said_of_a_site_that_was_not_ours(root: Path) -> None:
    assert said(root, {**LAST, "index.html": "<title>A blog</title>"}) == []


def test_a_build_says_it_once_and_strictness_does_not_mind(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/deploys.md": entry()})
    project.build(tmp_path)
    (tmp_path / "portfolio/entries/deploys.md").rename(tmp_path / "portfolio/entries/faster.md")
    message = (
        "site/entries/deploys/index.html:1: gone-page: is gone; to keep its address, "
        "write 'aliases: [entries/deploys/]' in 'portfolio/entries/faster.md'"
    )

    first, second = (project.build(tmp_path, "--strict") for _ in range(2))

    assert (first.returncode, second.returncode) == (0, 0)
    assert message in first.stderr
    assert "gone-page" not in second.stderr
