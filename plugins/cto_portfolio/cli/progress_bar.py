"""What a long run is doing, on a terminal; nothing while it is quick, and nothing when piped."""

from __future__ import annotations

import contextlib
import io
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from cto_portfolio import progress

_SECONDS = 1.0
"""What takes less is not worth a line."""


class _Count(ProgressColumn):
    """How many of how many; how many there are is not always known."""

    def render(self, task: Task) -> Text:
        done = f"{int(task.completed):,}" if task.completed else ""
        return Text(f"{done or 0} of {int(task.total):,}" if task.total else done)


class _Above(io.TextIOBase):
    """Standard error above a bar: lines that are written there must not run into it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._begun = ""

    def write(self, text: str) -> int:
        *lines, self._begun = f"{self._begun}{text}".split("\n")
        for line in lines:
            self._console.out(line, highlight=False)
        return len(text)

    def isatty(self) -> bool:
        return True

    def finish(self) -> None:
        """Write the beginning of a line, whose end never came."""
        if self._begun:
            self._console.out(self._begun, highlight=False)


@dataclass(slots=True)
class Bar:
    """Hears what a run is doing, and draws it if it can."""

    drawn: Progress | None
    done: dict[str, int] = field(default_factory=dict)
    """How much of each step has been done."""
    _step: str = ""

    def begin(self, step: str, total: int) -> None:
        """Begin a step; one that comes again goes on counting."""
        self._step = step
        self.done.setdefault(step, 0)
        if self.drawn:
            self.drawn.remove_task(self.drawn.task_ids[0])
            self.drawn.add_task(step, total=total or None)

    def advance(self) -> None:
        """Count one more."""
        self.done[self._step] += 1
        if self.drawn:
            self.drawn.advance(self.drawn.task_ids[0])


@contextlib.contextmanager
def shown() -> Iterator[Bar]:
    """Show what is being done within, if somebody looks on and has waited for a second."""
    console = Console(file=sys.stderr)
    if sys.stderr.isatty() and console.is_interactive:
        with _drawn(console) as drawn, progress.heard_by(Bar(drawn=drawn)) as bar:
            yield bar
    else:
        with progress.heard_by(Bar(drawn=None)) as bar:
            yield bar


@contextlib.contextmanager
def _drawn(console: Console) -> Iterator[Progress]:
    """Draw a bar after a second, below all that is written, and take it away at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), _Count())
    # Standard error is redirected here, not by rich, which breaks lines where they are long.
    drawn = Progress(*columns, console=console, transient=True, redirect_stderr=False)
    drawn.add_task("", total=None)
    above = _Above(console)
    timer = threading.Timer(_SECONDS, drawn.start)
    timer.daemon = True
    timer.start()
    try:
        with contextlib.redirect_stderr(above):
            yield drawn
    finally:
        timer.cancel()
        timer.join()
        drawn.stop()
        above.finish()
