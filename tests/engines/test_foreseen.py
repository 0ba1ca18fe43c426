"""`check` says before a build what MkDocs would say in it: of settings, links and pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from cto_portfolio.cli import main
from tests.support import project
from tests.support.project import entry

PARTS = {
    "site_name": "site_name: Ada",
    "docs_dir": "docs_dir: portfolio",
    "theme": "theme: cto-portfolio",
    "plugins": "plugins: [search, cto-portfolio]",
}
"""A configuration that is right; a case replaces some of its lines, or adds one at the end."""
REFUSED: Mapping[str, tuple[str, str]] = {
    "a plugin that is not there": (
        "plugins:\n- searh\n- cto-portfolio",
        "5: bad-setting: 'plugins': The \"searh\" plugin is not installed; did you mean 'search'?",
    ),
    "an option of another plugin": (
        "plugins:\n- cto-portfolio\n- search:\n    lang: 5",
        "7: bad-setting: 'plugins': Plugin 'search' option 'lang'",
    ),
    "a plugin that is no name": ("plugins: search", "4: bad-setting: 'plugins'"),
    "two plugins in one item": (
        "plugins:\n- cto-portfolio:\n  search:",
        "4: bad-setting: 'plugins'",
    ),
    "an extension that is not there": (
        "markdown_extensions:\n- tables\n- pymdownx.nope",
        "7: bad-setting: 'markdown_extensions': Failed to load extension 'pymdownx.nope'.",
    ),
    "an option of an extension": (
        "markdown_extensions:\n- toc:\n    permalinkk: true",
        "7: bad-setting: 'markdown_extensions': Failed to load extension 'toc'. KeyError",
    ),
    "a theme that is not there": ("theme: materiel", "3: bad-setting: 'theme': Unrecognised"),
    "a folder of a theme": (
        "theme: {name: material, custom_dir: nowhere}",
        "3: bad-setting: 'theme': The path set in custom_dir",
    ),
    "a portfolio that is not there": ("docs_dir: nowhere", "2: missing-folder: the portfolio"),
    "no name": ("site_name:", "1: bad-setting: 'site_name': Required"),
    "a number for text": ("copyright: 2026", "5: bad-setting: 'copyright'"),
    "an address": ("site_url: example.com", "5: bad-setting: 'site_url': The URL isn't valid"),
    "a navigation": ("nav: {Home: index.md}", "5: bad-setting: 'nav': Expected nav to be a list"),
    "a hook that is not there": ("hooks:\n- late.py", "6: bad-setting: 'hooks': The path"),
    "a hook that fails": ("hooks:\n- broken.py", "6: broken-hook: the hook 'broken.py' fails when"),
    "a tag of YAML": ("extra:\n  x: !nobody knows", "6: broken-yaml: could not determine"),
    "a level of validation": (
        "validation:\n  links:\n    anchors: warning",
        "7: bad-setting: 'validation': Sub-option 'links': Sub-option 'anchors': Expected one of",
    ),
    "patterns as a list": ("not_in_nav: [a.md]", "5: wrong-type: 'not_in_nav' takes text"),
    "a site within the portfolio": (
        "site_dir: portfolio/site",
        "5: bad-site-dir: 'portfolio/site'",
    ),
    "a portfolio within the site": ("site_dir: .", "5: bad-site-dir: '.' and 'portfolio' lie"),
    "a site that is a file": ("site_dir: broken.py", "5: bad-site-dir: 'broken.py' is no folder"),
    "a site among other files": ("site_dir: letters", "5: bad-site-dir: 'letters' holds files"),
    "our plugin twice": (
        "plugins:\n- cto-portfolio\n- cto-portfolio",
        "6: duplicate-key: 'cto-portfolio' is listed twice",
    ),
    "a base that is not there": (
        "INHERIT: gone.yml",
        "5: missing-file: there is no file 'gone.yml'",
    ),
    "a setting for the engine alone": ("mdx_configs: {a: b}", "5: bad-setting: 'mdx_configs'"),
    "a setting that was": ("pages: [index.md]", "5: bad-setting: 'pages'"),
}
"""What MkDocs stops at, and what is said of it, from its line on."""
WARNED: Mapping[str, tuple[str, str]] = {
    "a setting that nobody knows": (
        "site_nam: x",
        "5: unknown-key: MkDocs knows no setting 'site_nam'; did you mean 'site_name'?",
    ),
    "an option that nobody knows": (
        "plugins:\n- cto-portfolio\n- search:\n    lng: en",
        "7: bad-setting: 'plugins': Plugin 'search' option 'lng': Unrecognised",
    ),
    "sources without an address": ("edit_uri: blob/main", "5: bad-setting: 'edit_uri' is no whole"),
    "a template of the site": (
        "extra_templates: [gone.html]",
        "5: missing-file: 'gone.html' is not in the portfolio's folder",
    ),
    "a template of the theme": (
        "theme: {name: material, static_templates: [gone.html]}",
        "3: missing-file: no folder of the theme has a template 'gone.html'",
    ),
    "an old setting": ("google_analytics: [a, b]", "5: bad-setting: 'google_analytics'"),
}
"""The same of what it builds in spite of."""
ALLOWED = (
    "site_description: !ENV [NOWHERE, Words]",
    "plugins:\n  search:\n  cto-portfolio:\n    show_gaps: true",
    "plugins:\n- search: {lang: en}\n- cto-portfolio: {enabled: true}",
    "markdown_extensions:\n- pymdownx.snippets:\n    base_path: [!relative $docs_dir]",
    "markdown_extensions: {toc: {slugify: !!python/name:markdown.extensions.toc.slugify_unicode }}",
    "hooks: [whole.py]",
    "nav:\n- index.md\n- Elsewhere: https://example.com/\n- Entries:\n  - entries/deploys.md",
    "INHERIT: base.yml",
    "not_in_nav: |\n  entries/*\nvalidation:\n  omitted_files: ignore",
    "theme: {name: material, language: de}",
    "site_dir: !ENV [NOWHERE, public]",
)
LINKS = """
## A part { #part }

<span id="raw"></span>

[within](#part), [raw](#raw), [note](#fn:1), [top](#top), [there](entries/deploys.md#why)
and [coded](about.md#%C3%BCber)[^1]

[nowhere](#nowhere)

[no part](about.md#nowhere), [of an entry](entries/deploys.md#whi)

[of ours](coverage.md#nowhere), [a part](areas/trends.md#process), [unmade](talks.md)

![gone](gone.png) and [gone](gone.md#there)

[from the root](/about.md)

`[code](#code)` [by its name][name]

[name]: about.md#defined

[^1]: A note.
"""
LEVELS = {
    "links": {"anchors": "warn", "absolute_links": "warn"},
    "nav": {"omitted_files": "warn", "absolute_links": "warn"},
}
PAGES = {
    "about.md": "# About\n\n## Über { #über }\n\n[odd](index.md#nowhere)\n",
    "links.md": f"---\ntitle: Links\n---\n{LINKS}",
    "entries/deploys.md": entry(evidence=["trends/process"])
    + "\n## Why\n\nIt was slow.\n\n[up](../about.md#über)\n",
}
NAV = ["index.md", {"About": "about.md"}, "abut.md", {"Root": "/about/"}, "coverage.md"]


def written(root: Path, change: str) -> Path:
    """Write a portfolio with one change to its configuration."""
    key = change.partition(":")[0]
    config = "\n".join({**PARTS, key: change}.values()) + "\n"
    project.draw(root, {"index.md": "# Ada\n", "entries/deploys.md": entry()})
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "base.yml").write_text("use_directory_urls: false\nnav: [index.md]\n")
    (root / "broken.py").write_text("raise RuntimeError('no')\n", encoding="utf-8")
    (root / "whole.py").write_text("def on_config(config):\n    return config\n", encoding="utf-8")
    (root / "letters").mkdir()
    (root / "letters" / "to-my-mother.txt").write_text("Dear mother")
    return root


def checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["check"])
    said = result.output.removeprefix("Error: ").splitlines()
    return result.exit_code, [line for line in said if ": no-address: " not in line]


@pytest.mark.parametrize(("change", "said"), REFUSED.values(), ids=REFUSED)
def test_what_a_build_stops_at_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, said: str
) -> None:
    root = written(tmp_path, change)

    code, lines = checked(root, monkeypatch)

    assert code == 1
    assert any(line.startswith(f"mkdocs.yml:{said}") for line in lines), lines
    assert project.build(root).returncode == 1


@pytest.mark.parametrize(("change", "said"), WARNED.values(), ids=WARNED)
def test_what_a_build_warns_of_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, said: str
) -> None:
    root = written(tmp_path, change)

    code, lines = checked(root, monkeypatch)
    built = project.build(root)

    assert code == 0
    assert lines[0].startswith(f"mkdocs.yml:{said}"), lines
    assert built.returncode == 0
    assert "WARNING -  " in built.stderr


@pytest.mark.parametrize("change", ALLOWED)
def test_of_what_a_build_takes_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    root = written(tmp_path, change)

    code, lines = checked(root, monkeypatch)

    assert code == 0
    assert [line for line in lines if ": omitted-page: " not in line] == ["1 entry, no problems."]
    assert project.build(root, "--strict").returncode == 0


def test_all_that_is_wrong_with_settings_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, "copyright: 1\nwatch: [nowhere]\nhooks: [broken.py]\nstrct: true")

    _, lines = checked(root, monkeypatch)

    assert [line.split(":")[1] for line in lines[:-1]] == ["5", "6", "7", "8"]


def test_a_build_that_would_run_without_us_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, lines = checked(written(tmp_path, "plugins: [search]"), monkeypatch)

    assert (code, lines[0].split(": ")[1]) == (0, "plugin-not-run")


def test_strict_in_the_configuration_counts_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, "strict: true\nsite_nam: x")

    assert checked(root, monkeypatch)[0] == 1
    assert project.build(root).returncode == 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Both:
    """What `check` says of a portfolio, and what a build of it says."""

    checked: list[str]
    built: list[str]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Look at a portfolio full of dead ends in both ways."""
    root = tmp_path_factory.mktemp("both")
    extensions = ["attr_list", "footnotes"]
    config = {"validation": LEVELS, "nav": NAV, "markdown_extensions": extensions}
    project.draw(root, PAGES, config=config)
    with pytest.MonkeyPatch.context() as patch:
        lines = checked(root, patch)[1]
    built = project.build(root).stderr.splitlines()
    return Both(checked=lines[:-1], built=[line for line in built if line.startswith("WARNING")])


def test_a_build_says_of_links_and_navigation_what_check_says(both: Both) -> None:
    assert both.built == [f"WARNING -  cto_portfolio: {line}" for line in both.checked]


def test_dead_ends_are_said_with_their_lines(both: Both) -> None:
    assert [tuple(line.split(": ", 2)[:2]) for line in both.checked] == [
        ("mkdocs.yml:5", "omitted-page"),
        ("mkdocs.yml:8", "dead-link"),
        ("mkdocs.yml:9", "absolute-link"),
        ("portfolio/about.md:5", "dead-anchor"),
        ("portfolio/links.md:12", "dead-anchor"),
        ("portfolio/links.md:14", "dead-anchor"),
        ("portfolio/links.md:14", "dead-anchor"),
        ("portfolio/links.md:16", "dead-anchor"),
        ("portfolio/links.md:16", "dead-link"),
        ("portfolio/links.md:18", "dead-link"),
        ("portfolio/links.md:18", "missing-image"),
        ("portfolio/links.md:20", "absolute-link"),
        ("portfolio/links.md:24", "dead-anchor"),
    ]


def test_where_plugins_may_change_pages_the_engine_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook gives a page the place that a link leads to."""
    hook = "def on_page_markdown(markdown, **_):\n    return markdown + '\\n## Nowhere\\n'\n"
    pages = {"about.md": "[there](#nowhere)\n", "entries/deploys.md": entry()}
    project.draw(tmp_path, pages, config={"validation": LEVELS, "hooks": ["late.py"]})
    (tmp_path / "late.py").write_text(hook, encoding="utf-8")

    assert checked(tmp_path, monkeypatch)[1] == ["1 entry, no problems."]
    assert project.build(tmp_path, "--strict").returncode == 0


@pytest.mark.parametrize(
    ("head", "plugins", "said"),
    [
        ("template: gone.html", [], "2: missing-template: there is no template 'gone.html'"),
        ("tags: teams", ["tags"], "2: wrong-type: the plugin 'tags' takes a list"),
        ("tags: [[teams]]", ["tags"], "2: wrong-type: the plugin 'tags' takes a list"),
        ("search: 5", [], "2: wrong-type: 'search' takes a line below it"),
    ],
)
def test_a_key_that_would_stop_an_engine_is_said_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str, plugins: list[str], said: str
) -> None:
    config = {"theme": "material", "plugins": ["search", *plugins, "cto-portfolio"]}
    pages = {"about.md": f"---\n{head}\n---\n\nWords.\n", "entries/deploys.md": entry()}
    project.draw(tmp_path, pages, config=config)

    code, lines = checked(tmp_path, monkeypatch)
    built = project.build(tmp_path)

    assert code == 1
    assert lines[0].startswith(f"portfolio/about.md:{said}")
    assert lines[0] in built.stderr


def test_a_key_without_a_value_is_as_if_it_were_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {"about.md": "---\ntemplate:\ntags:\nsearch:\n---\n\nWords.\n", "entries/a.md": entry()}
    project.draw(tmp_path, pages, config={"theme": "material"})

    assert checked(tmp_path, monkeypatch)[0] == 0
    assert project.build(tmp_path, "--strict").returncode == 0
