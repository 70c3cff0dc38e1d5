"""Everything that changes accounts, grants and sessions.

What belongs to another transaction (making accounts, granting) takes a `session`; signing in and out own theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from webapp.base.crypto import KeyRing, Place, blind_index, new_token, token_hash
from webapp.base.db import Database
from webapp.base.passwords import MAX_LENGTH, MIN_LENGTH, Passwords, long_enough
from webapp.base.second_factor import code_at, matching_step, new_secret
from webapp.base.sessions import OFFICE_DAY
from webapp.officers import throttle
from webapp.officers.models import Officer, OfficerSession, RoleGrant
from webapp.officers.queries import grant_of, officer_by_name
from webapp.officers.roles import Role

PASSWORDS = Passwords()


@dataclass(frozen=True)
class NewOfficer:
    """An account ready to be stored; made by `new_officer`, outside any transaction."""

    username: str
    name: str
    password_hash: str
    totp_secret: str  # base32, in clear; sealed when stored


@dataclass(frozen=True)
class SignIn:
    """What a person typed on the sign-in page, and the network they typed it in ("" where there is none)."""

    username: str
    password: str
    code: str
    network: str = ""


@dataclass(frozen=True)
class SignInError:
    """No entry. `wait_seconds` is 0 when something typed was wrong; what it was, nobody is told."""

    wait_seconds: int = 0


def tidy_username(typed: str) -> str:
    """Names are compared without case and surrounding space; PostgreSQL can't even be asked about a NUL."""
    return typed.replace("\0", "").strip().casefold()


def new_officer(username: str, name: str, password: str, secret: Callable[[], str] = new_secret) -> NewOfficer:
    """Hash the password and draw the second factor's secret; ValueError when the password has a bad length."""
    if not long_enough(password):
        raise ValueError(f"a password has {MIN_LENGTH} to {MAX_LENGTH} characters")
    return NewOfficer(tidy_username(username), name.strip(), PASSWORDS.hash(password), secret())


def create_officer(session: Session, new: NewOfficer, ring: KeyRing, now: datetime) -> Officer:
    """Store an account, active and without any role; IntegrityError when the username is taken."""
    officer = Officer(
        username=new.username,
        name=new.name,
        password_hash=new.password_hash,
        totp_secret=ring.encrypt_text(new.totp_secret, _place(new.username)),
        created_at=now,
    )
    session.add(officer)
    session.flush()
    return officer


def renew(session: Session, officer_id: int, new: NewOfficer, ring: KeyRing, now: datetime) -> None:
    """Give an account the password and second factor of `new`, made for the same username; its sessions end."""
    changed = {
        "password_hash": new.password_hash,
        "totp_secret": ring.encrypt_text(new.totp_secret, _place(new.username)),
    }
    session.execute(update(Officer).where(Officer.id == officer_id).values(changed))
    _end_sessions(session, OfficerSession.officer_id == officer_id, now=now)


def grant(session: Session, officer_id: int, role: Role, agency_id: int, now: datetime) -> RoleGrant:
    """Give a role for an agency; the same grant twice stays one."""
    if known := grant_of(session, officer_id, role, agency_id):
        return known
    given = RoleGrant(officer_id=officer_id, role=role.value, agency_id=agency_id, granted_at=now)
    session.add(given)
    session.flush()
    return given


def revoke_grant(session: Session, grant_id: int, now: datetime) -> None:
    """Take a role back; it works at the officer's next click."""
    this = update(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.revoked_at.is_(None))
    session.execute(this.values(revoked_at=now))


def deactivate(session: Session, officer_id: int, now: datetime) -> None:
    """Close an account and every session of it."""
    session.execute(update(Officer).where(Officer.id == officer_id).values(active=False))
    _end_sessions(session, OfficerSession.officer_id == officer_id, now=now)


def sign_in(
    db: Database,
    ring: KeyRing,
    typed: SignIn,
    now: datetime,
    passwords: Passwords = PASSWORDS,
    token: Callable[[], str] = new_token,
) -> str | SignInError:
    """The token of a new session, or why not. No transaction is open while the password is hashed.

    Unknown, closed and known names take the same steps and the same work.
    """
    # by name and network: a stranger elsewhere who tries a name keeps nobody else waiting
    tried = f"sign-in name:{tidy_username(typed.username)}"
    here, everywhere = (blind_index(ring.keys[ring.newest], one) for one in (f"{tried}|{typed.network}", tried))
    with db.write() as session:
        wait = throttle.take_turn(session, here, everywhere, now)
        account = None if wait else officer_by_name(session, tidy_username(typed.username))
    if wait:
        return SignInError(wait)
    known = passwords.verify(account.password_hash if account else None, typed.password)
    step = matching_step(_secret(ring, account), typed.code, now)
    if not known or account is None or step is None:
        return SignInError()
    return _open_session(db, account.id, step, (here, everywhere), now, token())


def _open_session(
    db: Database, officer_id: int, step: int, tried: tuple[bytes, bytes], now: datetime, token: str
) -> str | SignInError:
    with db.write() as session:
        if not _use_code(session, officer_id, step, now):
            return SignInError()
        throttle.forgive(session, *tried)
        session.add(
            OfficerSession(
                token_hash=token_hash(token),
                officer_id=officer_id,
                created_at=now,
                last_used_at=now,
                expires_at=now + OFFICE_DAY.absolute,
            )
        )
    return token


def _use_code(session: Session, officer_id: int, step: int, now: datetime) -> bool:
    """Spend the code: one statement, so that of two requests with one code only one comes in."""
    unused = update(Officer).where(Officer.id == officer_id, Officer.active, Officer.totp_last_step < step)
    spent = session.execute(unused.values(totp_last_step=step, last_seen_at=now).returning(Officer.id))
    return spent.scalar_one_or_none() is not None


def _place(username: str) -> Place:
    """Where a second factor is sealed: bound to the name, so that it can't be moved to another account."""
    return Place("officer", "totp_secret", username)


def _secret(ring: KeyRing, account: Officer | None) -> str:
    """The account's secret; for nobody a fresh one, whose code nobody can know."""
    return ring.decrypt_text(account.totp_secret, _place(account.username)) if account else new_secret()


def sign_out(db: Database, token: str, now: datetime) -> None:
    """End the session of this token; an unknown one is no fault."""
    with db.write() as session:
        _end_sessions(session, OfficerSession.token_hash == token_hash(token), now=now)


def revoke_session(db: Database, officer_id: int, session_id: int, now: datetime) -> bool:
    """End one of the officer's own sessions; False when it is not theirs or not there."""
    with db.write() as session:
        mine = (OfficerSession.id == session_id, OfficerSession.officer_id == officer_id)
        return _end_sessions(session, *mine, now=now) > 0


def revoke_all(db: Database, officer_id: int, now: datetime) -> int:
    """End every session of an officer; returns how many were open."""
    with db.write() as session:
        return _end_sessions(session, OfficerSession.officer_id == officer_id, now=now)


def touch(db: Database, session_id: int, officer_id: int, now: datetime) -> None:
    """Note that a session is in use and its officer active; called at most once a minute.

    First the officer, then the session, as `renew` and `deactivate` do: the other way round two of them could each wait
    for the other.
    """
    with db.write() as session:
        session.execute(update(Officer).where(Officer.id == officer_id).values(last_seen_at=now))
        session.execute(update(OfficerSession).where(OfficerSession.id == session_id).values(last_used_at=now))


def current_code(db: Database, ring: KeyRing, username: str, now: datetime) -> str | None:
    """The second factor of a demo officer right now, or None when there is no such name. For demo mode only."""
    with db.read() as session:
        account = officer_by_name(session, tidy_username(username))
    return code_at(_secret(ring, account), now) if account else None


def _end_sessions(session: Session, *which: ColumnElement[bool], now: datetime) -> int:
    ended = update(OfficerSession).where(OfficerSession.revoked_at.is_(None), *which).values(revoked_at=now)
    return len(session.execute(ended.returning(OfficerSession.id)).all())
