"""Two runs at once, and disks that refuse: the site stays whole, and one line says why."""

import resource
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import photo, project, sample
from tests.support.project import entry


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw a portfolio; its first build is one of the two."""
    files: dict[str, str | bytes] = {
        "entries/deploys.md": entry(),
        "entries/photo/index.md": entry(title="A team", image="team.png", alt="The team"),
        "entries/photo/team.png": photo.png(),
    }
    return project.draw(tmp_path_factory.mktemp("at-once"), files)


@pytest.fixture(scope="module")
def whole(root: Path) -> Mapping[str, bytes]:
    """Build the site twice at once, and return it."""
    said = at_once(root, "mkdocs", "build")

    assert "waiting until it is done" in "".join(said)
    assert {path.name for path in root.iterdir()} - {".cache"} == {
        *("mkdocs.yml", "portfolio", "site")
    }
    return project.bytes_of(root / "site")


def test_two_builds_at_once_make_the_site_that_one_makes(
    root: Path, whole: Mapping[str, bytes]
) -> None:
    alone = project.build(root)

    assert alone.returncode == 0, alone.stderr
    assert project.bytes_of(root / "site") == whole


def test_two_stages_at_once_make_what_one_makes(root: Path) -> None:
    at_once(root, "cto-portfolio", "stage")
    both = project.bytes_of(root / ".build")

    subprocess.run(
        [sample.command("cto-portfolio"), "stage", "--to", "alone"], cwd=root, check=True
    )

    alone = project.bytes_of(root / "alone")
    assert {path for path in both if path != "zensical.yml"} == alone.keys() - {"zensical.yml"}
    assert all(both[path] == alone[path] for path in both if path != "zensical.yml")
    assert not list(root.glob("*.lock"))


def test_a_disk_that_takes_no_more_leaves_the_last_good_site(
    root: Path, whole: Mapping[str, bytes]
) -> None:
    full = failed(root, "build", most=60_000)

    assert "cto_portfolio: cannot go on at " in full
    assert "File too large" in full
    assert "Nothing was built: the last good site is as it was." in full
    assert project.bytes_of(root / "site") == whole


def test_a_link_without_end_is_refused_before_the_engine_follows_it(
    root: Path, whole: Mapping[str, bytes]
) -> None:
    link = root / "portfolio/entries/up"
    link.symlink_to("..")
    try:
        said = failed(root, "build")
    finally:
        link.unlink()

    assert "portfolio/entries/up:1: endless-link: this symbolic link leads round" in said
    assert project.bytes_of(root / "site") == whole


def at_once(root: Path, *command: str) -> list[str]:
    """Run a command twice at once, and return what each said."""
    program, *arguments = command
    both = [
        subprocess.Popen(
            [sample.command(program), *arguments],
            cwd=root,
            env=project.ENVIRONMENT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [run.communicate()[1] for run in both]
    assert [run.returncode for run in both] == [0, 0], said
    return said


def failed(root: Path, *arguments: str, most: int = resource.RLIM_INFINITY) -> str:
    """Run the engine, which writes no file larger than `most`, and return why it failed."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    done = subprocess.run(
        [sample.command("mkdocs"), *arguments],
        cwd=root,
        env=project.ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr + done.stdout
