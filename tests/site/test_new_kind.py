"""A kind of entry is at home everywhere once its two modules and its template are there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cto_portfolio.content.kinds import KINDS
from tests.support import modules, project, sample, sixth_kind
from tests.support.modules import MODULES
from tests.support.project import entry

PATENT = {
    "title": "A queue that forgets nothing",
    "summary": "Orders survive the loss of a data centre.",
    "number": "US 1234567",
    "citations": 41,
    "business_value": "Two licensees pay for it.",
    "tags": ["Queues"],
    "evidence": ["body-of-work/architect-the-solution"],
}
PAGE = "entries/patent/"
OTHERWISE = {
    *(f"cto_portfolio.content.{name}" for name in ("entry", "plan_defaults", "hiding_keys")),
    "cto_portfolio.text.allowed_markup",
    "cto_portfolio.text.plain_text",
}
"""Roles, the words of the plan's data, of other tools and of HTML: some are spelt like kinds."""
OF_SOURCES = "cto_portfolio.importing."
"""What each source of others becomes."""
OWN_MODULES = {kind.replace("-", "_") for kind in KINDS}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run an installed command that knows of the sixth kind."""
    path = os.pathsep.join([str(sample.PROJECT), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "tests.support.sixth_kind", *arguments],
        cwd=cwd,
        env={**project.ENVIRONMENT, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a portfolio with a patent in it."""
    folder = tmp_path_factory.mktemp("patents")
    theme = folder / "theme"
    shutil.copytree(sample.PROJECT / "theme", theme)
    (theme / "patent.html").write_text(sixth_kind.TEMPLATE, encoding="utf-8")
    files = {
        "profile.yml": "name: Ada Example\n",
        "entries/patent.md": entry("patent", **PATENT),
        "entries/talk.md": entry("talk", title="Queues", event="QCon"),
    }
    project.draw(
        folder,
        files,
        config={"theme": {"name": "material", "custom_dir": str(theme), "font": False}},
    )
    built = run("mkdocs", "build", "--strict", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


def text(root: Path, name: str) -> str:
    return (root / "site" / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"{PAGE}index.html", "Number US 1234567"),
        ("patents/index.html", "What an office found to be new."),
        ("talks/index.html", 'href="../patents/"'),
        ("index.html", 'class="outcome"'),
        ("brief/index.html", "Citations: 41"),
        ("timeline/index.html", PAGE),
        ("topics/queues/index.html", PAGE),
        ("coverage/index.html", 'href="../patents/"'),
        ("areas/body-of-work/index.html", "--patent"),
        ("feed.xml", PAGE),
        ("patents/feed.json", PAGE),
        ("llms.txt", "## Patents"),
        ("resume.json", "Patent US 1234567"),
        ("search/search_index.json", PAGE),
        ("sitemap.xml", PAGE),
    ],
)
def test_it_is_there_at_once(root: Path, name: str, expected: str) -> None:
    assert expected in text(root, name)


def test_a_card_is_drawn_for_it(root: Path) -> None:
    assert (root / "site/assets/cards/entries/patent.png").exists()


def test_its_keys_are_checked(root: Path, tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/patent.md": entry("patent", numbre="US 1234567")})
    shutil.copytree(root / "theme", tmp_path / "theme")

    checked = run("cto-portfolio", "check", cwd=tmp_path)

    assert checked.returncode == 1
    assert "did you mean 'number'" in checked.stdout


def test_it_is_begun_and_captured_like_others(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    begun = run("cto-portfolio", "new", "patent", "A new queue", cwd=tmp_path)
    captured = run("cto-portfolio", "capture", "--kind", "patent", "An idea", cwd=tmp_path)

    assert (begun.returncode, captured.returncode) == (0, 0), begun.stderr + captured.stderr
    assert "\nkind: patent\n" in (tmp_path / "portfolio/entries/a-new-queue.md").read_text("utf-8")
    assert "patent" in run("cto-portfolio", "new", "--help", cwd=tmp_path).stdout


def test_editors_learn_of_it(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    written = run("cto-portfolio", "schema", "entry", cwd=tmp_path)

    schema = json.loads(written.stdout)
    assert "patent" in schema["properties"]["kind"]["enum"]
    assert "number" in schema["$defs"]["Patent"]["required"]


def test_a_page_for_one_reader_tells_it_as_an_outcome(root: Path, tmp_path: Path) -> None:
    packet = {"for": "Acme", "key": "k" * 26, "entries": ["entries/patent.md"]}
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    (tmp_path / "portfolio/packets").mkdir()
    (tmp_path / "portfolio/packets/acme.yml").write_text(yaml.safe_dump(packet))

    built = run("mkdocs", "build", "--strict", cwd=tmp_path)

    assert built.returncode == 0, built.stderr
    (page,) = (tmp_path / "site").glob(f"**/{'k' * 26}/**/index.html")
    assert 'class="outcome"' in page.read_text("utf-8")


@pytest.mark.parametrize("path", MODULES, ids=modules.name)
def test_only_its_own_modules_name_a_kind(path: Path) -> None:
    """Others ask for its role, or for what every entry offers."""
    own = re.compile(r"cto_portfolio\.(content|site)\.kinds")
    if own.match(modules.name(path)) or modules.name(path).startswith(OF_SOURCES):
        return
    assert modules.name(path) in OTHERWISE or not KINDS.keys() & set(modules.texts(path))
    imported = set(filter(own.match, modules.imports(path)))
    assert not {name for name in imported if name.rpartition(".")[2] in OWN_MODULES}
