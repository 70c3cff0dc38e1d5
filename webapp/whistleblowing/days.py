"""Days instead of times: nobody may match the database with a log of who was on the network when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DRAFT_LIFE = timedelta(days=2)
"""From the beginning of the day on which it was saved: a draft lives until the end of tomorrow."""


def day_of(now: datetime, zone: str) -> date:
    """The local day."""
    return now.astimezone(ZoneInfo(zone)).date()


def began(now: datetime, zone: str) -> datetime:
    """The beginning of the local day: the only instant that a row may say."""
    return datetime.combine(day_of(now, zone), time(), ZoneInfo(zone)).astimezone(UTC)
