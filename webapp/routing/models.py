"""Versions of the routing rules, and what officers' decisions taught: no words, but keyed digests of phrases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime

BIG = BigInteger().with_variant(Integer, "sqlite")


class RoutingVersion(Base):
    """One set of rules, never changed. It holds from `valid_from` until the version `superseded_by` took its place."""

    __tablename__ = "routing_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("routing_version.number"))


class RoutingRule(Base):
    """A rule of one version, asked in the order of `position`: those with `last` after the competences of offices."""

    __tablename__ = "routing_rule"

    version: Mapped[int] = mapped_column(ForeignKey("routing_version.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[bool]
    name: Mapped[str] = mapped_column(String(60))
    category: Mapped[str] = mapped_column(String(60))
    area: Mapped[str] = mapped_column(String(13))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[list[str]] = mapped_column(JSON)
    office: Mapped[str] = mapped_column(String(30))
    level: Mapped[str] = mapped_column(String(10))
    agency: Mapped[str] = mapped_column(String(60))  # a code; "" when an office of this kind is looked for
    because: Mapped[str] = mapped_column(String(400))


class RoutingTodo(Base):
    """A case that an event may have taught something about; a job consumes the rows (ids commit out of order)."""

    __tablename__ = "routing_todo"

    event_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(BIG)


class TaughtCase(Base):
    """What one case taught, so that it can be taken back: its labels and the digests of its phrases."""

    __tablename__ = "taught_case"

    case_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    labels: Mapped[list[str]] = mapped_column(JSON)
    digests: Mapped[list[str]] = mapped_column(JSON)


class TaughtPhrase(Base):
    """In how many cases of each label a phrase stood, by the phrase's keyed digest (16 hex digits)."""

    __tablename__ = "taught_phrase"

    digest: Mapped[str] = mapped_column(String(16), primary_key=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


class TaughtTotal(Base):
    """The only row: cases by label, and the key of the digests. Who teaches holds it, so that counts are exact."""

    __tablename__ = "taught_total"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
