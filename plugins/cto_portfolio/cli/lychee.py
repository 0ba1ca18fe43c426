"""lychee, which asks other sites whether they still have what is linked to."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cto_portfolio import wording, writing
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import locks
from cto_portfolio.publishing.proof import Reply

_LIST = "links.html"
_SECONDS = 20
_POLITE = (
    *("--user-agent", "cto-portfolio (checks the links of its author's own pages)"),
    *("--max-concurrency", "8", "--host-concurrency", "1", "--host-request-interval", "500ms"),
    *("--max-retries", "1", "--retry-wait-time", "2"),
    *("--max-redirects", "10"),
)
_KEPT = ("--cache", "--max-cache-age", "3d", "--cache-exclude-status", "300..")
"""What has answered well is not asked again for three days."""
_TOLD = ("--format", "json", "--verbose", "--no-progress", "--no-ignore", "--hidden")
_DONE = frozenset({0, 2})
"""All is well; some links are broken."""


def ask(urls: Sequence[str], folder: Path, *, seconds: int = _SECONDS) -> Mapping[str, Reply]:
    """Return what came of asking for each address; `folder` keeps what is known for some days.

    Who has not answered after so many seconds, and again after a second time, is not waited for.

    Raises:
        PortfolioError: if there is no lychee, or it cannot do its work.
    """
    # Two at once would give each other their lists.
    folder.mkdir(parents=True, exist_ok=True)
    with locks.held(folder / ".lock", folder):
        done = _run(urls, folder, seconds)
    if done.returncode not in _DONE:
        reason = done.stderr.strip().rpartition("\n")[2] or "it gives no reason"
        raise PortfolioError(f"lychee cannot check links: {reason}")
    answers = dict(_answers(json.loads(done.stdout), seconds))
    return {url: answers.get(line, Reply(was_asked=False)) for line, url in enumerate(urls, 1)}


def _run(urls: Sequence[str], folder: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    lines = "".join(f'<a href="{html.escape(url)}">link</a>\n' for url in urls)
    writing.replace(folder / _LIST, lines)
    # A token would be sent along to GitHub, and nobody has asked for that.
    environment = {key: value for key, value in os.environ.items() if key != "GITHUB_TOKEN"}
    return subprocess.run(  # noqa: S603 - no shell, and addresses only in a file
        [_program(), *_POLITE, "--timeout", str(seconds), *_KEPT, *_TOLD, "--", _LIST],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _answers(report: Mapping[str, Any], seconds: int) -> Iterator[tuple[int, Reply]]:
    """Yield what is said of each line; addresses are written otherwise in the report."""
    late = f"nothing within {wording.count(seconds, 'second')}"
    for name in ("success_map", "error_map", "timeout_map"):
        for answer in (answer for answers in report[name].values() for answer in answers):
            status = answer["status"]
            reply = Reply(
                is_good=name == "success_map",
                status=status.get("code"),
                reason=late if name == "timeout_map" else status.get("details", status["text"]),
            )
            yield answer["span"]["line"], reply


def _program() -> str:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("lychee", path=os.pathsep.join([beside, os.environ.get("PATH", "")]))
    if found is None:
        message = "to check links, install lychee: pip install 'cto-portfolio[links]'"
        raise PortfolioError(message)
    return found
