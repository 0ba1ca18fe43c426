"""Hiding: which files of a portfolio must not reach the site in any form."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.entry import Visibility, is_in_private_folder
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.profile import Profile
from cto_portfolio.content.sources import ENTRIES, PACKETS, Files, Source
from cto_portfolio.problems import Problem
from cto_portfolio.text import images

_CONFIGURATION = frozenset({".yml", ".yaml"})
"""Never published, not even when linked: profile, plan, packets."""
_DATA = frozenset([".csv", ".db", ".env", ".ini", ".json", ".sqlite", ".toml", ".tsv"])
"""Published only where a public page links to it."""


def hidden(
    files: Files,
    markdown: Sequence[Source],
    withheld: set[PurePosixPath],
    profile: Profile | None,
) -> frozenset[PurePosixPath]:
    """Decide what must not reach the site: hidden pages, and every file that only they use.

    Below `entries` a file needs a published page that uses it; what nobody is seen to use might
    belong to a private entry. Elsewhere, such as in `assets`, a file needs only not to be theirs.
    """
    published = {
        source.path for source in markdown if source.path not in withheld and _is_published(source)
    }
    used: set[PurePosixPath] = set()
    used_by_hidden: set[PurePosixPath] = set()
    for source in markdown:
        (used if source.path in published else used_by_hidden).update(source.files)
        used_by_hidden |= source.private_files
    if profile and profile.photo:
        used |= {links.resolve(profile.photo, source=PurePosixPath(PROFILE)) or PurePosixPath()}

    def is_hidden(path: PurePosixPath) -> bool:
        if path.is_relative_to(PACKETS):
            return True
        if links.is_page(path):
            return path not in published
        if path in withheld or path.suffix.lower() in _CONFIGURATION or is_in_private_folder(path):
            return True
        if path.suffix.lower() in _DATA or path.is_relative_to(ENTRIES):
            return path not in used
        return path in used_by_hidden and path not in used

    return frozenset(path for path in files if is_hidden(path))


def unreadable_images(files: Files, hidden: frozenset[PurePosixPath]) -> Iterator[Problem]:
    """Yield the images that would be published, and cannot be freed of what is not for readers."""
    for path in sorted(files):
        if path in hidden or not images.is_image(path):
            continue
        content = files[path]
        if isinstance(content, bytes) and images.of(content) is None:
            message = (
                "cannot be read through as a JPEG, PNG, WebP or GIF, so places and names may hide "
                "in it; save it anew as one of these"
            )
            yield Problem(path=path, line=1, code="unreadable-image", message=message)


def _is_published(source: Source) -> bool:
    if source.entry:
        return source.entry.visibility is not Visibility.PRIVATE
    return source.author_page is not None and not source.author_page.is_private
