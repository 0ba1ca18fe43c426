"""The repository of a new portfolio, which keeps what an author changes."""

from pathlib import Path

from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import git


def begin(folder: Path) -> bool:
    """Make a folder a git repository, where there is git and the folder is in none yet."""
    within = ("-C", str(folder))
    try:
        if git.attempt(*within, "rev-parse", "--git-dir").returncode == 0:
            return False
        # The branch that the files for hosts wait for.
        begun = git.attempt(*within, "-c", "init.defaultBranch=main", "init", "--quiet")
    except PortfolioError:
        return False  # there is no git, and nothing here needs it
    return begun.returncode == 0
