"""The profile: who the portfolio is about, from `profile.yml`."""

from typing import Annotated

from pydantic import Field

from cto_portfolio import links
from cto_portfolio.content.entry import Link
from cto_portfolio.periods import Span
from cto_portfolio.text import validation
from cto_portfolio.text.validation import Address, Authored, End, Fault, Line, Moment, Text

FILE_NAME = "profile.yml"


class Tour(Authored):
    """A tour of duty: a mission somewhere, with an end that can be told from failure."""

    organization: Line
    """Where it was."""
    title: Line
    """What you were there."""
    start: Annotated[Moment, Field(alias="from")]
    """When it began: a day, a month or a year."""
    end: Annotated[End, Field(alias="to")] = None
    """When it ended; left out, or `present`, while it goes on."""
    mission: Line | None = None
    """What you were there to do."""
    success_criteria: tuple[Line, ...] = ()
    """How success was to be told from failure."""
    result: Line | None = None
    """What came of it."""

    @property
    def span(self) -> Span:
        """From when to when it was."""
        return Span(start=self.start, end=self.end)


class Profile(Authored):
    """Who the author is."""

    name: Line
    """Your name."""
    headline: Line | None = None
    """What you are for, in one line."""
    summary: Text | None = None
    """A paragraph below it."""
    story: Text | None = None
    """Two or three sentences in your own words, which the home page begins with."""
    looking_for: Line | None = None
    """What you are looking for, or offer, in one sentence."""
    location: Line | None = None
    """Where you live."""
    email: Line | None = None
    """Published as it stands."""
    links: tuple[Link, ...] = ()
    """Where else you can be found."""
    photo: Address | None = None
    """A picture in the portfolio; needs `alt`."""
    alt: Line | None = None
    """What the picture shows, for those who cannot see it."""
    tours: tuple[Tour, ...] = ()
    """Tours of duty, the first one first."""
    notice: Line | None = None
    """What readers must know before anything else, in one line on top of every page."""

    @classmethod
    def may_lack(cls, key: str, value: object) -> bool:  # noqa: ARG003 - only the key counts here
        """Whether readers need not see a key, or the one that it may stand for."""
        return validation.optional_key(cls, key) not in {None, "notice"}

    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong with the keys taken together."""
        found: list[Fault] = []
        if self.photo and not self.alt:
            message = "the photo needs 'alt': say what it shows, for those who cannot see it"
            found.append(Fault(("photo",), "missing-key", message, rests_on=("alt",)))
        if self.photo and links.is_external(self.photo):
            message = "the photo is published with the site; put a copy into the portfolio"
            found.append(Fault(("photo",), "missing-file", message))
        if self.email and links.why_unsafe(f"mailto:{self.email}"):
            found.append(Fault(("email",), "bad-value", "expected name@example.com"))
        for index, tour in enumerate(self.tours):
            if tour.span.is_backwards:
                message = "the tour ends before it begins; swap 'from' and 'to'"
                found.append(Fault(("tours", index, "to"), "bad-date", message))
        return tuple(found)
