"""Measure what the gate adds to builds: `python -m bench.gate`, or `--entries 200 --rounds 5`.

Each round is a build in a process of its own, which times its gate and all of itself.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import click
import yaml

from bench import portfolio_of

PROJECT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
LETTERS = "abcdefghijklmnoprstuvw"
AMOUNT = {"match": "€ ?4[.,]2 ?(m|million)", "pattern": True}
TIMED = """
import time
begun = time.process_time()
from cto_portfolio.confidential.gate import Gate
from mkdocs.__main__ import cli
search, spent = Gate.problems, []
def timed(*arguments):
    start = time.process_time()
    found = search(*arguments)
    spent.append(time.process_time() - start)
    return found
Gate.problems = timed
cli(["build", "--quiet"], standalone_mode=False)
print(sum(spent), time.process_time() - begun)
"""


@click.command()
@click.option("--entries", type=int, default=1000, show_default=True)
@click.option("--rounds", type=int, default=3, show_default=True)
def main(entries: int, rounds: int) -> None:
    """Print the seconds of processor time of the gate and of the whole build, and their ratio."""
    print("| entries | terms | patterns among them | gate, s | build, s | ratio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _prepare(entries, root)
        _build(root)  # fills the caches, and does not count
        for names, patterns in ((5, 0), (4, 1), (100, 0), (95, 5)):
            said = {"terms": [*_names(names), *(dict(AMOUNT) for _ in range(patterns))]}
            path = root / "portfolio/confidential.yml"
            path.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
            costs = [_build(root) for _ in range(rounds)]
            gate, build = (median(cost[at] for cost in costs) for at in (0, 1))
            ratio = median(part / whole for part, whole in costs)
            row = (entries, names + patterns, patterns, f"{gate:.2f}", f"{build:.2f}")
            print(f"| {' | '.join(map(str, row))} | {ratio:.1%} |", flush=True)


def _prepare(count: int, root: Path) -> None:
    portfolio_of.write(count, root / "portfolio")
    base = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    base.pop("watch", None)
    theme = {**base["theme"], "custom_dir": str(PROJECT / "theme")}
    settings = {"docs_dir": "portfolio", "theme": theme, "plugins": ["search", "cto-portfolio"]}
    (root / "mkdocs.yml").write_text(yaml.safe_dump({**base, **settings}), encoding="utf-8")


def _names(count: int) -> list[str]:
    chosen = random.Random(count)

    def word() -> str:
        return "".join(chosen.choices(LETTERS, k=chosen.randint(5, 10))).capitalize()

    return [f"{word()} {word()}" for _ in range(count)]


def _build(root: Path) -> tuple[float, float]:
    made = subprocess.run(
        [sys.executable, "-c", TIMED],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise click.ClickException(made.stderr)
    gate, build = map(float, made.stdout.split()[-2:])
    return gate, build


if __name__ == "__main__":
    main()
