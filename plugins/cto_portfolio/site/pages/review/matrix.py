"""The whole matrix: gaps, what is thin or stale, and the channels that each area accepts."""

from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area, Channel, Status
from cto_portfolio.site.pages.cards import date as entry_date
from cto_portfolio.site.pages.cards import strength_name
from cto_portfolio.site.pages.review.review import (
    EntryLinkView,
    Review,
    SectionView,
    StatusView,
    anchor,
    status,
)
from cto_portfolio.site.view import DayView

MAX_EVIDENCE = 12
"""Entries a row lists; years of them would make a page too heavy to be kept open."""


class KindNameView(TypedDict):
    """The heading of a kind's column."""

    id: str
    name: str


class ChannelView(TypedDict):
    """A way in which evidence reaches a reader, or does not and should."""

    name: str
    reached: bool


class CountView(TypedDict):
    """How many entries of a kind show a requirement."""

    kind: str
    kind_name: str
    count: str
    """Empty for none."""


class ReviewedEvidenceView(EntryLinkView, DayView):
    """An entry behind a row."""

    claim: str | None
    implied: bool
    channel: str
    strength_name: str


class ReviewedRowView(StatusView):
    """A requirement."""

    id: str
    name: str
    asks: str
    tip: str | None
    """How to begin, where there is no evidence."""
    channels: list[ChannelView]
    cells: list[CountView]
    total: str
    total_name: str
    strength_name: str | None
    newest: DayView | None
    evidence: list[ReviewedEvidenceView]
    older: str | None
    """How many entries the row does not list."""


class ReviewedAreaView(TypedDict):
    """An area's rows, and what it expects of them."""

    id: str
    name: str
    covered: str
    expects: str
    stance: str
    fresh: str
    rows: list[ReviewedRowView]


class ReviewedMatrixView(SectionView):
    """The section as `partials/review-matrix.html` reads it."""

    kinds: list[KindNameView]
    areas: list[ReviewedAreaView]


def build(review: Review) -> ReviewedMatrixView:
    """Return the section."""
    rows = review.coverage.rows
    return {
        "id": "matrix",
        "title": "The whole matrix",
        "count": str(len(rows)),
        "kinds": [{"id": kind.id, "name": kind.list_name} for kind in KINDS.values()],
        "areas": [
            _area(area, review)
            for area in review.site.portfolio.framework.areas
            if area.requirements
        ],
    }


def _area(area: Area, review: Review) -> ReviewedAreaView:
    rows = review.coverage.of_area(area)
    covered = sum(row.status.rank >= Status.COVERED.rank for row in rows)
    return {
        "id": area.id,
        "name": area.name,
        "covered": f"{covered} of {len(rows)} covered",
        "expects": area.expects.value,
        "stance": area.stance,
        "fresh": wording.count(area.fresh_months, "month"),
        "rows": [_row(row, review) for row in rows],
    }


def _row(row: Row, review: Review) -> ReviewedRowView:
    newest: DayView | None = None
    if row.newest:
        when = "Ongoing" if row.newest.is_ongoing else row.newest.span.latest.short_name
        newest = {"date": when, "datetime": row.newest.span.latest.iso}
    return {
        "id": anchor(row.requirement),
        "name": row.requirement.name,
        "asks": row.requirement.asks,
        "tip": row.requirement.tip if row.is_gap else None,
        **status(row),
        "channels": [_channel(channel, row) for channel in Channel if _matters(channel, row)],
        "cells": [
            {
                "kind": kind.id,
                "kind_name": kind.list_name,
                "count": str(len(row.of_kind(kind.id)) or ""),
            }
            for kind in KINDS.values()
        ],
        "total": str(len(row.evidence)),
        "total_name": wording.count(len(row.evidence), "entry", "entries"),
        "strength_name": strength_name(row.strength) if row.strength else None,
        "newest": newest,
        "evidence": [_evidence(trace, review) for trace in row.evidence[:MAX_EVIDENCE]],
        "older": _older(len(row.evidence) - MAX_EVIDENCE),
    }


def _older(amount: int) -> str | None:
    return f"and {wording.count(amount, 'older one')}" if amount > 0 else None


def _matters(channel: Channel, row: Row) -> bool:
    return channel in row.channels or channel is row.area.expects


def _channel(channel: Channel, row: Row) -> ChannelView:
    reached = channel in row.channels
    return {
        "name": channel.value.capitalize() if reached else f"Not {channel.value}",
        "reached": reached,
    }


def _evidence(trace: Evidence, review: Review) -> ReviewedEvidenceView:
    entry = trace.entry
    strength = strength_name(evidences.strength(entry)).lower()
    return {
        **review.link(entry),
        "claim": trace.claim,
        "implied": trace.is_implied,
        "channel": evidences.channel(entry).value,
        "strength_name": (
            f"{strength}; its proof is gone" if evidences.has_lost_proof(entry) else strength
        ),
        "date": entry_date(entry),
        "datetime": entry.span.latest.iso,
    }
