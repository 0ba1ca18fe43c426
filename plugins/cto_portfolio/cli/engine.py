"""The engine, as commands run it: for its author to see, or unseen into another folder."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from cto_portfolio.problems import PortfolioError

_ENGINES = ("mkdocs", "properdocs")
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""Switches off a notice of the theme's that does not concern us."""


def run(*arguments: str, ends_process: bool = False) -> None:
    """Run a command of the engine that is installed, as if the author had typed it.

    Raises:
        ClickException: as the engine raises it, to be shown, unless it `ends_process`.
        Abort: if it was interrupted.
        PortfolioError: if there is no engine.
    """
    os.environ.update(_QUIET)
    gc.enable()  # it lives longer than other commands, which do without
    name = _installed()
    command = importlib.import_module(f"{name}.__main__").cli
    command.main(list(arguments), prog_name=name, standalone_mode=ends_process)


def built(config_file: Path, folder: Path, opened: str = "") -> Path:
    """Return the site as the engine builds it now; the one that was built before stays as it is.

    `opened` is the key of a packet that is there in any case, and open.

    Raises:
        PortfolioError: if it cannot be built.
    """
    _installed()
    engine = [sys.executable, "-m", "cto_portfolio.cli.opened_build", "build", "--quiet"]
    done = subprocess.run(  # noqa: S603 - the engine that we are a plugin of, and no shell
        [*engine, "--config-file", str(config_file), "--site-dir", str(folder)],
        env={**os.environ, **_QUIET},
        input=opened,
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
