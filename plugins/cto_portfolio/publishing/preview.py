"""What only its author sees, in a preview: the pages that are not published, with their files.

A Release does not know of it. Nothing but a preview asks, so a build has nothing to let through.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.publishing import allowed_files
from cto_portfolio.publishing.addressed_files import named_in
from cto_portfolio.publishing.allowed_files import PublishedPage, Reason
from cto_portfolio.publishing.release import Release
from cto_portfolio.site.pages import hidden
from cto_portfolio.site.pages import mark as marks
from cto_portfolio.site.pages.mark import PageMark
from cto_portfolio.site.pages.review.review import HiddenPage
from cto_portfolio.text import frontmatter, validation

_NEVER = frozenset([Reason.CONFIGURATION, Reason.PACKET, Reason.STRAY, Reason.ERROR, Reason.HIDDEN])
"""Why a file is not shown beside a hidden page either; one in a private folder is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpublished:
    """What a preview has beside the site."""

    pages: tuple[HiddenPage, ...]
    """In the order of their paths; none has the address of a page that is published."""
    beside: tuple[PurePosixPath, ...]
    """The files that those pages use, and that are not published."""
    content: Callable[[PurePosixPath], bytes]
    """Gives one of these files as it would leave."""


def unpublished(release: Release, whole: Release) -> Unpublished:
    """Return what readers are not shown.

    `whole` is the Release in which nothing is left out because the engine calls it a draft; without
    such files it is the same one.
    """
    pages = tuple(_first_of_each_address(_pages(release, whole), release))
    allowed = allowed_files.decide(
        whole.files,
        pages=_used(whole, {page.page.path for page in pages}),
        never=lambda path: _never(path, whole),
        render=whole.settings.dialect.html,
        address=whole.settings.address,
    )
    return Unpublished(
        pages=pages,
        beside=tuple(sorted(allowed.published - release.allowed.published)),
        content=whole.content,
    )


def _first_of_each_address(pages: Iterable[HiddenPage], release: Release) -> Iterator[HiddenPage]:
    """Yield the pages whose addresses are free, in the order of their paths."""
    ours = addresses.of_pages(release.portfolio.framework)
    taken = {links.address(path) for path in (*release.pages, *release.beside, *ours)}
    for page in sorted(pages, key=lambda page: page.page.path):
        address = links.address(page.page.path)
        if address not in taken:
            taken.add(address)
            yield page


def _pages(release: Release, whole: Release) -> Iterator[HiddenPage]:
    site, folder, written = release.site, release.folder, whole.portfolio
    understood = {entry.path for entry in written.entries}
    understood |= {own.path for own in written.author_pages}
    for entry in written.entries:
        if mark := _mark(entry.path, marks.of_entry(entry), release):
            yield hidden.of_entry(entry, mark, site, folder)
    for own in written.author_pages:
        if mark := _mark(own.path, marks.of_page(own), release):
            yield hidden.of_own(own, mark, site, folder)
    problems = _problems_by_path(whole)
    for path in sorted(problems.keys() - understood):
        yield hidden.of_withheld(path, problems[path], site, folder)


def _mark(path: PurePosixPath, mark: PageMark | None, release: Release) -> PageMark | None:
    """Return why nobody else sees a page; None of those that are published."""
    if path in release.left_out:
        return marks.LEFT_OUT
    return None if path in release.pages else mark


def _problems_by_path(whole: Release) -> dict[PurePosixPath, list[Problem]]:
    """Return what is wrong with each file of Markdown that has an error, errors first."""
    found: dict[PurePosixPath, list[Problem]] = {}
    for problem in sorted(whole.portfolio.problems, key=lambda problem: not problem.withholds):
        if links.is_page(problem.path) and not problem.path.is_relative_to(PACKETS):
            found.setdefault(problem.path, []).append(problem.below(whole.folder))
    return {path: problems for path, problems in found.items() if problems[0].withholds}


def _never(path: PurePosixPath, whole: Release) -> Reason | None:
    reason = whole.allowed.withheld.get(path)
    return reason if reason in _NEVER else None


def _used(whole: Release, shown: Iterable[PurePosixPath]) -> Iterator[PublishedPage]:
    """Yield the hidden pages with what they use, as a Release does those that are published."""
    for entry in whole.portfolio.entries:
        if entry.path in shown:
            urls = [url for _, url in validation.addresses(entry.meta)]
            yield PublishedPage(path=entry.path, body=entry.body, addresses=urls)
    for own in whole.portfolio.author_pages:
        if own.path in shown:
            head = frontmatter.as_engines_read(own.head)
            yield PublishedPage(path=own.path, body=own.body, addresses=[*named_in(head)])
