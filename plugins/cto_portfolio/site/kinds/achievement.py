"""Achievements: something got better, and the figures that show it."""

from collections.abc import Iterator
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds.achievement import KIND, Achievement, Metric
from cto_portfolio.site import linked_data
from cto_portfolio.site.figures import figure_view
from cto_portfolio.site.kinds.presentation import Credential, Fact, Presentation
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import FigureView


class ChartBarView(TypedDict):
    """A bar, in per cent of the longer one."""

    name: str
    value: str
    width: str
    gap: str | None
    """What it lacks of the longer one."""


class MetricView(FigureView):
    """A metric as `partials/metric.html` and `result.html` read it."""

    words: str | None
    """By how much it changed."""
    goal: str | None
    source: str | None
    measured: str | None
    chart: list[ChartBarView] | None


class AchievementView(TypedDict):
    """What `achievement.html` reads besides."""

    metrics: list[MetricView]


def _meta(entry: Entry) -> Achievement:
    assert isinstance(entry.meta, Achievement)  # noqa: S101 - the kind's own model
    return entry.meta


def _chart(metric: Metric) -> list[ChartBarView] | None:
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
        for name, value in (
            (labels.of("before"), metric.before),
            (labels.of("after"), metric.after),
        )
    ]


def _words(metric: Metric) -> str | None:
    if metric.before is None:
        return None
    return wording.sentence(wording.change_in_words(metric.before, metric.after, metric.unit))


def _view(entry: Entry, _site: Site) -> AchievementView:
    metrics: list[MetricView] = [
        {
            **figure_view(metric.figure),
            "words": _words(metric),
            "goal": labels.of(f"better_{metric.better}") if metric.better else None,
            "source": metric.source,
            "measured": metric.measured.name if metric.measured else None,
            "chart": _chart(metric),
        }
        for metric in _meta(entry).metrics
    ]
    return {"metrics": metrics}


def _facts(entry: Entry, _site: Site) -> Iterator[Fact]:
    for metric in _meta(entry).metrics:
        source = f". {labels.of('source')}: {metric.source}" if metric.source else ""
        yield Fact(name=metric.name, text=f"{metric.figure.values}{source}")


def _remarks(entry: Entry, _site: Site) -> Iterator[Fact]:
    if entry.meta.business_value:
        yield Fact(name=labels.of("why_it_mattered"), text=entry.meta.business_value)


def _credential(entry: Entry) -> Credential:
    figures = tuple(metric.figure.text for metric in _meta(entry).metrics)
    return Credential(section="projects", points=figures)


def _linked_data(entry: Entry, site: Site) -> Node:
    return linked_data.work(entry, site, "Article")


PRESENTATION = Presentation(
    kind=KIND,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
)
