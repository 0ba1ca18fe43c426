"""Every way out takes the same decision: one portfolio full of traps goes through all of them."""

import gzip
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import html5lib
import pytest

from tests.support import comparison, project, sample, traps
from tests.support.traps import Traps

STAGED = ("-f", ".build/zensical.yml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One way out: what it has said, and the site, if there is one."""

    status: int
    told: frozenset[str]
    site: Mapping[str, bytes]


@pytest.fixture(scope="module")
def trapped() -> Traps:
    return traps.portfolio()


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory, trapped: Traps) -> Mapping[str, Way]:
    """Take every way out, once."""
    root = project.draw(tmp_path_factory.mktemp("trapped"), trapped.files, config=traps.CONFIG)
    return {
        "check": _way(root, "cto-portfolio", "check"),
        "mkdocs": _way(root, "mkdocs", "build", site="site"),
        "properdocs": _way(root, "properdocs", "build", "-d", "proper", site="proper"),
        "stage": _way(root, "cto-portfolio", "stage", site=".build/docs"),
        "zensical": _way(root, "zensical", "build", "--clean", *STAGED, site=".build/site"),
        "plain": _way(root, "mkdocs", "build", *STAGED, "-d", str(root / "plain"), site="plain"),
    }


def _way(root: Path, *command: str, site: str = "") -> Way:
    done = subprocess.run(
        [sample.command(command[0]), *command[1:]],
        cwd=root,
        env=project.ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Way(
        status=done.returncode,
        told=traps.told(done.stdout + done.stderr),
        site=project.bytes_of(root / site) if site else {},
    )


SITES = ("properdocs", "zensical", "plain")
OWN = ("search/", "sitemap.xml.gz")
"""What Zensical does not write, or writes elsewhere."""


def test_every_way_out_says_the_same(ways: Mapping[str, Way]) -> None:
    """What is withheld, what is lost and what may be a mistake, each in the same line."""
    expected = ways["check"].told

    assert len(expected) > 15
    for name in ("mkdocs", "properdocs", "stage"):
        assert ways[name].told == expected, name


def test_every_engine_builds_what_is_published(ways: Mapping[str, Way]) -> None:
    """Although some files have errors: those stay at home."""
    assert {name: way.status for name, way in ways.items()} == {
        "check": 1,
        **dict.fromkeys(("mkdocs", "properdocs", "stage", "zensical", "plain"), 0),
    }
    for name in ("mkdocs", *SITES):
        published = ways[name].site.keys()
        assert {"about/index.html", "old/index.html", "entries/first/index.html"} <= published
        assert {"assets/chart.svg", "styles/paper.svg", "robots.txt", "CNAME"} <= published
        assert ".well-known/security.txt" in published
        assert {"old/talk/index.html", "2020/talk.html", "_redirects"} <= published


@pytest.mark.parametrize("name", ["mkdocs", *SITES, "stage"])
def test_no_way_out_lets_a_word_through(ways: Mapping[str, Way], trapped: Traps, name: str) -> None:
    """In no byte of no file, packed or not, and in no name."""
    leaks = {
        (word, path)
        for path, content in ways[name].site.items()
        for text in [gzip.decompress(content) if path.endswith(".gz") else content]
        for word in trapped.words
        if word.casefold() in path.casefold() or word.casefold().encode() in text.lower()
    }

    assert leaks == set()


@pytest.mark.parametrize("name", SITES)
def test_every_engine_publishes_the_same_files(ways: Mapping[str, Way], name: str) -> None:
    """Byte for byte, but for pages, and the index and the map that each writes in its own way."""
    site, expected = ways[name].site, ways["mkdocs"].site
    if name == "plain":  # which drops the Markdown in a theme; nobody publishes it
        expected = {path: made for path, made in expected.items() if not path.endswith(".md")}

    assert site.keys() - {"search.json"} == {
        path for path in expected if name != "zensical" or not path.startswith(OWN)
    }
    assert comparison.beside(site) == comparison.beside(expected)
    if name == "properdocs":
        assert site == expected


@pytest.mark.parametrize("name", SITES)
def test_every_engine_says_the_same_and_leads_to_the_same(
    ways: Mapping[str, Way], name: str
) -> None:
    """Texts, headings with their ids, and the targets of links, pictures and styles."""
    expected = comparison.pages(ways["mkdocs"].site)

    for path, page in comparison.pages(ways[name].site).items():
        assert page.headings == expected[path].headings, path
        assert page.targets == expected[path].targets, path
        assert page.texts == expected[path].texts, path
        assert page.attributes == expected[path].attributes, path


@pytest.mark.parametrize("name", ["mkdocs", *SITES])
def test_the_notice_of_the_profile_is_on_every_page(ways: Mapping[str, Way], name: str) -> None:
    """On that for lost readers, too; whatever signs it holds, they are shown.

    But for stubs that lead elsewhere, and for pages that say nothing.
    """
    pages = {
        path: page
        for path, page in ways[name].site.items()
        if path.endswith(".html")
        and not path.endswith("for/index.html")
        and b'http-equiv="refresh"' not in page
    }

    assert {"404.html", "about/index.html", "entries/first/index.html"} <= pages.keys()
    for path, page in pages.items():
        notice = html5lib.parse(page, namespaceHTMLElements=False).find(".//aside[@class='notice']")
        assert notice is not None, path
        assert "".join(notice.itertext()) == traps.NOTICE, path


def test_every_way_out_refuses_what_is_confidential_with_the_same_words(tmp_path: Path) -> None:
    """Before anything is written."""
    root = project.draw(tmp_path, traps.confidential())
    expected = _way(root, "cto-portfolio", "check")

    assert expected.status == 1
    for path in ("entries/open.md:9", "about.md:3", ".well-known/security.txt:1"):
        assert any(line.startswith(f"portfolio/{path}: ") for line in expected.told), path
    for command in (["mkdocs", "build"], ["properdocs", "build"], ["cto-portfolio", "stage"]):
        way = _way(root, *command)
        assert way.status == 1, command
        assert way.told == expected.told, command
    assert not os.path.lexists(root / "site")
    assert not os.path.lexists(root / ".build")
