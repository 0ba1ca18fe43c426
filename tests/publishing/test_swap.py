"""The served site is the old whole one or the new whole one, whenever a build is killed."""

import ctypes
import errno
import fcntl
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import swap
from tests.support import nobody, project

SWAPS = 20
BUILDS = 3
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
VOLUME = """
set -e
mount -t tmpfs none "$1"
echo old > "$1/0.html"; echo old > "$1/gone.html"; echo mine > "$1/.keep"; mkdir "$1/lost+found"
"$0" -c "$2" "$1"
cat "$1"/*.html; ls -A "$1"
"""
ONCE = """
import sys
from pathlib import Path
from cto_portfolio.publishing import swap

made = swap.begin(Path(sys.argv[1]))
(made.new / "0.html").write_text("new\\n")
(made.new / "deep").mkdir()
(made.new / "deep/1.html").write_text("new\\n")
made.finish()
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


def test_two_builds_at_once_leave_one_whole_site_that_is_there_at_every_moment(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    with swapping(site) as first, swapping(site) as second:
        assert first.stdout
        assert second.stdout
        for _ in range(SWAPS):
            for child in (first, second):
                child.stdout.readline()  # type: ignore[union-attr] # asserted above
                said = [(site / f"{number}.html").read_text() for number in range(FILES)]
                assert set(said) <= {"old", "new"}
        first.kill()
        second.kill()

    publish(site, "last")
    assert {path.read_text() for path in site.glob("*.html")} == {"last"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_second_of_two_builds_says_that_it_waits_and_then_that_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = swap.begin(tmp_path / "site")
    said: list[str] = []

    with pytest.raises(PortfolioError) as refused:
        swap.begin(tmp_path / "site", patience=0, on_wait=said.append)

    assert said == ["'site' is in use by another run; waiting until it is done"]
    by = f"process {os.getpid()} on {socket.gethostname()}"
    assert str(refused.value) == (
        f"'site' is in use by another run ({by}); wait until it is done, and try again"
    )
    assert first.new.is_dir()
    first.abandon()
    swap.begin(tmp_path / "site", patience=0).abandon()
    assert list(tmp_path.iterdir()) == []


def test_where_the_file_system_has_no_locks_a_file_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", without_locks)
    first = swap.begin(tmp_path / "site")

    with pytest.raises(PortfolioError, match=r"If there is none, remove '.*/\.site\.locked'"):
        swap.begin(tmp_path / "site", patience=0)

    first.abandon()
    swap.begin(tmp_path / "site", patience=0).abandon()


@pytest.mark.parametrize(
    ("signed", "is_taken"),
    [
        (f"{2**22 + 1} {socket.gethostname()}\n", True),
        (f"{os.getppid()} {socket.gethostname()}\n", False),
        ("1 another-computer\n", False),
        ("", False),
    ],
)
def test_of_such_a_file_only_that_of_a_process_that_is_no_more_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signed: str, *, is_taken: bool
) -> None:
    monkeypatch.setattr(fcntl, "flock", without_locks)
    (tmp_path / ".site.locked").write_text(signed)

    if is_taken:
        swap.begin(tmp_path / "site", patience=1).abandon()
    else:
        with pytest.raises(PortfolioError, match="in use by another run"):
            swap.begin(tmp_path / "site", patience=0)


def test_a_build_whose_folder_another_computer_has_taken_for_a_dead_one_leaves_the_old_site(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    robbed = swap.begin(site)
    (tmp_path / ".site.lock").unlink()  # the other one does not see it
    swap.begin(site).abandon()
    robbed.new.mkdir()
    (robbed.new / "0.html").write_text("half")

    with pytest.raises(PortfolioError, match="another computer has removed"):
        robbed.finish()

    robbed.abandon()
    assert {path.read_text() for path in site.glob("*.html")} == {"old"}
    publish(site, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("draw", "refusal"),
    [
        (lambda site: site.write_text("mine"), "'site' is no folder, and a site is one"),
        (lambda site: site.symlink_to("site"), "'site' is a link that leads to itself"),
        (lambda site: site.symlink_to("/dev/null"), "'site' is no folder, and a site is one"),
        (lambda site: site.symlink_to("docs"), "'site' and 'docs' lie within each other"),
        (lambda site: site.symlink_to("docs/deep"), "'site' and 'docs' lie within each other"),
        (lambda site: site.symlink_to("."), "'site' and 'docs' lie within each other"),
        (lambda site: site.symlink_to("docs/1.md/site"), "'site' and 'docs' lie within each other"),
        (lambda site: site.symlink_to("mine/site"), "cannot write the site to 'site': "),
        (lambda site: site.symlink_to("x/" * 2000), "cannot write the site to 'site': "),
        (lambda site: site.symlink_to("/proc/self/site"), "cannot write the site to 'site': "),
    ],
)
def test_a_place_that_no_site_can_have_is_refused_and_left_as_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    draw: Callable[[Path], object],
    refusal: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "docs/1.md").write_text("mine")
    (tmp_path / "mine").write_text("mine")
    draw(tmp_path / "site")
    before = sorted(path.name for path in tmp_path.rglob("*"))

    with pytest.raises(PortfolioError) as refused:
        swap.begin(tmp_path / "site", sources=[tmp_path / "docs"])

    assert str(refused.value).startswith(refusal)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_folder_that_holds_no_site_is_refused_and_what_a_killed_build_has_left_is_not(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "notes.txt").write_text("mine")

    with pytest.raises(PortfolioError, match="holds files that are no site"):
        swap.begin(site)
    assert (site / "notes.txt").read_text() == "mine"
    (tmp_path / ".site.new-12").mkdir()
    swap.begin(site).abandon()


def test_a_site_that_is_a_volume_is_replaced_where_it_stands(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    unshare = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system mounts no volumes for us")

    done = subprocess.run(
        [*unshare, "sh", "-c", VOLUME, sys.executable, str(site), ONCE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.split() == ["new", ".keep", "0.html", "deep", "lost+found"]


def test_a_site_in_a_folder_that_nobody_may_write_is_replaced_where_it_stands() -> None:
    with nobody.folder() as folder, nobody.acting():
        site = folder / "site"
        publish(site, "old")
        (site / "gone").mkdir()
        (site / "gone/index.html").touch()
        (site / "0.html").unlink()
        (site / "0.html").mkdir()
        folder.chmod(0o555)

        publish(site, "new")

        assert {path.read_text() for path in site.rglob("*.html")} == {"new"}
        assert sorted(path.name for path in site.iterdir()) == sorted(
            f"{number}.html" for number in range(FILES)
        )
        site.chmod(0o555)
        with pytest.raises(PortfolioError, match="you may not write to"):
            swap.begin(site)
        folder.chmod(0o755)


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


def without_locks(*_: object) -> None:
    """Answer as some network folders do."""
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


def swapping(site: Path) -> subprocess.Popen[bytes]:
    """Swap sites without end, with a line said for each."""
    return subprocess.Popen([sys.executable, "-c", ENDLESS, str(site)], stdout=subprocess.PIPE)


def publish(site: Path, says: str) -> None:
    """Build a site of many pages that all say the same."""
    made = swap.begin(site)
    for number in range(FILES):
        (made.new / f"{number}.html").write_text(says)
    made.finish()
