"""The sample that tests look at: its entries, its builds, and a server for them.

It is `tests/portfolio`, which is theirs alone. The portfolio at the root of the repository may be
anybody's: `tests/test_sample.py` looks at it, and nothing else does.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import yaml

PROJECT = Path(__file__).parents[2]
ROOT = PROJECT / "tests"
"""Where the `mkdocs.yml` of the sample lies, beside its portfolio as an author's does."""
ENTRIES = "portfolio/entries"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One of the sample's entries, read without the product's help."""

    path: Path
    """Relative to the folder of entries."""
    meta: dict[str, Any]
    body: str

    @property
    def kind(self) -> str:
        return str(self.meta["kind"])

    @property
    def url(self) -> str:
        """Relative to the root of the site."""
        page = self.path.with_suffix("").as_posix().removesuffix("index").removesuffix("/")
        return f"entries/{page}/"

    @property
    def is_public(self) -> bool:
        return (
            self.meta.get("visibility", "public") == "public"
            and not self.meta.get("draft", False)
            and self.meta.get("consent", True)
            and (self.kind != "recommendation" or "consent" in self.meta)
        )


def entries(root: Path = ROOT) -> list[Entry]:
    """Return all entries, sorted by path."""
    folder = root / ENTRIES
    return [_entry(path, folder) for path in sorted(folder.rglob("*.md"))]


def _entry(path: Path, folder: Path) -> Entry:
    _, block, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Entry(path=path.relative_to(folder), meta=yaml.safe_load(block), body=body)


def first_public(kind: str) -> Entry:
    """Return the entry that stands for the pages of its kind."""
    return next(entry for entry in entries() if entry.kind == kind and entry.is_public)


def other_texts() -> list[str]:
    """Return all else that words on the site may come from: other pages, data, templates, code.

    Of the code those rooms that put words on pages.
    """
    paths = [*ROOT.glob("portfolio/*.*"), *PROJECT.glob("theme/**/*.html")]
    rooms = [PROJECT / "plugins/cto_portfolio" / room for room in ("content", "frameworks", "site")]
    paths += [path for room in rooms for end in ("py", "yml") for path in room.rglob(f"*.{end}")]
    return [path.read_text(encoding="utf-8") for path in paths]


def copy(to: Path) -> Path:
    """Copy all that the site is built from, for a test to change."""
    shutil.copy(ROOT / "mkdocs.yml", to)
    shutil.copytree(ROOT / "portfolio", to / "portfolio")
    return to


def command(name: str) -> str:
    """Return where the environment of these tests has a command; a whole path stays what it is."""
    return str(Path(sys.executable).parent / name)


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run an installed command as an author does: `run("mkdocs", "build")`."""
    return subprocess.run(
        [command(arguments[0]), *arguments[1:]],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


class StaticHost(SimpleHTTPRequestHandler):
    """Serves files as static hosts do, with `404.html` for what does not exist."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is inherited)
        """Say nothing."""


@contextmanager
def served(folder: Path, host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """Serve a built site; yield the address of its root."""
    handler = partial(host, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
