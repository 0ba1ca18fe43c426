"""The store: a rebuild takes over what has not changed, and makes what a clean build makes."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from cto_portfolio.engines import mkdocs_templates
from cto_portfolio.publishing import theme_files
from cto_portfolio.store import Store
from tests.attack import store
from tests.support import canaries, project
from tests.support.canaries import Canaries
from tests.support.project import entry

KEPT = ".cache/cto-portfolio/pages/*/*.page"
DAMAGED = "is damaged, and is made anew"
DIGEST = 32
FILES = {
    "entries/a.md": entry(title="A first thing", tags=["speed"]),
    "entries/b.md": entry(title="Another thing") + "\nAs [before](a.md), in 1815.\n",
    "entries/c.md": entry(title="A third thing") + "\nAs [nowhere](nowhere.md).\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Draw a portfolio and build it."""
    project.draw(tmp_path, FILES)
    assert project.build(tmp_path).returncode == 0
    return tmp_path


def _kept(root: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in root.glob(KEPT)}


def _spoil(root: Path, word: str, other: str) -> None:
    """Write another word into what is kept, as one could who knows how it is written."""
    for path in root.glob(KEPT):
        content = path.read_bytes()[DIGEST:].replace(word.encode(), other.encode())
        path.write_bytes(hashlib.sha256(content).digest() + content)


@pytest.mark.parametrize(("engine", "seed", "steps"), [("mkdocs", 1, 9), ("properdocs", 4, 4)])
def test_whatever_changes_a_rebuild_is_a_clean_build(
    tmp_path: Path, engine: str, seed: int, steps: int
) -> None:
    assert store.walk(tmp_path, seed=seed, steps=steps, engine=engine) == []


def test_a_page_that_has_not_changed_is_taken_over_and_one_that_has_is_made(root: Path) -> None:
    _spoil(root, "1815", "1816")
    (root / "portfolio/entries/a.md").write_text(entry(title="A first thing", tags=["calm"]))

    project.build(root)

    assert "1816" in (root / "site/entries/b/index.html").read_text("utf-8")
    assert "calm" in (root / "site/entries/a/index.html").read_text("utf-8")


def test_a_link_is_looked_up_anew_where_its_target_has_moved(root: Path) -> None:
    _spoil(root, "1815", "1816")
    (root / "portfolio/entries/a.md").rename(root / "portfolio/entries/moved.md")

    built = project.build(root)

    assert "dead-link: there is no file 'a.md'" in built.stderr
    assert "1815" in (root / "site/entries/b/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "config",
    [
        {"plugins": ["search", "material/tags", "cto-portfolio"]},
        {"markdown_extensions": ["attr_list", "md_in_html", "pymdownx.b64"]},
        {"hooks": ["hook.py"]},
        {"extra_templates": ["own.html"]},
    ],
)
def test_nothing_is_kept_where_something_unknown_takes_part(
    root: Path, config: Mapping[str, object]
) -> None:
    (root / "hook.py").write_text("def on_page_markdown(markdown, **_):\n    return markdown\n")
    project.draw(root, {"own.html": "Own"}, config=config)

    project.build(root)

    assert _kept(root) == {}


@pytest.mark.parametrize(
    ("footer", "is_known"),
    [
        ("<footer>{{ page.meta.mood | upper }}, {{ config.extra.word }}</footer>", True),
        ("<footer>{{ nav.items | length }}{% if page is defined %}.{% endif %}</footer>", True),
        ("<footer>{{ pages | length }}</footer>", False),
        ("<footer>{{ build_date_utc }}</footer>", False),
        ("<footer>{% for item in nav.items %}{{ item.content }}{% endfor %}</footer>", False),
        ("<footer>{{ nav.items | map(attribute='content') | first }}</footer>", False),
        ("<footer>{% set _ = config.extra.seen.append(1) %}</footer>", False),
        ("<footer>{{ [1, 2] | random }}</footer>", False),
        ("<footer>{{ page.next_page.title }}</footer>", False),
        ("<footer>{{ page.file.content_string }}</footer>", False),
        ("<footer>{{ page | attr('file') }}</footer>", False),
        ("{% include 'partials/notice.html' %}", True),
        ("{% include 'words.txt' %}", False),
        ("{% include page.meta.part %}", False),
        ("<footer>{{ config.plugins.search.config.lang }}</footer>", False),
    ],
)
def test_pages_of_a_template_that_reads_what_ours_read_are_kept_and_of_no_other(
    tmp_path: Path, footer: str, *, is_known: bool
) -> None:
    folder = tmp_path / "overrides"
    (folder / "partials").mkdir(parents=True)
    (folder / "partials/footer.html").write_text(footer)

    assert (mkdocs_templates.digest([folder, theme_files.shipped()]) is not None) == is_known


def test_pages_are_made_anew_where_a_template_of_the_author_has_changed(root: Path) -> None:
    (root / "overrides/partials").mkdir(parents=True)
    project.draw(root, {}, config={"theme": {"name": "cto-portfolio", "custom_dir": "overrides"}})
    template = root / "overrides/partials/footer.html"
    pages = []
    for word in ("One", "One", "Two"):
        template.write_text(f"<footer>{word}</footer>")
        project.build(root)
        pages.append((root / "site/entries/b/index.html").read_text("utf-8"))
        _spoil(root, "1815", "1816")

    assert ["1816" in page for page in pages] == [False, True, False]
    assert "<footer>Two</footer>" in pages[-1]


def test_what_is_kept_is_neither_read_nor_added_to_when_it_is_switched_off(root: Path) -> None:
    _spoil(root, "1815", "1816")
    before = _kept(root)

    project.build(root, CTO_PORTFOLIO_CACHE="off")

    assert "1815" in (root / "site/entries/b/index.html").read_text("utf-8")
    assert _kept(root) == before


@pytest.mark.parametrize("damage", [b"", b"oh no", None])
def test_what_is_damaged_is_made_anew_and_one_line_says_so(
    root: Path, damage: bytes | None
) -> None:
    whole = project.bytes_of(root / "site")
    for path in root.glob(KEPT):
        path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)

    first, second = project.build(root), project.build(root)

    assert first.stderr.count(DAMAGED) == 1
    assert DAMAGED not in second.stderr
    assert project.bytes_of(root / "site") == whole


def test_a_file_in_the_place_of_the_store_stops_nothing(tmp_path: Path) -> None:
    project.draw(tmp_path, FILES)
    (tmp_path / ".cache").write_text("somebody's")

    built = project.build(tmp_path)

    assert built.returncode == 0
    assert built.stderr.count(DAMAGED) == 1


def test_what_was_said_of_a_page_is_said_again_though_nobody_listened_before(root: Path) -> None:
    project.draw(root, {"entries/d.md": entry(title="D") + "\nSee [there](a.md#nowhere).\n"})
    project.build(root, "--quiet")

    said = [project.build(root).stderr for _ in range(2)]

    assert all("dead-anchor" in text for text in said)


def test_nothing_hidden_is_kept(tmp_path: Path) -> None:
    planted = Canaries()
    project.draw(tmp_path, canaries.portfolio(planted))
    project.build(tmp_path)

    kept = b"\0".join(project.bytes_of(tmp_path / ".cache").values())

    assert kept
    assert [place for place, word in planted.places.items() if word.encode() in kept] == []


def test_a_build_that_is_refused_keeps_nothing_of_what_it_made(root: Path) -> None:
    before = _kept(root)
    project.draw(root, {"entries/e.md": entry(title="In Fernbank"), "confidential.yml": TERMS})

    assert project.build(root).returncode == 1
    assert _kept(root).items() <= before.items()


def test_what_was_half_written_when_a_build_was_killed_is_removed(tmp_path: Path) -> None:
    kept = Store(folder=tmp_path / "a", suffix=".page", is_on=True)
    kept.keep("name-1.page", b"whole")
    (tmp_path / "a/tmpabc.page").write_bytes(b"half")

    kept.tidy()

    assert [path.name for path in (tmp_path / "a").iterdir()] == ["name-1.page"]


TERMS = "terms: [Fernbank]\n"
