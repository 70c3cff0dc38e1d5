"""The record that all stages share: the case, its events, its texts, its clocks, and who may be told.

`case` is a projection of its `case_event` rows: `cases.events.project` rebuilds it, and nothing else writes it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime, partial

StoredPause = tuple[str, str, str | None]
"""A pause as JSON: ISO date from, reason, ISO date to (None while it lasts)."""

BIG = BigInteger().with_variant(Integer, "sqlite")


class Case(Base):
    """One report and what became of it. `version` is the number of its newest event."""

    __tablename__ = "case"
    __table_args__ = (partial("ix_case_leading", "leading_ticket IS NOT NULL", "leading_ticket"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    ticket: Mapped[str] = mapped_column(String(11), unique=True)
    idempotency_hash: Mapped[str] = mapped_column(String(64), unique=True)  # of the draft's key, hex
    pin_hash: Mapped[str] = mapped_column(String(64))  # keyed; changes only by NEW_PIN
    commitment_salt: Mapped[bytes] = mapped_column(LargeBinary)  # salts the receipt's commitment to the first event
    version: Mapped[int]
    # projected from the events
    status: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    anonymous: Mapped[bool]
    confidential: Mapped[bool]
    sensitive: Mapped[bool]  # violence, sexual harm, children: nobody lifts its secrecy
    urgent: Mapped[bool] = mapped_column(default=False)  # a person may be in danger: an officer looks first
    supervisory: Mapped[bool]
    area_code: Mapped[str | None] = mapped_column(String(13))
    category: Mapped[str | None] = mapped_column(String(60))
    coordinator_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))  # who has it now
    excluded_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))  # the office it is about
    escalated_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))  # who answers for it since it is late
    hops: Mapped[int] = mapped_column(default=0)
    handled: Mapped[bool] = mapped_column(default=False)
    followed_up: Mapped[bool] = mapped_column(default=False)
    lifted: Mapped[bool] = mapped_column(default=False)  # the reporter has ended secrecy once
    closed_by: Mapped[str | None] = mapped_column(String(20))
    archive_reason: Mapped[str | None] = mapped_column(String(40))
    leading_ticket: Mapped[str | None] = mapped_column(String(11))
    text_state: Mapped[str | None] = mapped_column(String(20))  # proposed, approved, declined…: `events`
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))  # who declined publication last
    text_decider: Mapped[str | None] = mapped_column(String(200))  # once contested: path of the agency that decides
    stars: Mapped[int | None]
    result: Mapped[str | None] = mapped_column(String(40))  # how an aspirasi ends: `results`
    category_state: Mapped[str | None] = mapped_column(String(10))  # an officer's category of harm: `reasons`
    category_decider: Mapped[str | None] = mapped_column(String(200))  # once contested: path of the agency that decides
    unread_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # words of the reporter that wait: `events`
    harm_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # called harm when it had ended: `events`
    agency_question: Mapped[str | None] = mapped_column(String(10))  # "salah instansi": `events`
    signs: Mapped[str | None] = mapped_column(String(10))  # told in a video of sign language: `signs`
    no_calls: Mapped[bool] = mapped_column(default=False)  # "jangan telepon": whoever has the case never calls
    contributors: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)  # by agency: `parts`
    helps: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)  # by number, never what was asked for
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def answering_id(self) -> int:
        """The agency whose officers must answer for it: who has it, or the level above when it is late."""
        return self.escalated_id or self.agency_id


class CaseEvent(Base):
    """One thing that happened, never changed: codes, ids and salted digests, no free text. `hash` chains the case."""

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(String(30))
    from_status: Mapped[str | None] = mapped_column(String(20))  # stored: replay never asks today's table
    to_status: Mapped[str] = mapped_column(String(20))
    party: Mapped[str] = mapped_column(String(20))  # reporter, system or officer
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))  # for whom the officer acted
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class CaseText(Base):
    """All free text. Version 1 of title and body is the reporter's and immutable; an edit is a new version."""

    __tablename__ = "case_text"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "version", "event_seq"),
        Index("ix_case_text_case_id_event_seq", "case_id", "event_seq"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"))
    event_seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(12), default="id")
    salt: Mapped[bytes] = mapped_column(LargeBinary)  # of its digest in the event; erased together with the text
    text: Mapped[str] = mapped_column(Text)
    public: Mapped[str | None] = mapped_column(Text)  # what everybody reads of it once the case is published


class PublishedText(Base):
    """What the public may read: the only table that search, feeds and open data look at. Gone when unpublished.

    Written by `cases.publishing` alone. `position` orders by publication. Of an anonymous report `area_code` is the
    district, and both instants are the Monday of their week. `search` holds its words and what it may be asked for;
    the database keeps an index of them (migration 0003).
    """

    __tablename__ = "published_text"

    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True)
    position: Mapped[int] = mapped_column(BIG, unique=True)
    ticket: Mapped[str] = mapped_column(String(11))
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    closed_by: Mapped[str | None] = mapped_column(String(20))
    archive_reason: Mapped[str | None] = mapped_column(String(40))
    result: Mapped[str | None] = mapped_column(String(40))
    anonymous: Mapped[bool]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    area_code: Mapped[str | None] = mapped_column(String(13))
    topic: Mapped[str | None] = mapped_column(String(60))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    search: Mapped[str] = mapped_column(Text)


class Contact(Base):
    """Name and addresses of the reporter, sealed by the key ring; an anonymous case has no row here."""

    __tablename__ = "contact"

    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # JSON of cases.reports.Reporter
    email_index: Mapped[str | None] = mapped_column(String(64), index=True)  # keyed blind index, hex
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    erase_after: Mapped[date] = mapped_column(Date)


class PinCode(Base):
    """The newest one-time code by which a case may get a new PIN: only what the code is computed from under a key."""

    __tablename__ = "pin_code"

    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(32))  # random, hex
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Deadline(Base):
    """A promise with a date: local due date, rule and calendar version. Superseded rows stay.

    One is open per kind; of contributions one for each agency.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        partial("ix_deadline_open", "ended_at IS NULL", "case_id", "kind", "part", unique=True),
        partial("ix_deadline_next", "ended_at IS NULL AND paused_on IS NULL", "zone", "next_on", "id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    part: Mapped[int] = mapped_column(default=0)  # the agency whose contribution it is; 0 for the case's own clocks
    rule: Mapped[str] = mapped_column(String(60))  # code of a rule in cases.deadlines
    calendar: Mapped[str] = mapped_column(String(40))  # version of the calendar that counted
    zone: Mapped[str] = mapped_column(String(40))
    started_on: Mapped[date] = mapped_column(Date)
    due: Mapped[date] = mapped_column(Date)
    first_due: Mapped[date] = mapped_column(Date)  # what was promised at first, whatever came later
    paused_on: Mapped[date | None] = mapped_column(Date)
    pauses: Mapped[list[StoredPause]] = mapped_column(JSON, default=list)
    step: Mapped[int] = mapped_column(default=0)  # how many of its timers are behind it: cases.timers
    next_on: Mapped[date | None] = mapped_column(Date)  # local day of the next one; None: nothing more comes by itself
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(20))  # met, late or superseded


def _where_due(name: str, day: str) -> Index:
    """Of a queue, the cases that have this day."""
    return partial(name, f"{day} IS NOT NULL", "agency_id", day, "case_id")


class CaseScope(Base):
    """An open case in the queue of one agency above it: a queue page, of one status too, is one range of this table.

    A case that has ended stands here without `due`, only while it waits for something: help, a decision, to be read.
    """

    __tablename__ = "case_scope"
    __table_args__ = (
        Index("ix_case_scope_queue", "agency_id", "due", "case_id"),
        Index("ix_case_scope_status", "agency_id", "status", "due", "case_id"),
        _where_due("ix_case_scope_publish", "publish_by"),
        _where_due("ix_case_scope_agency", "right_agency_by"),
        _where_due("ix_case_scope_category", "right_category_by"),
        _where_due("ix_case_scope_contested", "contested_by"),
        _where_due("ix_case_scope_unread", "unread_since"),
        _where_due("ix_case_scope_help", "help_by"),
        _where_due("ix_case_scope_signs", "signs_by"),
        _where_due("ix_case_scope_urgent", "urgent_by"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True, index=True)
    due: Mapped[date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(20))
    publish_by: Mapped[date | None] = mapped_column(Date)  # while publication waits for its decision
    right_agency_by: Mapped[date | None] = mapped_column(Date)  # the coordinator's, while "salah instansi" is open
    right_category_by: Mapped[date | None] = mapped_column(Date)  # while harm in its category is contested
    contested_by: Mapped[date | None] = mapped_column(Date)  # the first day of what these may decide once more
    unread_since: Mapped[date | None] = mapped_column(Date)  # while words of the reporter wait
    help_by: Mapped[date | None] = mapped_column(Date)  # since when an accommodation waits, or for when it is promised
    signs_by: Mapped[date | None] = mapped_column(Date)  # while a video of sign language waits for its words
    urgent_by: Mapped[date | None] = mapped_column(Date)  # `due` again, or since when harm in an ended case waits


class RollupTodo(Base):
    """An event that the figures have not counted yet; a job consumes the rows (ids commit out of order)."""

    __tablename__ = "rollup_todo"

    event_id: Mapped[int] = mapped_column(BIG, ForeignKey("case_event.id"), primary_key=True)
