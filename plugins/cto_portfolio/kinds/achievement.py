"""Achievements: something got better, and the figures that show it."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import linked_data, wording
from cto_portfolio.entries import Credential, Entry, EntryMeta, Fact, Kind, View
from cto_portfolio.figures import Figure
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

    @property
    def figure(self) -> Figure | None:
        """That of the first metric: authors put the one that matters first."""
        return _figure(self.metrics[0]) if self.metrics else None

    def faults(self) -> Iterator[Fault]:
        """Yield also metrics that claim a change from nowhere."""
        yield from super().faults()
        for index, metric in enumerate(self.metrics):
            if metric.better and metric.before is None:
                message = f"'{metric.name}' has 'after' and no 'before'; add it, or drop 'better'"
                yield Fault(("metrics", index), "after-without-before", message)


def _meta(entry: Entry) -> Achievement:
    assert isinstance(entry.meta, Achievement)  # noqa: S101 - the kind's own model
    return entry.meta


def _detail(entry: Entry) -> str:
    return entry.meta.role or ""


def figure(metric: Metric) -> dict[str, View]:
    """Return a metric as the figures that a card and a page show."""
    before, change = metric.before, _change(metric)
    return {
        "name": metric.name,
        "before": None if before is None else wording.number(before),
        "after": wording.number(metric.after),
        "unit": metric.unit,
        "change": change,
        "better": _direction(metric),
        "text": _text(metric, change),
    }


def _change(metric: Metric) -> str | None:
    if metric.before is None:
        return None
    return wording.change(metric.before, metric.after, metric.unit)


def _figure(metric: Metric) -> Figure:
    """Return a metric without words in its numbers, but for a sign that stands close to them."""
    unit, before = metric.unit, metric.before
    close = unit if unit and unit.startswith("%") else None
    change = _change(metric)
    named = metric.name if close or not unit else f"{metric.name}, {unit}"
    return Figure(
        before=None if before is None else wording.quantity(before, close),
        after=wording.quantity(metric.after, close),
        caption=f"{named} ({change})" if change else named,
    )


def _text(metric: Metric, change: str | None) -> str:
    return f"{metric.name}: {_values(metric, change)}"


def _values(metric: Metric, change: str | None) -> str:
    after = wording.quantity(metric.after, metric.unit)
    if metric.before is None:
        return after
    return f"from {wording.quantity(metric.before, metric.unit)} to {after} ({change})"


def _direction(metric: Metric) -> str:
    if metric.better is None or metric.before is None:
        return ""
    if metric.after == metric.before:
        return "unchanged"
    is_lower = metric.after < metric.before
    return "improved" if is_lower is (metric.better == "lower") else "worsened"


def _chart(metric: Metric) -> View:
    """Return both bars in per cent of the longer, and what the shorter one lacks of it.

    None where a bar could not show the figure.
    """
    if metric.before is None or min(metric.before, metric.after) < 0:
        return None
    longest = max(metric.before, metric.after)
    if longest == 0:
        return None
    return [
        {
            "name": name,
            "value": wording.quantity(value, metric.unit),
            "width": f"{100 * value / longest:.1f}",
            "gap": f"{100 - 100 * value / longest:.1f}" if value < longest else None,
        }
        for name, value in (("Before", metric.before), ("After", metric.after))
    ]


def _words(metric: Metric) -> str | None:
    if metric.before is None:
        return None
    said = wording.change_in_words(metric.before, metric.after, metric.unit)
    return wording.sentence(said)


def _view(entry: Entry, _site: Site) -> Mapping[str, View]:
    metrics: list[View] = [
        {
            **figure(metric),
            "words": _words(metric),
            "goal": f"{metric.better} is better" if metric.better else None,
            "source": metric.source,
            "measured": wording.date(metric.measured) if metric.measured else None,
            "chart": _chart(metric),
        }
        for metric in _meta(entry).metrics
    ]
    return {"metrics": metrics}


def _facts(entry: Entry, _site: Site) -> Iterator[Fact]:
    for metric in _meta(entry).metrics:
        values = _values(metric, _change(metric))
        source = f". Source: {metric.source}" if metric.source else ""
        yield Fact(name=metric.name, text=f"{values}{source}")


def _remarks(entry: Entry) -> Iterator[Fact]:
    if entry.meta.business_value:
        yield Fact(name="Worth", text=entry.meta.business_value)


def _credential(entry: Entry) -> Credential:
    figures = tuple(_text(metric, _change(metric)) for metric in _meta(entry).metrics)
    return Credential(section="projects", points=figures)


def _linked_data(entry: Entry, site: Site) -> Mapping[str, View]:
    return linked_data.work(entry, site, "Article")


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
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
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
