"""What the reporter's page carries instead of the PIN: a sealed key to one ticket, for half an hour.

It stands in a hidden field of a page that nobody stores. It opens nothing but its own ticket, and nothing any more
once the PIN was replaced.
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta

from webapp.base.crypto import DecryptError, KeyRing, Place, derive
from webapp.base.ids import Ticket

LASTS = timedelta(minutes=30)
LONGEST = 400
"""Characters; what is longer was not made by us."""


def hand_out(secret: bytes, ticket: Ticket, pin_hash: str, now: datetime) -> str:
    """A key for a hidden field, to whom the right PIN was just seen of. `secret` has at least 32 bytes."""
    until = str(int((now + LASTS).timestamp()))
    return base64.urlsafe_b64encode(_ring(secret).encrypt_text(until, _place(ticket, pin_hash))).decode()


def opens(secret: bytes, key: str, ticket: Ticket, pin_hash: str, now: datetime) -> bool:
    """Whether `key` was handed out for this ticket and its present PIN, and hasn't run out."""
    try:
        sealed = base64.b64decode(key[:LONGEST], altchars=b"-_", validate=True)
        until = _ring(secret).decrypt_text(sealed, _place(ticket, pin_hash))
    except (DecryptError, binascii.Error, ValueError):
        return False
    return now < datetime.fromtimestamp(int(until), UTC)


def _ring(secret: bytes) -> KeyRing:
    return KeyRing({1: derive(secret, "reporter's page")})


def _place(ticket: Ticket, pin_hash: str) -> Place:
    return Place("case", "reporter's page", f"{ticket} {pin_hash}")
