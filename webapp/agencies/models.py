"""Where things are and who answers for them: areas, agencies, categories, and which office knows which category."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime

AgencyId = BigInteger().with_variant(Integer, "sqlite")


class AreaKind(StrEnum):
    """Levels of Kemendagri's codes: 2, 5, 8 and 13 characters."""

    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"
    DISTRICT = "district"
    VILLAGE = "village"
    KELURAHAN = "kelurahan"


class AgencyKind(StrEnum):
    """What an agency is. The first five govern an area; the others work under one of them."""

    NATION = "nation"
    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"
    DISTRICT = "district"
    VILLAGE = "village"
    KELURAHAN = "kelurahan"
    OFFICE = "office"
    ENTERPRISE = "enterprise"
    INSPECTORATE = "inspectorate"


class Area(Base):
    """A place with a Kemendagri code such as "64.72.04.1003". Codes change: an old one stays, with its successor.

    `search` is what `queries.find_areas` looks through: the folded names without spaces, nearest first, joined by "|".
    """

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12))
    parent_code: Mapped[str | None] = mapped_column(String(13), index=True)
    full_path: Mapped[str] = mapped_column(String(400))
    search: Mapped[str] = mapped_column(String(400))
    valid_from: Mapped[date]
    successor_code: Mapped[str | None] = mapped_column(String(13))


class Agency(Base):
    """A node of the tree of those who answer. Closed ones stay, with their successor, so that history keeps its names.

    `path` holds the ids from the root down to this one: "/1/5/9/". `office` is the kind of work ("pupr", "dinkes"),
    shared by all offices alike. `area_code` is the jurisdiction, None for the nation.
    `search` is the folded code and name without spaces.
    """

    __tablename__ = "agency"
    __table_args__ = (
        Index("ix_agency_path", "path", postgresql_ops={"path": "text_pattern_ops"}),
        Index("ix_agency_area_code_kind", "area_code", "kind"),
    )

    id: Mapped[int] = mapped_column(AgencyId, primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12))
    office: Mapped[str | None] = mapped_column(String(30))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    area_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    email: Mapped[str | None] = mapped_column(String(254))
    search: Mapped[str] = mapped_column(String(800), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))


class Category(Base):
    """What a report is about: a topic (`parent_code` None) or one of its leaves. Retired, never deleted.

    `name` is an Indonesian msgid. `corruption` ones must offer the whistleblowing channel before anything is stored;
    `sensitive` ones (violence, sexual, child) are confidential from the start and never published.
    `keywords` are the words people use for it, folded, joined by spaces; a hyphen joins words that belong together.
    `supervisory_hint` is the usual answer to "berkadar pengawasan?"; an officer decides.
    """

    __tablename__ = "category"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    keywords: Mapped[str] = mapped_column(String(400), default="", server_default="")
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    corruption: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    sensitive: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    supervisory_hint: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Competence(Base):
    """Offices of this kind answer this category (and what lies under it), starting at this level of government.

    `level` is "regency", "province" or "nation": a school for the blind is the province's, a primary school the city's.
    `weight` (1–10) orders several offices that know the same category.
    """

    __tablename__ = "competence"

    office: Mapped[str] = mapped_column(String(30), primary_key=True)
    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"), primary_key=True)
    level: Mapped[str] = mapped_column(String(10), primary_key=True, default="regency")
    weight: Mapped[int] = mapped_column(SmallInteger, default=5)


class LocalClosure(Base):
    """A day on which the offices of one area are shut, beside the national holidays; editable by operators."""

    __tablename__ = "local_closure"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(13), index=True)
    day: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(200))
