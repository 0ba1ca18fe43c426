"""Symbolic links of every shape, and folders that nobody may read, are answered at once."""

import os
import time
from pathlib import Path

import pytest

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import endless
from cto_portfolio.publishing import release as releases
from cto_portfolio.publishing.settings import Settings
from tests.support import nobody, project

PYRAMID = 24
UNREADABLE = "portfolio/entries:1: unreadable-folder: cannot be read (Permission denied)"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to where a portfolio lies, and return its folder."""
    monkeypatch.chdir(tmp_path)
    project.draw(tmp_path, {"entries/deploys.md": project.entry(), "entries/more/notes.md": "# N"})
    return tmp_path / "portfolio"


@pytest.mark.parametrize(
    ("links", "refused"),
    [
        ({"entries/up": ".."}, "entries/up"),
        ({"entries/here": "."}, "entries/here"),
        ({"whole": "../portfolio"}, "whole"),
        ({"entries/more/up": "../../entries"}, "entries/more/up"),
        ({"entries/more/.hidden": "../.."}, "entries/more/.hidden"),
        ({"out": ".."}, "out"),
    ],
)
def test_a_link_to_a_folder_that_it_lies_in_is_refused(
    root: Path, links: dict[str, str], refused: str
) -> None:
    draw(root, links)

    message = "this symbolic link leads round in a circle, and so has no end; remove it"
    assert refusals(root) == [f"portfolio/{refused}:1: endless-link: {message}"]


def test_links_that_lead_to_each_other_are_refused(root: Path) -> None:
    (root / "a").mkdir()
    (root / "b").mkdir()
    draw(root, {"a/b": "../b", "b/a": "../a"})

    assert [line.partition(": this")[0] for line in refusals(root)] == [
        "portfolio/a/b:1: endless-link",
        "portfolio/b/a:1: endless-link",
    ]


def test_a_pyramid_of_links_is_refused_before_anybody_climbs_it(root: Path) -> None:
    for step in range(PYRAMID):
        (root / f"step{step}").mkdir()
    for step in range(PYRAMID - 1):
        draw(root, {f"step{step}/{side}": f"../step{step + 1}" for side in ("left", "right")})

    assert ["more than 10,000 files and folders" in line for line in refusals(root)] == [True]


def test_the_whole_disk_is_not_searched(root: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    for number in range(101):
        (disk / str(number)).mkdir(parents=True)
        for name in range(100):
            (disk / str(number) / str(name)).touch()
    draw(root, {"disk": str(disk)})

    assert [line.partition(": there")[0] for line in refusals(root)] == [
        "portfolio/disk:1: endless-link"
    ]


@pytest.mark.parametrize(
    "links",
    [
        {"entries/again": "more"},
        {"loop": "loop"},
        {"ping": "pong", "pong": "ping"},
        {"nowhere": "../nothing"},
        {"file": "entries/deploys.md/"},
        {"null": "/dev/null", "memory": "/dev/zero"},
        {"entries/a": "../index.md", "index.md": "entries/deploys.md"},
    ],
)
def test_links_with_an_end_are_followed(root: Path, links: dict[str, str]) -> None:
    draw(root, links)

    assert refusals(root) == []
    release = releases.load(Settings(docs_dir=root), today=project.TODAY)
    assert "Deploys in six minutes" in {entry.meta.title for entry in release.portfolio.entries}


def test_a_folder_that_nobody_may_read_is_refused_unless_it_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with nobody.folder() as place:
        monkeypatch.chdir(place)
        with nobody.acting():
            project.draw(place, {"entries/deploys.md": project.entry(), ".git/config": ""})
            (place / "portfolio/.git").chmod(0o000)
            for mode in (0o000, 0o444, 0o111):
                (place / "portfolio/entries").chmod(mode)
                said = refusals(place / "portfolio")
                assert [line.partition(", so")[0] for line in said] == [UNREADABLE]
            (place / "portfolio/entries").chmod(0o755)
            assert refusals(place / "portfolio") == []


def test_folders_deeper_than_any_path_are_refused(root: Path) -> None:
    here = os.open(root, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("x" * 250, dir_fd=here)
        inner = os.open("x" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)

    assert ["cannot be read (File name too long)" in line for line in refusals(root)] == [True]


def draw(root: Path, links: dict[str, str]) -> None:
    """Make symbolic links, by their places."""
    for place, target in links.items():
        (root / place).symlink_to(target)


def refusals(root: Path) -> list[str]:
    """Return what is refused, within a second, with the patterns that every engine leaves out."""
    excluded = type(Settings().excluded).from_lines([".*"])
    began = time.monotonic()
    try:
        endless.refuse(Settings(docs_dir=root, excluded=excluded))
    except PortfolioError as error:
        return str(error).splitlines()
    finally:
        assert time.monotonic() - began < 5  # a second, and more on a busy machine
    return []
