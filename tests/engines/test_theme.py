"""The theme comes with the plugin, whatever an author says of themes."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cto_portfolio.publishing import search_index
from tests.support import project

FILES = {
    "entries/falcons.md": (
        "---\nkind: article\ntitle: On falcons\ndate: 2026-01-02\nsummary: Of birds.\n---\n\n"
        "They are fast.\n\n## Speed\n\nNothing dives faster.\n\n## Rest\n\nThey sleep at night.\n"
    ),
}
OURS = {"plugins": ["search", "cto-portfolio"], "theme": "cto-portfolio"}
SPELLINGS: Mapping[str, Mapping[str, object]] = {
    "material": {**OURS, "theme": {"name": "material"}},
    "no theme": {key: value for key, value in OURS.items() if key != "theme"},
}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return site(tmp_path_factory.mktemp("ours"), OURS)


def site(root: Path, config: Mapping[str, object]) -> dict[str, bytes]:
    project.draw(root, FILES, config={"theme": None, **config})
    if "theme" not in config:
        written = (root / "mkdocs.yml").read_text(encoding="utf-8")
        (root / "mkdocs.yml").write_text(written.replace("theme: null\n", ""), encoding="utf-8")
    built = project.build(root, "--strict")
    assert built.returncode == 0, built.stderr
    return project.bytes_of(root / "site")


@pytest.mark.parametrize("config", SPELLINGS.values(), ids=SPELLINGS)
def test_a_site_is_the_same_whichever_theme_is_named(
    tmp_path: Path, ours: dict[str, bytes], config: Mapping[str, object]
) -> None:
    """Nothing of another theme leaves; only what is written of its search may differ."""
    built = site(tmp_path, config)

    assert built.keys() == ours.keys()
    assert [name for name in ours if ours[name] != built[name]] in ([], [search_index.PATH])


def test_a_section_is_found_once(ours: dict[str, bytes]) -> None:
    """MkDocs' own search writes the text of sections into that of their page, too."""
    docs = {doc["location"]: doc for doc in json.loads(ours[search_index.PATH])["docs"]}

    assert docs["entries/falcons/"]["text"].endswith("They are fast.")
    assert docs["entries/falcons/#speed"]["text"] == "Nothing dives faster."


def test_a_page_may_ask_to_be_in_no_search(tmp_path: Path) -> None:
    """In the words of Material, which are honoured although the search is another."""
    files = {**FILES, "about.md": "---\nsearch: {exclude: true}\n---\n\n# About\n\nQuiet.\n"}
    project.draw(tmp_path, files)

    assert project.build(tmp_path).returncode == 0

    built = project.bytes_of(tmp_path / "site")
    assert b"Quiet." in built["about/index.html"]
    assert b"Quiet." not in built[search_index.PATH]


@pytest.mark.parametrize("name", ["cto-portfolio", "material", None])
def test_a_template_of_the_authors_own_goes_first(tmp_path: Path, name: str | None) -> None:
    """One of the usual name extends the usual base, and fills its blocks."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/main.html").write_text(
        '{% extends "base.html" %}{% block footer %}{{ super() }}<p>By hand</p>{% endblock %}'
    )
    theme = {"name": name, "custom_dir": "mine"}

    built = site(tmp_path, {"theme": theme, "plugins": ["cto-portfolio"]})

    for page in ("index.html", "entries/falcons/index.html"):
        assert b"<p>By hand</p>" in built[page]
        assert b"assets/portfolio.css" in built[page]


def test_a_theme_that_cannot_show_a_portfolio_is_refused_in_a_line(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES, config={"theme": "readthedocs"})

    built = project.build(tmp_path)

    assert built.returncode == 1
    assert "write 'theme: cto-portfolio'" in built.stderr
    assert "Traceback" not in built.stderr
    assert not (tmp_path / "site").exists()


def test_without_the_plugin_no_page_is_built_and_a_line_says_why(tmp_path: Path) -> None:
    """Nothing has been held back then: what is private would be published with the rest."""
    project.draw(tmp_path, FILES, config={**OURS, "plugins": ["search"]})

    built = project.build(tmp_path)

    assert built.returncode == 1
    assert "write 'plugins: [search, cto-portfolio]' in mkdocs.yml" in built.stderr
    assert "Traceback" not in built.stderr
