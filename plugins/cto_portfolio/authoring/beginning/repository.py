"""The repository of a new portfolio, which keeps what an author changes."""

import os
import shutil
import subprocess
from pathlib import Path


def begin(folder: Path) -> bool:
    """Make a folder a git repository, where there is git and the folder is in none yet."""
    git = shutil.which("git")
    if git is None or _runs(git, "rev-parse", "--git-dir", within=folder):
        return False
    # The name of the branch that the files for hosts wait for.
    return _runs(git, "-c", "init.defaultBranch=main", "init", "--quiet", within=folder)


def _runs(git: str, *arguments: str, within: Path) -> bool:
    # Variables such as GIT_DIR, which hooks set, would mean another repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - git with fixed arguments, and no shell
        [git, *arguments], cwd=within, env=environment, capture_output=True, check=False
    )
    return done.returncode == 0
