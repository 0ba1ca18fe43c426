"""A kind of entry that the product does not have: patents, as a contributor would add them.

`python -m tests.support.sixth_kind mkdocs build` runs an installed command with that kind among the
others. Nothing but the two registries learns of it, and before any other module reads them.
"""

import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio.content import kinds
from cto_portfolio.content.entry import Entry, EntryMeta, Kind, KindRole
from cto_portfolio.figures import Figure
from cto_portfolio.site import kinds as presentations
from cto_portfolio.site import linked_data
from cto_portfolio.site.kinds.presentation import Credential, Fact, Presentation
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View
from cto_portfolio.text.validation import Count, Line

TEMPLATE = """\
{% extends "entry.html" %}
{% block lead %}<p class="patent">Number {{ page.meta.entry.patent.number | e }}</p>{% endblock %}
"""
"""The theme's `patent.html`."""


class Patent(EntryMeta):
    """The keys of a patent."""

    kind: Literal["patent"]
    number: Line
    """Under which the office keeps it."""
    citations: Count
    """How many later patents rest on it."""

    @property
    def figure(self) -> Figure | None:
        """How often it is cited."""
        return Figure(
            name="Citations", before=None, after=self.citations, unit=None, better="higher"
        )


def _meta(entry: Entry) -> Patent:
    assert isinstance(entry.meta, Patent)
    return entry.meta


def _detail(entry: Entry) -> str:
    return f"Patent {_meta(entry).number}"


def _view(entry: Entry, _site: Site) -> Mapping[str, View]:
    return {"patent": {"number": _meta(entry).number}}


def _facts(entry: Entry, _site: Site) -> Iterator[Fact]:
    yield Fact(name="Number", text=_meta(entry).number)


def _remarks(entry: Entry, _site: Site) -> Iterator[Fact]:
    yield Fact(name="Cited", text=str(_meta(entry).citations))


def _credential(entry: Entry) -> Credential:
    return Credential(section="publications", item={"publisher": _detail(entry)})


def _linked_data(entry: Entry, site: Site) -> Node:
    return linked_data.work(entry, site, "CreativeWork")


KIND = Kind(
    id="patent",
    role=KindRole.OUTCOME,
    name="Patent",
    plural="patents",
    path=PurePosixPath("patents.md"),
    list_name="Patents",
    intro="What an office found to be new.",
    model=Patent,
    detail=_detail,
    prompts="number:\ncitations: 1\n",
    questions="What was not there before?\n",
)
PRESENTATION = Presentation(
    kind=KIND,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
)


def _main(command: str, *arguments: str) -> None:
    for registry, value in ((kinds.KINDS, KIND), (presentations.PRESENTATIONS, PRESENTATION)):
        assert isinstance(registry, dict)
        registry[KIND.id] = value
    (script,) = entry_points(group="console_scripts", name=command)
    sys.argv = [command, *arguments]
    script.load()()


if __name__ == "__main__":
    _main(*sys.argv[1:])
