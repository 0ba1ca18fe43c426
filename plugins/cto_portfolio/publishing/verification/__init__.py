"""Verification: whether a built site may be published, whatever engine has built it.

An engine that runs no plugins ignores ours without a word and publishes everything. So nothing is
believed: that pages are ours must be seen on each of them, and what is hidden is looked for.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from cto_portfolio.problems import PortfolioError, Problem
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.publishing.verification import confidential, files, pages, words
from cto_portfolio.publishing.verification.case import Case

Check = Callable[[Case], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (pages.check, files.check, words.check, confidential.check)
"""Each looks for one thing; a site is refused if any of them finds one."""


def verify(site_dir: Path, settings: Settings, *, today: dt.date) -> list[Problem]:
    """Return why a site must not be published; nothing if it may be.

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
    """Return why a site must not be published, all of it."""
    return [problem for check in CHECKS for problem in check(case)]
