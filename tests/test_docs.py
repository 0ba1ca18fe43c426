"""What is written for those who carry on names only what exists, and keeps what it promises."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings
from tests.support import sample
from tests.support.modules import PACKAGE

DOCS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md")
OF_AUTHORS = frozenset(
    {"confidential.yml", "profile.yml", ".meta.yml", "NAME.yaml", "portfolio/entries/"}
)
"""Names that authors give to files; they are looked for in no folder here."""
MADE = frozenset({"site/"})
"""What only builds make."""
DECISIONS = sorted(
    path for path in (sample.PROJECT / "docs/decisions").glob("*.md") if path.name != "README.md"
)

_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(\.?[\w*-]+(?:[./][\w*-]+)*/?)(?::(\w+))?")
_ENDING = re.compile(r"\.(?:py|md|yml|yaml|html|css|json|toml)$")
_PLACEHOLDER = re.compile(r"NAME")


def _named(doc: str) -> Iterator[tuple[str, str | None]]:
    """Yield the paths that a text names in code, and what is said to be defined there."""
    for code in _CODE.findall((sample.PROJECT / doc).read_text(encoding="utf-8")):
        match = _PATH.fullmatch(code)
        if match and ("/" in match[1] or _ENDING.search(match[1])):
            yield match[1], match[2]


def _there(name: str) -> list[Path]:
    """Return what a path means, from the repository's root or from the package."""
    pattern = _PLACEHOLDER.sub("*", name).rstrip("/")
    return [path for root in (sample.PROJECT, PACKAGE) for path in root.glob(pattern)]


def _defined(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in tree.body if isinstance(node, kinds)}


@pytest.mark.parametrize("doc", DOCS)
def test_every_path_that_is_named_exists(doc: str) -> None:
    names = {name for name, _ in _named(doc)} - OF_AUTHORS - MADE

    assert sorted(name for name in names if not _there(name)) == []


@pytest.mark.parametrize("doc", DOCS)
def test_every_function_that_is_named_with_its_path_is_defined_there(doc: str) -> None:
    missing = [
        f"{name}:{function}"
        for name, function in _named(doc)
        if function and not any(function in _defined(path) for path in _there(name))
    ]

    assert missing == []


def test_every_target_of_make_that_is_named_exists() -> None:
    text = (sample.PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    makefile = (sample.PROJECT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z]+)`", text))

    assert named
    assert named <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_there_are_ten_recipes() -> None:
    text = (sample.PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert re.findall(r"^### (\d+)\. ", text, re.MULTILINE) == [str(n) for n in range(1, 11)]


def test_decisions_are_entries_without_a_problem() -> None:
    """In our own format, put through the core as an author's are."""
    files = {
        PurePosixPath("entries", path.name): path.read_text(encoding="utf-8") for path in DECISIONS
    }

    decided = release({**files}, Settings(), today=dt.date.max)

    assert decided.problems == ()
    assert [entry.path for entry in decided.portfolio.published] == sorted(files)
