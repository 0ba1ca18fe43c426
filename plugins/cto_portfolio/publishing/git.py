"""Git, in English, with nothing in its environment that leads to another repository."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cto_portfolio.problems import PortfolioError

_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
"""Names and tokens in an address."""
_OF_REPOSITORIES = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE"),
    *("GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_TEMPLATE_DIR"),
)
"""Variables that a hook of the author's repository has, and that would lead back to it."""
_SETTINGS = ("-c", f"core.hooksPath={os.devnull}", "-c", "gc.auto=0")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bare:
    """A repository without a folder to work in, of which nobody else knows."""

    folder: Path
    is_asked: bool = False
    """Whether git may ask somebody for a password."""

    def run(self, *arguments: str, given: bytes = b"") -> str:
        """Return what a command of git prints.

        Raises:
            PortfolioError: if it fails; in one line.
        """
        done = self.attempt(*arguments, given=given)
        if done.returncode != 0:
            raise PortfolioError(f"git {arguments[0]} failed: {reason(done)}")
        return printed(done)

    def attempt(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command of git that may fail."""
        variables = {} if self.is_asked else {"GIT_TERMINAL_PROMPT": "0"}
        place = ("--git-dir", str(self.folder))
        return attempt(*place, *_SETTINGS, *arguments, given=given, variables=variables)


def attempt(
    *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command of git that may fail.

    Raises:
        PortfolioError: if there is no git.
    """
    inherited = {key: text for key, text in os.environ.items() if key not in _OF_REPOSITORIES}
    try:
        return subprocess.run(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - the author's own git
            env={**inherited, "LC_ALL": "C", **(variables or {})},
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise PortfolioError("git cannot be run, and it pushes the site; install it") from error


def printed(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what a command has printed."""
    return done.stdout.decode(errors="surrogateescape")


def reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return in one line why a command did not go on, with what programs like `ssh` say before."""
    lines = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
    last = next(
        (n for n, line in enumerate(lines) if line.startswith(("fatal:", "error:"))), len(lines) - 1
    )
    said = (line.removeprefix("fatal:").strip() for line in lines[max(last - 1, 0) : last + 1])
    return without_secrets("; ".join(said) or "git gives no reason")


def without_secrets(text: str) -> str:
    """Return a text without the names and tokens that addresses in it may hold."""
    return _SECRET.sub("", text)
