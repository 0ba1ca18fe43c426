"""A command at a terminal, typed at and read as a person does."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

DEADLINE = 90
"""Seconds until what is awaited counts as missing; generous, for busy machines."""
_QUIET = 0.1
"""Seconds after which what stands at the end is a question, and not half a sentence."""
ENTER = "\r"
INTERRUPT = "\x03"
_LOGIN = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """A process, and the terminal that it believes to be at."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self.output = ""
        self.typed = 0
        self._awaited = 0
        self._process = process
        self._screen = screen

    def type(self, text: str) -> None:
        """Press keys."""
        self.typed += len(text)
        os.write(self._screen, text.encode())

    def until(self, text: str) -> None:
        """Read until something comes, behind what was awaited before."""
        end = time.monotonic() + DEADLINE
        while text not in self.output[self._awaited :]:
            if time.monotonic() > end or not self._read():
                pytest.fail(f"'{text}' did not come; there was:\n{self.output}")
        self._awaited = self.output.index(text, self._awaited) + len(text)

    def answer(self, answers: Mapping[str, str]) -> int:
        """Answer each question until the process has ended, and return its exit code.

        The answer is that whose key the question holds; Enter where there is none.
        """
        before = -1
        end = time.monotonic() + DEADLINE
        while self._read(_QUIET):
            self._hold(end)
            is_quiet, before = len(self.output) == before, len(self.output)
            question = self.output[self._awaited :].rpartition("\n")[2]
            if is_quiet and question.rstrip().endswith((":", "?")):
                self._awaited = before
                keys = (text for key, text in answers.items() if key in question)
                self.type(next(keys, "") + ENTER)
        return self.wait()

    def wait(self) -> int:
        """Read until the process has ended, and return its exit code."""
        end = time.monotonic() + DEADLINE
        while self._read():
            self._hold(end)
        return self._process.wait(DEADLINE)

    def _hold(self, end: float) -> None:
        if time.monotonic() > end:
            pytest.fail(f"it does not end; there was:\n{self.output}")

    def _read(self, seconds: float = 0.5) -> bool:
        """Wait for something; return whether more may come."""
        ready, _, _ = select.select([self._screen], [], [], seconds)
        if not ready:
            return self._process.poll() is None
        try:
            read = os.read(self._screen, 65536)
        except OSError:  # so Linux says that the other side is closed
            return False
        self.output += read.decode("utf-8", "replace")
        return bool(read)


@contextmanager
def opened(
    command: Sequence[str], cwd: Path, variables: Mapping[str, str], *, columns: int = 100
) -> Iterator[Terminal]:
    """Run a command at a terminal, and end it at the end."""
    screen, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", _LOGIN, *command], stdin=inside, cwd=cwd, env={**variables}
    )
    os.close(inside)
    try:
        yield Terminal(process, screen)
    finally:
        process.kill()
        process.wait()
        os.close(screen)
