"""Terms of `confidential.yml`: none is in the site, in whatever form."""

from collections.abc import Iterator

from cto_portfolio.problems import Problem
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.outputs import Output


class ConfidentialTerms:
    """Finds what the gate finds."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._search = Gate.of(case.release).search()

    def see(self, output: Output) -> None:
        """Look at a file of the site."""
        self._search.see(output.path, output.content)

    def problems(self) -> Iterator[Problem]:
        """Yield each term that is found, and where it comes from."""
        yield from self._search.problems(self._case.site_dir)
