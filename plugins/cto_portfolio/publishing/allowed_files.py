"""Allowed files: which files beside the pages leave the portfolio's folder, and why others do not.

A file is published because something asks for it: a published page, the profile, a setting, a
published file, a name that sites are known by, or a pattern of the author's. Whatever nobody has
thought of, such as an editor's backup, stays at home without a rule of its own.
"""

import enum
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Self

from cto_portfolio.content.files import Files
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.publishing import publish_patterns
from cto_portfolio.publishing.addressed_files import ROOT, AddressedFiles, addresses_within
from cto_portfolio.publishing.file_names import FileNames
from cto_portfolio.publishing.well_known import is_well_known
from cto_portfolio.text import prose, references
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import Fault

_PAGE = re.compile(r"\.(?:md|markdown|mdown|mkdn?)", re.IGNORECASE)
_COPY = re.compile(
    r"#.*#|.*\.(?:md|markdown|mdown|mkdn?|ya?ml)"
    r"(?:~|\.~\d+~|[._-]?(?:bak|backup|old|orig|save|rej|tmp|sw[op])\d*)",
    re.IGNORECASE,
)
_MOST_NAMED = 10


class Reason(enum.StrEnum):
    """Why a file is not published."""

    UNUSED = "nothing that is published uses it"
    OF_HIDDEN = "belongs to what is hidden"
    HIDDEN = "is a page that is not published"
    CONFIGURATION = "is configuration"
    PACKET = "belongs to the packets"
    PRIVATE_FOLDER = "lies in a private folder"
    STRAY = "is a link that leads out of the portfolio"
    ERROR = "has an error"


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedPage:
    """A page as readers get it."""

    path: PurePosixPath
    body: str
    """Markdown, without what is private."""
    addresses: Sequence[str] = ()
    """Of its front matter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """What is decided about the files beside the published pages."""

    published: frozenset[PurePosixPath]
    withheld: Mapping[PurePosixPath, Reason]
    problems: tuple[Problem, ...] = ()
    """Of files that are published, and perhaps should not be."""
    notice: Problem | None = None
    """What an author should know of the files that nothing uses."""
    faults: tuple[Fault, ...] = ()
    """Of the option `publish`; their keys are `publish` and the number of the pattern."""

    def without(self, unreadable: Iterable[PurePosixPath]) -> Self:
        """Return the same without files that nobody can read, and a problem for each of them."""
        lost = dict.fromkeys(sorted(unreadable), Reason.ERROR)
        message = "cannot be read; give yourself leave to read it, or take out what uses it"
        problems = (
            Problem(path=path, line=1, code="unreadable-file", message=message) for path in lost
        )
        return replace(
            self,
            published=self.published - lost.keys(),
            withheld={**self.withheld, **lost},
            problems=(*self.problems, *problems),
        )


def decide(  # noqa: PLR0913 - each is another ground on which a file is published, or is not
    files: Files,
    *,
    pages: Iterable[PublishedPage],
    never: Callable[[PurePosixPath], Reason | None],
    render: Callable[[str], str],
    named: Iterable[str] = (),
    patterns: Sequence[str] = (),
    of_hidden: Collection[PurePosixPath] = (),
    address: str | None = None,
) -> Allowed:
    """Decide about every file that is no published page.

    Args:
        files: All that lies in the portfolio's folder. Of CSS, scripts, SVG, HTML and web
            manifests that are published, the content is asked for.
        pages: The published ones.
        never: Why a file is not published even if something asks for it.
        render: Makes HTML of a body, with the author's extensions. Asked only where the name of a
            file stands in a page, and a scanner does not see that the page uses it.
        named: Addresses and texts of the profile and of settings, as from the portfolio's folder.
        patterns: Those of the option `publish`, as in `.gitignore`.
        of_hidden: What hidden pages and private passages use. Only a published page that uses it,
            too, or a pattern that names it in full publishes it.
        address: Where the site will be.
    """
    pages = tuple(pages)
    withheld = dict(_never(files, {page.path for page in pages}, never))
    candidates = files.keys() - withheld.keys() - {page.path for page in pages}
    chosen, faults = publish_patterns.matched(patterns, candidates, frozenset(of_hidden))
    uses = _Uses(files, candidates, address)
    for path in sorted(candidates):
        if path in chosen or is_well_known(path):
            uses.add(path, "'publish'" if path in chosen else "its name")
    for url in named:
        uses.add_address(url, ROOT, "the profile or a setting", is_page=False)
    uses.add_pages(pages, render)
    published = uses.asked_by.keys()
    for path in candidates - published:
        withheld[path] = Reason.OF_HIDDEN if path in of_hidden else Reason.UNUSED
    unused = sorted(path for path, reason in withheld.items() if reason is Reason.UNUSED)
    return Allowed(
        published=frozenset(published),
        withheld=withheld,
        problems=tuple(_copies(uses.asked_by)),
        notice=_notice(unused, files.keys() - set(unused)),
        faults=tuple(faults),
    )


def _never(
    files: Files,
    published: Collection[PurePosixPath],
    never: Callable[[PurePosixPath], Reason | None],
) -> Iterator[tuple[PurePosixPath, Reason]]:
    for path in files:
        if path in published:
            continue
        if reason := never(path):
            yield path, reason
        elif _PAGE.fullmatch(path.suffix):
            yield path, Reason.HIDDEN


class _Uses:
    """Gathers what is asked for, and what that asks for in turn."""

    def __init__(
        self, files: Files, candidates: Collection[PurePosixPath], address: str | None
    ) -> None:
        self.asked_by: dict[PurePosixPath, str] = {}
        """By what a file is asked for first, in words."""
        self._files = files
        self._addressed = AddressedFiles(candidates, address)
        self._names = FileNames(candidates)

    def add(self, path: PurePosixPath, user: str) -> None:
        """Publish a file, and what it uses."""
        left = [(path, user)]
        while left:
            used, by = left.pop()
            if used in self.asked_by:
                continue
            self.asked_by[used] = by
            for url in addresses_within(used, self._files):
                meant = self._addressed.meant(url, used, is_page=False)
                left += [(other, str(used)) for other in meant]

    def add_address(self, url: str, source: PurePosixPath, user: str, *, is_page: bool) -> bool:
        """Publish what an address means; return whether it means a file."""
        meant = tuple(self._addressed.meant(url, source, is_page=is_page))
        for path in meant:
            self.add(path, user)
        return bool(meant)

    def add_pages(self, pages: Sequence[PublishedPage], render: Callable[[str], str]) -> None:
        """Publish what pages use.

        A body is scanned if it names what is still at home, and rendered if it names more than
        the scanner has understood.
        """
        for page in pages:
            for url in page.addresses:
                self._add_of(page, url)
        scanned = [(page, self._left(page)) for page in pages if self._names_more(page.body)]
        for page, left in scanned:
            if self._names_more(left):
                for url in references.addresses_in_html(render(page.body)):
                    self._add_of(page, url)

    def _left(self, page: PublishedPage) -> str:
        """Publish what a scanner sees; return the body without what it has understood."""
        understood = [
            reference
            for reference in prose.references(page.body)
            if not _may_be_code(reference, page.body) and self._add_of(page, reference.url)
        ]
        return prose.with_address(page.body, understood, "")

    def _names_more(self, text: str) -> bool:
        return any(path not in self.asked_by for path in self._names.within(text))

    def _add_of(self, page: PublishedPage, url: str) -> bool:
        return self.add_address(url, page.path, str(page.path), is_page=True)


def _may_be_code(reference: Reference, body: str) -> bool:
    """Whether a reference stands on an indented line, which the scanner cannot tell from code."""
    return body.startswith(("    ", "\t"), body.rfind("\n", 0, reference.start) + 1)


def _copies(asked_by: Mapping[PurePosixPath, str]) -> Iterator[Problem]:
    """Yield the files that are published and look like what an editor has left of a page."""
    for path, user in sorted(asked_by.items()):
        if _COPY.fullmatch(path.name):
            message = (
                f"looks like a copy of a page or of configuration, and is published because "
                f"{user} names it; publish the page instead, or take the name out"
            )
            yield Problem(
                path=path, line=1, code="published-copy", message=message, severity=Severity.WARNING
            )


def _notice(unused: Sequence[PurePosixPath], others: Collection[PurePosixPath]) -> Problem | None:
    """Return what to say of all files that nothing uses: once, however many there are."""
    if not unused:
        return None
    groups = _grouped(unused, others)
    named = list(groups)[:_MOST_NAMED]
    more = len(unused) - sum(groups[name] for name in named)
    listed = ", ".join([*named, *([f"and {more} more"] if more else [])])
    count, them = ("1 file is", "it") if len(unused) == 1 else (f"{len(unused)} files are", "them")
    message = (
        f"{count} not published, because nothing that is published uses {them}: {listed}. Link to "
        "a file from a published page, or name it below 'publish' in mkdocs.yml"
    )
    return Problem(
        path=PurePosixPath(),
        line=1,
        code="unused-files",
        message=message,
        severity=Severity.NOTICE,
    )


def _grouped(
    unused: Sequence[PurePosixPath], others: Collection[PurePosixPath]
) -> Mapping[str, int]:
    """Return how to name files, those of a folder that holds nothing else together; how many."""
    mixed = {folder for path in others for folder in path.parents} | {PurePosixPath()}
    folders = [
        next((folder for folder in reversed(path.parents) if folder not in mixed), path)
        for path in unused
    ]
    counts = Counter(folders)
    names = (
        str(path) if counts[folder] == 1 else f"{folder}/ ({counts[folder]} files)"
        for path, folder in zip(unused, folders, strict=True)
    )
    return Counter(names)
