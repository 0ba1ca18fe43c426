"""The clock: what day it is for the author, and where."""

import datetime as dt
import os
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cto_portfolio.problems import PortfolioError, near_miss

_LOCAL_TIME = Path("/etc/localtime")
_DATABASE = "zoneinfo/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Today:
    """A day, and the zone in which it is that day."""

    day: dt.date
    zone: str

    def __str__(self) -> str:
        """As messages say it: `2026-11-27 in Europe/Berlin`."""
        return f"{self.day.isoformat()} in {self.zone}"


def today(timezone: str | None) -> dt.date:
    """Return the day in a time zone; without one in that of the machine.

    `SOURCE_DATE_EPOCH` may say, in seconds since 1970, that it is another time. A build that is to
    be repeated must not depend on the machine: there the usual zone is UTC.

    Raises:
        PortfolioError: if `SOURCE_DATE_EPOCH` is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now(tz=dt.UTC).astimezone(_zone(timezone)).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=_zone(timezone) or dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise PortfolioError(f"SOURCE_DATE_EPOCH is no number of seconds: '{epoch}'") from error


def place(timezone: str | None) -> str:
    """Return what the zone is called in which it is `today`."""
    if timezone:
        return timezone
    if os.environ.get("SOURCE_DATE_EPOCH", ""):
        return "UTC"
    return machine_zone() or dt.datetime.now(tz=dt.UTC).astimezone().tzname() or "local time"


def machine_zone() -> str | None:
    """Return the name of the machine's time zone, where the machine tells it."""
    said = os.environ.get("TZ", "").removeprefix(":")
    if not said and _LOCAL_TIME.is_symlink():
        said = str(_LOCAL_TIME.resolve()).partition(_DATABASE)[2]
    return said if said and not why_unknown(said) else None


def why_unknown(timezone: str) -> str | None:
    """Say what to write in place of what is no time zone."""
    try:
        zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return f"'{timezone}' is no time zone{_instead(timezone)}"
    return None


def _instead(timezone: str) -> str:
    known = sorted(zoneinfo.available_timezones())
    if not known:
        return ", or this machine knows none; 'pip install tzdata' brings them"
    wanted = timezone.strip().replace(" ", "_")
    town = _by_town(known).get(wanted.casefold())
    return (
        f"; did you mean '{town}'?"
        if town
        else near_miss(wanted, known) or "; write it as Europe/Berlin"
    )


def _by_town(zones: list[str]) -> Mapping[str, str]:
    """Return the zones by the last part of their names: people know theirs by a town."""
    return {zone.rpartition("/")[2].casefold(): zone for zone in reversed(zones)}


def zone(timezone: str | None) -> dt.tzinfo:
    """Return what a site has that must not depend on the machine: the zone, or UTC."""
    return _zone(timezone) or dt.UTC


def _zone(timezone: str | None) -> dt.tzinfo | None:
    return zoneinfo.ZoneInfo(timezone) if timezone else None
