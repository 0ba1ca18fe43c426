"""How entries of a kind are shown: on their pages, in feeds, to programs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cto_portfolio.content.entry import Entry, Kind
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """What an entry says on top, as a reader elsewhere than on its page sees it."""

    name: str
    """As in "Audience"."""
    text: str
    url: str | None = None
    """Where it leads: whole, or from the site's root."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Credential:
    """An entry as a JSON Resume holds it."""

    section: Literal["projects", "publications", "references"]
    """The key of the resume below which it stands; a project may belong to a tour instead."""
    points: tuple[str, ...] = ()
    """What came of it, in a line each."""
    item: Mapping[str, str] = field(default_factory=dict)
    """The kind's own keys; what a section's items have in common is added."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Presentation:
    """What sets a kind apart for readers (its template is named after the kind's id)."""

    kind: Kind
    view: Callable[[Entry, Site], Mapping[str, View]]
    """What the kind's own template reads, below `entry`."""
    facts: Callable[[Entry, Site], Iterable[Fact]]
    """The kind's own keys in a few words each, for feeds."""
    remarks: Callable[[Entry, Site], Iterable[Fact]]
    """What the list of the kind says besides."""
    credential: Callable[[Entry], Credential]
    """What a JSON Resume says of it."""
    linked_data: Callable[[Entry, Site], Node]
    """What an entry is to schema.org."""
