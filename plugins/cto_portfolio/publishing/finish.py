"""The end of a build: what needs the engine's own pages is written, and the site is verified."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio import writing
from cto_portfolio.problems import Problem
from cto_portfolio.publishing import search_index, verification
from cto_portfolio.publishing.release import Release
from cto_portfolio.site.feeds import files as feeds


def finish(
    site_dir: Path, release: Release, rendered: Mapping[PurePosixPath, str]
) -> list[Problem]:
    """Complete the site that an engine has built, and return why it must not be published.

    `rendered` is the HTML of every entry in a feed, by path; addresses in it are relative to the
    entry's page.
    """
    for made in feeds.build(release.feeds, rendered):
        if made.path not in release.allowed.published:
            writing.replace(site_dir / made.path, made.content, makes_folder=True)
    search_index.take_out(site_dir, release.unlisted)
    return verification.of_release(site_dir, release)
