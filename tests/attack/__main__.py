"""Attack the product by every means, in the long form, and print what held: `make attack`.

Each module beside this one that has `run() -> Iterable[Outcome]` is a way of attacking it. Names of
modules as arguments run these alone. The exit code is 1 if anything broke.
"""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from tests.attack.outcome import Outcome

_SHOWN = 20
"""Of what broke, as many are shown of each kind."""


@click.command()
@click.argument("names", nargs=-1)
def main(names: Sequence[str]) -> None:
    """Run the attacks of these names, or all of them."""
    outcomes = []
    click.echo(_row("attack", "tried", "held", "broken"))
    for outcome in _outcomes(names):
        outcomes.append(outcome)
        broken = len(outcome.broken)
        click.echo(_row(outcome.name, outcome.tried, outcome.tried - broken, broken))
    for outcome in outcomes:
        for line in outcome.broken[:_SHOWN]:
            click.echo(f"broken: {outcome.name}: {line}")
    sys.exit(any(outcome.broken for outcome in outcomes))


def _outcomes(names: Sequence[str]) -> Iterator[Outcome]:
    for name in names or sorted(path.stem for path in Path(__file__).parent.glob("*.py")):
        if run := _run_of(name):
            yield from run()


def _run_of(name: str) -> Callable[[], Iterable[Outcome]] | None:
    if name == "__main__":
        return None
    run: Callable[[], Iterable[Outcome]] | None = getattr(
        importlib.import_module(f"tests.attack.{name}"), "run", None
    )
    return run


def _row(name: str, tried: object, held: object, broken: object) -> str:
    return f"{name:<62} {tried:>9} {held:>9} {broken:>9}"


if __name__ == "__main__":
    main(prog_name="python -m tests.attack")
