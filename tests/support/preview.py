"""A portfolio under `mkdocs serve`, as its author looks at it while writing."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.support import sample

DEADLINE = 90
"""Seconds until a change counts as unseen; generous, for busy machines."""


class Served:
    """A project, and the server that shows it."""

    def __init__(self, root: Path, url: str, log: Path) -> None:
        self.root = root
        self.url = url
        self.log = log

    def entry(self, name: str) -> Path:
        """Return the file of an entry."""
        return self.root / sample.ENTRIES / name

    def status(self, page: str) -> int:
        """Return the HTTP status of a page; 0 while there is no server."""
        return self._ask(page)[0]

    def text(self, page: str) -> str:
        """Return what a page says."""
        return self.content(page).decode()

    def content(self, page: str) -> bytes:
        """Return what is at an address, which may be no text."""
        return self._ask(page)[1]

    def _ask(self, page: str) -> tuple[int, bytes]:
        try:
            with urlopen(self.url + page, timeout=DEADLINE) as response:  # noqa: S310 (http)
                return response.status, response.read()
        except HTTPError as error:
            with error:
                return error.code, b""
        except URLError:
            return 0, b""

    def until(self, happens: Callable[[], bool]) -> None:
        """Wait for something to be so."""
        end = time.monotonic() + DEADLINE
        while not happens():
            if time.monotonic() > end:
                pytest.fail(f"not within {DEADLINE} s; the server said:\n{self.log.read_text()}")
            time.sleep(0.2)


@contextmanager
def served(root: Path, *flags: str, engine: str = "mkdocs") -> Iterator[Served]:
    """Serve a project with live reload."""
    log = root / "serve.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sample.command(engine), "serve", "--dev-addr", address, *flags],
            cwd=root,
            env=sample.ENVIRONMENT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        site = Served(root, f"http://{address}/", log)
        try:
            site.until(lambda: server.poll() is not None or site.status("") > 0)
            assert site.status("") == 200, log.read_text()
            yield site
        finally:
            server.terminate()
            server.wait()
