"""A reader who follows a page of the documentation, and types what it shows."""

import os
import re
import shlex
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from cto_portfolio.cli import main
from tests.support import sample, terminal
from tests.support.documents import Block

ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "NO_MKDOCS_2_WARNING": "1",
    "PATH": f"{Path(sample.command('python')).parent}{os.pathsep}{os.environ['PATH']}",
    "SOURCE_DATE_EPOCH": "1790000000",
}
_APART = "cto-portfolio build"
"""It runs an engine, which keeps things in its process."""
_DEADLINE = 90


class Reader:
    """Somebody in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def follow(self, block: Block) -> None:
        """Write the file that a block stands for, or type the commands in it."""
        if block.before:
            self._type_in_shell(block.before, block.place)
        if block.file:
            path = self.folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        for command in block.commands:
            self._type(command, block.place)

    def _type(self, command: str, place: str) -> None:
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
        elif command.startswith("make "):
            _hold(command, place, 0 if _is_target(command.split()[1]) else 2, "no such target")
        elif command.startswith("cto-portfolio serve"):
            self._serve(command, place)
        elif "deploy --check " in command:
            with sample.served(self.folder / "site") as url:
                self._type_in_process(re.sub(r"https://\S+", url, command), place)
        elif command.startswith("cto-portfolio init") and "--name" not in command:
            self._answer(command, place)
        elif command.startswith("cto-portfolio ") and not command.startswith(_APART):
            self._type_in_process(command, place)
        else:
            self._type_in_shell(command, place)

    def _type_in_shell(self, command: str, place: str) -> None:
        done = subprocess.run(
            ["bash", "-c", command],  # noqa: S607 - wherever it is
            cwd=self.folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        _hold(command, place, done.returncode, done.stdout + done.stderr)

    def _type_in_process(self, command: str, place: str) -> None:
        """Start no Python for it, which would take longer than most commands."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            done = CliRunner().invoke(main, shlex.split(command)[1:], env=ENVIRONMENT)
        _hold(command, place, done.exit_code, f"{done.output}{done.exception or ''}")

    def _answer(self, command: str, place: str) -> None:
        """Give a name at a terminal, and pass over every other question."""
        words = [sample.command("cto-portfolio"), *shlex.split(command)[1:]]
        with terminal.opened(words, self.folder, ENVIRONMENT) as screen:
            code = screen.answer({"name": "Ada Example"})
            _hold(command, place, code, screen.output)

    def _serve(self, command: str, place: str) -> None:
        """Look at it once, and stop it with Ctrl+C."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        server = subprocess.Popen(
            [sample.command("cto-portfolio"), *shlex.split(command)[1:], "--dev-addr", address],
            cwd=self.folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        is_answered = _is_answered(f"http://{address}/", server)
        server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=_DEADLINE)

        assert is_answered, f"{place}: {command}\n{output}"
        _hold(command, place, server.returncode, output)


def _is_target(name: str) -> bool:
    makefile = (sample.PROJECT / "Makefile").read_text(encoding="utf-8")
    return f"\n{name}:" in makefile


def _is_answered(url: str, server: subprocess.Popen[str]) -> bool:
    end = time.monotonic() + _DEADLINE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=_DEADLINE) as response:  # noqa: S310 (http)
                return bool(response.status == 200)
        except URLError:
            time.sleep(0.2)
    return False


def _hold(command: str, place: str, code: int, output: str) -> None:
    assert code == 0, f"{place}: {command}\n{output}"
    assert "Traceback" not in output, f"{place}: {command}\n{output}"
