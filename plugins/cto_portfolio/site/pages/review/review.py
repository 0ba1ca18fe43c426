"""What the sections of the review page are made from."""

import datetime as dt
import functools
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content import plan
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix as coverages
from cto_portfolio.coverage import nearest, next_steps, suggestions
from cto_portfolio.coverage.matrix import Coverage, Row
from cto_portfolio.coverage.nearest import Found, Near
from cto_portfolio.coverage.next_steps import Need
from cto_portfolio.coverage.suggestions import Suggestion
from cto_portfolio.frameworks import Requirement, Status
from cto_portfolio.problems import Problem
from cto_portfolio.site.pages import mark as marks
from cto_portfolio.site.pages.mark import PageMark
from cto_portfolio.site.pages.page import Page
from cto_portfolio.site.site import Site

_SHAPES = {Status.GAP: "○", Status.THIN: "◔", Status.COVERED: "◑", Status.STRONG: "●"}


class SectionView(TypedDict):
    """What the page itself reads of a section; what its partial reads stands with the section."""

    id: str
    title: str
    count: str
    """What there is to do; may be empty."""


class StatusView(TypedDict):
    """How well a requirement is evidenced, as `partials/standing.html` reads it."""

    status: str
    """As in `Status` or `Standing`."""
    status_name: str
    shape: str
    """A letter that looks like it."""
    stale: bool


class EntryLinkView(TypedDict):
    """An entry by its title and file, with its page if it has one."""

    title: str
    path: str
    """As its author would type it."""
    url: str | None
    kind_name: str
    mark: str | None
    """What sets it apart from public ones."""
    mark_name: str | None


class RequirementLinkView(TypedDict):
    """A requirement, and the id of its row on the page."""

    name: str
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HiddenPage:
    """A page that only its author sees, and how lists for the author name it."""

    page: Page
    title: str
    kind_name: str
    mark: PageMark


@dataclass(frozen=True, kw_only=True)
class Review:
    """The portfolio as its author sees it. Not slotted: what is derived is worked out once."""

    site: Site
    today: dt.date
    folder: PurePosixPath
    found: Found
    more: tuple[Problem, ...] = ()
    """What is wrong beside the portfolio's own files, as its author would type it."""
    hidden: tuple[HiddenPage, ...] = ()
    """What the preview shows to its author alone."""

    @functools.cached_property
    def coverage(self) -> Coverage:
        """The whole matrix, with what is told in interviews alone."""
        portfolio = self.site.portfolio
        return coverages.measure(portfolio.entries, portfolio.framework, today=self.today)

    @functools.cached_property
    def suggested(self) -> tuple[tuple[Entry, tuple[Suggestion, ...]], ...]:
        """Entries with what is suggested for each."""
        framework = self.site.portfolio.framework
        return tuple(
            (entry, suggestions.made_of(findings, entry, framework))
            for entry, findings in self.found
        )

    @functools.cached_property
    def near(self) -> Mapping[str, tuple[Near, ...]]:
        """By requirement, the entries that come closest where there is little evidence."""
        return nearest.of(self.coverage.rows, self.found)

    @functools.cached_property
    def rows(self) -> Mapping[str, Row]:
        """The matrix by the ids of its requirements."""
        return {row.requirement.id: row for row in self.coverage.rows}

    @functools.cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, those that depend on the day included."""
        portfolio = self.site.portfolio
        early = plan.premature(portfolio.plan, self.today) if portfolio.plan else ()
        own = (*portfolio.problems, *early)
        return (*(problem.below(self.folder) for problem in own), *self.more)

    @functools.cached_property
    def needs(self) -> tuple[Need, ...]:
        """The requirements to see to, the most pressing first."""
        portfolio = self.site.portfolio
        drafts = (entry for entry in portfolio.entries if entry.meta.draft)
        return next_steps.needs(
            self.coverage,
            drafts=(
                trace for draft in drafts for trace in evidences.of(draft, portfolio.framework)
            ),
        )

    @property
    def summary(self) -> str:
        """How things stand, in one line."""
        rows = self.coverage.rows
        covered = sum(row.status.rank >= Status.COVERED.rank for row in rows)
        thin = sum(row.status is Status.THIN for row in rows)
        stale = sum(row.is_stale for row in rows)
        parts = [f"{covered} of {len(rows)} covered", _said(sum(row.is_gap for row in rows), "gap")]
        parts += [f"{thin} thin"] if thin else []
        parts += [f"{stale} stale"] if stale else []
        parts.append(_said(len(self.problems), "problem"))
        return "; ".join(parts)

    def path(self, entry: Entry) -> str:
        """Return an entry's file as its author would type it."""
        return str(self.folder / entry.path)

    def acceptance(self, entry: Entry, requirement: Requirement) -> str:
        """Return what to type to declare an entry as evidence."""
        command = ["cto-portfolio", "suggest", self.path(entry), "--accept", requirement.id]
        return shlex.join(command)

    def link(self, entry: Entry) -> EntryLinkView:
        """Return an entry by title and file, with its page if it has one, and who may see it."""
        mark = marks.of_entry(entry)
        return {
            "title": self.site.title(entry),
            "path": self.path(entry),
            "url": self.url(entry.path),
            "kind_name": entry.kind.name,
            "mark": mark.id if mark else None,
            "mark_name": mark.name if mark else None,
        }

    def url(self, path: PurePosixPath) -> str | None:
        """Return the address of the page of an author's file, if the preview has one."""
        return self.site.url_for(path) if path in self._shown else None

    @functools.cached_property
    def _shown(self) -> frozenset[PurePosixPath]:
        portfolio = self.site.portfolio
        published = (entry.path for entry in portfolio.published)
        own = (page.path for page in portfolio.author_pages if not page.is_private)
        hidden = (page.page.path for page in self.hidden)
        return frozenset((*published, *own, *hidden))


def anchor(requirement: Requirement) -> str:
    """Return the id of a requirement's row on the page."""
    return requirement.id.replace("/", "--")


def requirement_link(requirement: Requirement) -> RequirementLinkView:
    """Return a requirement with where the matrix speaks of it."""
    return {"name": requirement.name, "id": anchor(requirement)}


def status(row: Row) -> StatusView:
    """Return how well a requirement is evidenced, by word and by shape."""
    return {
        "status": row.status.value,
        "status_name": row.status.value.capitalize(),
        "shape": _SHAPES[row.status],
        "stale": row.is_stale,
    }


def _said(amount: int, name: str) -> str:
    return wording.count(amount, name) if amount else f"no {name}s"
