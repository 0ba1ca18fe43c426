"""The end of a build: what needs the engine's own pages is written, and the site is verified."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio.problems import Problem
from cto_portfolio.publishing import search_index, verification
from cto_portfolio.publishing.release import Release
from cto_portfolio.site.feeds import files as feeds


def finish(
    site_dir: Path,
    release: Release,
    rendered: Mapping[PurePosixPath, str],
    unsearched: Collection[str],
    *,
    completed: Callable[[bytes], bytes],
) -> list[Problem]:
    """Complete the site that an engine has built, and return why it must not be published.

    `rendered` is the HTML of every entry in a feed, by path; addresses in it are relative to the
    entry's page. `unsearched` are addresses, from the site's root, of pages that want to be in no
    search. `completed` gives a search index with the pages that were not made anew.
    """
    for made in (*feeds.build(release.feeds, rendered), *release.markdown):
        if made.path not in release.allowed.published:
            _write(site_dir / made.path, made.content)
    index = site_dir / search_index.PATH
    if index.is_file():
        written = index.read_bytes()
        cleaned = search_index.cleaned(written, release.unlisted | {*unsearched})
        if (whole := completed(cleaned)) != written:
            _write(index, whole)
    return verification.of_release(site_dir, release)


def _write(path: Path, content: bytes) -> None:
    """Write a file of a site that is not there yet: until it is, nothing needs to be safe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
