"""The engine, as commands run it: the site as it is now, built where nobody else sees it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cto_portfolio.problems import PortfolioError


def built(config_file: Path, folder: Path, variables: Mapping[str, str] | None = None) -> Path:
    """Return the site as the engine builds it now; the one that was built before stays as it is.

    Raises:
        PortfolioError: if it cannot be built.
    """
    engine = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(  # noqa: S603 - the engine that we are a plugin of, and no shell
        [*engine, "--config-file", str(config_file), "--site-dir", str(folder)],
        # A notice of the theme's that does not concern us is switched off.
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().rpartition("\n")[2].removeprefix("ERROR").lstrip(" -")
        raise PortfolioError(f"the site cannot be built: {said or 'mkdocs gives no reason'}")
    return folder
