"""The staged site: the same pages on engines that run no plugins, and nothing private in it."""

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from mkdocs.structure.files import File
from playwright.sync_api import Browser, expect

from cto_portfolio import links
from cto_portfolio.cli import main
from tests.support import comparison, project, sample
from tests.support.hidden import HIDDEN
from tests.support.project import entry

TRADEOFF = {
    "decision": "Queue",
    "criteria": [{"name": "Cost", "weight": 2}],
    "options": [{"name": "Queue", "scores": {"Cost": 4}}, {"name": "Bus", "scores": {"Cost": 1}}],
}
BODY = """
## What we did

See [the queue](queue.md#how), [the folder](keynote/index.md) and ![a chart](chart.svg).

| left | right |
| :--- | ----: |
| 1 | 2 |

    code & "quotes"
"""
PUBLIC: dict[str, str | bytes] = {
    "entries/deploys.md": entry(evidence=["trends/process"], tags=["speed"]) + BODY,
    "entries/chart.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "entries/queue.md": entry("architecture-tradeoff", TRADEOFF, title='Queue or <b>"bus"</b>')
    + "\n## How\n\nQuickly.\n",
    "entries/keynote/index.md": entry("talk", title="On queues & buses", event="Example Days"),
    "entries/essay.md": entry("article", title="On writing", canonical="https://blog.example.com/"),
    "entries/from-bo.md": entry(
        "recommendation", {"from": {"name": "Bo Example", "relation": "report"}}, consent=True
    ),
    "entries/unlisted.md": entry(title="For whom it may concern", visibility="unlisted"),
    "about.md": "---\ntitle: About me\n---\n\nI am [here](entries/deploys.md).\n",
    "colophon.md": "# Colophon\n\nMade with care.\n",
    "profile.yml": "name: Ada Example\nheadline: Engineer\nemail: ada@example.com\n"
    "links: [{title: Mail, url: 'MAILTO:ada@example.org'}, {title: Web, url: 'HTTPS://e.org/A'}]\n",
    ".well-known/security.txt": "Contact: mailto:ada@example.com\n",
}
STAGED = ("-f", ".build/zensical.yml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def zensical(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build with Zensical, which knows no `SOURCE_DATE_EPOCH` and needs none."""
    return project.build(root, "--clean", *arguments, engine="zensical")


@pytest.fixture
def drawn(author_folder: Path) -> Path:
    return project.draw(author_folder, {**PUBLIC, **HIDDEN})


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the same portfolio with the plugin, and staged with plain MkDocs and with Zensical."""
    root = tmp_path_factory.mktemp("built")
    config = {"use_directory_urls": request.param, "theme": {"name": "material"}}
    project.draw(root, PUBLIC, config=config)
    for engine, arguments in {
        "mkdocs": ("--strict",),
        "cto-portfolio": (),
        "zensical": ("--clean", "--strict", *STAGED),
        "properdocs": ("--strict", *STAGED, "--site-dir", str(root / "plain")),
    }.items():
        if engine == "cto-portfolio":
            done = sample.run("cto-portfolio", "stage", "--strict", cwd=root)
        else:
            done = project.build(root, *arguments, engine=engine)
        assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_a_plain_engine_builds_the_pages_of_the_plugin_byte_by_byte(built: Path) -> None:
    """And feeds, styles and all else; but for the order of search index and sitemap.

    Entries as Markdown are not there, since such an engine takes them for pages.
    """
    everything = project.bytes_of(built / "site")
    expected = {name: everything[name] for name in everything if not name.endswith("/index.md")}

    staged = project.bytes_of(built / "plain")

    ordered = {"search/search_index.json", "sitemap.xml", "sitemap.xml.gz"}
    assert staged.keys() == expected.keys()
    for name in expected.keys() - ordered:
        assert staged[name] == expected[name], name
    for name in ordered - {"sitemap.xml.gz"}:
        assert sorted(re.findall(rb"[\w/.-]+", staged[name])) == sorted(
            re.findall(rb"[\w/.-]+", expected[name])
        )


def test_zensical_builds_pages_that_say_the_same_and_lead_to_the_same(built: Path) -> None:
    staged = comparison.pages(project.bytes_of(built / ".build/site"))
    expected = comparison.pages(project.bytes_of(built / "site"))

    assert staged.keys() == expected.keys()
    for name, page in expected.items():
        assert staged[name] == page, name


def test_what_is_beside_the_pages_is_the_same_on_zensical(author_folder: Path) -> None:
    """Feeds, styles, icon and files, and nothing else, whatever else lies in the theme's folder."""
    theme = shutil.copytree(sample.PROJECT / "theme", author_folder / "theme")
    for name in ("home.html~", "__init__.py", "mkdocs_theme.yml", "notes.md", "assets/.hidden.css"):
        (theme / name).write_text("# Mine\n", encoding="utf-8")
    (theme / "assets/logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    config = {"theme": {"name": "material", "custom_dir": "theme", "font": False}}
    project.draw(author_folder, PUBLIC, config=config)
    project.build(author_folder, "--strict")
    run("stage")
    zensical(author_folder, *STAGED)
    expected = project.bytes_of(author_folder / "site")
    staged = project.bytes_of(author_folder / ".build/site")

    own = {"search/search_index.json", "sitemap.xml", "sitemap.xml.gz"}
    beside = {name for name in expected if not name.endswith(".html")} - own
    assert {"feed.xml", "work/feed.json", ".well-known/security.txt"} < beside
    assert {"assets/portfolio.css", "assets/favicon.svg", "assets/logo.svg"} < beside
    assert "entries/chart.svg" in beside
    assert {name: staged[name] for name in beside} == {name: expected[name] for name in beside}
    assert staged.keys() - expected.keys() == {"search.json"}
    assert addresses(staged["sitemap.xml"]) == addresses(expected["sitemap.xml"])
    assert b"unlisted" not in staged["sitemap.xml"] + staged["search.json"]


def addresses(sitemap: bytes) -> set[str]:
    return {str(element.text) for element in ET.fromstring(sitemap).iter() if "loc" in element.tag}  # noqa: S314 - our own


def test_search_works_on_zensical(built: Path, chromium: Browser) -> None:
    """In a browser: its index lies elsewhere and has another form."""
    has_folders = (built / "site/entries/essay/index.html").is_file()

    with sample.served(built / ".build/site") as url:
        page = chromium.new_page()
        page.goto(f"{url}entries/essay{'/' if has_folders else '.html'}")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("searchbox").press_sequentially("queues buses")
        found = page.get_by_role("dialog").locator('a[href*="entries/keynote/"]').first
        expect(found).to_be_visible()
        page.close()


def test_what_is_no_longer_published_is_removed_and_the_rest_is_left_alone(drawn: Path) -> None:
    run("stage")
    staged = drawn / ".build/docs"
    untouched = staged / "entries/chart.svg"
    before = untouched.stat().st_mtime_ns
    (drawn / "portfolio/entries/essay.md").write_text(
        entry("article", title="On writing", visibility="private"), encoding="utf-8"
    )
    (drawn / "portfolio/entries/keynote/index.md").unlink()
    (staged / "stray.md").write_text("# Stray\n", encoding="utf-8")
    (drawn / ".build/theme/stray.css").write_text("/* stray */", encoding="utf-8")

    run("stage")

    assert not (staged / "entries/essay.md").exists()
    assert not (staged / "entries/keynote").exists()
    assert not (staged / "stray.md").exists()
    assert not (drawn / ".build/theme/stray.css").exists()
    assert not (staged / "writing.md").exists()
    assert untouched.stat().st_mtime_ns == before


@pytest.mark.parametrize("place", ["portfolio/staged", "site", "theme-of-mine/staged"])
def test_nothing_is_staged_where_it_would_be_published(author_folder: Path, place: str) -> None:
    (author_folder / "theme-of-mine").mkdir()
    theme = {"name": "material", "custom_dir": "theme-of-mine"}
    project.draw(author_folder, PUBLIC, config={"theme": theme})

    said = run("stage", "--to", place)

    assert said.exit_code == 1
    assert "is published; choose another" in said.output


def test_a_folder_of_somebody_else_is_left_alone(drawn: Path) -> None:
    (drawn / "docs").mkdir()
    (drawn / "docs/thesis.md").write_text("years of work", encoding="utf-8")

    said = run("stage", "--to", ".")

    assert said.exit_code == 1
    assert "'docs' was not written by this command" in said.output
    assert (drawn / "docs/thesis.md").read_text(encoding="utf-8") == "years of work"
    assert not (drawn / "zensical.yml").exists()


def test_problems_are_said_and_strict_stages_nothing(author_folder: Path) -> None:
    project.draw(author_folder, {"entries/a.md": "no front matter"})

    assert "portfolio/entries/a.md:1: no-front-matter" in run("stage").output
    assert (author_folder / ".build/docs/index.md").exists()
    assert run("stage", "--strict", "--to", "other").exit_code == 1
    assert not (author_folder / "other").exists()


def test_plugins_that_bring_pages_have_their_templates_and_no_unlisted_page(
    author_folder: Path,
) -> None:
    """Zensical has some of its own; they look for templates in the theme below ours."""
    redirects = {"redirects": {"redirect_maps": {"old.md": "about.md"}}}
    plugins = ["search", redirects, {"rss": {"use_git": False}}, "cto-portfolio"]
    project.draw(author_folder, PUBLIC, config={"plugins": plugins})

    assert run("stage").exit_code == 0
    assert zensical(author_folder, *STAGED).returncode == 0

    site = project.bytes_of(author_folder / ".build/site")
    assert b"about" in site["old/index.html"]
    assert b"On writing" in site["feed_rss_created.xml"]
    concerned = [name for name, content in site.items() if b"For whom it may concern" in content]
    assert concerned == ["entries/unlisted/index.html"]


def test_the_configuration_is_the_authors_without_the_plugin(author_folder: Path) -> None:
    """Tags of engines stay tags, whichever form lists have; what the author says goes first."""
    project.draw(author_folder, PUBLIC)
    (author_folder / "mkdocs.yml").write_text(
        "INHERIT: base.yml\n"
        "site_name: !ENV [NAME_OF_NOBODY, Ada]\n"
        "docs_dir: portfolio\n"
        "hooks: [hooks/mine.py]\n"
        "watch: [theme]\n"
        "nav: [{Start: index.md}]\n"
        "extra: {homepage: https://example.com/}\n"
        f"theme: {{name: material, custom_dir: '{sample.PROJECT}/theme'}}\n"
        "plugins: {search: {}, cto-portfolio: {look: {palette: brick}}}\n"
        "markdown_extensions: {toc: {slugify: !!python/name:pymdownx.slugs.slugify ''}}\n",
        encoding="utf-8",
    )
    (author_folder / "base.yml").write_text(
        "site_name: Bo\ncopyright: Ada Example\nextra: {motto: Evidence first}\n"
    )

    assert run("stage").exit_code == 0

    text = (author_folder / ".build/zensical.yml").read_text(encoding="utf-8")
    assert "site_name: !ENV" in text
    assert "!!python/name:pymdownx.slugs.slugify" in text
    assert "material/search: {}" in text
    for gone in ("cto-portfolio:", "watch:", "brick", "INHERIT", "Bo"):
        assert gone not in text
    for kept in (
        *("hooks/mine.py", "Start: index.md", "homepage: https://example.com/"),
        *("copyright: Ada", "motto: Evidence first"),
    ):
        assert kept in text
    assert "cto_portfolio.text.markdown_extension" in text
    assert text.count("not_in_nav") == 1  # for the pages of topics and series alone


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("INHERIT: base.yml\nsite_name: Ada\n", "mkdocs.yml:2: missing-file"),
        ("site_name: Ada\ntheme: readthedocs\n", "mkdocs.yml:3: wrong-theme"),
        ("site_name: Ada\nplugins: [{cto-portfolio: {look: [a]}}]\n", "wrong-type: 'look'"),
    ],
)
def test_a_configuration_that_cannot_be_staged_is_refused(
    author_folder: Path, config: str, message: str
) -> None:
    project.draw(author_folder, PUBLIC)
    (author_folder / "mkdocs.yml").write_text(f"docs_dir: portfolio\n{config}", encoding="utf-8")

    said = run("stage")

    assert said.exit_code == 1
    assert message in said.output
    assert "Traceback" not in said.output


def test_what_is_inherited_is_staged(author_folder: Path) -> None:
    project.draw(author_folder, PUBLIC)
    (author_folder / "mkdocs.yml").rename(author_folder / "base.yml")
    (author_folder / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: Other\n", "utf-8")

    assert run("stage").exit_code == 0

    text = (author_folder / ".build/zensical.yml").read_text(encoding="utf-8")
    assert "site_name: Other" in text
    assert "attr_list" in text
    assert "INHERIT" not in text


@pytest.mark.parametrize("has_directory_urls", [True, False])
@pytest.mark.parametrize(
    "path",
    [
        *("index.md", "README.md", "a.md", "a/index.md", "a/README.md", "a b/ö.md", "v1.2.md"),
        *("a/b.svg", "x.html", "a/index.html"),
    ],
)
def test_addresses_are_those_of_mkdocs(path: str, *, has_directory_urls: bool) -> None:
    found = links.published_at(PurePosixPath(path), has_directory_urls=has_directory_urls)

    assert found == File(path, None, "site", has_directory_urls).url
