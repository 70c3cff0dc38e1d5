"""The tables of people who work here: accounts, what they were granted, their sessions, the sign-in throttle."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime


class Officer(Base):
    """A named person with an account. Never deleted: events refer to it; `active` closes it."""

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)  # lower case, see service.tidy_username
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))  # argon2id with its parameters
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary)  # sealed by the key ring at this username
    totp_last_step: Mapped[int] = mapped_column(default=0)  # only grows: no code is ever accepted twice
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoleGrant(Base):
    """An officer is `role` for an agency from `granted_at` until `revoked_at`; past grants stay as record."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_agency_role", "agency_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OfficerSession(Base):
    """One signed-in browser. Only the hash of its token, and no network address."""

    __tablename__ = "officer_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # base.crypto.token_hash
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInThrottle(Base):
    """Attempts for one typed name, existing or not; the name itself is not kept (people type passwords there)."""

    __tablename__ = "sign_in_throttle"

    name_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)  # base.crypto.blind_index
    attempts: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime] = mapped_column(UtcDateTime)
