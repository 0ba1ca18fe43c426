"""The served site is the old whole one or the new whole one, whenever a build is killed."""

import ctypes
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cto_portfolio.publishing import swap
from tests.support import project

SWAPS = 85
BUILDS = 15
FILES = 20
ENDLESS = f"""
import itertools, sys
from pathlib import Path
from cto_portfolio.publishing import swap

for turn in itertools.count():
    made = swap.begin(Path(sys.argv[1]))
    for number in range({FILES}):
        (made.new / f"{{number}}.html").write_text("old" if turn % 2 else "new")
    made.finish()
    print(flush=True)
"""


def test_a_swap_that_is_killed_leaves_one_whole_site(tmp_path: Path) -> None:
    """Also what is the author's in it, and nothing beside it once a build has ended."""
    site = tmp_path / "site"
    publish(site, "old")
    (site / ".git").mkdir()
    (site / ".git/HEAD").touch()
    chance = random.Random(5)  # noqa: S311 - the same moments in every run
    seen: set[str] = set()
    for _ in range(SWAPS):
        with swapping(site) as child:
            assert child.stdout
            child.stdout.readline()  # it swaps from now on
            time.sleep(chance.uniform(0, 0.03))
            child.send_signal(signal.SIGKILL)

        pages = {path.name: path.read_text() for path in site.glob("*.html")}

        assert len(pages) == FILES
        assert len(set(pages.values())) == 1
        seen |= set(pages.values())
    assert seen == {"old", "new"}
    publish(site, "last")
    assert (site / ".git/HEAD").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_is_never_away_while_another_takes_its_place(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    with swapping(site) as child:
        assert child.stdout
        for _ in range(SWAPS):
            child.stdout.readline()
            end = time.monotonic() + 0.01
            while time.monotonic() < end:
                site.stat()
        child.kill()


def test_a_build_that_is_killed_leaves_one_whole_site(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/deploys.md": project.entry()})
    began = time.monotonic()
    project.build(tmp_path)
    takes = time.monotonic() - began
    whole = [project.bytes_of(tmp_path / "site")]
    project.draw(tmp_path, {"entries/more.md": project.entry(title="Deploys in five minutes")})
    project.build(tmp_path)
    whole.append(project.bytes_of(tmp_path / "site"))
    chance = random.Random(6)  # noqa: S311 - the same moments in every run

    for turn in range(BUILDS):
        if turn % 2:
            project.draw(
                tmp_path, {"entries/more.md": project.entry(title="Deploys in five minutes")}
            )
        else:
            (tmp_path / "portfolio/entries/more.md").unlink()
        with project.building(tmp_path) as build:
            time.sleep(chance.uniform(takes / 2, takes * 1.1))
            build.send_signal(signal.SIGKILL)
        assert project.bytes_of(tmp_path / "site") in whole

    project.build(tmp_path)
    beside = {path.name for path in tmp_path.iterdir()}
    assert beside - {".cache"} == {"mkdocs.yml", "portfolio", "site"}


def test_systems_that_cannot_exchange_folders_rename_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    (site / ".nojekyll").touch()
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())  # a system that knows neither call

    publish(site, "new")

    assert {path.read_text() for path in site.glob("*.html")} == {"new"}
    assert (site / ".nojekyll").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_folders_were_renamed_one_by_one_the_next_build_brings_the_old_one_back(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    site.rename(tmp_path / ".site.old")

    unfinished = swap.begin(site)

    assert {path.read_text() for path in site.glob("*.html")} == {"old"}
    unfinished.abandon()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_link_to_the_site_stays_one(tmp_path: Path) -> None:
    (tmp_path / "releases/7").mkdir(parents=True)
    site = tmp_path / "site"
    site.symlink_to(tmp_path / "releases/7", target_is_directory=True)

    publish(site, "new")

    assert site.is_symlink()
    assert {path.read_text() for path in site.glob("*.html")} == {"new"}
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["7"]


def swapping(site: Path) -> subprocess.Popen[bytes]:
    """Swap sites without end, with a line said for each."""
    return subprocess.Popen([sys.executable, "-c", ENDLESS, str(site)], stdout=subprocess.PIPE)


def publish(site: Path, says: str) -> None:
    """Build a site of many pages that all say the same."""
    made = swap.begin(site)
    for number in range(FILES):
        (made.new / f"{number}.html").write_text(says)
    made.finish()
