"""Consents: whose words a kept packet holds, so that it ends when their consent does.

What is frozen or sealed does not follow its entries. The author's files say of which words of
other people it is made; a passphrase is not needed to see that one of them may not be shown now.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio.content.entry import Entry
from cto_portfolio.text import prose
from cto_portfolio.text.validation import Authored, Name

_SALT = 16


class ConsentMeta(Authored):
    """Somebody's words in what is kept, as the command writes it down."""

    entry: Name
    """The path of their file."""
    salt: Name
    words: Name
    """A salted digest of who says what, which tells nobody what it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent:
    """Somebody's words, to which that person agreed."""

    entry: PurePosixPath
    salt: str
    words: str


def of(entries: Iterable[Entry]) -> tuple[Consent, ...]:
    """Return what entries hold of other people's words, to be kept beside what shows them."""
    return tuple(
        Consent(entry=entry.path, salt=salt, words=_digest(entry, salt))
        for entry in entries
        if entry.meta.speaker is not None
        for salt in [secrets.token_hex(_SALT)]
    )


def parse(written: Iterable[ConsentMeta]) -> tuple[Consent, ...]:
    """Return what the command has written down."""
    return tuple(
        Consent(entry=PurePosixPath(meta.entry), salt=meta.salt, words=meta.words)
        for meta in written
    )


def ended(
    consents: Iterable[Consent],
    entries: Mapping[PurePosixPath, Entry],
    files: Collection[PurePosixPath],
) -> Iterator[str]:
    """Yield why words must not be shown any more.

    `files` are those of all entries, `entries` those that could be understood.
    """
    for consent in consents:
        entry = entries.get(consent.entry)
        if entry is None and consent.entry in files:
            yield f"'{consent.entry}' has errors, so that nobody knows whether its author agrees"
        elif entry is None:
            yield f"'{consent.entry}', with the consent of its author, is not there any more"
        elif not entry.meta.has_consent:
            yield f"'{consent.entry}' holds words whose author no longer agrees to show them"
        elif _digest(entry, consent.salt) != consent.words:
            yield f"'{consent.entry}' says something else by now than what is kept of it here"


def _digest(entry: Entry, salt: str) -> str:
    said = (entry.kind.detail(entry), entry.meta.title, entry.summary, prose.plain(entry.body))
    return hashlib.sha256("\0".join([salt, *said]).encode()).hexdigest()
