"""The engine, as commands run it: for its author to see, or unseen into another folder."""

import importlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cto_portfolio.problems import PortfolioError

_ENGINES = ("mkdocs", "properdocs")
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""Switches off a notice of the theme's that does not concern us."""


def run(*arguments: str) -> None:
    """Run a command of the engine that is installed, as if the author had typed it.

    Raises:
        ClickException: as the engine raises it, to be shown.
        Abort: if it was interrupted.
        PortfolioError: if there is no engine.
    """
    os.environ.update(_QUIET)
    name = _installed()
    command = importlib.import_module(f"{name}.__main__").cli
    command.main(list(arguments), prog_name=name, standalone_mode=False)


def built(config_file: Path, folder: Path, variables: Mapping[str, str] | None = None) -> Path:
    """Return the site as the engine builds it now; the one that was built before stays as it is.

    Raises:
        PortfolioError: if it cannot be built.
    """
    engine = [sys.executable, "-m", _installed(), "build", "--quiet"]
    done = subprocess.run(  # noqa: S603 - the engine that we are a plugin of, and no shell
        [*engine, "--config-file", str(config_file), "--site-dir", str(folder)],
        env={**os.environ, **_QUIET, **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().rpartition("\n")[2].removeprefix("ERROR").lstrip(" -")
        raise PortfolioError(f"the site cannot be built: {said or 'the engine gives no reason'}")
    return folder


def _installed() -> str:
    for name in _ENGINES:
        if importlib.util.find_spec(name):
            return name
    raise PortfolioError("no engine is installed; run 'pip install mkdocs'")
