"""A site is looked at before it is deployed: whoever has built it, nothing hidden may be in it."""

import gzip
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cto_portfolio.cli import main
from cto_portfolio.engines import settings
from cto_portfolio.publishing import verification
from cto_portfolio.publishing.verification import Case
from tests.support import packets, project, sample
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


def packed(text: str) -> bytes:
    """Pack a text, the same each time: workers must agree on what tests there are."""
    return gzip.compress(text.encode(), mtime=0)


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
    monkeypatch.chdir(sample.ROOT)

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


TORN = f"{CANARY[:4]}<b>{CANARY[4:]}</b>"
SEAL = '<meta name="generator" content="cto-portfolio">'


def picture(comment: str) -> bytes:
    """Return a picture in which another program has noted something."""
    info = PngInfo()
    info.add_text("Comment", comment, zip=True)
    content = io.BytesIO()
    Image.new("1", (1, 1)).save(content, "PNG", pnginfo=info)
    return content.getvalue()


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
        (
            write("site/x.xml.gz", gzip.compress(f"<p>{WORDS}</p>".encode(), mtime=0)),
            "hidden-words",
        ),
        (write("site/x.txt", WORDS.upper()), "hidden-words"),
        (
            write("site/x.html", f"<p>The {CANARY[:4]}<b>{CANARY[4:]}</b> body of it"),
            "hidden-words",
        ),
        (write("site/x.html", f"<!-- {WORDS} -->"), "hidden-words"),
        (
            write("site/x.html", f"<script>say('The\\u0020{CANARY} body of it')</script>"),
            "hidden-words",
        ),
        (write("site/x.html", f'<p data-note="{WORDS}" title="x">x</p>'), "hidden-words"),
        (write("site/x.html", f'<meta name="description" content="{WORDS}">'), "hidden-words"),
        (write("site/x.html", f"<style>p::after {{ content: '{WORDS}' }}</style>"), "hidden-words"),
        (
            write("site/x.svg", f"<svg><text>The <tspan>{CANARY}</tspan></text></svg>"),
            "hidden-words",
        ),
        (write("site/x.webmanifest", json.dumps({"name": WORDS})), "hidden-words"),
        (
            write("site/feed.xml", f"<p>&lt;p&gt;The &lt;b&gt;{CANARY}&lt;/b&gt; body of it"),
            "hidden-words",
        ),
        (write("site/x.png", picture(WORDS)), "hidden-words"),
        (write("site/blog/x/index.html", f"<h1>News</h1><p>{WORDS}</p>"), "hidden-words"),
        (write(f"site/entries/{CANARY}-private/index.HTML", "<p>Nothing.</p>"), "hidden-page"),
        (write(f"site/entries/{CANARY}-private.htm", "<p>Nothing.</p>"), "hidden-page"),
        (write("site/entries/gone/index.html", f"{SEAL}<h1>Gone</h1>"), "hidden-page"),
        (write("site/x.bin.br", b"\xff\x00"), "unreadable-output"),
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
    """The sentence, the title, the tag and a copy of the picture; so do words of our own.

    And the ids of requirements with which a new entry begins.
    """
    hidden = entry(title="On writing", visibility="private", tags=["coverage", "speed"])
    files = {
        **FILES,
        "entries/open.md": entry(title="A story", links=[]) + f"\nSee *this*: {STORY}\n",
        "entries/open.svg": "<svg>same</svg>",
        "entries/shown.md": entry(title="Shown", image="open.svg", alt="A chart"),
        "entries/told.md": f"{hidden}\n{STORY}\n\nSkip to content, the search and the talks.\n",
        "entries/told.svg": "<svg>same</svg>",
        "entries/empty.txt": "",
        "entries/team.md": entry(title="Nine people", evidence=["talent/hire-talent"]),
    }
    project.draw(author_folder, files)
    begun = CliRunner().invoke(main, ["new", "article", "Another one"])
    assert begun.exit_code == 0, begun.output
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


def test_what_cannot_be_read_is_no_silence(good: Path) -> None:
    (good / "site/lost.html").symlink_to("nowhere.html")
    case = Case.load(Path("site"), settings.load(Path("mkdocs.yml")), today=project.TODAY)
    (good / f"portfolio/entries/{CANARY}-private.md").unlink()

    said = [str(problem) for problem in verification.problems(case)]

    assert said[0].startswith("site/lost.html:1: unreadable-output: cannot be read: ")
    private = f"portfolio/entries/{CANARY}-private.md:1: unreadable-source: cannot be read: "
    assert said[1].startswith(private)


def test_every_problem_is_found_in_one_run(good: Path) -> None:
    for name in ("x.txt", "y.txt", "z.txt"):
        (good / "site" / name).write_text(WORDS, "utf-8")
    (good / "site/entries/essay/index.html").write_text("<h1>On writing</h1>", "utf-8")

    said = verify()

    assert "not-ours" in said.output
    assert "site/x.txt:1: hidden-words: holds words of" in said.output
    assert "; so do 2 more files" in said.output


@pytest.mark.parametrize("has_directory_urls", [True, False])
def test_a_page_that_an_earlier_build_has_left_behind_is_found(
    author_folder: Path, *, has_directory_urls: bool
) -> None:
    project.draw(author_folder, FILES, config={"use_directory_urls": has_directory_urls})
    project.build(author_folder)
    hidden = entry("article", title="On writing", visibility="private")
    (author_folder / "portfolio/entries/essay.md").write_text(hidden, "utf-8")

    said = verify()

    page = "essay/index.html" if has_directory_urls else "essay.html"
    assert f"site/entries/{page}:1: hidden-page: is the page of" in said.output


UNLISTED = "https://ada.example.com/entries/quiet/"


@pytest.fixture(scope="module")
def built_with_packet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a portfolio with an unlisted entry and a page for one reader; not to be changed."""
    root = project.draw(tmp_path_factory.mktemp("listed"), packets.files())
    packets.built(root)
    return root


@pytest.fixture
def unlisted(built_with_packet: Path, author_folder: Path) -> Path:
    shutil.copytree(built_with_packet, author_folder, dirs_exist_ok=True)
    return author_folder


def test_what_only_those_with_a_link_know_of_is_in_no_list(unlisted: Path) -> None:
    said = verify()

    assert said.exit_code == 0, said.output
    assert (unlisted / "site/entries/quiet/index.html").is_file()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sitemap.xml", f"<url><loc>{UNLISTED}</loc></url>"),
        ("sitemap.xml.gz", packed(f"<url><loc>{UNLISTED}</loc></url>")),
        ("search/search_index.json", json.dumps({"docs": [{"location": "entries/quiet/#end"}]})),
        ("tags.json", '{"url": "https:\\/\\/ada.example.com\\/entries\\/quiet\\/"}'),
        ("llms.txt", "- [The quiet pilot](entries/quiet.md)"),
        ("tags/index.html", '<a href="../entries/quiet/">The pilot</a>'),
        ("entries/x/index.html", "<a href=../quiet/#end>The pilot</a>"),
        ("404.html", '<a href="/entries/%71uiet/">The pilot</a>'),
        ("sitemap.txt", packets.LINK),
        ("tags/index.html", f'<a href="../for/{packets.KEY}/">For you</a>'),
    ],
)
def test_a_list_that_names_it_is_refused(unlisted: Path, name: str, content: str | bytes) -> None:
    write(f"site/{name}", content)(unlisted)

    said = verify()

    assert said.exit_code == 1
    assert f"site/{name}:1: listed-page: names the page of 'portfolio/" in said.output
    assert packets.KEY not in said.output


def test_an_author_may_speak_of_an_unlisted_entry_and_not_list_it(author_folder: Path) -> None:
    files = {
        **packets.files(),
        "entries/deploys.md": entry() + "\nSee [the pilot](quiet.md).\n",
        "about.md": "# About\n\nAsk me of [the pilot](entries/quiet.md#end).\n",
    }
    project.draw(author_folder, files)
    project.build(author_folder)
    assert verify().output == "'site' may be published: nothing in it is hidden.\n"

    write("site/feed.xml", f"<entry><id>{UNLISTED}</id></entry>")(author_folder)

    assert "site/feed.xml:1: listed-page: names the page of" in verify().output
