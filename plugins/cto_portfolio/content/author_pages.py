"""The author's own pages: Markdown files that are no entries, such as `about.md`."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict

from cto_portfolio import links
from cto_portfolio.content import hiding_keys
from cto_portfolio.content.entry import Visibility
from cto_portfolio.text.private_passages import PrivatePassage
from cto_portfolio.text.prose import Reference
from cto_portfolio.text.validation import Authored, Fault, FirstDay, Name


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorPage:
    """A Markdown file that is no entry, such as `about.md`, or the prose of the home page."""

    path: PurePosixPath
    title: str | None
    visibility: Visibility
    """Never unlisted."""
    is_draft: bool
    appears: dt.date | None
    """The day before which nobody may see it."""
    head: str
    """Its front matter, as written."""
    body: str
    body_line: int
    """The line of the file on which its body begins."""
    references: tuple[Reference, ...]
    first_paragraph: Callable[[], str]
    """As plain text; asked of the home page alone."""
    private_passages: tuple[PrivatePassage, ...]
    """What the file holds for the author alone; `body` is without it."""

    @property
    def name(self) -> str:
        """Its title, else what the name of its file says."""
        path = self.path
        name = path.parent.name if path.stem in {"index", "README"} else path.stem
        return self.title or name.replace("-", " ").replace("_", " ").capitalize()

    @property
    def is_private(self) -> bool:
        """Whether readers may not see it."""
        return self.visibility is Visibility.PRIVATE

    @property
    def is_home(self) -> bool:
        """Whether it is the prose of the home page, which the site builds around it."""
        return not links.address(self.path)


def _created(value: object) -> object:
    """Take the day from what Material's blog writes: `created`, and perhaps `updated`."""
    return value.get("created", value) if isinstance(value, dict) else value


class AuthorPageMeta(Authored):
    """The keys that decide who sees a page; whatever else stands there is other tools'."""

    model_config = ConfigDict(extra="allow")
    never_empty: ClassVar[frozenset[str]] = hiding_keys.NEVER_EMPTY

    title: Name | None = None
    """Its name in the navigation; else that of its file."""
    visibility: Literal["public", "private"] = "public"
    """Who may see it: everybody, or only you."""
    draft: bool = False
    """While true, it is not published."""
    publish: Literal["on-date", "now"] = "on-date"
    """When it gets onto the site: not before its date, or at once, to announce it."""
    date: Annotated[FirstDay | None, BeforeValidator(_created)] = None
    """When it is of: a day, or the first one of a month or a year."""
    template: Name | None = None
    """The template that it is shown with, of the theme or of your `custom_dir`."""
    aliases: tuple[Name, ...] = ()
    """Addresses at which it was found before, from the site's root; they lead to it."""

    @property
    def has_consent(self) -> bool:
        """Whether the words are the author's to publish."""
        return True

    @property
    def first_day(self) -> dt.date | None:
        """The day before which it is not published."""
        return self.date

    def faults(self, today: dt.date) -> Iterator[Fault]:
        """Yield the keys that hide nothing here, although they may be meant to, or stop engines."""
        others = self.model_extra or {}
        title = {"title": self.title} if self.title else {}
        yield from hiding_keys.faults({**title, **others}, today=today)
        search = others.get("search")
        if search is not None and not isinstance(search, dict):
            message = "'search' takes a line below it: 'exclude: true' keeps a page out of it"
            yield Fault(("search",), "wrong-type", message)
