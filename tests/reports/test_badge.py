"""The badge: what it says, and what it never writes over."""

import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support import project
from tests.support.coverage_command import run
from tests.support.project import entry

pytestmark = pytest.mark.usefixtures("author_folder")
GOOD = {"entries/deploys.md": entry(evidence=["trends/process"])}


def test_says_the_share_and_has_a_title(tmp_path: Path) -> None:
    files = {f"entries/{name}.md": entry(evidence=["trends/process"]) for name in "ab"}
    project.draw(tmp_path, files)

    result = run("--badge", "badge.svg", "--area", "trends")

    assert result.exit_code == 0, result.output
    picture = ET.parse(tmp_path / "badge.svg").getroot()  # noqa: S314 - our own
    spoken = "CTO coverage: Trends 33%"
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == spoken
    assert picture.findtext("{http://www.w3.org/2000/svg}title") == spoken
    assert "http" not in (tmp_path / "badge.svg").read_text("utf-8").replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_of_the_whole_bears_no_name_of_an_area(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)

    run("--badge", "badge.svg")

    assert "<title>CTO coverage 0%</title>" in (tmp_path / "badge.svg").read_text("utf-8")


def test_takes_the_place_of_an_older_badge(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)
    badge = tmp_path / "badge.svg"
    run("--badge", "badge.svg", "--area", "trends")
    badge.chmod(0o640)

    run("--badge", "badge.svg")

    assert "Trends" not in badge.read_text("utf-8")
    assert stat.S_IMODE(badge.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.glob("*badge*")] == ["badge.svg"]
    assert not list(tmp_path.glob(".badge*"))


@pytest.mark.parametrize("content", ["<svg>a drawing</svg>", ""])
def test_is_written_over_nothing_else(tmp_path: Path, content: str) -> None:
    project.draw(tmp_path, GOOD)
    (tmp_path / "drawing.svg").write_text(content, encoding="utf-8")

    result = run("--badge", "drawing.svg")

    assert result.exit_code == 1
    assert "'drawing.svg' is there already and is no coverage badge" in result.stderr
    assert (tmp_path / "drawing.svg").read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("path", "said"),
    [("portfolio", "is no coverage badge"), ("gone/badge.svg", "cannot write '")],
)
def test_says_where_it_cannot_be_written(tmp_path: Path, path: str, said: str) -> None:
    project.draw(tmp_path, GOOD)

    result = run("--badge", path)

    assert result.exit_code == 1
    assert said in result.stderr


def test_leaves_nothing_behind_where_it_cannot_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.draw(tmp_path, GOOD)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    result = run("--badge", "badge.svg")

    assert "No space left on device" in result.stderr
    assert not [one for one in tmp_path.iterdir() if "badge" in one.name]


def test_a_link_to_a_badge_stays_one(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)
    run("--badge", "badge.svg", "--area", "trends")
    (tmp_path / "link.svg").symlink_to("badge.svg")

    run("--badge", "link.svg")

    assert (tmp_path / "link.svg").is_symlink()
    assert "Trends" not in (tmp_path / "badge.svg").read_text("utf-8")


def test_a_link_that_leads_nowhere_is_left_alone(tmp_path: Path) -> None:
    project.draw(tmp_path, GOOD)
    (tmp_path / "loop.svg").symlink_to("loop.svg")

    assert run("--badge", "loop.svg").exit_code == 1
    assert (tmp_path / "loop.svg").is_symlink()
