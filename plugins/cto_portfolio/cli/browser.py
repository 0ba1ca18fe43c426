"""The browser: finds a Chromium of the author's, and has it print a page of a built site."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from cto_portfolio.problems import PortfolioError

VARIABLE = "CHROME_PATH"
"""Names the browser to take, as for other tools that drive one."""
MARK = b"/Creator (cto-portfolio)"
"""Stands in every PDF that was printed here."""

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "microsoft-edge",
)
_APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--user-agent=cto-portfolio", "--no-pdf-header-footer"),
)
_SECONDS = 90
_DATES = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")


def find() -> str:
    """Return the path of a browser that can print.

    Raises:
        PortfolioError: if there is none.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if found := shutil.which(named):
            return found
        raise PortfolioError(f"{VARIABLE} is '{named}', and that is no program")
    for name in (*_NAMES, *map(str, _APPLICATIONS)):
        if found := shutil.which(name):
            return found
    message = (
        "found no browser to make the PDF with; install Chromium or Google Chrome, or say where it"
        f" is in {VARIABLE}. Any browser can print the site's page 'brief', too"
    )
    raise PortfolioError(message)


def printed(site: Path, url: str, *, browser: str, beside: Path) -> bytes:
    """Return the PDF of a page, the same for the same page; `url` is relative to the site's root.

    The browser gets a folder of its own `beside` where the PDF will be, and nowhere else: packaged
    ones see few other folders.

    Raises:
        PortfolioError: if the browser fails, or takes too long.
    """
    with (
        _served(site) as address,
        tempfile.TemporaryDirectory(
            prefix="printing-", dir=beside, ignore_cleanup_errors=True
        ) as own,
    ):
        made = Path(own, "made.pdf").resolve()
        _run(
            [
                browser,
                *_FLAGS,
                *(["--no-sandbox"] if _is_root() else []),
                f"--user-data-dir={made.with_name('profile')}",
                f"--print-to-pdf={made}",
                f"{address}{url}",
            ]
        )
        if not made.is_file():
            raise PortfolioError(f"the browser '{browser}' made no PDF; name another in {VARIABLE}")
        content = made.read_bytes()
    # As many blanks in their place: where things are in a PDF is counted in bytes.
    return _DATES.sub(lambda match: b" " * len(match[0]), content)


def _run(command: list[str]) -> None:
    # Its output goes nowhere: what it says there is about itself, on good days, too.
    process = subprocess.Popen(  # noqa: S603 - the author's own browser, and no shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        message = f"the browser '{command[0]}' was not done after {_SECONDS} seconds"
        raise PortfolioError(message) from error
    finally:
        process.kill()
        process.wait()


def _is_root() -> bool:
    """Whether the browser would refuse to start with its sandbox, as it does in containers."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that is done leaves in the middle of an answer."""


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine alone: scripts and fonts of a page may not load from files."""
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
