"""Names as people give them to files: every address that leads to one is encoded once and right.

One portfolio goes through all engines; the sites are served as static hosts serve them, and each
address in each file is asked for.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, unquote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.support import addresses, photo, project, sample

NAMES = (
    *("C#", "100% R&D", "a+b;c,d=e", "it's [x] (y) {z}", "Zürich", "日本 🚀", 'say "x" <y>|`z^'),
    *("--dash_it_", "a&copy", "copy&amp;it", "עברית", "colon:~@$!*", "Tiếng Việt/Ä"),
)
ONLY_WITH_PLUGINS = ("why?", "50%25")
"""Zensical takes these for parts of addresses."""
HIDDEN = "Geheimer Plan für Müller"
ENGINES = ("mkdocs", "properdocs", "zensical")
ALLOWED = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
"""What may stand in an address, by RFC 3986."""
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)
PRIVATE = f"""---
kind: article
title: {HIDDEN}
date: 2026-05-04
visibility: private
---

Nobody reads this.

[one](<{HIDDEN}.txt>), [two](<{HIDDEN}/figures.txt>)
"""
BODY = """
A sentence that says something.

![a]({to_own}.svg) ![b](<{own}.svg>) [next]({to_next}.md) [slides](/entries/{to_whole}.pdf)
[![c][own]]({to_next}.md#top) [plan](<{hidden}.md>) [plan]({to_hidden}.md)

[own]: {to_own}.svg?v=1

<img src="{to_own}.svg" width="9" srcset='{to_own}.svg 1x,{to_own}.svg 2x' alt="d">
<picture><source srcset={to_own}.svg><img src="/entries/{to_whole}.svg" alt="e"></picture>

<video src="{to_own}.svg" poster="{to_own}.svg"><track src="{to_own}.pdf"></video>
<audio><source src="{to_own}.svg"></audio>

<a href="{to_next}.md">next</a>, <a href="{to_hidden}.md">plan</a>, <a href="{hidden}.md">it</a>

<blockquote cite="{to_next}.md" markdown="1">Said ![f]({to_own}.svg)</blockquote>
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Build one portfolio with plugins, and one as it is staged."""
    root = tmp_path_factory.mktemp("named")
    config: dict[str, object] = {
        "nav": [{"Home": "index.md"}, {"One": f"entries/{NAMES[4]}.md"}, *_hidden_in_nav()],
        "extra_css": ["assets/größe %231.css", f"{_on_disk('ö')}.css"],
        "extra_javascript": ["größer.js", {"path": "a b.mjs", "type": "module"}],
    }
    options = {"publish": ["entries/**/*.txt"]}
    project.draw(
        root, {"index.md": "Hello.\n", **dict(_files(NAMES))}, config=config, options=options
    )
    done = sample.run("cto-portfolio", "stage", cwd=root)
    assert done.returncode == 0, done.stderr
    told = project.build(root, "--clean", "-f", ".build/zensical.yml", engine="zensical")
    assert told.returncode == 0, told.stderr
    project.draw(root, dict(_files((*NAMES, *ONLY_WITH_PLUGINS))), config=config, options=options)
    for engine in ("mkdocs", "properdocs"):
        done = project.build(root, "--site-dir", str(root / engine), engine=engine)
        assert done.returncode == 0, done.stderr
        assert "dead-link" not in done.stderr
        assert "missing" not in done.stderr
    return {
        "mkdocs": root / "mkdocs",
        "properdocs": root / "properdocs",
        "zensical": root / ".build/site",
    }


def _hidden_in_nav() -> Iterator[Mapping[str, str]]:
    yield {"Secret": f"entries/{HIDDEN}.md"}
    yield {"Hidden": f"entries/{_on_disk(HIDDEN)}.md"}


def _on_disk(name: str) -> str:
    """Return a name as macOS writes it."""
    return unicodedata.normalize("NFD", name)


def _files(names: Sequence[str]) -> Iterator[tuple[str, str | bytes]]:
    yield "profile.yml", "name: Ada Example\nphoto: R%26D%20%23me.jpg\nalt: Ada\n"
    yield "R&D #me.jpg", photo.jpeg()
    yield from dict.fromkeys((_on_disk("assets/größe #1.css"), "ö.css"), "").items()
    yield from dict.fromkeys((_on_disk("größer.js"), "a b.mjs"), "").items()
    yield f"entries/{_on_disk(HIDDEN)}.md", PRIVATE
    yield f"entries/{_on_disk(HIDDEN)}.txt", "Nobody reads this."
    yield f"entries/{_on_disk(HIDDEN)}/figures.txt", "Nobody reads this."
    for number, name in enumerate(names):
        own = name.rpartition("/")[2]
        is_plain = not re.search(r"[<>#?%&`:\"\[]", own)
        to_top = "../" * name.count("/")
        marks = {
            "own": own if is_plain else quote(own),
            "to_own": quote(own),
            "to_whole": quote(name),
            "to_next": quote(to_top + names[(number + 1) % len(names)]),
            "hidden": to_top + HIDDEN,
            "to_hidden": quote(to_top + HIDDEN),
        }
        meta = {"image": f"{quote(own)}.svg", "alt": "A", "aliases": [f"before {number} ö/"]}
        meta |= {"title": f"The {number}th of them", "evidence": ["communication/blog"]}
        yield (
            f"entries/{_on_disk(name)}.md",
            project.entry("article", meta) + BODY.format_map(marks),
        )
        yield f"entries/{_on_disk(name)}.svg", PICTURE
        yield f"entries/{_on_disk(name)}.pdf", b"%PDF-1.4 " + quote(name).encode()


@pytest.mark.parametrize("engine", ENGINES)
def test_every_address_in_every_file_leads_to_a_file(
    sites: Mapping[str, Path], engine: str
) -> None:
    found = set(addresses.of_site(sites[engine]))

    files = {name for name, _ in found}
    assert {"feed.xml", "feed.json", "sitemap.xml", "llms.txt", "resume.json"} <= files
    assert {"_redirects", "before 0 ö/index.html", "404.html"} <= files
    assert [place for place in found if not ALLOWED.fullmatch(place[1])] == []
    with sample.served(sites[engine]) as host:
        urls = {url for _, url in found}
        dead = {url for url in urls if not _is_there(url.replace(addresses.SITE, host))}
    assert [place for place in found if place[1] in dead] == []
    for name in NAMES:  # each page, and each file beside it, is found by an address
        at = f"{addresses.SITE}entries/{quote(name)}"
        assert {f"{at}/", f"{at}.svg", f"{at}.pdf"} <= urls


def _is_there(url: str) -> bool:
    try:
        with urlopen(url) as answer:  # noqa: S310 - it is served here
            return bool(answer.status == HTTPStatus.OK)
    except HTTPError:
        return False


@pytest.mark.parametrize("engine", ENGINES)
def test_files_have_one_form_of_their_name(sites: Mapping[str, Path], engine: str) -> None:
    names = [path.relative_to(sites[engine]).as_posix() for path in sites[engine].rglob("*")]

    assert [name for name in names if not unicodedata.is_normalized("NFC", name)] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_hidden_leaves_no_trace_in_whatever_form_it_is_named(
    sites: Mapping[str, Path], engine: str
) -> None:
    for name, content in project.bytes_of(sites[engine]).items():
        text = unquote(html.unescape(f"{name} {content.decode('utf-8', 'replace')}"))
        assert "Geheimer" not in text, name


def test_a_fork_builds_the_same(sites: Mapping[str, Path]) -> None:
    assert project.bytes_of(sites["mkdocs"]) == project.bytes_of(sites["properdocs"])


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_browser_shows_every_picture(
    sites: Mapping[str, Path], engine: str, chromium: Browser
) -> None:
    with sample.served(sites[engine]) as host:
        page = chromium.new_page()
        for name in NAMES:
            page.goto(f"{host}entries/{quote(name)}/")
            broken = page.evaluate(
                "Promise.all([...document.images].filter(image => !image.src.endsWith('#'))"
                ".map(image => image.decode().then(() => '', () => image.outerHTML)))"
            )
            assert set(broken) == {""}, name
        page.close()


def test_what_zensical_misreads_is_refused(author_folder: Path) -> None:
    project.draw(author_folder, dict(_files(ONLY_WITH_PLUGINS)))

    done = sample.run("cto-portfolio", "stage", cwd=author_folder)

    assert done.returncode == 1
    assert "'portfolio/entries/why?.md': Zensical" in done.stderr
    assert "'portfolio/entries/50%25.md': Zensical" in done.stderr
