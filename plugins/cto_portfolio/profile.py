"""The profile: who the portfolio is about, from `profile.yml`."""

from typing import Annotated

from pydantic import Field

from cto_portfolio import links
from cto_portfolio.entries import Link
from cto_portfolio.validation import Address, Authored, Fault, Line, Month, Text

FILE_NAME = "profile.yml"


class Tour(Authored):
    """A tour of duty: a mission somewhere, with an end that can be told from failure."""

    organization: Line
    title: Line
    start: Annotated[Month, Field(alias="from")]
    end: Annotated[Month | None, Field(alias="to")] = None
    mission: Line | None = None
    success_criteria: tuple[Line, ...] = ()
    result: Line | None = None


class Profile(Authored):
    """Who the author is."""

    name: Line
    headline: Line | None = None
    summary: Text | None = None
    location: Line | None = None
    email: Line | None = None
    links: tuple[Link, ...] = ()
    photo: Address | None = None
    alt: Line | None = None
    tours: tuple[Tour, ...] = ()

    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong with the keys taken together."""
        found: list[Fault] = []
        if self.photo and not self.alt:
            message = "the photo needs 'alt': say what it shows, for those who cannot see it"
            found.append(Fault(("photo",), "missing-key", message))
        if self.photo and links.is_external(self.photo):
            message = "the photo is published with the site; put a copy into the portfolio"
            found.append(Fault(("photo",), "missing-file", message))
        if self.email and links.why_unsafe(f"mailto:{self.email}"):
            found.append(Fault(("email",), "bad-value", "expected name@example.com"))
        for index, tour in enumerate(self.tours):
            if tour.end and tour.end < tour.start:
                message = "the tour ends before it begins; swap 'from' and 'to'"
                found.append(Fault(("tours", index, "to"), "bad-date", message))
        return tuple(found)
