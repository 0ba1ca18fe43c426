"""What the bench measures is a portfolio to which the product has nothing to say."""

from pathlib import Path

import pytest

from bench import portfolio_of
from tests.support import sample


@pytest.mark.parametrize("count", [20, 60])
def test_generated_portfolios_have_no_problems(count: int, tmp_path: Path) -> None:
    portfolio_of.write(count, tmp_path / "portfolio")
    (tmp_path / "mkdocs.yml").write_text("site_name: Bench\ndocs_dir: portfolio\n", "utf-8")
    checked = sample.run("cto-portfolio", "check", "--strict", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_same_size_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        portfolio_of.write(40, folder)
    assert contents(first) == contents(second)


def contents(folder: Path) -> dict[Path, bytes]:
    """Return all files below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}
