"""The coverage for machines; `schemas/coverage.schema.json` describes it."""

import json
from typing import Any

from cto_portfolio import periods
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage import matrix
from cto_portfolio.coverage.changes import Change, Changes
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area, Status
from cto_portfolio.reports import nearest
from cto_portfolio.reports.coverage import Report

Json = dict[str, Any]


def build(report: Report) -> str:
    """Return everything that is known of each requirement, private entries among it."""
    return json.dumps(
        {
            "date": report.today.isoformat(),
            "covered_percent": _share(report.rows),
            "statuses": {
                status.value: sum(row.status is status for row in report.rows) for status in Status
            },
            "areas": [_area(area, report) for area in report.areas],
            "requirements": [_requirement(row, report) for row in report.rows],
            "first": [
                {"requirement": one.row.requirement.id, "lack": one.lack.value}
                for one in report.shortfalls
            ],
            "concentration": [
                {
                    "bearer": one.bearer.value,
                    "name": one.name,
                    "title": one.title,
                    "evidence_for": [row.requirement.id for row in one.filled],
                    "falls_without": [row.requirement.id for row in one.fallen],
                }
                for one in report.concentrations
            ],
            "not_yet": [_entry(entry) for entry in report.ahead],
            "changes": _changes(report.changes) if report.changes else None,
            "thresholds": [
                {"of": one.of, "asked": one.asked, "reached": one.reached, "met": one.is_met}
                for one in report.verdicts
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _share(rows: tuple[Row, ...]) -> float:
    return round(matrix.covered_share(rows), 1)


def _area(area: Area, report: Report) -> Json:
    rows = report.of_area(area)
    return {
        "id": area.id,
        "name": area.name,
        "expects": area.expects.value,
        "fresh_months": area.fresh_months,
        "requirements": len(rows),
        "covered": sum(row.is_covered for row in rows),
        "covered_percent": _share(rows),
    }


def _requirement(row: Row, report: Report) -> Json:
    newest = row.newest
    return {
        "id": row.requirement.id,
        "area": row.area.id,
        "name": row.requirement.name,
        "asks": row.requirement.asks,
        "status": row.status.value,
        "stale": row.is_stale,
        "strength": row.strength.value if row.strength else None,
        "channels": [channel.value for channel in row.channels],
        "expects": row.area.expects.value,
        "lacks_channel": row.lacks_channel,
        "newest": newest.date.isoformat() if newest else None,
        "age_months": periods.months_between(newest.date, report.today) if newest else None,
        "ongoing": any(one.entry.is_ongoing for one in row.evidence),
        "shortfalls": [
            {"lack": one.lack.value, "reason": one.reason, "remedy": one.remedy}
            for one in report.lacked_by(row)
        ],
        "nearest": nearest.as_objects(report.near.get(row.requirement.id, ())),
        "evidence": [_evidence(one) for one in row.evidence],
    }


def _evidence(one: Evidence) -> Json:
    return {
        **_entry(one.entry),
        "strength": evidences.strength(one.entry).value,
        "proof_is_gone": evidences.has_lost_proof(one.entry),
        "channel": evidences.channel(one.entry).value,
        "implied": one.is_implied,
        "claim": one.claim,
    }


def _entry(entry: Entry) -> Json:
    return {
        "path": str(entry.path),
        "title": entry.meta.title,
        "kind": entry.kind.id,
        "date": entry.date.isoformat(),
        "ongoing": entry.is_ongoing,
        "visibility": entry.visibility.value,
        "organization": entry.meta.organization,
    }


def _changes(changes: Changes) -> Json:
    return {
        "since": changes.since.isoformat(),
        "covered_percent_before": round(changes.share_before, 1),
        "covered_percent": round(changes.share_after, 1),
        "requirements": [_change(one) for one in changes.requirements],
        "entries": [_entry(entry) for entry in changes.entries],
    }


def _change(change: Change) -> Json:
    return {
        "id": change.after.requirement.id,
        "turns": [turn.value for turn in change.turns],
        "before": {"status": change.before.status.value, "stale": change.before.is_stale},
        "after": {"status": change.after.status.value, "stale": change.after.is_stale},
    }
