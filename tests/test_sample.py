"""The sample that comes with the repository is whole, and says that it is one.

Whoever puts a portfolio of their own in its place has nothing to keep here: other tests look at
`tests/portfolio`, and these are skipped.
"""

import json
from pathlib import Path

import html5lib
import pytest
import yaml
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import sample

PORTFOLIO = sample.PROJECT / "portfolio"


def notice() -> str:
    """Return what stands on top of every page; nothing where the portfolio is somebody else's."""
    try:
        profile = yaml.safe_load((PORTFOLIO / "profile.yml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return ""
    return str(profile.get("notice", "")) if isinstance(profile, dict) else ""


def is_here() -> bool:
    """Whether the portfolio at the root of the repository is the sample."""
    return "This is a sample." in notice() and any((PORTFOLIO / "entries").rglob("*.md"))


pytestmark = pytest.mark.skipif(
    not is_here(), reason="THE SAMPLE IS NOT TESTED: another portfolio lies in portfolio/"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample strictly, once."""
    built = tmp_path_factory.mktemp("sample") / "site"
    arguments = ("build", "--strict", "--site-dir", str(built))
    said = sample.run("mkdocs", *arguments, cwd=sample.PROJECT)
    assert said.returncode == 0, said.stderr
    return built


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments, "-f", f"{sample.PROJECT}/mkdocs.yml"])


def test_there_is_nothing_to_say_about_it() -> None:
    result = check("--strict", "--hints", "--format", "json")

    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert (report["problems"], report["hints"]) == ([], [])


def test_it_says_on_every_page_that_it_is_fictional(site: Path) -> None:
    assert "is fictional" in notice()
    pages = sorted(site.rglob("*.html"))
    assert pages
    for path in pages:
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        shown = page.find(".//aside[@class='notice']")
        assert shown is not None, path
        assert "".join(shown.itertext()) == notice(), path


def test_it_may_be_published(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.PROJECT)

    result = CliRunner().invoke(main, ["verify", str(site)])

    assert result.exit_code == 0, result.output
