"""Verification: whether a built site may be published, whatever engine has built it.

An engine that runs no plugins ignores ours without a word and publishes everything. So nothing is
believed: that pages are ours must be seen on each of them, and what is hidden is looked for.
"""

import datetime as dt
from pathlib import Path

from cto_portfolio import progress
from cto_portfolio.problems import PortfolioError, Problem
from cto_portfolio.publishing.confidential.unreadable import UnreadableError
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.publishing.verification import outputs, shipped
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.check import Check
from cto_portfolio.publishing.verification.confidential import ConfidentialTerms
from cto_portfolio.publishing.verification.copies import Copies
from cto_portfolio.publishing.verification.listings import Listings
from cto_portfolio.publishing.verification.outputs import Unread
from cto_portfolio.publishing.verification.pages import Pages
from cto_portfolio.publishing.verification.words import Words

__all__ = ["Case", "of_release", "problems", "verify"]


def verify(site_dir: Path, settings: Settings, *, today: dt.date) -> list[Problem]:
    """Return why a site that was built elsewhere must not be published; nothing if it may be.

    Raises:
        PortfolioError: if there is no site, or the sources cannot be read.
    """
    if not site_dir.is_dir() or not any(site_dir.iterdir()):
        message = f"there is no site in '{site_dir}'; build it first, or name its folder"
        raise PortfolioError(message)
    return problems(Case.load(site_dir, settings, today=today))


def of_release(site_dir: Path, release: Release) -> list[Problem]:
    """Return why a site must not be published that was built of a Release just now."""
    return problems(Case(site_dir=site_dir, settings=release.settings, release=release))


def problems(case: Case) -> list[Problem]:
    """Return why a site must not be published, all of it; each of its files is read once.

    Raises:
        PortfolioError: if nobody can tell what is confidential.
    """
    listings, confidential = Listings(case), ConfidentialTerms(case)
    checks: tuple[Check, ...] = (Pages(case), Copies(case), Words(case), listings, confidential)
    signs = (*listings.signs, *confidential.signs)
    found: list[Problem] = []
    progress.begin("Verifying files")
    every = outputs.read(
        case.site_dir, is_apart=listings.is_apart, signs=signs, encodings=confidential.encodings
    )
    for output in every:
        progress.advance()
        if isinstance(output, Unread):
            message = f"cannot be read: {output.reason}; nobody can tell what is in it"
            found.append(case.problem(output.path, "unreadable-output", message))
            continue
        if shipped.holds(output):
            continue
        try:
            for check in checks:
                check.see(output)
        except UnreadableError as error:
            message = f"cannot be searched: {error}; publish it in another form"
            found.append(case.problem(output.path, "unreadable-output", message))
    return found + [problem for check in checks for problem in check.problems()]
