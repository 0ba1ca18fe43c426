"""Measure our build beside plain Material's over the same pages, and print a report."""

import os
import platform
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import click
import yaml

from bench import commands, portfolio_of

PROJECT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
ROUNDS = {20: 9, 200: 7, 1000: 3}
"""How often each size is built by either; small sizes are quick, and noisier."""
OURS, PLAIN = "ours", "plain"
WHOLE = "the whole build"
STEPS = {
    "our hook, in all": ("cto_portfolio/engines/mkdocs.py", "on_files"),
    "— parse the entries": ("cto_portfolio/content/portfolio.py", "parse"),
    "— measure the coverage": ("cto_portfolio/coverage/matrix.py", "measure"),
    "— build the pages": ("cto_portfolio/site/pages/__init__.py", "build"),
    "engine: read front matter": ("mkdocs/utils/meta.py", "get_data"),
    "engine: Markdown to HTML": ("markdown/core.py", "convert"),
    "engine: templates": ("jinja2/environment.py", "render"),
    "search: read the pages": ("search/plugin.py", "on_page_context"),
    "search: write the index": ("search/plugin.py", "on_post_build"),
}
"""What a build spends its time on, each by the function it happens in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one build took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the process and its children, in user and system mode."""
    memory: float
    """The most that was resident, in MiB."""


@click.command()
@click.option("--entries", type=int, multiple=True, help="Sizes to measure, instead of all.")
@click.option("--rounds", type=int, help="Builds of each, instead of some for each size.")
def main(entries: Sequence[int], rounds: int | None) -> None:
    """Measure builds of portfolios of 20, 200 and 1000 entries beside plain Material."""
    costs = {}
    print(f"{_machine()}\n")
    print("| entries | pages | build | wall, s | CPU, s | peak, MiB |")
    print("| ---: | ---: | --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for count in entries or ROUNDS:
            root = Path(folder, str(count))
            pages = _prepare(count, root)
            costs[count] = _alternate(root, rounds=rounds or ROUNDS.get(count, 3))
            print("\n".join(_rows(count, pages, costs[count])), flush=True)
        print("\n".join(_growth(costs)))
        print("\n".join(_profile(root, count)))
    print("", *commands.rows(rounds=rounds or 9), sep="\n")


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    return f"Python {platform.python_version()}, {packages}, {os.cpu_count()} processors."


def _prepare(count: int, root: Path) -> int:
    """Write a portfolio, and what our build makes of it as a site of plain pages; count those."""
    portfolio_of.write(count, root / "portfolio")
    base = yaml.safe_load((PROJECT / "tests/mkdocs.yml").read_text(encoding="utf-8"))
    _configure(root, OURS, base)
    _configure(root, "captured", {**base, "hooks": [str(PROJECT / "bench/capture.py")]})
    _build(root, "captured")

    theme = {**base["theme"], "name": "material", "font": False}
    nav = yaml.safe_load((root / "nav.yml").read_text(encoding="utf-8"))
    settings = {"docs_dir": "pages", "theme": theme, "plugins": ["search"], "nav": nav}
    _configure(root, PLAIN, {**base, **settings})
    return len(list((root / "pages").rglob("*.md")))


def _configure(root: Path, name: str, settings: dict[str, Any]) -> None:
    settings = {**settings, "site_dir": f"site-{name}"}
    (root / f"{name}.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def _build(root: Path, name: str, *, profiled: bool = False) -> Cost:
    """Build a site in a process of its own."""
    profiler = ["-m", "cProfile", "-o", "profile"] if profiled else []
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *profiler, "-m", "mkdocs", "build", "--quiet", "-f", f"{name}.yml"],
        cwd=root,
        env=ENVIRONMENT,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"mkdocs could not build {root / name}.yml")
    unit = 1 if sys.platform == "darwin" else 1024
    memory = usage.ru_maxrss * unit / 2**20
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=memory)


def _alternate(root: Path, *, rounds: int) -> dict[str, list[Cost]]:
    """Build by turns, each leading every other time, after one build each that does not count."""
    costs: dict[str, list[Cost]] = {OURS: [], PLAIN: []}
    for number in range(rounds + 1):
        order = (OURS, PLAIN) if number % 2 else (PLAIN, OURS)
        for name in order:
            cost = _build(root, name)
            if number:
                costs[name].append(cost)
    return costs


def _rows(count: int, pages: int, costs: dict[str, list[Cost]]) -> list[str]:
    """Return the medians, and the median of the ratios round by round."""
    rows = [
        f"| {count} | {pages} | {name} | {_median(costs[name], 'wall'):.2f} "
        f"| {_median(costs[name], 'cpu'):.2f} | {_median(costs[name], 'memory'):.0f} |"
        for name in (OURS, PLAIN)
    ]
    ratios = [_ratio(costs, quantity) for quantity in Cost.__slots__]
    return [*rows, f"| {count} | {pages} | **ratio** | " + " | ".join(ratios) + " |"]


def _median(costs: Sequence[Cost], quantity: str) -> float:
    return median(float(getattr(cost, quantity)) for cost in costs)


def _ratio(costs: dict[str, list[Cost]], quantity: str) -> str:
    pairs = zip(costs[OURS], costs[PLAIN], strict=True)
    ratios = [getattr(ours, quantity) / getattr(plain, quantity) for ours, plain in pairs]
    return f"**{median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"


def _growth(costs: dict[int, dict[str, list[Cost]]]) -> list[str]:
    """Return the time for an entry at each size, over that for one at the size before."""
    lines = [
        "",
        "| entries | build | wall per entry, ms | growth | CPU per entry, ms | growth |",
    ]
    lines.append("| ---: | --- | ---: | ---: | ---: | ---: |")
    for name in (OURS, PLAIN):
        before: dict[str, float] = {}
        for count, cost in costs.items():
            line = f"| {count} | {name} |"
            for quantity in ("wall", "cpu"):
                each = _median(cost[name], quantity) / count
                growth = f"{each / before[quantity]:.2f}" if before.get(quantity) else ""
                line += f" {each * 1000:.1f} | {growth} |"
                before[quantity] = each
            lines.append(line)
    return lines


def _profile(root: Path, count: int) -> list[str]:
    """Return where builds of the last size spend their time; profiling slows all of it down."""
    ours, plain = _seconds(root, OURS), _seconds(root, PLAIN)
    lines = ["", f"| profiled, {count} entries | ours, s | share | plain, s |"]
    lines.append("| --- | ---: | ---: | ---: |")
    return lines + [
        f"| {step} | {spent:.2f} | {spent / ours[WHOLE]:.0%} | {plain[step]:.2f} |"
        for step, spent in ours.items()
    ]


def _seconds(root: Path, name: str) -> dict[str, float]:
    """Return how long each step of a build took under the profiler."""
    _build(root, name, profiled=True)
    stats = pstats.Stats(str(root / "profile"))
    spent = {
        step: sum(
            cumulative
            for (path, _, called), (_, _, _, cumulative, _) in stats.stats.items()  # type: ignore[attr-defined]
            if called == function and path.endswith(file)
        )
        for step, (file, function) in STEPS.items()
    }
    return {**spent, WHOLE: stats.total_tt}  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
