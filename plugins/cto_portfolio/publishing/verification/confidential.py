"""Terms of `confidential.yml`: none is in the site, in whatever form."""

from collections.abc import Iterator

from cto_portfolio.problems import Problem
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.verification.case import Case


def check(case: Case) -> Iterator[Problem]:
    """Yield what the gate finds."""
    site = ((output, case.read(output)) for output in case.outputs)
    yield from Gate.of(case.release).problems(site, case.site_dir)
