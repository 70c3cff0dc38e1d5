"""What happened to one ticket as a feed: the past moments of its public page, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime, time

from webapp.base.clock import local_date, week_of
from webapp.base.feeds import Feed, FeedEntry
from webapp.base.sentences import _
from webapp.cases.queries import Entry
from webapp.tracking.folding import folded
from webapp.tracking.story import tell
from webapp.tracking.tracked import Tracked


def feed_of(seen: Tracked) -> Feed:
    """The public's copy of a case (`queries.for_public`) as a feed."""
    story = tell(seen, to_public=True)
    told = [
        _entry(seen, entry, moment.title, moment.text)
        for (entry, _left_out), moment in zip(folded(seen.entries), story.moments, strict=False)
    ]
    title = _("%(heading)s – tiket %(ticket)s", heading=story.heading, ticket=seen.shown)
    return Feed(f"lacak:{seen.ticket}", title, seen.address, f"{seen.address}/umpan.atom", tuple(reversed(told)))


def _entry(seen: Tracked, entry: Entry, title: str, text: str) -> FeedEntry:
    at = _as_told(seen, entry)
    return FeedEntry(f"lacak:{seen.ticket}:{entry.seq}", title, text, seen.address, at, at)


def _as_told(seen: Tracked, entry: Entry) -> datetime:
    """Of an anonymous or confidential report only the week is told, and of what made one secret (`veil`)."""
    if not seen.veiled and entry.seq > 0:
        return entry.at
    monday = week_of(local_date(entry.at, seen.zone)).monday
    return datetime.combine(monday, time(), seen.zone.info).astimezone(UTC)
