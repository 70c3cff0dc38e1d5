"""Whether the row of who gets keys is as our own commands and pages have left it.

Whoever can write to the database alone could put their own public key into a colleague's row for a moment. So each row
that names a key carries a keyed hash of itself; one that doesn't match is nobody's. Not against who has WB_KEY too, nor
against a row that is put back to what it was on an earlier day.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.crypto import keyed_hash, matches
from webapp.whistleblowing.models import Holder, Inspectorate

KEY = "vouching"
"""Where the sessions of the database have `Settings.vouching_key`."""
_HOLDER = ("id", "username", "name", "role", "inspectorate_id", "is_head", "invite_hash", "public_key")
_INSPECTORATE = ("id", "code", "offline_public")


def vouch(session: Session, row: Holder | Inspectorate) -> None:
    """After each change of ours."""
    session.flush()  # it has a number now
    row.vouched = keyed_hash(session.info[KEY], _facts(row))


def is_ours(session: Session, row: Holder | Inspectorate) -> bool:
    """Whether nobody else has changed it."""
    return row.vouched is not None and matches(session.info[KEY], _facts(row), row.vouched)


def begin(session: Session) -> None:
    """Rows that are older than this rule, where it holds for none yet.

    Whoever takes the marks of all rows away, for this, leaves nobody who reads until the operator upgrades.
    """
    rows = [*session.scalars(select(Holder)), *session.scalars(select(Inspectorate))]
    if all(one.vouched is None for one in rows):
        for one in rows:
            vouch(session, one)


def _facts(row: Holder | Inspectorate) -> str:
    names = _HOLDER if isinstance(row, Holder) else _INSPECTORATE
    return repr([row.__tablename__, *(getattr(row, one) for one in names)])
