"""What the pages of tickets keep beside the record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime
from webapp.cases.models import BIG


class MeToo(Base):
    """How many others have the same trouble, and what tells a second click from a second person for a minute.

    `mark` is two bytes of the daily keyed hash of the last one's network: hundreds of networks share each.
    """

    __tablename__ = "me_too"

    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True)
    people: Mapped[int]
    mark: Mapped[bytes] = mapped_column(LargeBinary(2))
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
