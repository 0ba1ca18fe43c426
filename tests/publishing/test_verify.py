"""A site is looked at before it is deployed: whoever has built it, nothing hidden may be in it."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import project, sample
from tests.support.hidden import CANARY, HIDDEN
from tests.support.project import entry

ABOUT = "I am the author."
LATER_PRIVATE = "The board heard of it last."
FILES: dict[str, str | bytes] = {
    "entries/deploys.md": entry(evidence=["trends/process"], tags=["speed"]),
    "entries/essay.md": entry("article", title="On writing") + f"\n{LATER_PRIVATE}\n",
    "about.md": f"# About\n\n{ABOUT}\n",
    "profile.yml": "name: Ada Example\nheadline: Engineer\n",
}
STORY = "The merger with Quillfeather was called off on a Thursday in March."


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a portfolio with hidden files, once; not to be changed."""
    root = project.draw(tmp_path_factory.mktemp("verify"), {**FILES, **HIDDEN})
    made = project.build(root)
    assert made.returncode == 0, made.stderr
    return root


@pytest.fixture
def good(built: Path, author_folder: Path) -> Path:
    """Give a good site and its sources, for a test to spoil."""
    shutil.copytree(built, author_folder, dirs_exist_ok=True)
    return author_folder


def test_a_site_of_the_plugin_may_be_published(good: Path) -> None:
    said = verify()

    assert said.exit_code == 0, said.output
    assert said.output == "'site' may be published: nothing in it is hidden.\n"
    assert (good / "site").is_dir()


def test_the_sample_may_be_published(sample_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.PROJECT)

    said = verify(str(sample_site))

    assert said.exit_code == 0, said.output


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_staged_site_may_be_published(good: Path, engine: str) -> None:
    CliRunner().invoke(main, ["stage"])
    made = project.build(good, "-f", ".build/zensical.yml", engine=engine)
    assert made.returncode == 0, made.stderr

    said = verify(".build/site")

    assert said.exit_code == 0, said.output


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_site_of_an_engine_that_ignored_the_plugin_is_refused(good: Path, engine: str) -> None:
    """Even where an earlier site of ours lies below it, which Zensical does not remove."""
    theme = {"name": "material", "font": False}
    project.draw(good, {}, config={"plugins": ["search"], "theme": theme})
    project.build(good, engine=engine)

    said = verify()

    assert said.exit_code == 1
    assert "not-ours" in said.output
    private = f"portfolio/entries/{CANARY}-private.md"
    assert (
        f"site/entries/{CANARY}-private/index.html:1: hidden-page: is the page of '{private}'"
        in (said.output)
    )
    assert "hidden-file: is a copy of 'portfolio/plan.yml'" in said.output
    assert f"holds words of '{private}:" in said.output
    assert "cto-portfolio stage" in said.output


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_without_the_plugin_the_theme_builds_no_page(author_folder: Path, engine: str) -> None:
    """The first thing that makes it fail closed: it has no colours unless they come from us."""
    project.draw(author_folder, {**FILES, **HIDDEN}, config={"plugins": ["search"]})

    made = project.build(author_folder, engine=engine)

    assert made.returncode != 0
    assert not list(author_folder.rglob("site/**/index.html"))


def test_a_portfolio_without_secrets_is_refused_all_the_same(author_folder: Path) -> None:
    """What will be hidden tomorrow must not depend on somebody noticing then."""
    files = {"entries/deploys.md": entry()}
    theme = {"name": "material", "font": False}
    project.draw(author_folder, files, config={"plugins": ["search"], "theme": theme})
    project.build(author_folder)

    said = verify()

    assert said.exit_code == 1
    assert "no page was made by cto-portfolio" in said.output


def write(name: str, content: str | bytes) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return spoil


def in_portfolio(name: str, before: str, after: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        path = root / "portfolio" / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    return spoil


def made_private(name: str, said: str) -> Callable[[Path], None]:
    return in_portfolio(name, said, f"<!-- private -->{said}<!-- /private -->")


WORDS = f"The {CANARY} body of it."


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (
            in_portfolio("entries/essay.md", "---\n\nWe", "visibility: private\n---\n\nWe"),
            "hidden-page",
        ),
        (made_private("about.md", ABOUT), "hidden-words"),
        (made_private("entries/essay.md", LATER_PRIVATE), "hidden-words"),
        (write("portfolio/entries/new.md", entry(title="New")), "missing-page"),
        (write("site/entries/essay/index.html", "<h1>On writing</h1>"), "not-ours"),
        (write("site/entries/essay.html", "<h1>On writing</h1>"), "not-ours"),
        (write(f"site/entries/{CANARY}-private.html", "<p>Nothing.</p>"), "hidden-page"),
        (write("site/review/index.html", "<h1>Review</h1>"), "hidden-page"),
        (write("site/a.png", f"{CANARY} picture"), "hidden-file"),
        (write("site/x.html", f"<p>The <b>{CANARY}</b>\nbody&nbsp;of “it”</p>"), "hidden-words"),
        (write("site/x.html", f'<img alt="The {CANARY} body of it">'), "hidden-words"),
        (write("site/x.html", f'<a href="../entries/{CANARY}%2Dprivate/">x</a>'), "hidden-words"),
        (write("site/x.json", json.dumps({"a": [{"b": f"é {WORDS}"}]})), "hidden-words"),
        (write("site/x.json", f"callback({WORDS}"), "hidden-words"),
        (write("site/x.xml.gz", gzip.compress(f"<p>{WORDS}</p>".encode())), "hidden-words"),
        (write("site/x.txt", WORDS.upper()), "hidden-words"),
        (write("site/x.txt", f"the {CANARY} notes of a public entry"), "hidden-words"),
        (write("site/x.txt", f"written by {CANARY}-tag"), "hidden-words"),
        (write("site/x.txt", f"and {CANARY} plc"), "hidden-words"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_are_not(
    good: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(good)

    said = verify()

    assert said.exit_code == 1
    assert f": {code}: " in said.output
    assert "body of it" not in said.output
    assert "Traceback" not in said.output


def test_words_that_are_public_elsewhere_give_no_alarm(author_folder: Path) -> None:
    """The sentence, the title, the tag and a copy of the picture; so do words of our own."""
    hidden = entry(title="On writing", visibility="private", tags=["coverage", "speed"])
    files = {
        **FILES,
        "entries/open.md": entry(title="A story", links=[]) + f"\nSee *this*: {STORY}\n",
        "entries/open.svg": "<svg>same</svg>",
        "entries/shown.md": entry(title="Shown", image="open.svg", alt="A chart"),
        "entries/told.md": f"{hidden}\n{STORY}\n\nSkip to content, the search and the talks.\n",
        "entries/told.svg": "<svg>same</svg>",
        "entries/empty.txt": "",
    }
    project.draw(author_folder, files)
    project.build(author_folder)
    (author_folder / "site/.nojekyll").touch()

    said = verify()

    assert said.exit_code == 0, said.output


def test_what_the_engine_was_told_to_leave_out_is_looked_for_too(author_folder: Path) -> None:
    files = {**FILES, "entries/later.md": entry(title="Later") + f"\n{STORY}\n"}
    project.draw(author_folder, files, config={"exclude_docs": "later.md"})
    project.build(author_folder)
    assert verify().exit_code == 0
    (author_folder / "site/later.txt").write_text(STORY, encoding="utf-8")

    assert "portfolio/entries/later.md:" in verify().output


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_where_there_is_no_site_there_is_nothing_to_publish(
    author_folder: Path, folder: str
) -> None:
    project.draw(author_folder, FILES)
    (author_folder / "empty").mkdir()

    said = verify(folder)

    assert said.exit_code == 1
    assert f"there is no site in '{folder}'" in said.output
