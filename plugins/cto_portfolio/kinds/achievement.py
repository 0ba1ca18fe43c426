"""Achievements: something got better, and the figures that show it."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import wording
from cto_portfolio.entries import Entry, EntryMeta, Kind, View
from cto_portfolio.site import Site
from cto_portfolio.validation import Authored, Date, Fault, Line, Number


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
    measured: Date | None = None
    """When the later figure was taken."""

    @property
    def is_measured(self) -> bool:
        """Whether a reader can compare and check."""
        return self.before is not None and self.source is not None


class Achievement(EntryMeta):
    """The keys of an achievement."""

    kind: Literal["achievement"]
    metrics: tuple[Metric, ...] = ()
    """Figures from before and after."""

    @property
    def is_measured(self) -> bool:
        """Whether one of its metrics is."""
        return any(metric.is_measured for metric in self.metrics)

    def faults(self) -> Iterator[Fault]:
        """Yield also metrics that claim a change from nowhere."""
        yield from super().faults()
        for index, metric in enumerate(self.metrics):
            if metric.better and metric.before is None:
                message = f"'{metric.name}' has 'after' and no 'before'; add it, or drop 'better'"
                yield Fault(("metrics", index), "after-without-before", message)


def _detail(entry: Entry) -> str:
    return entry.meta.role or ""


def figure(metric: Metric) -> dict[str, View]:
    """Return a metric as the figures that a card and a page show."""
    before = metric.before
    change = None if before is None else wording.change(before, metric.after, metric.unit)
    return {
        "name": metric.name,
        "before": None if before is None else wording.number(before),
        "after": wording.number(metric.after),
        "unit": metric.unit,
        "change": change,
        "better": _direction(metric),
        "text": _text(metric, change),
    }


def _text(metric: Metric, change: str | None) -> str:
    after = wording.quantity(metric.after, metric.unit)
    if metric.before is None:
        return f"{metric.name}: {after}"
    before = wording.quantity(metric.before, metric.unit)
    return f"{metric.name}: from {before} to {after} ({change})"


def _direction(metric: Metric) -> str:
    if metric.better is None or metric.before is None:
        return ""
    if metric.after == metric.before:
        return "unchanged"
    is_lower = metric.after < metric.before
    return "improved" if is_lower is (metric.better == "lower") else "worsened"


def _chart(metric: Metric) -> View:
    """Return both bars in per cent of the longer; none where a bar could not show the figure."""
    if metric.before is None or min(metric.before, metric.after) < 0:
        return None
    longest = max(metric.before, metric.after)
    if longest == 0:
        return None
    return {
        "before_width": f"{100 * metric.before / longest:.1f}",
        "after_width": f"{100 * metric.after / longest:.1f}",
    }


def _view(entry: Entry, _site: Site) -> Mapping[str, View]:
    assert isinstance(entry.meta, Achievement)  # noqa: S101 - the kind's own model
    metrics: list[View] = [
        {
            **figure(metric),
            "source": metric.source,
            "measured": wording.date(metric.measured) if metric.measured else None,
            "chart": _chart(metric),
        }
        for metric in entry.meta.metrics
    ]
    return {"metrics": metrics}


KIND = Kind(
    id="achievement",
    name="Achievement",
    plural="achievements",
    path=PurePosixPath("work.md"),
    list_name="Work",
    intro="What changed, by how much, and for whom.",
    model=Achievement,
    detail=_detail,
    view=_view,
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
