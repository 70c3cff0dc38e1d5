"""The sealed database: days instead of times, ciphertexts instead of words, nobody's address or browser.

What stands here in clear is what whoever steals it learns: that there is a report, the day it came, how many pieces it
has, which inspectorate has it and what became of it (docs/threat-model.md).
"""

from __future__ import annotations

import secrets
from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import NAMES, Base


class Sealed(Base):
    """Every table of the sealed database, apart from those of the public one."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMES)


def _number() -> int:
    """Drawn, not counted: who has the database must not read from a number what came before what.

    SQLite would count rows by itself; so migrations make these tables WITHOUT ROWID.
    """
    return secrets.randbits(63)


class Instance(Sealed):
    """One row: the salt of all codes, and whether WB_KEY is still the key that this database was made with."""

    __tablename__ = "instance"

    id: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    key_check: Mapped[bytes] = mapped_column(LargeBinary)


class Inspectorate(Sealed):
    """Who examines: a regency's or city's, a province's, a ministry's. `parent_id` is one level up."""

    __tablename__ = "inspectorate"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("inspectorate.id"))
    offline_public: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of a key pair whose private key lies on paper in a safe; reporters are told where there is one."""
    vouched: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Made by `vouching`, here and below."""
    notice_email: Mapped[str | None]
    """Where it is told, at most once a day, that there is something to read; never what."""
    noticed_through: Mapped[date | None] = mapped_column(Date)
    """The last day whose news have been told."""


class Holder(Sealed):
    """Somebody with keys: an inspector, or a custodian of identities.

    `state`: invited (no key yet), active, ended. Of the passphrase only `proof` is kept, which costs as much to try as
    the key itself (`locks.Passphrase`). The secret of the second factor is sealed under the passphrase, too.
    """

    __tablename__ = "holder"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspectorate_id: Mapped[int] = mapped_column(ForeignKey("inspectorate.id"), index=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    office: Mapped[str]
    """What reporters are shown: "Inspektur Daerah", "Auditor investigatif"."""
    is_head: Mapped[bool]
    """Whether accusing this office leads one level up."""
    role: Mapped[str]
    state: Mapped[str]
    invite_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    invited_on: Mapped[date | None] = mapped_column(Date)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    proof: Mapped[bytes | None] = mapped_column(LargeBinary)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_private: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_recovery: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    vouched: Mapped[bytes | None] = mapped_column(LargeBinary)


class Report(Sealed):
    """One report. `tag` finds it by its code; `public_key` is the reporter's; nothing leads back to either."""

    __tablename__ = "report"

    id: Mapped[str] = mapped_column(primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    received_on: Mapped[date] = mapped_column(Date)
    is_copied: Mapped[bool] = mapped_column(default=False)
    """Whether its reporter has the code on paper: the token of the draft shows it no more."""


class Handling(Sealed):
    """One inspectorate's work on a report. Escalated by its reporter a report has two: each knows only its own."""

    __tablename__ = "handling"
    __table_args__ = (UniqueConstraint("report_id", "inspectorate_id"), UniqueConstraint("report_id", "level"))

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=_number)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"), index=True)
    inspectorate_id: Mapped[int] = mapped_column(ForeignKey("inspectorate.id"), index=True)
    level: Mapped[int]
    """0 for where the report was sent, one more each time its reporter takes it up."""
    opened_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(Date, index=True)
    changed_on: Mapped[date] = mapped_column(Date)
    retain_until: Mapped[date] = mapped_column(Date, index=True)
    """Its last day here, `sending.RETENTION` after it came unless prolonged, or later (`keeping`). The report goes with
    its last level."""
    version: Mapped[int] = mapped_column(default=0)


class Wrap(Sealed):
    """The key of one compartment of a report, sealed to one holder: `reporter`, `holder:7` or `offline:3`."""

    __tablename__ = "wrap"

    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"), primary_key=True)
    compartment: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(primary_key=True, index=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)


class Entry(Sealed):
    """One sealed text: answers, a message, a note, an identity, a motive. `number` is its place in its compartment."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("report_id", "compartment", "number"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=_number)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"), index=True)
    compartment: Mapped[str]
    number: Mapped[int]
    author: Mapped[str]
    """`reporter`, `holder:7`, or nobody: it is asked who wrote last. What a piece is stands inside."""
    written_on: Mapped[date] = mapped_column(Date)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    once: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    """A hash of the token of the page it was sent from: what is sent twice is written once."""


class Blob(Sealed):
    """A sealed file on the disk. Its name, size and key are inside an entry; unsent it is a draft's, for a day."""

    __tablename__ = "blob"

    id: Mapped[str] = mapped_column(primary_key=True)
    report_id: Mapped[str | None] = mapped_column(ForeignKey("report.id"), index=True)
    draft_hash: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    kept_until: Mapped[date | None] = mapped_column(Date, index=True)
    frames: Mapped[int]
    """Its size, no finer than the folder shows it."""


class Asked(StrEnum):
    """What became of a request for the identity."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class IdentityRequest(Sealed):
    """An inspector asks who the reporter is; a custodian decides. Why is a sealed entry of its own compartment."""

    __tablename__ = "identity_request"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=_number)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]
    """Its place among those about this report."""
    asker_id: Mapped[int] = mapped_column(ForeignKey("holder.id"))
    asked_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str]
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("holder.id"))
    decided_on: Mapped[date | None] = mapped_column(Date)


class Audit(Sealed):
    """What holders of keys did with keys and reports: codes only. Never a reporter's visit."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=_number)
    done_on: Mapped[date] = mapped_column(Date)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("holder.id"))
    action: Mapped[str]
    report_id: Mapped[str | None] = mapped_column(index=True)
    """Not a foreign key: the row outlives the report."""
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
