"""The sample: the portfolio of a fictional engineer, which comes with the package."""

from pathlib import Path, PurePosixPath

from cto_portfolio import authoring
from cto_portfolio.authoring.beginning.person import Person
from cto_portfolio.content import profile
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import yaml_files

_PACKAGE = Path(authoring.__file__).parents[1]
_ADDRESS = "https://portfolio.example.com/"
"""One that nobody has: with an address there are feeds to look at, too."""


def folder() -> Path:
    """Return where it lies: in an installed package, or at the top of a checkout.

    Raises:
        PortfolioError: if it is in neither.
    """
    for place in (_PACKAGE / "sample" / "portfolio", _PACKAGE.parents[1] / "portfolio"):
        if (place / profile.FILE_NAME).is_file():
            return place
    raise PortfolioError("the sample portfolio is not installed; install cto-portfolio again")


def files() -> dict[PurePosixPath, bytes]:
    """Return what lies in it, by paths within it."""
    root = folder()
    return {
        PurePosixPath(path.relative_to(root).as_posix()): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def person() -> Person:
    """Return whose portfolio it is."""
    content = (folder() / profile.FILE_NAME).read_bytes()
    found, _ = yaml_files.load(profile.Profile, content, PurePosixPath(profile.FILE_NAME))
    assert found  # noqa: S101 - the sample is checked in tests
    return Person(name=found.name, headline=found.headline, site_url=_ADDRESS)
