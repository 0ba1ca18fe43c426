"""What is pasted at a question: all of it is one answer, not an answer to the questions below."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform != "win32":
    import termios

_MOMENT = 0.05
"""Seconds within which nobody types a line, and a terminal hands over all that is pasted."""


def is_ahead() -> bool:
    """Whether somebody has typed a line before the question came: that is an answer of its own."""
    terminal = _terminal()
    return terminal is not None and _has_more(terminal, 0)


def rest() -> str:
    """Return what came in the same moment as the line that was read before."""
    terminal = _terminal()
    if terminal is None:
        return ""
    with _unfinished_lines(terminal):
        chunks = []
        while _has_more(terminal, _MOMENT) and (chunk := os.read(terminal, 4096)):
            chunks.append(chunk)
    return b"".join(chunks).decode(errors="replace")


def _terminal() -> int | None:
    try:
        number = sys.stdin.fileno()
    except (OSError, ValueError):  # no file at all, as in tests
        return None
    return number if sys.platform != "win32" and os.isatty(number) else None


def _has_more(terminal: int, seconds: float) -> bool:
    return bool(select.select([terminal], [], [], seconds)[0])


@contextmanager
def _unfinished_lines(terminal: int) -> Iterator[None]:
    """Have the terminal hand over a last line, too, that nobody has ended with Enter."""
    usual = termios.tcgetattr(terminal)
    by_letter = [*usual]
    by_letter[3] &= ~termios.ICANON
    termios.tcsetattr(terminal, termios.TCSANOW, by_letter)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, usual)
