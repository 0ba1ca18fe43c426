"""The sample: the portfolio of a fictional engineer, which comes with the package."""

from importlib import resources
from pathlib import Path, PurePosixPath

from cto_portfolio.authoring.beginning.person import Person
from cto_portfolio.content import profile
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import yaml_files

_ADDRESS = "https://portfolio.example.com/"
"""One that nobody has: with an address there are feeds to look at, too."""


def folder() -> Path:
    """Return where it lies: within the package, or beside it in a checkout."""
    package = Path(str(resources.files("cto_portfolio")))
    installed = package / "sample" / "portfolio"
    return installed if installed.is_dir() else package.parents[1] / "portfolio"


def files() -> dict[PurePosixPath, bytes]:
    """Return what lies in it, by paths within it."""
    root = folder()
    return {
        PurePosixPath(path.relative_to(root).as_posix()): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def person() -> Person:
    """Return whose portfolio it is.

    Raises:
        PortfolioError: if somebody has taken its profile away.
    """
    path = PurePosixPath(profile.FILE_NAME)
    found, _ = yaml_files.load(profile.Profile, files().get(path), path)
    if found is None:
        raise PortfolioError("the sample has no profile; install cto-portfolio again")
    return Person(name=found.name, headline=found.headline, site_url=_ADDRESS)
