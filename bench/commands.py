"""What commands take that are used all day, over the sample and over a large portfolio.

`python -m bench.commands` prints a table: the medians of some runs of each, in a process of its
own, beside the bare start of the interpreter.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import click

from bench import portfolio_of

PROJECT = Path(__file__).parent.parent
LARGE = 1000
COMMAND = (sys.executable, "-m", "cto_portfolio")
BARE = (sys.executable, "-c", "pass")
COMPLETED = {
    "_CTO_PORTFOLIO_COMPLETE": "bash_complete",
    "COMP_WORDS": "cto-portfolio check --f",
    "COMP_CWORD": "2",
}
"""As a shell asks for what may stand at the end of a line."""
OF_PORTFOLIO = {
    "check": ("check",),
    "coverage": ("coverage",),
    "new": ("new", "talk", "On leaving well"),
}


@click.command()
@click.option("--rounds", type=int, default=9, show_default=True, help="Runs of each.")
def main(rounds: int) -> None:
    """Measure `--help`, the completion of a shell, `check`, `coverage` and `new`."""
    for line in rows(rounds=rounds):
        print(line, flush=True)


def rows(*, rounds: int) -> Iterator[str]:
    """Yield the lines of a table, each when it has been measured."""
    yield "| command | entries | wall, s | CPU, s |"
    yield "| --- | ---: | ---: | ---: |"
    with tempfile.TemporaryDirectory() as folder:
        sample, large = _sample(Path(folder, "sample")), _large(Path(folder, "large"))
        yield _row("(Python alone)", "", BARE, sample, rounds=rounds)
        yield _row("--help", "", (*COMMAND, "--help"), sample, rounds=rounds)
        yield _row("completion", "", COMMAND, sample, rounds=rounds, variables=COMPLETED)
        for name, arguments in OF_PORTFOLIO.items():
            for entries, root in (("the sample", sample), (str(LARGE), large)):
                yield _row(name, entries, (*COMMAND, *arguments), root, rounds=rounds)


def _sample(root: Path) -> Path:
    shutil.copytree(PROJECT / "portfolio", root / "portfolio")
    shutil.copy(PROJECT / "tests/mkdocs.yml", root)  # as the large one has it
    return root


def _large(root: Path) -> Path:
    portfolio_of.write(LARGE, root / "portfolio")
    shutil.copy(PROJECT / "tests/mkdocs.yml", root)
    return root


def _row(  # noqa: PLR0913 - each is another thing that is said of a run
    name: str,
    entries: str,
    arguments: Sequence[str],
    root: Path,
    *,
    rounds: int,
    variables: Mapping[str, str] | None = None,
) -> str:
    """Return the medians of some runs, after one that does not count."""
    runs = [_run(arguments, root, variables or {}) for _ in range(rounds + 1)][1:]
    wall, processor = (median(costs) for costs in zip(*runs, strict=True))
    return f"| `{name}` | {entries} | {wall:.2f} | {processor:.2f} |"


def _run(arguments: Sequence[str], root: Path, variables: Mapping[str, str]) -> tuple[float, float]:
    """Return the seconds that a command takes, by the clock and of the processor."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "plugins"), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages are compiled, too
    start = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"{' '.join(arguments)} fails in {root}")
    return wall, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
