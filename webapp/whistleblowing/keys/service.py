"""Passphrase, second factor and recovery code of a holder: what opens a key, and what is stored anew."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime

from nacl.public import PrivateKey
from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError, token_hash
from webapp.base.second_factor import matching_step
from webapp.whistleblowing import days, locks, vault
from webapp.whistleblowing.keys import known, passphrases
from webapp.whistleblowing.keys.accounts import INVITED_FOR, note
from webapp.whistleblowing.keys.guesses import Guesses
from webapp.whistleblowing.keys.plan import Deed, Plan
from webapp.whistleblowing.locks import Passphrase, ReportKey
from webapp.whistleblowing.models import Holder, Inspectorate
from webapp.whistleblowing.tree import State
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.vouching import is_ours, vouch
from webapp.whistleblowing.web import House

_NOBODY = secrets.token_bytes(locks.SALT_BYTES)
"""Salt of names that nobody has: the same work is done for them."""
_SEALED_BYTES = 73
"""Of a sealed private key."""


class Wrong(Exception):
    """Name, passphrase or code is wrong; nobody is told which."""


class Changed(Exception):
    """The account has become another one meanwhile, in another tab or by the operator; nothing was stored."""


@dataclass(frozen=True)
class Unlocked:
    """An account whose key is open. `wrong` counts the wrong tries since the last right one."""

    holder: int
    username: str
    private: PrivateKey = field(repr=False)
    salt: bytes = field(repr=False)
    typed: Passphrase = field(repr=False)
    totp: str = field(repr=False)
    totp_step: int
    sealed: bytes = field(repr=False)
    wrong: int

    def plan(self, deed: Deed) -> Plan:
        """To change something of it."""
        return Plan(
            holder=self.holder,
            username=self.username,
            deed=deed.value,
            before=self.sealed.hex(),
            old=bytes(self.private).hex(),
            salt=self.salt.hex(),
            proof=self.typed.proof.hex(),
            key=self.typed.key.hex(),
            totp=self.totp,
            totp_step=self.totp_step,
        )


@dataclass(frozen=True)
class Account:
    """What its holder is shown."""

    username: str
    name: str
    office: str
    role: str
    inspectorate: str


def account(rooms: House, holder: int) -> Account:
    """Of who has signed in."""
    with rooms.db.read() as session:
        row = session.get_one(Holder, holder)
        place = session.get_one(Inspectorate, row.inspectorate_id)
        return Account(row.username, row.name, row.office, row.role, place.name)


def unlock(
    rooms: House, guesses: Guesses, username: str, passphrase: str, code: str, now: datetime, browser: str
) -> Unlocked:
    """Open an account; takes some 0.3 s and 256 MiB, also for a name that nobody has. Raises Wrong, Held or Busy.

    A code of the second factor works once: its step is stored by the statement that checks that it is later.
    A browser that is known waits in another lane, and is not held for what strangers have tried.
    """
    name = username.strip().lower()[:100]
    row = _active(rooms, name)
    today = days.day_of(now, rooms.settings.site.zone)
    is_known = row is not None and known.is_of(rooms.settings, row.id, row.salt, today, browser)
    counted = f" {name}" if is_known else name  # nobody can type a name with a space before it
    guesses.check(counted)
    with (rooms.brakes.known if is_known else rooms.brakes.passphrases).turn():
        guesses.take(counted)
        typed = Passphrase.of(passphrases.tidy(passphrase), row.salt if row else _NOBODY)
    proof = row.proof if row and row.proof else bytes(len(typed.proof))
    if not hmac.compare_digest(proof, typed.proof) or row is None:
        raise Wrong
    private, totp = _opened(row, typed)
    step = matching_step(totp, code[:40], now)
    if step is None or not _use_step(rooms, row, step):
        raise Wrong
    sealed = row.sealed_private or b""
    return Unlocked(row.id, name, private, row.salt, typed, totp, step, sealed, guesses.forgive(name, f" {name}"))


def recover(rooms: House, guesses: Guesses, username: str, recovery: bytes) -> Plan:
    """The way back in with the recovery code alone; raises Wrong or Held."""
    name = username.strip().lower()[:100]
    guesses.take(name)
    row = _active(rooms, name)
    sealed = row.sealed_recovery if row and row.sealed_recovery else bytes(_SEALED_BYTES)
    owner = vault.holder(row.id if row else 0)
    try:
        private = locks.open_private(sealed, locks.recovery_key(recovery), owner)
    except DecryptError:
        raise Wrong from None
    if row is None:  # pragma: no cover - nothing opens zeros
        raise Wrong
    guesses.forgive(name)
    return Plan(row.id, name, Deed.LOST.value, (row.sealed_private or b"").hex(), old=bytes(private).hex())


def invited(rooms: House, token: str, now: datetime) -> Plan:
    """What an invitation begins, within its days; raises Wrong."""
    today = days.day_of(now, rooms.settings.site.zone)
    with rooms.db.read() as session:
        row = session.scalars(select(Holder).where(Holder.invite_hash == token_hash(token.strip()[:100]))).one_or_none()
    if row is None or row.invited_on is None or row.state != State.INVITED.value:
        raise Wrong
    if today > row.invited_on + INVITED_FOR:
        raise Wrong
    return Plan(row.id, row.username, Deed.BEGIN.value, (row.invite_hash or b"").hex())


def with_passphrase(rooms: House, plan: Plan, typed: str) -> Plan:
    """The keys of a new passphrase, under a salt of its own; raises Busy."""
    salt = secrets.token_bytes(locks.SALT_BYTES)
    with rooms.brakes.known.turn():
        made = Passphrase.of(typed, salt)
    return replace(plan, salt=salt.hex(), proof=made.proof.hex(), key=made.key.hex(), typed="", words="")


def finish(rooms: House, plan: Plan, now: datetime) -> PrivateKey:
    """Store all of it at once; returns the key that is open now. Raises Changed."""
    today, private = days.day_of(now, rooms.settings.site.zone), plan.key_pair
    with rooms.db.write() as session:
        if not _is_unchanged(session, plan):
            raise Changed
        _store(session, plan, private)
        if plan.deed == Deed.PAIR:
            # all at once, while the old key is open: somebody else may have it, so it must die now
            old = Reader(vault.holder(plan.holder), PrivateKey(bytes.fromhex(plan.old)))
            vault.rewrap(session, old, bytes(private.public_key))
        note(session, today, plan.deed, plan.holder, plan.holder)
    return private


def _active(rooms: House, username: str) -> Holder | None:
    with rooms.db.read() as session:
        mine = select(Holder).where(Holder.username == username, Holder.state == State.ACTIVE.value)
        return session.scalars(mine).one_or_none()


def _opened(row: Holder, typed: Passphrase) -> tuple[PrivateKey, str]:
    owner = vault.holder(row.id)
    private = locks.open_private(row.sealed_private or b"", typed.key, owner)
    return private, locks.open_text(ReportKey(typed.key), row.sealed_totp or b"", _totp(owner))


def _totp(owner: str) -> str:
    return f"{owner}|totp"


def _use_step(rooms: House, row: Holder, step: int) -> bool:
    mine = (Holder.id == row.id, Holder.state == State.ACTIVE.value, Holder.proof == row.proof, Holder.totp_step < step)
    with rooms.db.write() as session:
        return _rows(session.execute(update(Holder).where(*mine).values(totp_step=step))) == 1


def _is_unchanged(session: Session, plan: Plan) -> bool:
    row = session.get(Holder, plan.holder, with_for_update=True)
    if row is None or not is_ours(session, row):
        return False
    begins = plan.deed == Deed.BEGIN
    if not begins and bytes(PrivateKey(bytes.fromhex(plan.old)).public_key) != row.public_key:
        return False  # what the passphrase opens was put there by somebody else
    state, before = (State.INVITED, row.invite_hash) if begins else (State.ACTIVE, row.sealed_private)
    return row.state == state.value and before is not None and before.hex() == plan.before


def _store(session: Session, plan: Plan, private: PrivateKey) -> None:
    row, owner, key = session.get_one(Holder, plan.holder), vault.holder(plan.holder), bytes.fromhex(plan.key)
    row.state, row.invite_hash, row.invited_on = State.ACTIVE.value, None, None
    row.salt, row.proof, row.public_key = bytes.fromhex(plan.salt), bytes.fromhex(plan.proof), bytes(private.public_key)
    row.sealed_private = locks.seal_private(private, key, owner)
    row.sealed_totp = locks.seal_text(ReportKey(key), plan.totp, _totp(owner))
    row.totp_step = max(row.totp_step or 0, plan.totp_step)
    if plan.recovery:
        paper = locks.recovery_key(bytes.fromhex(plan.recovery))
        row.sealed_recovery = locks.seal_private(private, paper, owner)
    vouch(session, row)


def _rows(done: object) -> int:
    return done.rowcount if isinstance(done, CursorResult) else 0
