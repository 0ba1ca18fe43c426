"""A check: is shown the files of a site one by one, and says at the end what is wrong."""

from collections.abc import Iterator
from typing import Protocol

from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification.outputs import Output


class Check(Protocol):
    """Looks for one thing."""

    def see(self, output: Output) -> None:
        """Look at a file of the site."""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, once every file has been seen."""
