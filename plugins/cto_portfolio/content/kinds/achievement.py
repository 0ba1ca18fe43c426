"""Achievements: something got better, and the figures that show it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio.content.entry import Entry, EntryMeta, Kind, KindRole
from cto_portfolio.figures import Figure
from cto_portfolio.problems import Severity
from cto_portfolio.text.validation import Authored, Fault, Line, Moment, Number


class Metric(Authored):
    """A figure, and what it was before."""

    name: Line
    """What is measured."""
    before: Number | None = None
    """What it was."""
    after: Number
    """What it is now."""
    unit: Line | None = None
    """In what it is counted."""
    better: Literal["lower", "higher"] | None = None
    """Which direction is the good one; needs `before`."""
    source: Line | None = None
    """Where the figures can be looked up."""
    measured: Moment | None = None
    """When the later figure was taken: a day, a month or a year."""

    @property
    def is_measured(self) -> bool:
        """Whether a reader can compare and check."""
        return self.before is not None and self.source is not None

    @property
    def figure(self) -> Figure:
        """Its numbers, without where they come from."""
        return Figure(
            name=self.name,
            before=self.before,
            after=self.after,
            unit=self.unit,
            better=self.better,
        )


class Achievement(EntryMeta):
    """The keys of an achievement."""

    kind: Literal["achievement"]
    metrics: tuple[Metric, ...] = ()
    """Figures from before and after."""

    @property
    def is_measured(self) -> bool:
        """Whether one of its metrics is."""
        return any(metric.is_measured for metric in self.metrics)

    @property
    def figure(self) -> Figure | None:
        """That of the first metric: authors put the one that matters first."""
        return self.metrics[0].figure if self.metrics else None

    @property
    def result_key(self) -> str | None:
        """Its metrics."""
        return "metrics" if self.metrics else None

    def faults(self) -> Iterator[Fault]:
        """Yield also metrics that claim a change from nowhere."""
        yield from super().faults()
        for index, metric in enumerate(self.metrics):
            if metric.better and metric.before is None:
                message = f"'{metric.name}' has 'after' and no 'before'; add it, or drop 'better'"
                yield Fault(("metrics", index), "after-without-before", message)

    def hints(self, *, date: dt.date, today: dt.date) -> Iterator[Fault]:
        """Yield also the first metric that only lacks its source, where none is measured."""
        yield from super().hints(date=date, today=today)
        for index, metric in enumerate(self.metrics):
            if metric.before is not None and metric.source is None and not self.is_measured:
                message = (
                    f"'{metric.name}' has no 'source'; say where the figures can be looked up, "
                    "and the entry counts as measured"
                )
                yield Fault(("metrics", index), "no-source", message, Severity.HINT)
                return


def _detail(entry: Entry) -> str:
    return entry.meta.role or ""


KIND = Kind(
    id="achievement",
    role=KindRole.OUTCOME,
    name="Achievement",
    plural="achievements",
    path=PurePosixPath("work.md"),
    list_name="Work",
    intro="What changed, by how much, and for whom.",
    model=Achievement,
    detail=_detail,
    prompts="""\
# organization:            # where it was
# role:                    # your part in it
# with: []                 # credit to others, by name
# business_value:          # one sentence a CEO would say
# metrics:                 # figures from before and after, with a source, make it "measured"
#   - name: Time from merge to production
#     before: 41
#     after: 6
#     unit: min
#     better: lower        # or higher
#     source: CI dashboard, median of 90 days
#     measured: 2026-01-31
""",
    questions="""\
## The situation

## What I did

## What came of it
""",
)
