"""What the bench measures is a portfolio without a problem; what it learns holds elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import logistic, portfolio_of, suggestions
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


def test_a_minimum_is_found() -> None:
    def bowl(point: Sequence[float]) -> tuple[float, list[float]]:
        x, y = point
        return (x - 3) ** 2 + 10 * (y + 1) ** 2, [2 * (x - 3), 20 * (y + 1)]

    x, y = logistic.minimum(bowl, [0.0, 0.0])

    assert (round(x, 2), round(y, 2)) == (3, -1)


MENTORING = "# Notes {}\n\nI mentor two junior engineers.\n\nMy one-on-ones are mostly coaching.\n"
FISH = "# Fish {}\n\nThe garden was wet.\n\nWe sat in the shed until the rain had stopped.\n"


def test_what_suggestions_weigh_is_judged_on_repositories_not_learnt_from(tmp_path: Path) -> None:
    rows = ["path,sure,maybe,sentence"]
    for number in range(12):
        path = f"posts/repository-{number}/post.md"
        is_mentoring = number % 2 == 0
        text = (MENTORING if is_mentoring else FISH).format(number)
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        rows.append(f"{path},{'talent/coach-and-mentor' if is_mentoring else ''},,")
    (tmp_path / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    report = CliRunner().invoke(suggestions.main, [str(tmp_path / "labels.csv")]).stdout

    assert "12 documents, 10 parts" in report
    both = next(line for line in report.splitlines() if "both grades" in line)
    assert both.endswith("| 1.00 (6 of 6) |"), both
    assert "| trends/tools | 0 | none | none | none |" in report
