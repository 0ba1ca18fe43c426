"""Measure what verification adds to builds: `python -m bench.verification --entries 200`.

Each round is a build in a process of its own, which times its verification and all of itself: what
makes the one slow on a busy machine makes the other slow, too.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import click
import yaml

from bench import portfolio_of, prose

PROJECT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
LETTERS = "abcdefghijklmnoprstuvw"
TERMS = 20
TIMED = """
import time
begun = time.process_time()
from mkdocs.__main__ import cli
from cto_portfolio.publishing import verification
verify, spent = verification.problems, []
def timed(case):
    start = time.process_time()
    problems = verify(case)
    spent.append(time.process_time() - start)
    return problems
verification.problems = timed
cli(["build", "--quiet"], standalone_mode=False)
print(sum(spent), time.process_time() - begun)
"""


@click.command()
@click.option("--entries", type=int, default=1000, show_default=True)
@click.option("--rounds", type=int, default=3, show_default=True)
def main(entries: int, rounds: int) -> None:
    """Print seconds of processor time: of verification, and of the whole build it is a part of."""
    print("| entries | private | confidential terms | verification, s | build, s | ratio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for private in (entries // 100, entries // 10):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            _prepare(entries, private, root)
            _run(root)  # fills the caches, and does not count
            costs = [_run(root) for _ in range(rounds)]
        verified, build = (median(cost[at] for cost in costs) for at in (0, 1))
        ratio = median(part / whole for part, whole in costs)
        row = (entries, private, TERMS, f"{verified:.2f}", f"{build:.2f}")
        print(f"| {' | '.join(map(str, row))} | {ratio:.1%} |", flush=True)


def _prepare(count: int, private: int, root: Path) -> None:
    portfolio_of.write(count, root / "portfolio")
    chosen = random.Random(count)
    for path in sorted((root / "portfolio/entries").glob("*.md"))[:: count // private]:
        _hide(path, chosen)
    terms = {"terms": [f"{_name(chosen)} {_name(chosen)}" for _ in range(TERMS)]}
    (root / "portfolio/confidential.yml").write_text(yaml.safe_dump(terms), encoding="utf-8")
    shutil.copy(PROJECT / "tests/mkdocs.yml", root)


def _hide(path: Path, chosen: random.Random) -> None:
    """Make an entry private, and have it say what no other says, in words that others use, too."""
    _, head, _ = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = yaml.safe_load(head) | {"visibility": "private", "summary": _sentence(chosen)}
    body = "\n".join(_sentence(chosen) for _ in range(60))
    text = f"---\n{yaml.safe_dump(meta, sort_keys=False)}---\n\n{body}\n"
    path.write_text(text, encoding="utf-8")


def _sentence(chosen: random.Random) -> str:
    words = " ".join(prose.SENTENCES).split()
    return " ".join(
        _name(chosen) if chosen.random() < 0.15 else chosen.choice(words) for _ in range(12)
    )


def _name(chosen: random.Random) -> str:
    return "".join(chosen.choices(LETTERS, k=chosen.randint(5, 10))).capitalize()


def _run(root: Path) -> tuple[float, float]:
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
    verified, build = map(float, made.stdout.split()[-2:])
    return verified, build


if __name__ == "__main__":
    main()
