"""Entries: what every author may write on top of one, whatever its kind, and the entry itself."""

import datetime as dt
import enum
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from cto_portfolio import links, periods
from cto_portfolio.content import hiding_keys
from cto_portfolio.figures import Figure
from cto_portfolio.periods import Span
from cto_portfolio.problems import Severity
from cto_portfolio.text import private_passages, validation
from cto_portfolio.text.frontmatter import Key
from cto_portfolio.text.private_passages import PrivatePassage
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import (
    Address,
    Authored,
    End,
    Fault,
    Line,
    Moment,
    Name,
    Private,
    SpanLine,
)

MAX_SUMMARY = 200
"""Characters of a summary that a card shows without growing out of its place."""

_ALIASES_ELSEWHERE = frozenset({"alias", "redirect_from", "redirects"})
"""What other tools call the addresses at which a page was found before."""
_MEANING = frozenset(
    {None, "date", "period", "evidence", "visibility", "draft", "publish", "consent"}
)
"""The keys that say who may see an entry, or what it is; None is no key that is known."""
_PRIVATE_FOLDERS = frozenset({"private", "_private"})
_DRAFTS_FOLDERS = frozenset({"drafts", "_drafts", "_draft"})


class Visibility(enum.StrEnum):
    """Who may see an entry, or a page of the author's own."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    """A page for whoever has its address, and in no list, count, feed or index."""
    PRIVATE = "private"


def is_in_private_folder(path: PurePosixPath) -> bool:
    """Whether a folder on the way to a file is called private or drafts, in capitals or not."""
    return any(
        name.casefold() in _PRIVATE_FOLDERS or is_drafts_folder(name) for name in path.parts[:-1]
    )


def is_drafts_folder(name: str) -> bool:
    """Whether a folder is one of drafts, as Jekyll's `_drafts` is."""
    return name.casefold() in _DRAFTS_FOLDERS


class Period(Authored):
    """Work that took its time; without `to` it goes on."""

    start: Annotated[Moment, Field(alias="from")]
    """When it began: a day, a month or a year."""
    end: Annotated[End, Field(alias="to")] = None
    """When it ended; left out, or `present`, while it goes on."""

    @property
    def span(self) -> Span:
        """The same as a value."""
        return Span(start=self.start, end=self.end)


_When = Annotated[
    Period, BeforeValidator(validation.span_keys, json_schema_input_type=SpanLine | Period)
]


class Link(Authored):
    """A named address."""

    title: Line
    """What the link leads to."""
    url: Address
    """http(s), mailto, or the path of a file beside the entry."""


class ProofLink(Link):
    """A named address of proof."""

    gone: Moment | None = None
    """When you found that it is gone for good; it proves nothing any more, and readers do not see
    it."""


def leads_off_site(*urls: str | None) -> bool:
    """Whether one of the addresses is on another site: a file beside the entry is one's own."""
    return any(url and links.host(url) for url in urls)


def _bare_id(value: object) -> object:
    return {"requirement": value} if isinstance(value, str) else value


class EvidenceMeta(Authored):
    """A requirement's id, and in what way the entry is evidence for it."""

    requirement: Name
    """The requirement's id."""
    claim: Line | None = None
    """One sentence: in what way the entry is evidence for it."""


class EntryMeta(Authored):
    """The keys that entries of all kinds have."""

    never_empty: ClassVar[frozenset[str]] = hiding_keys.NEVER_EMPTY

    kind: Name
    """What sort of work the entry is about."""
    title: Line
    """What came of it, in a few words."""
    date: _When | None = None
    """When it was: a day, a month or a year; or give a `period`."""
    period: _When | None = None
    """From when to when it was, such as `2024-03 to 2025-06`; or give a `date`."""
    summary: Line | None = None
    """One sentence for cards; else the first paragraph is taken."""
    evidence: tuple[Annotated[EvidenceMeta, BeforeValidator(_bare_id)], ...] = ()
    """What it shows: ids of requirements, each with a claim if you like."""
    tags: tuple[Line, ...] = ()
    """Topics."""
    visibility: Literal["public", "unlisted", "private"] = "public"
    """Who may see it: everybody, whoever has the address, or only you."""
    draft: bool = False
    """While true, it is neither published nor counted."""
    publish: Literal["on-date", "now"] = "on-date"
    """When it gets onto the site: not before its own date, or at once, to announce it."""
    organization: Line | None = None
    """Where it was."""
    role: Line | None = None
    """Your part in it."""
    credit: Annotated[tuple[Line, ...], Field(alias="with")] = ()
    """Credit to others, by name."""
    business_value: Line | None = None
    """One sentence that a CEO would say."""
    links: tuple[ProofLink, ...] = ()
    """Proof."""
    featured: bool = False
    """Whether it stands on the home page."""
    image: Address | None = None
    """A picture beside the entry; needs `alt`."""
    alt: Line | None = None
    """What the picture shows, for those who cannot see it."""
    updated: Moment | None = None
    """When it was last changed in substance."""
    aliases: tuple[Name, ...] = ()
    """Addresses at which it was found before, from the site's root; they lead to it."""
    notes: Private | None = None
    """For yourself; never published."""

    @classmethod
    def instead(cls, key: str, value: object) -> str | None:
        """Name the key of ours for what other tools call otherwise."""
        if key in _ALIASES_ELSEWHERE:
            return "write 'aliases', a list of addresses from the site's root"
        return hiding_keys.instead(key, value, today=dt.date.min)

    @classmethod
    def may_lack(cls, key: str, value: object) -> bool:
        """Whether neither privacy nor meaning hangs on a key, or on the one that it may stand for.

        One that stands for none may be meant to hide in words that nobody here knows.
        """
        meant = validation.optional_key(cls, key)
        return meant not in _MEANING and not hiding_keys.may_hide({key: value})

    @property
    def first_day(self) -> dt.date | None:
        """The day on which what it speaks of happened or began; none if the author gave none."""
        return self.span.start.first if self.span else None

    @property
    def span(self) -> Span | None:
        """When that was; none if the author said nothing of it."""
        when = self.date or self.period
        return when.span if when else None

    @property
    def is_measured(self) -> bool:
        """Whether it holds figures from before and after, with a source."""
        return False

    @property
    def is_corroborated(self) -> bool:
        """Whether something that is somebody else's backs it: a proof link to another site."""
        return leads_off_site(*(link.url for link in self.standing_links))

    @property
    def standing_links(self) -> tuple[ProofLink, ...]:
        """The proof that readers can still look at."""
        return tuple(link for link in self.links if not link.gone)

    @property
    def has_consent(self) -> bool:
        """Whether everybody whose words it holds agreed to publish them."""
        return True

    @property
    def speaker(self) -> str | None:
        """Whose words the body is, where they are not the author's."""
        return None

    @property
    def figure(self) -> Figure | None:
        """The one that matters most, if it comes to any."""
        return None

    @property
    def predecessors(self) -> tuple[str, ...]:
        """The paths of the entries that this one supersedes, relative to its own."""
        return ()

    @property
    def successors(self) -> tuple[str, ...]:
        """The same of those that supersede this one, or their numbers."""
        return ()

    @property
    def occasion(self) -> str | None:
        """What tells it from others of its title: where it was."""
        return self.organization

    @property
    def language_tag(self) -> str | None:
        """The language of title and summary, as browsers know it; None if it is the site's."""
        return None

    @property
    def appendix(self) -> str | None:
        """The address of a text beside the entry that its page shows, too."""
        return None

    @property
    def first_home(self) -> str | None:
        """The address at which it first appeared, if not here."""
        return None

    @property
    def part_of(self) -> str | None:
        """The name that all parts of its series have, if it is one of them."""
        return None

    @property
    def result_key(self) -> str | None:
        """The key that says what came of it, if one does."""
        return None

    @property
    def gives_something_up(self) -> bool:
        """Whether its keys show that something was given up for something else."""
        return False

    def hints(self, *, date: dt.date, today: dt.date) -> Iterator[Fault]:  # noqa: ARG002 - for kinds
        """Yield what the kind's own keys could say better; `date` is that of the entry."""
        yield from ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys taken together; kinds add their own."""
        yield from self._faults_of_dates()
        if self.summary and len(self.summary) > MAX_SUMMARY:
            message = f"{len(self.summary)} characters; a card shows {MAX_SUMMARY}"
            yield Fault(("summary",), "long-summary", message, Severity.WARNING)
        if self.image and not self.alt:
            message = "the image needs 'alt': say what it shows, for those who cannot see it"
            yield Fault(("image",), "missing-key", message, rests_on=("alt",))
        if self.image and links.is_external(self.image):
            message = "images are published with the site; put a copy beside the entry"
            yield Fault(("image",), "missing-file", message)
        yield from self._faults_of_links()
        seen: set[str] = set()
        for index, one in enumerate(self.evidence):
            if one.requirement in seen:
                message = f"'{one.requirement}' is listed twice; keep one of them"
                yield Fault(("evidence", index), "duplicate-evidence", message, Severity.WARNING)
            seen.add(one.requirement)

    def _faults_of_links(self) -> Iterator[Fault]:
        for index, link in enumerate(self.links):
            if link.gone and not links.host(link.url):
                message = "'gone' is for what was on another site; take the whole link out"
                yield Fault(("links", index, "gone"), "bad-value", message)

    def _faults_of_dates(self) -> Iterator[Fault]:
        if not self.date and not self.period:
            message = "the key 'date' is missing; add it, or a 'period'"
            yield Fault(("date",), "missing-key", message, rests_on=("period",))
        if self.date and self.period:
            message = "'date' and 'period' exclude each other; keep one"
            yield Fault(("period",), "bad-date", message)
        if self.span and self.span.is_backwards:
            key = "date" if self.date else "period"
            yield Fault((key, "to"), "bad-date", periods.BACKWARDS)
        if self.updated and self.first_day and self.updated.last < self.first_day:
            yield Fault(("updated",), "bad-date", "'updated' is earlier than the entry's own date")


class KindRole(enum.StrEnum):
    """What entries of a kind are to a reader; whatever chooses among entries asks for it."""

    OUTCOME = "outcome"
    """Something got better."""
    DECISION = "decision"
    """One of several ways was chosen."""
    VOUCHER = "voucher"
    """Somebody else speaks for the author."""
    TALK = "talk"
    """Something was said to an audience."""
    WRITING = "writing"
    """Something was written for others to read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of entry: what may be written; how it is shown stands in `site/kinds`."""

    id: str
    role: KindRole
    name: str
    """As in "Talk"."""
    plural: str
    """As in "3 talks"."""
    path: PurePosixPath
    """Where the list of all of its entries lies."""
    list_name: str
    intro: str
    """The sentence below the list's heading."""
    model: type[EntryMeta]
    detail: Callable[["Entry"], str]
    """One short line for a card."""
    prompts: str
    """The kind's own keys for a new file, commented, each value to be answered."""
    questions: str
    """The body of a new file: what a reader will want to know."""


@dataclass(frozen=True, kw_only=True)
class InShort:
    """What an entry says in few words. Not slotted: each is worked out once, when asked for.

    It is read from what is rendered of the body, which most commands never need.
    """

    summarize: Callable[[], str]
    quote: Callable[[], tuple[str, ...]]

    @functools.cached_property
    def summary(self) -> str:
        """The author's summary, else the first paragraph."""
        return self.summarize()

    @functools.cached_property
    def quotation(self) -> tuple[str, ...]:
        """What the body says, as plain paragraphs, where it holds somebody else's words."""
        return self.quote()


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Entry:
    """One piece of work, one Markdown file."""

    path: PurePosixPath
    """Relative to the portfolio's folder."""
    kind: Kind
    meta: EntryMeta
    body: str
    body_line: int
    """The line of the file on which the body's first line stands."""
    lines: Mapping[Key, int]
    """The line of the file on which each key of the front matter stands."""
    references: tuple[Reference, ...]
    """The addresses in the body."""
    in_short: InShort
    appendix: str
    """The text of the file that `meta.appendix` names; empty without one."""
    visibility: Visibility
    """Who may see it."""
    appears: dt.date | None
    """The day on which it will be published, where its date is still to come."""
    private_passages: tuple[PrivatePassage, ...] = ()
    """What the body holds for the author alone; `body` is without it."""

    @property
    def summary(self) -> str:
        """The author's, else the first paragraph."""
        return self.in_short.summary

    @property
    def quotation(self) -> tuple[str, ...]:
        """What the body says, as plain paragraphs, where it holds somebody else's words."""
        return self.in_short.quotation

    @property
    def date(self) -> dt.date:
        """When it was finished; for work that goes on, when it began.

        A month or a year counts from its first day on.
        """
        return self.span.day

    @property
    def span(self) -> Span:
        """From when to when it was, as exactly as the author says."""
        assert self.meta.span  # noqa: S101 - entries without are withheld
        return self.meta.span

    @property
    def changed(self) -> dt.date:
        """When it was last changed in substance, as far as the author says."""
        return self.meta.updated.first if self.meta.updated else self.date

    @property
    def is_ongoing(self) -> bool:
        """Whether it has begun and not ended."""
        return self.span.end is None

    @property
    def notes(self) -> str:
        """What its author keeps to tell: the notes, and the private passages of the body."""
        return "\n".join(
            [*filter(None, [self.meta.notes]), *(one.text for one in self.private_passages)]
        )

    def file_line(self, line: int) -> int:
        """Return the line of the file on which a line of the body stands."""
        return self.body_line + private_passages.written_line(line, self.private_passages) - 1
