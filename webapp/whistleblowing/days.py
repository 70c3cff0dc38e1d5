"""Days instead of times: nobody may match the database with a log of who was on the network when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(now: datetime, zone: str) -> date:
    """The local day."""
    return now.astimezone(ZoneInfo(zone)).date()


def saved_at(now: datetime, zone: str) -> datetime:
    """The end of the local day: what is kept for 24 hours from then says no hour."""
    return _midnight(day_of(now, zone) + timedelta(days=1), zone)


def looked_at(now: datetime, zone: str) -> datetime:
    """The beginning of the local day: what ends today is still there until the day has ended."""
    return _midnight(day_of(now, zone), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
