"""Browsers from which somebody has signed in: they have a lane of their own at the door, which strangers can't fill.

Nothing is stored: the token is a keyed hash of the account and of the salt of its passphrase, so it ends with either,
and after 45 to 90 days. It opens nothing, and goes to the desk only: what this browser reports does not carry it.
"""

from __future__ import annotations

import hmac
from datetime import date, timedelta

from flask import Response, request

from webapp.base.crypto import keyed_hash
from webapp.whistleblowing import seats
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.web import house, today

PERIOD = timedelta(days=45)
_COOKIE = "dikenal"


def mark(answer: Response, holder: int, salt: bytes) -> Response:
    """The answer to a right sign-in, with the token."""
    return seats.keep(answer, _COOKIE, _token(house().settings, holder, salt, today()), "/meja", 2 * PERIOD)


def shown() -> str:
    """What the browser of this request shows for one, or nothing."""
    return request.cookies.get(seats.named(_COOKIE, "/meja"), "")


def is_of(settings: Settings, holder: int, salt: bytes, day: date, token: str) -> bool:
    """Whether the token is of this account, and not too old."""
    living = [_token(settings, holder, salt, day - age) for age in (timedelta(0), PERIOD)]
    return any(hmac.compare_digest(one.encode(), token.encode()) for one in living)


def _token(settings: Settings, holder: int, salt: bytes, day: date) -> str:
    period = day.toordinal() // PERIOD.days
    return keyed_hash(settings.browser_key, f"{holder}|{salt.hex()}|{period}").hex()
