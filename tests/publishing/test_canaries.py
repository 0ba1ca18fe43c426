"""Nothing hidden is anywhere, whichever engine builds or serves the site."""

import gzip
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from tests.support import canaries, preview, project, sample
from tests.support.canaries import Canaries

PLANTED = Canaries()
FILES = canaries.portfolio(PLANTED)
STAGED = ("-f", ".build/zensical.yml")


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    return project.draw(tmp_path, FILES)


def test_the_places_are_many_and_each_has_its_own_word() -> None:
    everything = b"\0".join(
        name.encode() + (text if isinstance(text, bytes) else text.encode())
        for name, text in FILES.items()
    )

    assert len(PLANTED.places) >= 40
    assert len(set(PLANTED.places.values())) == len(PLANTED.places)
    assert [
        place for place, word in PLANTED.places.items() if word.encode() not in everything
    ] == []


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_no_build_holds_any(drawn: Path, engine: str) -> None:
    project.build(drawn, engine=engine)

    assert "Deploys in six minutes" in (drawn / "site/entries/open/index.html").read_text("utf-8")
    assert told(project.bytes_of(drawn / "site").items()) == []


def test_nothing_staged_or_built_of_it_holds_any(drawn: Path) -> None:
    staged = sample.run("cto-portfolio", "stage", cwd=drawn)
    assert staged.returncode == 0, staged.stderr

    built = project.build(drawn, "--clean", *STAGED, engine="zensical")

    assert built.returncode == 0, built.stderr
    assert (drawn / ".build/site/entries/open/index.html").exists()
    assert told(project.bytes_of(drawn / ".build").items()) == []


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_no_answer_of_a_preview_holds_any(drawn: Path, engine: str) -> None:
    """But for the pages that are the author's own: the review, and what it leads to."""
    project.build(drawn)
    built = project.bytes_of(drawn / "site")

    with preview.served(drawn, engine=engine) as site:
        assert told((name, site.content(name)) for name in built if name != "404.html") == []
        review = site.content("review/")
        data = [name for name in FILES if PurePosixPath(name).suffix in {".yml", ".yaml"}]
        assert [name for name in data if site.status(name) == 200] == []
        assert site.status("entries/open/") == 200
    assert PLANTED.at("title").encode() in review


def told(files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Return which places are told of, and where: in names, bytes, and what is packed."""
    found = []
    for name, content in files:
        said = gzip.decompress(content) if name.endswith(".gz") else content
        whole = b"\0".join((name.encode(), said, content)).lower()
        found += [
            f"{name}: {place}" for place, word in PLANTED.places.items() if word.encode() in whole
        ]
    return found
