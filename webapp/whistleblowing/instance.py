"""What one instance of the sealed app is: its salt, and whether its key is still the right one."""

from __future__ import annotations

import hmac
import secrets

from sqlalchemy.orm import Session

from webapp.base.crypto import derive, keyed_hash
from webapp.whistleblowing.locks import SALT_BYTES
from webapp.whistleblowing.models import Instance

_ID = 1


class WrongKey(Exception):
    """WB_KEY is not the key that this database was made with: no code would open, so nothing may be taken."""


def begin(session: Session, key: bytes) -> None:
    """Draw the salt of a new instance; nothing happens to one that has it. Raises WrongKey."""
    if session.get(Instance, _ID) is None:
        salt = secrets.token_bytes(SALT_BYTES)
        session.add(Instance(id=_ID, salt=salt, key_check=_check(key, salt)))
    else:
        salt_of(session, key)


def salt_of(session: Session, key: bytes) -> bytes:
    """The salt of all codes; raises WrongKey."""
    row = session.get(Instance, _ID)
    if row is None or not hmac.compare_digest(row.key_check, _check(key, row.salt)):
        raise WrongKey
    return row.salt


def _check(key: bytes, salt: bytes) -> bytes:
    return keyed_hash(derive(key, "sealed check"), salt)
