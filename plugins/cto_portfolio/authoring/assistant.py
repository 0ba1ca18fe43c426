"""The author's own assistant: a command that reads a question and prints an answer.

We speak to no network. What is kept of its answers lies in `.cache/`, under digests of the command
and of the question.
"""

import contextlib
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cto_portfolio import wording
from cto_portfolio.coverage import questions
from cto_portfolio.coverage.questions import (
    AssistantAnswer,
    AssistantQuestion,
    UnreadableAnswerError,
)
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import PortfolioError
from cto_portfolio.store import Store, told

SECONDS = 300
"""How long one answer may take; a model on an old laptop is slow."""
MAX_BYTES = 1_000_000
"""How long an answer may be."""
_LOOK_EVERY = 0.05
_LAST_WORDS = 200


class NoAnswerError(Exception):
    """The command gave no answer that can be read; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assistant:
    """A command, and the store of its answers."""

    command: tuple[str, ...]
    store: Store
    seconds: float = SECONDS

    def ask(self, question: AssistantQuestion, framework: Framework) -> AssistantAnswer:
        """Return what may be kept of the answer to a question, asked once and never again.

        Raises:
            NoAnswerError: if there is none that can be read.
        """
        name = self._name(question)
        kept = self.store.read(name)
        answer = self._answer(question.text) if kept is None else kept.decode()
        try:
            read = questions.read(answer, question, framework)
        except UnreadableAnswerError as error:
            raise NoAnswerError("the answer is no JSON of the form asked for") from error
        if kept is None:
            self.store.keep(name, answer.encode())
        return read

    def forget(self, entries: Sequence[PurePosixPath]) -> None:
        """Remove the answers about entries that are gone; these are all that there are."""
        self.store.prune({told(self.store.name(_told(path), b"")) for path in entries})

    def _name(self, question: AssistantQuestion) -> str:
        inputs = "\0".join((*self.command, question.text)).encode()
        return self.store.name(_told(question.entry.path), hashlib.sha256(inputs).digest())

    def _answer(self, text: str) -> str:
        with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaint:
            process = subprocess.Popen(  # noqa: S603 - the author's own command, without a shell
                self.command,
                stdin=subprocess.PIPE,
                stdout=printed,
                stderr=complaint,
                start_new_session=True,
            )
            writer = threading.Thread(target=_write, args=(process, text.encode()), daemon=True)
            writer.start()
            try:
                self._wait(process, printed.fileno(), complaint.fileno())
            finally:
                _end(process)
            printed.seek(0)
            complaint.seek(0)
            if process.returncode:
                said = complaint.read(MAX_BYTES).decode(errors="replace").strip()
                reason = f": {said[-_LAST_WORDS:]}" if said else ""
                raise NoAnswerError(f"it ended with {process.returncode}{reason}")
            return printed.read(MAX_BYTES).decode(errors="replace")

    def _wait(self, process: "subprocess.Popen[bytes]", *printed: int) -> None:
        end = time.monotonic() + self.seconds
        while process.poll() is None:
            if any(os.fstat(one).st_size > MAX_BYTES for one in printed):
                raise NoAnswerError(f"it prints more than {MAX_BYTES // 1_000_000} megabyte")
            if time.monotonic() > end:
                waited = wording.count(round(self.seconds), "second")
                raise NoAnswerError(f"it gave no answer within {waited}")
            time.sleep(_LOOK_EVERY)
        if any(os.fstat(one).st_size > MAX_BYTES for one in printed):
            raise NoAnswerError(f"it prints more than {MAX_BYTES // 1_000_000} megabyte")


def of(command: str, root: Path) -> Assistant:
    """Return the assistant that a command line starts.

    Raises:
        PortfolioError: if there is no such program.
    """
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise PortfolioError(f"'{command}' is no command: close its quotes") from error
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise PortfolioError(
            f"there is no program '{words[0] if words else ''}'; install it, or give its path"
        )
    store = Store.of(root, "answer", None)
    return Assistant(command=(program, *words[1:]), store=store)


def _told(path: PurePosixPath) -> bytes:
    return hashlib.sha256(str(path).encode()).digest()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a command, with all that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _write(process: "subprocess.Popen[bytes]", content: bytes) -> None:
    """Write in a thread of its own: a command may print before it has read all."""
    assert process.stdin  # noqa: S101 - it was asked for
    with contextlib.suppress(OSError):  # it has ended, or does not read; its answer says the rest
        process.stdin.write(content)
        process.stdin.close()
