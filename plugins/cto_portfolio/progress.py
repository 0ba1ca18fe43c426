"""Progress: what a long run is doing, said to whoever listens; most often nobody does."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Protocol, TypeVar

PAGES = "Rendering pages"
"""The step that says how many pages a site has."""


class Listener(Protocol):
    """Hears what a run is doing."""

    def begin(self, step: str, total: int) -> None:
        """Hear that a step begins; `total` is 0 while nobody knows how much there is to do."""

    def advance(self) -> None:
        """Hear that one more thing of the step is done."""


_L = TypeVar("_L", bound=Listener)
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextlib.contextmanager
def heard_by(listener: _L) -> Iterator[_L]:
    """Say to this one what is being done within."""
    token = _listener.set(listener)
    try:
        yield listener
    finally:
        _listener.reset(token)


def begin(step: str, total: int = 0) -> None:
    """Say that a step begins, in words for the author."""
    if listener := _listener.get():
        listener.begin(step, total)


def advance() -> None:
    """Say that one more thing of the step is done."""
    if listener := _listener.get():
        listener.advance()
