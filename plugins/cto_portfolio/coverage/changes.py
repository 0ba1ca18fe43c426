"""Changes: what the same entries amounted to on an earlier day, and what they do now."""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage import matrix
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Framework


class Turn(enum.StrEnum):
    """What may happen to a requirement between two days."""

    ROSE = "rose"
    WENT_STALE = "went-stale"
    IS_FRESH_AGAIN = "is-fresh-again"
    LOST_CHANNEL = "lost-channel"
    """What reached readers as the area expects has become stale, or nothing else is left."""
    REACHED_CHANNEL = "reached-channel"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A requirement whose status is not what it was."""

    before: Row
    after: Row
    turns: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """Everything that is different from an earlier day."""

    since: dt.date
    share_before: float
    """Of requirements covered, in per cent."""
    share_after: float
    entries: tuple[Entry, ...]
    """Dated later than that day, the newest first."""
    requirements: tuple[Change, ...]


def measure(
    entries: Sequence[Entry],
    framework: Framework,
    *,
    since: dt.date,
    today: dt.date,
    area_ids: Sequence[str],
) -> Changes:
    """Compare two measurements of the same files: with entries dated up to then, and up to now.

    What was a draft or private then is not known; files say only what they are now.
    """

    def rows(day: dt.date) -> tuple[Row, ...]:
        measured = matrix.measure(matrix.as_of(entries, day), framework, today=day)
        return tuple(row for row in measured.rows if row.area.id in area_ids)

    before, after = rows(since), rows(today)
    changes = (
        Change(before=old, after=new, turns=_turns(old, new, since, today))
        for old, new in zip(before, after, strict=True)
    )
    new = {trace.entry.path: trace.entry for row in after for trace in row.evidence}
    return Changes(
        since=since,
        share_before=matrix.covered_share(before),
        share_after=matrix.covered_share(after),
        entries=tuple(
            sorted((one for one in new.values() if one.date > since), key=matrix.newest_first)
        ),
        requirements=tuple(change for change in changes if change.turns),
    )


def _turns(old: Row, new: Row, since: dt.date, today: dt.date) -> tuple[Turn, ...]:
    had = old.area.expects in old.fresh_channels(since)
    has = new.area.expects in new.fresh_channels(today)
    happened = {
        Turn.ROSE: new.status.rank > old.status.rank,
        Turn.WENT_STALE: new.is_stale and not old.is_stale,
        Turn.IS_FRESH_AGAIN: old.is_stale and not new.is_stale,
        # Where all has become stale, that says it already.
        Turn.LOST_CHANNEL: had and not has and not new.is_stale,
        Turn.REACHED_CHANNEL: has and not had and not old.is_gap and not old.is_stale,
    }
    return tuple(turn for turn, is_so in happened.items() if is_so)
