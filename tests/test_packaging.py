"""What `pip install` brings, from wheel and sdist, where there is nothing else of ours.

Nothing is fetched: `make` has put what the package rests on into `.venv/wheels`.
"""

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.metadata import Metadata

from tests.support import browser, preview, project, sample

WHEELS = sample.PROJECT / ".venv/wheels"


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """An environment with the package and what it rests on, and nothing else."""

    commands: Path
    """Where its commands lie."""

    def run(self, name: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run one of its commands; none of another environment is found."""
        found = os.pathsep.join([str(self.commands), os.defpath])
        return subprocess.run(
            [str(self.commands / name), *arguments],
            cwd=cwd,
            env={**project.ENVIRONMENT, "PATH": found},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and sdist, as a release does."""
    folder = tmp_path_factory.mktemp("dist")
    said = sample.run("python", "-m", "hatchling", "build", "-d", str(folder), cwd=sample.PROJECT)
    assert said.returncode == 0, said.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(built: Path) -> Path:
    return next(built.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Installed:
    """Install the wheel into an empty environment."""
    return _install(wheel, tmp_path_factory.mktemp("from-wheel"))


def _install(package: Path, folder: Path) -> Installed:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    _pip(str(commands / "python"), "install", "--no-compile", str(package))
    return Installed(commands=commands)


def _pip(python: str, *arguments: str) -> None:
    """Run pip for an environment; what it needs is in a folder, also for what it builds."""
    if not WHEELS.is_dir():
        browser.unavailable("NOT INSTALLED: there is no .venv/wheels; `make test` fills it")
    command = [sys.executable, "-m", "pip", "--python", python, "--quiet", *arguments]
    source = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS)}
    subprocess.run(command, env={**os.environ, **source}, check=True)


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_carries_theme_and_data_and_types(wheel: Path) -> None:
    names = _contents(wheel).keys()

    for name in (
        *("frameworks/data/five-areas.yml", "frameworks/data/other/crosswalk.yml"),
        *("authoring/data/entry.schema.json", "site/social_cards/fonts/OFL.txt"),
        *("theme/main.html", "theme/assets/portfolio.css", "py.typed", "__main__.py"),
    ):
        assert f"cto_portfolio/{name}" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"cto_portfolio"}
    assert [name for name in names if "__pycache__" in name or name.endswith("~")] == []


def test_the_wheel_says_what_an_index_asks_for(wheel: Path) -> None:
    """In words that every index takes: it refuses an upload otherwise."""
    raw = next(text for name, text in _contents(wheel).items() if name.endswith("/METADATA"))

    metadata = Metadata.from_email(raw)

    assert metadata.name == "cto-portfolio"
    assert metadata.summary
    assert metadata.license_expression == "MIT"
    assert metadata.license_files == ["LICENSE"]
    assert metadata.description_content_type == "text/markdown"
    assert str(metadata.requires_python) == ">=3.11"
    assert {"Framework :: MkDocs", "Typing :: Typed"} <= set(metadata.classifiers or ())


def test_pip_makes_the_same_wheel_of_the_sdist(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    _pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(sdist))

    assert _contents(tmp_path / wheel.name) == _contents(wheel)


def test_the_command_is_a_module_too(installed: Installed, tmp_path: Path) -> None:
    said = installed.run("python", "-m", "cto_portfolio", "--help", cwd=tmp_path)

    assert said.returncode == 0
    assert said.stdout.startswith("Usage: cto-portfolio ")


@pytest.mark.parametrize("theme", ["", "theme: {name: material}\n", "theme: cto-portfolio\n"])
def test_one_line_is_enough(installed: Installed, tmp_path: Path, theme: str) -> None:
    config = f"site_name: Ada Example\nsite_url: https://ada.example.com/\n{theme}"
    project.draw(tmp_path, {"entries/first.md": project.entry("article", title="First words")})
    (tmp_path / "mkdocs.yml").write_text(
        f"{config}docs_dir: portfolio\nplugins: [cto-portfolio]\n", encoding="utf-8"
    )

    said = installed.run("mkdocs", "build", "--strict", cwd=tmp_path)

    assert said.returncode == 0, said.stderr
    page = (tmp_path / "site/entries/first/index.html").read_text(encoding="utf-8")
    assert "portfolio.css" in page
    assert "First words" in page


@pytest.fixture(scope="module")
def begun(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begin a portfolio with what is installed alone."""
    folder = tmp_path_factory.mktemp("begun")
    said = installed.run("cto-portfolio", "init", "mine", "--name", "Ada Example", cwd=folder)
    assert said.returncode == 0, said.stderr
    return folder / "mine"


def test_what_was_begun_is_built_and_may_be_published(installed: Installed, begun: Path) -> None:
    for command in ("build", "verify"):
        said = installed.run("cto-portfolio", command, cwd=begun)
        assert said.returncode == 0, said.stdout + said.stderr

    assert "Ada Example" in (begun / "site/index.html").read_text(encoding="utf-8")


def test_the_files_to_publish_it_are_written(installed: Installed, begun: Path) -> None:
    said = installed.run("cto-portfolio", "deploy", "netlify", cwd=begun)

    assert said.returncode == 0, said.stdout + said.stderr
    assert (begun / "netlify.toml").is_file()


def test_an_edit_of_it_is_served(installed: Installed, begun: Path) -> None:
    with preview.served(begun, engine=str(installed.commands / "cto-portfolio")) as site:
        site.entry("first.md").write_text(
            project.entry("article", title="First words"), encoding="utf-8"
        )
        site.until(lambda: site.status("entries/first/") == 200)
        assert "First words" in site.text("writing/")


@pytest.mark.skipif(
    not (sample.PROJECT / "portfolio/profile.yml").is_file(),
    reason="`init --sample` IS NOT TESTED: there is no profile in portfolio/",
)
def test_the_sample_comes_with_the_package(installed: Installed, tmp_path: Path) -> None:
    """Whoever's it is: it is what lay in `portfolio/` when the package was built."""
    said = installed.run("cto-portfolio", "init", "--sample", cwd=tmp_path)

    assert said.returncode == 0, said.stdout + said.stderr
    assert (tmp_path / "portfolio/profile.yml").is_file()
