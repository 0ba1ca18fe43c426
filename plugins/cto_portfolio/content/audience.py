"""The audience: who may see an entry or a page of the author's own, by one rule for both."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from cto_portfolio.clock import Today
from cto_portfolio.content.entry import Visibility, is_in_private_folder
from cto_portfolio.problems import Severity
from cto_portfolio.text.validation import Fault


class Wishes(Protocol):
    """What an author says of who may see something, and from when on."""

    @property
    def visibility(self) -> str:
        """One of the values of `Visibility`."""

    @property
    def draft(self) -> bool:
        """Whether it is not done."""

    @property
    def publish(self) -> str:
        """`on-date`, or `now`."""

    @property
    def has_consent(self) -> bool:
        """Whether everybody whose words it holds agreed to publish them."""

    @property
    def first_day(self) -> dt.date | None:
        """The day before which it is not published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Who may see something."""

    visibility: Visibility
    appears: dt.date | None
    """The day before which nobody may."""
    afterwards: Visibility
    """Who may once that day has come."""
    today: Today
    """When that was decided."""

    def notices(self, key: str) -> Iterator[Fault]:
        """Yield what an author should know of a file that is to appear on a day to come."""
        if self.appears and self.afterwards is not Visibility.PRIVATE:
            message = (
                f"is not published before {self.appears.isoformat()} (it is {self.today}), and "
                "then by the next build; 'publish: now' announces it at once"
            )
            yield Fault((key,), "awaits-its-date", message, Severity.NOTICE)


def decide(
    wishes: Wishes,
    path: PurePosixPath,
    *,
    today: Today,
    is_closed: bool = False,
) -> Audience:
    """Decide who may see an entry or a page: the one rule that all that is published follows.

    A draft is private until it is done, other people's words until they consent, and what is still
    to come until it has; in a private folder, and in one that `is_closed`, everything is.
    """
    is_hidden = wishes.draft or not wishes.has_consent or is_closed or is_in_private_folder(path)
    afterwards = Visibility.PRIVATE if is_hidden else Visibility(wishes.visibility)
    day = wishes.first_day
    appears = day if day and day > today.day and wishes.publish == "on-date" else None
    visibility = Visibility.PRIVATE if appears else afterwards
    return Audience(
        visibility=visibility,
        appears=appears,
        afterwards=afterwards,
        today=today,
    )
