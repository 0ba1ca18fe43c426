"""`mkdocs serve` shows what an author changes, and withholds what turns private."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests import sample

DEADLINE = 90
"""Seconds until a change counts as unseen; generous, for busy machines."""
NOTE = """---
kind: article
title: Why we stopped estimating in days
date: 2024-05-06
summary: Ranges were honest, and easier to agree on.
{more}---

Estimates in days were read as promises.
"""


class Served:
    """A copy of the sample under `mkdocs serve`."""

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
        return self._ask(page)[1]

    def _ask(self, page: str) -> tuple[int, str]:
        try:
            with urlopen(self.url + page, timeout=DEADLINE) as response:  # noqa: S310 (http)
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, ""
        except URLError:
            return 0, ""

    def until(self, happens: Callable[[], bool]) -> None:
        """Wait for something to be so."""
        end = time.monotonic() + DEADLINE
        while not happens():
            if time.monotonic() > end:
                pytest.fail(f"not within {DEADLINE} s; the server said:\n{self.log.read_text()}")
            time.sleep(0.2)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the sample with live reload."""
    root = sample.copy(tmp_path_factory.mktemp("served"))
    log = root / "serve.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sample.command("mkdocs"), "serve", "--dev-addr", address],
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


def test_an_edit_is_shown(served: Served) -> None:
    entry = sample.first_public("talk")
    with served.entry(str(entry.path)).open("a", encoding="utf-8") as file:
        file.write("\nThe recording was watched by four hundred people.\n")
    served.until(lambda: "watched by four hundred people" in served.text(entry.url))


def test_a_new_entry_is_shown_and_listed(served: Served) -> None:
    served.entry("new-note.md").write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: served.status("entries/new-note/") == 200)
    assert "Why we stopped estimating in days" in served.text("writing/")


def test_a_deleted_entry_is_gone_and_no_longer_listed(served: Served) -> None:
    served.entry("old-note.md").write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: served.status("entries/old-note/") == 200)
    served.entry("old-note.md").unlink()
    served.until(lambda: served.status("entries/old-note/") == 404)
    assert "entries/old-note/" not in served.text("writing/")


def test_an_entry_turned_private_is_gone_from_pages_lists_and_search(served: Served) -> None:
    note = served.entry("told-note.md")
    note.write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: served.status("entries/told-note/") == 200)
    assert "entries/told-note/" in served.text("search/search_index.json")
    note.write_text(NOTE.format(more="visibility: private\n"), encoding="utf-8")
    served.until(lambda: served.status("entries/told-note/") == 404)
    for page in ("", "writing/", "timeline/", "coverage/", "search/search_index.json"):
        assert "told-note" not in served.text(page)
