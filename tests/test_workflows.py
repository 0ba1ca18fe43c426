"""The workflows of this repository are well formed, and a release has its notes."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.support import sample

WORKFLOWS = sorted((sample.PROJECT / ".github/workflows").glob("*.yml"))
MAJORS = {
    "actions/cache": 6,
    "actions/checkout": 7,
    "actions/configure-pages": 6,
    "actions/deploy-pages": 5,
    "actions/download-artifact": 8,
    "actions/setup-node": 7,
    "actions/setup-python": 7,
    "actions/upload-artifact": 7,
    "actions/upload-pages-artifact": 5,
}
"""The current one of each action, in November 2026."""


def version() -> str:
    """Return the version that would be released."""
    project = tomllib.loads((sample.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def test_every_workflow_is_as_github_asks() -> None:
    checked = sample.run(
        "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)
    )

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_of_the_current_major_version(path: Path) -> None:
    used = dict(re.findall(r"uses: (actions/[\w-]+)@v(\d+)", path.read_text(encoding="utf-8")))

    assert {name: int(major) for name, major in used.items()} == {
        name: MAJORS[name] for name in used
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_keeps_a_token_or_may_do_more_than_it_needs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.count("persist-credentials: false") == text.count("uses: actions/checkout@")
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)


def test_the_changelog_has_notes_for_this_version() -> None:
    """By the very words with which a release takes them."""
    release = (sample.PROJECT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    program = re.search(r"awk -v version=\S+ '(.+)' CHANGELOG.md", release)
    assert program

    notes = subprocess.run(
        ["awk", "-v", f"version={version()}", program[1], "CHANGELOG.md"],  # noqa: S607
        cwd=sample.PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "### Added" in notes
    assert "### When you upgrade" in notes
    assert "\n## " not in notes
