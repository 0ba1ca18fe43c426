"""Beside other plugins: none crashes or loses what it needs, and none lets through what is hidden.

Each that brings text, pages or names of pages in is asked to bring in something private.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support import packets, project, sample
from tests.support.project import entry

HAS_TABLES = find_spec("mkdocs_table_reader_plugin") is not None
"""It needs pandas, which is too large to be asked for here."""
CANARY = "grebefeather"
PRIVATE = "---\nvisibility: private\n---\n\n"
PASSAGE = f"\n<!-- private -->\n{CANARY} passage\n<!-- /private -->\n"
UNLISTED = "Cranefeather"

FILES: Mapping[str, str] = {
    "index.md": "# Hello\n",
    "about.md": "# About\n\n{{ config.site_name }} at work. See [it](entries/open.md).\n",
    "part.md": f"Included words, [about](about.md).\n{PASSAGE}",
    "entries/open.md": entry(title="Open") + PASSAGE + '\n{% include-markdown "../part.md" %}\n',
    "entries/other.md": entry(title="Other")
    + "\n{{ config.site_url }}\n\nSee [open](open.md).\n"
    + ("\n{{ read_csv('figures.csv') }}\n" if HAS_TABLES else ""),
    "entries/figures.csv": "quarter,deploys\nfirst,420\n",
    "entries/quiet.md": entry(title=UNLISTED, visibility="unlisted"),
    "entries/secret.md": entry(title=f"{CANARY} title", visibility="private") + f"\n{CANARY}\n",
    "entries/steals.md": entry(title=f"{CANARY} a") + '\n{% include-markdown "secret.md" %}\n',
    "entries/takes.md": entry(title=f"{CANARY} b") + '\n{% include "entries/secret.md" %}\n',
    f"{CANARY}-page.md": f"{PRIVATE}# {CANARY} page\n",
    "quiet/.meta.yml": "visibility: private\n",
    "quiet/one.md": f"# {CANARY} by default\n",
    "blog/index.md": "# Blog\n",
    "blog/posts/one.md": f"---\ndate: 2024-01-01\n---\n\n# One\n\nFirst words.\n{PASSAGE}\n"
    "<!-- more -->\n\nMore [about](../../about.md).\n",
    "blog/posts/two.md": f"---\ndate: 2024-01-01\nvisibility: private\n---\n\n# {CANARY} post\n",
    ".nav.yml": f"nav:\n- index.md\n- {CANARY} title: {CANARY}-page.md\n"
    f"- Section:\n  - {CANARY} other: entries/secret.md\n- Other: entries/other.md\n- '*'\n",
}
PLUGINS: list[object] = [
    *("search", {"cto-portfolio": {}}, "meta", "blog", {"gen-files": {"scripts": ["made.py"]}}),
    {"redirects": {"redirect_maps": {"old.md": "about.md", "older.md": f"{CANARY}-page.md"}}},
    *("include-markdown", {"macros": {"include_dir": "portfolio"}}),
    *(["table-reader"] if HAS_TABLES else []),
    *({"git-revision-date-localized": {"enable_creation_date": True}}, "rss", "awesome-nav"),
]
MADE = f"""\
import mkdocs_gen_files

def write(name, text, mode="w"):
    with mkdocs_gen_files.open(name, mode) as file:
        file.write(text)

write("made.md", "# Made\\n\\nBy a script, see [about](about.md) and [it]({CANARY}-page.md).\\n")
write("made-private.md", "---\\nvisibility: private\\n---\\n\\n# {CANARY} made\\n")
write("made-near.md", "---\\nvisibilty: private\\n---\\n\\n# {CANARY} near\\n")
write("entries/open.md", "\\nAppended by a script.\\n", mode="a")
"""
SEEN = """\
import json
import pathlib

pages = {}

def on_page_context(context, page, config, nav):
    date = page.meta.get("git_revision_date_localized")
    pages[page.file.src_uri] = {"edit": page.edit_url, "date": date}

def on_post_build(config):
    pathlib.Path(config.config_file_path).with_name("seen.json").write_text(json.dumps(pages))
"""
ENVIRONMENT = {**project.ENVIRONMENT, "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What was said, what there is, and what other plugins knew of each page."""

    said: str
    site: Mapping[str, bytes]
    seen: Mapping[str, Mapping[str, str | None]]

    def text(self, name: str) -> str:
        return self.site[name].decode()

    def holding(self, word: str) -> list[str]:
        return [
            name
            for name, content in self.site.items()
            if word.casefold() in name.casefold() or word.casefold().encode() in content.lower()
        ]


def build(root: Path) -> Built:
    done = _run(root, "mkdocs", "build")
    assert done.returncode == 0, done.stderr
    seen = root / "seen.json"
    return Built(
        said=done.stderr,
        site=project.bytes_of(root / "site"),
        seen=json.loads(seen.read_text(encoding="utf-8")) if seen.exists() else {},
    )


def _run(root: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sample.command(command), *arguments],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


def _git(root: Path, *arguments: str) -> str:
    named = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    command = ["git", *named, *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build one site with many plugins at once, once."""
    config = {
        "theme": {"name": "material"},  # whose plugins are among them
        "plugins": PLUGINS,
        "repo_url": "https://git.example.com/ada/site",
        "edit_uri": "edit/main/portfolio/",
        "hooks": ["seen.py"],
    }
    root = project.draw(tmp_path_factory.mktemp("plugins"), FILES, config=config)
    (root / "made.py").write_text(MADE, encoding="utf-8")
    (root / "seen.py").write_text(SEEN, encoding="utf-8")
    _git(root, "init", "-q")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "Write")
    return build(root)


def test_no_plugin_lets_through_what_is_hidden(built: Built) -> None:
    assert built.holding(CANARY) == []


def test_what_is_unlisted_is_on_no_list_of_another_plugin(built: Built) -> None:
    """Neither feed nor index, nor the navigation."""
    assert built.holding(UNLISTED) == ["entries/quiet/index.html"]
    assert "feed_rss_created.xml" in built.site


def test_what_brings_in_something_private_is_withheld_and_said(built: Built) -> None:
    for name in ("steals", "takes"):
        assert f"portfolio/entries/{name}.md:9: hidden-include: " in built.said
        assert f"entries/{name}/index.html" not in built.site


def test_plugins_find_the_files_that_pages_are_made_of(built: Built) -> None:
    """To include what lies beside them, to ask git for their dates, and to link to their source."""
    assert "Included words" in built.text("entries/open/index.html")
    page = built.seen["entries/other.md"]
    assert page["edit"] == "https://git.example.com/ada/site/edit/main/portfolio/entries/other.md"
    assert "git-revision-date" in str(page["date"])
    if HAS_TABLES:
        assert "420" in built.text("entries/other/index.html")


def test_what_plugins_make_is_on_the_site(built: Built) -> None:
    assert "Ada Example at work." in built.text("about/index.html")
    assert "By a script" in built.text("made/index.html")
    assert "First words." in built.text("blog/2024/01/01/one/index.html")
    assert "January 1, 2024</time>" in built.text("blog/2024/01/01/one/index.html")
    assert "First words." in built.text("blog/index.html")
    assert "January 1, 2024</time>" in built.text("blog/index.html")
    assert "../about/" in built.text("old/index.html")
    assert "https://ada.example.com/about/" in built.text("feed_rss_created.xml")


def test_what_a_plugin_changes_after_the_fact_is_left_out_and_said(built: Built) -> None:
    assert "portfolio/entries/open.md:1: late-change: another plugin changes it" in built.said
    assert built.holding("Appended by a script") == []


def test_a_navigation_of_another_plugin_stands(built: Built) -> None:
    """And no word is lost on the one that would stand there otherwise."""
    navigation = built.text("index.html").partition('<nav class="nav')[2].partition("</nav>")[0]

    assert navigation.count("<a ") > 3
    assert ">Other<" in navigation
    assert "is being replaced" not in built.said


def test_each_language_is_built_and_finished_as_one_site(tmp_path: Path) -> None:
    """A plugin for languages builds anew within the build; the built-in search indexes all."""
    languages = [
        {"locale": "en", "name": "English", "build": True, "default": True},
        {"locale": "fr", "name": "Français", "build": True},
    ]
    files = {
        **packets.files(),
        "about.md": "# About\n",
        "about.fr.md": f"# À propos\n{PASSAGE}",
        "hidden.md": f"{PRIVATE}{CANARY}\n",
        "hidden.fr.md": f"{PRIVATE}{CANARY}\n",
        "entries/first.markdown": entry("article", title="First") + PASSAGE,
    }
    i18n = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    project.draw(tmp_path, files, config={"plugins": ["/search", {"cto-portfolio": {}}, i18n]})

    site = build(tmp_path)

    assert site.holding(CANARY) == []
    for name in ("index.html", "fr/index.html", "entries/first/index.html", "feed.xml"):
        assert name in site.site
    assert "À propos" in site.text("fr/about/index.html")
    index = site.text("search/search_index.json")
    assert "entries/deploys/" in index
    assert "entries/quiet/" not in index
    assert f"for/{packets.KEY}" not in index


def test_a_navigation_that_is_written_as_a_page_is_the_sites(tmp_path: Path) -> None:
    summary = f"* [Home](index.md)\n* [Words](about.md)\n* [It]({CANARY}.md)\n"
    files = {
        "SUMMARY.md": summary,
        "about.md": "# About\n",
        f"{CANARY}.md": f"{PRIVATE}{CANARY}\n",
    }
    plugins = ["search", {"cto-portfolio": {}}, {"literate-nav": {"nav_file": "SUMMARY.md"}}]
    project.draw(tmp_path, files, config={"plugins": plugins})

    site = build(tmp_path)

    navigation = site.text("index.html").partition('<nav class="nav')[2].partition("</nav>")[0]
    assert ">Words<" in navigation
    assert ">It<" not in navigation
    assert site.holding(CANARY) == []


def test_a_dirty_build_leaves_nothing_behind_that_is_hidden_now(tmp_path: Path) -> None:
    """Nor does one that is pushed to where a site is hosted."""
    remote, root = tmp_path / "remote.git", tmp_path / "site"
    root.mkdir()
    _git(tmp_path, "init", "-q", "--bare", str(remote))
    _git(root, "init", "-q")
    _git(root, "remote", "add", "origin", str(remote))
    files = {
        "entries/open.md": entry(title="Open"),
        "entries/told.md": entry(title=CANARY, image="photo.svg", alt="It"),
        "entries/photo.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><title>{CANARY}</title></svg>",
    }
    project.draw(root, files)
    assert _run(root, "mkdocs", "gh-deploy", "--dirty", "--no-history").returncode == 0
    assert "entries/told/index.html" in _pushed(remote)
    told = entry(title=CANARY, visibility="private", image="photo.svg", alt="It")
    (root / "portfolio/entries/told.md").write_text(told, encoding="utf-8")

    assert _run(root, "mkdocs", "gh-deploy", "--dirty", "--no-history").returncode == 0

    names = _pushed(remote)
    assert "entries/open/index.html" in names
    assert not {"entries/told/index.html", "entries/photo.svg"} & names
    assert CANARY not in _git(remote, "grep", "-ih", "-e", CANARY, "-e", "Open", "gh-pages")
    index = _git(remote, "show", "gh-pages:search/search_index.json")
    assert "entries/open/" in index


def _pushed(remote: Path) -> set[str]:
    return set(_git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines())
