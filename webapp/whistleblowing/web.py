"""What a request of the sealed app needs from it: settings, database, the day, brakes, sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from flask import current_app

from webapp.base import drafts
from webapp.base.db import Database
from webapp.base.store import Store
from webapp.base.uploads import has_no_room
from webapp.base.web import now
from webapp.whistleblowing import days
from webapp.whistleblowing.brakes import Brakes, Full
from webapp.whistleblowing.sessions import Sessions
from webapp.whistleblowing.settings import Settings


@dataclass(frozen=True)
class House:
    """Everything that one process of the sealed app shares."""

    settings: Settings
    db: Database
    store: Store
    brakes: Brakes
    sessions: Sessions
    shown: dict[bytes, datetime] = field(default_factory=dict)
    """Since when a token shows the code of what was sent: by its hash, in memory only."""


def house() -> House:
    """Of the app that answers."""
    return cast(House, current_app.extensions["house"])


def today() -> date:
    """The local day."""
    return days.day_of(now(), house().settings.site.zone)


def load_draft(token: str) -> drafts.Kept | None:
    """What is in the draft of this token."""
    return drafts.load(house().db, token, days.began(now(), house().settings.site.zone))


def save_draft(token: str, fields: drafts.Fields) -> drafts.Kept:
    """Put `fields` over what the draft holds, until the end of tomorrow; raises Busy, or Full, for one too many."""
    if load_draft(token) is None:
        settings = house().settings
        if has_no_room(settings.data_dir, settings.storage_reserve // 2):
            raise Full(3600)
        house().brakes.drafts.take()
    return drafts.save(house().db, token, fields, days.began(now(), house().settings.site.zone), days.DRAFT_LIFE)


__all__ = ["House", "house", "load_draft", "now", "save_draft", "today"]
