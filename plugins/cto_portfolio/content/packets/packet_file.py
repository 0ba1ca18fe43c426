"""The file of a packet: what an author may write in it, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import Field

from cto_portfolio import links
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.missing_files import entry_at
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Severity, near_file
from cto_portfolio.text.validation import Authored, Fault, LastDay, Line, Name, Private, Text

SUFFIX = ".yml"
MAX_LETTER = 2000
"""Characters: half a page, and nobody reads more."""
_TOP = PurePosixPath("index.md")
KEY = re.compile(r"[a-z2-7]{26}")
"""128 bits in letters and digits that survive any host, mail program and person."""


class QuestionMeta(Authored):
    """A question of theirs, and what answers it."""

    question: Line
    """As they ask it."""
    answer: tuple[Name, ...] = ()
    """What answers it: files of entries such as `entries/deploys.md`, private ones among them, and
    ids of requirements, which stand for their public evidence."""


class PacketMeta(Authored):
    """A page for one reader. This file is never published."""

    key: Name | None = None
    """The secret part of its address; `cto-portfolio packet` writes it."""
    reader: Annotated[Line, Field(alias="for")]
    """For whom it is, such as a company."""
    name_in_card: bool = False
    """Whether the page's title, and with it what chats show of a link, names the reader."""
    letter: Text | None = None
    """A short letter, in paragraphs."""
    questions: tuple[QuestionMeta, ...] = ()
    """Their questions; without any and without `requirements`, those of a CTO interview."""
    requirements: tuple[Name, ...] = ()
    """Ids of the requirements they care about."""
    entries: tuple[Name, ...] = ()
    """Files of the entries to show, in order; to name a private one here is to show it."""
    expires: LastDay | None = None
    """The last day on which the page is built."""
    notes: Private | None = None
    """For your own copy alone."""
    protected: bool = False
    """Whether it opens with a passphrase only; `cto-portfolio packet NAME --protect` sets it."""
    revoked: bool = False
    """Whether it is gone; `cto-portfolio packet NAME --revoke` sets it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a packet may name."""

    framework: Framework
    entries: Mapping[PurePosixPath, Entry]
    """Those that could be understood."""
    files: frozenset[PurePosixPath]
    """All files of entries."""

    def entry(self, name: str) -> Entry | None:
        """Return the entry that a path means, from the portfolio's folder."""
        path = entry_at(name, _TOP, self.files)
        return self.entries.get(path) if path else None


def is_entry(name: str) -> bool:
    """Whether an answer is the path of an entry, and no requirement's id."""
    return links.is_page(PurePosixPath(name))


def faults(said: PacketMeta, name: str, known: Known) -> Iterator[Fault]:
    """Yield what is wrong with a packet's keys taken together, and with what they name."""
    if said.key is None:
        message = f"it has no address yet; run 'cto-portfolio packet {name}'"
        yield Fault(("key",), "no-key", message)
    elif not KEY.fullmatch(said.key):
        message = f"'key' was not made by the command; run 'cto-portfolio packet {name} --rotate'"
        yield Fault(("key",), "bad-value", message)
    if said.letter and len(said.letter) > MAX_LETTER:
        message = f"{len(said.letter)} characters; a short letter has {MAX_LETTER} at most"
        yield Fault(("letter",), "long-letter", message)
    for index, one in enumerate(said.entries):
        yield from _entry_faults(one, ("entries", index), known)
        if one in said.entries[:index]:
            message = f"'{one}' is listed twice; keep one of them"
            yield Fault(("entries", index), "duplicate-entry", message, Severity.WARNING)
    yield from _unknown_requirements(said.requirements, ("requirements",), known)
    for index, question in enumerate(said.questions):
        for place, one in enumerate(question.answer):
            if is_entry(one):
                yield from _entry_faults(one, ("questions", index, "answer", place), known)
        ids = [one for one in question.answer if not is_entry(one)]
        yield from _unknown_requirements(ids, ("questions", index, "answer"), known)


def _unknown_requirements(
    ids: Sequence[str], key: tuple[str | int, ...], known: Known
) -> Iterator[Fault]:
    for one in ids:
        if message := known.framework.why_unknown(one):
            yield Fault(key, "unknown-requirement", message)


def _entry_faults(name: str, key: tuple[str | int, ...], known: Known) -> Iterator[Fault]:
    entry = known.entry(name)
    if entry is None:
        if entry_at(name, _TOP, known.files):
            message = f"'{name}' has errors of its own; mend those first"
        else:
            guess = near_file(name, map(str, known.files)) or "; write it as entries/NAME.md"
            message = f"there is no entry '{name}'{guess}"
        yield Fault(key, "unknown-entry", message)
    elif entry.meta.draft:
        message = f"'{name}' is a draft; finish it, and take 'draft' out"
        yield Fault(key, "draft-entry", message)
    elif not entry.meta.has_consent:
        message = (
            f"'{name}' holds words whose author has not agreed to show them; ask, or leave out"
        )
        yield Fault(key, "no-consent", message)
